import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { request } from "node:http";
import { connect as connectTls } from "node:tls";
import { afterEach, describe, expect, it } from "vitest";
import { connectBare, send, startTestListener, type TestListener } from "./test-listener.ts";

let listener: TestListener;
afterEach(() => listener.close());

async function expectStillServing(): Promise<void> {
  const { port, tls } = listener;
  expect((await send("http", { port })).status).toBe(200);
  expect((await send("https", { port, ca: tls.caCert, servername: "localhost" })).status).toBe(200);
}

describe("a request body over the limit", () => {
  const tooLarge = {
    error: {
      code: "ERR_BAD_REQUEST",
      message: "The request body exceeds the limit of 1000 bytes.",
      details: {},
    },
  };

  it.each(["http", "https"] as const)("is refused by its announced length over %s", async (protocol) => {
    listener = await startTestListener({ maxBodyBytes: 1_000 });
    const { port, tls } = listener;
    const options = { port, method: "POST", ca: tls.caCert, servername: "localhost" };
    const answer = await send(
      protocol,
      { ...options, headers: { "content-length": 1_001 } },
      "x".repeat(1_001),
    );
    expect(answer.status).toBe(413);
    expect(answer.headers.connection).toBe("close");
    expect(JSON.parse(answer.body)).toEqual(tooLarge);
    expect(listener.requests).toEqual([]);
  });

  it("is refused when its chunks add up to too much", async () => {
    listener = await startTestListener({ maxBodyBytes: 1_000 });
    const headers = { "transfer-encoding": "chunked" };
    const answer = await send("http", { port: listener.port, method: "POST", headers }, "x".repeat(100_000));
    expect(answer.status).toBe(413);
    expect(JSON.parse(answer.body)).toEqual(tooLarge);
    expect(listener.requests).toEqual([]);
  });

  it("is refused without a reset that would overtake the answer", async () => {
    listener = await startTestListener({ maxBodyBytes: 1_000 });
    const { socket, received, failure, ended } = await connectBare(listener.port);
    const size = 8 * 1024 * 1024;
    socket.write(`POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${size}\r\n\r\n`);
    socket.write(Buffer.alloc(size));
    await ended;
    expect(failure()).toBeUndefined();
    expect(received()).toMatch(/^HTTP\/1\.1 413 /);
  });

  it("is refused before it is sent, to a client that asks", async () => {
    listener = await startTestListener({ maxBodyBytes: 1_000 });
    const { socket, received, ended } = await connectBare(listener.port);
    socket.write(
      "POST / HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 5000\r\n\r\n",
    );
    await ended;
    expect(received()).toMatch(/^HTTP\/1\.1 413 /);
  });

  it("is judged by what the surface says of the request, before it has come", async () => {
    const limits = { "/files?x=1": { bytes: 5_000, code: "ERR_FILE_SIZE_EXCEEDED" } };
    listener = await startTestListener({
      maxBodyBytes: 1_000,
      bodyLimit: ({ method, path, contentType }) =>
        contentType === "a/b" && method === "POST" ? limits[path as keyof typeof limits] : undefined,
    });
    const { port } = listener;
    const statusOf = async (path: string, type: string, size: number, chunked: boolean) => {
      const length = chunked ? { "transfer-encoding": "chunked" } : { "content-length": size };
      const headers = { ...length, "content-type": type };
      const { status, body } = await send("http", { port, method: "POST", path, headers }, "x".repeat(size));
      return [status, JSON.parse(body).error?.code];
    };
    for (const chunked of [false, true]) {
      expect(await statusOf("/files?x=1", "a/b", 5_000, chunked)).toEqual([200, undefined]);
      expect(await statusOf("/files?x=1", "a/b", 5_001, chunked)).toEqual([413, "ERR_FILE_SIZE_EXCEEDED"]);
      expect(await statusOf("/files?x=1", "a/c", 1_001, chunked)).toEqual([413, "ERR_BAD_REQUEST"]);
      expect(await statusOf("/other", "a/b", 1_001, chunked)).toEqual([413, "ERR_BAD_REQUEST"]);
    }
  });

  it("is not refused at exactly the limit", async () => {
    listener = await startTestListener({ maxBodyBytes: 1_000 });
    const { port } = listener;
    const body = "x".repeat(1_000);
    for (const headers of [{ "content-length": 1_000 }, { "transfer-encoding": "chunked" }]) {
      const answer = await send("http", { port, method: "POST", headers }, body);
      expect(JSON.parse(answer.body)).toMatchObject({ body });
    }
  });

  it("is awaited from a client that asks whether it may send it", async () => {
    listener = await startTestListener();
    const outgoing = request({
      host: "127.0.0.1",
      port: listener.port,
      method: "POST",
      headers: { expect: "100-continue" },
    });
    outgoing.flushHeaders();
    await once(outgoing, "continue");
    outgoing.end("go on");
    const [incoming] = await once(outgoing, "response");
    let text = "";
    for await (const chunk of incoming) text += chunk;
    expect(JSON.parse(text)).toMatchObject({ body: "go on" });
  });
});

