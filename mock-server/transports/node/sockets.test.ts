import { once } from "node:events";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type ClientOptions, WebSocket } from "ws";
import {
  connectBare,
  type SeenSession,
  send,
  startTestListener,
  type TestListener,
} from "./test-listener.ts";

let listener: TestListener;
beforeEach(async () => {
  listener = await startTestListener({ maxFrameBytes: 1_000 });
});
afterEach(() => listener.close());

async function open(path = "/", options: ClientOptions = {}): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${listener.port}${path}`, options);
  await once(socket, "open");
  return socket;
}

async function nextText(socket: WebSocket): Promise<string> {
  const [data, isBinary] = await once(socket, "message");
  expect(isBinary).toBe(false);
  return String(data);
}

function session(index = 0): SeenSession {
  const seen = listener.sessions[index];
  if (!seen) throw new Error(`There is no session ${index}.`);
  return seen;
}

describe("a socket", () => {
  it("opens on any path and carries texts both ways", async () => {
    const socket = await open("/ws:8443?x=1");
    socket.send('{"type":"auth","text":"😀"}');
    expect(await nextText(socket)).toBe('{"type":"auth","text":"😀"}');
  });

  it("opens over TLS on the same port", async () => {
    const options = { ca: listener.tls.caCert };
    const socket = new WebSocket(`wss://localhost:${listener.port}/`, options);
    await once(socket, "open");
    socket.send("hello");
    expect(await nextText(socket)).toBe("hello");
  });

  it("tells the session the host and the path it was opened for", async () => {
    await open("/ws/app1:8443?more", { headers: { host: "app1.websocket-us.cometchat.io" } });
    expect(session().address).toBe("app1.websocket-us.cometchat.io/ws/app1:8443");
  });

  it("takes a text that arrives together with the request to open", async () => {
    const { socket, received } = await connectBare(listener.port);
    const head =
      "GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
    // The text "hi", masked with zeros.
    socket.write(Buffer.concat([Buffer.from(head), Buffer.from([0x81, 0x82, 0, 0, 0, 0, 0x68, 0x69])]));
    await vi.waitFor(() => expect(listener.sessions[0]?.received).toEqual(["hi"]));
    expect(received()).toMatch(/^HTTP\/1\.1 101 /);
    socket.destroy();
  });

  it("agrees to no subprotocol and no compression", async () => {
    const { socket, received } = await connectBare(listener.port);
    socket.write(
      "GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: chat\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n",
    );
    await vi.waitFor(() => expect(received()).toContain("\r\n\r\n"));
    expect(received()).toMatch(/^HTTP\/1\.1 101 /);
    expect(received().toLowerCase()).not.toMatch(/sec-websocket-(protocol|extensions)/);
    socket.destroy();
  });

  it("ignores binary frames", async () => {
    const socket = await open();
    socket.send(Buffer.from("binary"));
    socket.send("text");
    expect(await nextText(socket)).toBe("text");
    expect(session().received).toEqual(["text"]);
  });

  it("is closed with 1009 by a frame over the limit", async () => {
    const socket = await open();
    socket.send("x".repeat(1_001));
    const [code] = await once(socket, "close");
    expect(code).toBe(1009);
    expect(session().received).toEqual([]);
    await vi.waitFor(() => expect(session().closed).toHaveLength(1));
  });

  it("survives a frame that breaks the protocol, by ending", async () => {
    const socket = await open();
    const raw = Reflect.get(socket, "_socket");
    raw.write(Buffer.from([0xff, 0xff, 0xff, 0xff]));
    await once(socket, "close");
    await vi.waitFor(() => expect(session().closed).toHaveLength(1));
    expect((await send("http", { port: listener.port })).status).toBe(200);
  });
});

describe("a session", () => {
  it("learns with which code the client closed, once", async () => {
    const socket = await open();
    socket.close(4001, "bye");
    await vi.waitFor(() => expect(session().closed).toEqual([4001]));
  });

  it("learns that a client vanished", async () => {
    const socket = await open();
    socket.terminate();
    await vi.waitFor(() => expect(session().closed).toEqual([1006]));
  });

  it("closes the socket with its own code and reason, however long", async () => {
    const socket = await open();
    session().peer.close(4002, "é".repeat(100));
    const [code, reason] = await once(socket, "close");
    expect(code).toBe(4002);
    expect(String(reason)).toBe("é".repeat(61));
    await vi.waitFor(() => expect(session().closed).toEqual([4002]));
  });

  it("drops the connection with a code that no frame can carry", async () => {
    const socket = await open();
    session().peer.close(1006, "");
    const [code] = await once(socket, "close");
    expect(code).toBe(1006);
  });

  it("may send after the end", async () => {
    const socket = await open();
    socket.close();
    await vi.waitFor(() => expect(session().closed).toHaveLength(1));
    session().peer.send("too late");
    session().peer.close(1000, "");
  });

  it("sends each listener its own text, repeated or not", async () => {
    const sockets = await Promise.all([open(), open(), open()]);
    const texts = sockets.map(() => [] as string[]);
    sockets.forEach((socket, i) => {
      socket.on("message", (data) => texts[i]?.push(String(data)));
    });
    for (const text of ["", "same", "same", "ünlike", ""]) {
      for (const seen of listener.sessions) seen.peer.send(text);
    }
    await vi.waitFor(() => expect(texts.every((list) => list.length === 5)).toBe(true));
    for (const list of texts) expect(list).toEqual(["", "same", "same", "ünlike", ""]);
  });

  it("loses a client that reads nothing of all it is sent", async () => {
    const socket = await open();
    socket.pause();
    const text = "x".repeat(1024 * 1024);
    const { peer, closed } = session();
    await vi.waitFor(
      () => {
        for (let i = 0; i < 8; i++) peer.send(text);
        expect(closed).toEqual([1006]);
      },
      { timeout: 5_000 },
    );
    socket.terminate();
  });
});

describe("a request to open a socket", () => {
  const key = { "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==", "sec-websocket-version": "13" };

  it.each([
    ["has no key", "GET", { "sec-websocket-version": "13" }, 400],
    ["has a key that is none", "GET", { ...key, "sec-websocket-key": "short" }, 400],
    ["wants another version", "GET", { ...key, "sec-websocket-version": "7" }, 400],
    ["is no GET", "POST", key, 405],
  ])("is refused in the words of the service where it %s", async (_, method, more, status) => {
    const headers = { connection: "Upgrade", upgrade: "websocket", ...more };
    const answer = await send("http", { port: listener.port, method, headers });
    expect(answer.status).toBe(status);
    expect(answer.headers["sec-websocket-version"]).toBe("13");
    expect(JSON.parse(answer.body)).toMatchObject({ error: { code: "ERR_BAD_REQUEST" } });
    expect(listener.sessions).toEqual([]);
  });
});