describe("a connection that does not speak HTTP", () => {
  it("is answered with 400 and closed", async () => {
    listener = await startTestListener();
    const { socket, received, ended } = await connectBare(listener.port);
    socket.write("hello there\r\n\r\n");
    await ended;
    expect(received()).toMatch(/^HTTP\/1\.1 400 /);
    expect(JSON.parse(received().split("\r\n\r\n")[1] ?? "")).toMatchObject({
      error: { code: "ERR_BAD_REQUEST" },
    });
    await expectStillServing();
  });

  it("is answered with 431 when its headers never end", async () => {
    listener = await startTestListener();
    const { socket, received, ended } = await connectBare(listener.port);
    socket.write(`GET / HTTP/1.1\r\nHost: localhost\r\nX: ${"y".repeat(40_000)}\r\n\r\n`);
    await ended;
    expect(received()).toMatch(/^HTTP\/1\.1 431 /);
  });

  it("is closed when it begins like TLS and goes on as junk", async () => {
    listener = await startTestListener({ headersTimeoutMs: 100 });
    const junk = Array.from({ length: 20 }, async () => {
      const { socket, ended } = await connectBare(listener.port);
      socket.write(Buffer.concat([Buffer.from([0x16, 0x03, 0x01]), randomBytes(500)]));
      await ended;
    });
    await Promise.all(junk);
    await expectStillServing();
  });

  it("is closed when it is random bytes", async () => {
    listener = await startTestListener({ headersTimeoutMs: 100 });
    const junk = Array.from({ length: 50 }, async () => {
      const { socket, ended } = await connectBare(listener.port);
      socket.write(randomBytes(300));
      await ended;
    });
    await Promise.all(junk);
    await expectStillServing();
  });
});

describe("a client that stops", () => {
  const headersTimeoutMs = 100;

  it("before its first byte is let go", async () => {
    listener = await startTestListener({ headersTimeoutMs });
    const { ended, received } = await connectBare(listener.port);
    await ended;
    expect(received()).toBe("");
  });

  it("within its request headers is answered with 408, over http and https", async () => {
    listener = await startTestListener({ headersTimeoutMs });
    const half = "GET / HTTP/1.1\r\nHost: localhost\r\nX-Half: ";
    const plain = await connectBare(listener.port);
    plain.socket.write(half);
    const secure = connectTls({
      port: listener.port,
      host: "127.0.0.1",
      ca: listener.tls.caCert,
      servername: "localhost",
    });
    let text = "";
    secure.on("data", (chunk: Buffer) => {
      text += chunk.toString();
    });
    secure.on("error", () => {});
    await once(secure, "secureConnect");
    secure.write(half);
    await Promise.all([plain.ended, once(secure, "close")]);
    expect(plain.received()).toMatch(/^HTTP\/1\.1 408 /);
    expect(text).toMatch(/^HTTP\/1\.1 408 /);
  });

  it("within the TLS handshake is let go", async () => {
    listener = await startTestListener({ headersTimeoutMs });
    const { socket, ended } = await connectBare(listener.port);
    socket.write(Buffer.from([0x16, 0x03, 0x01]));
    await ended;
  });

  it.each([
    ["announced", "Content-Length: 50", "part of it"],
    ["chunked", "Transfer-Encoding: chunked", "5\r\nparts\r\n"],
  ])("within its %s request body is nobody's request", async (_, header, start) => {
    listener = await startTestListener();
    const { socket, ended } = await connectBare(listener.port);
    socket.write(`POST / HTTP/1.1\r\nHost: localhost\r\n${header}\r\n\r\n${start}`);
    socket.end();
    await ended;
    await expectStillServing();
    expect(listener.requests.filter((request) => request.startsWith("POST"))).toEqual([]);
  });
});

it("a thousand silent connections keep nobody else from being served", async () => {
  listener = await startTestListener();
  const silent = await Promise.all(Array.from({ length: 1_000 }, () => connectBare(listener.port)));
  await expectStillServing();
  await listener.close();
  await Promise.all(silent.map(({ ended }) => ended));
});

it("a surface that fails is answered for, without a claim about the service", async () => {
  listener = await startTestListener({ answer: () => Promise.reject(new Error("a bug")) });
  const answer = await send("http", { port: listener.port });
  expect(answer.status).toBe(500);
  expect(JSON.parse(answer.body)).toEqual({
    error: { code: "ERR_EXCEPTION", message: "The server failed: Error: a bug", details: {} },
  });
});
