import { X509Certificate } from "node:crypto";
import { Agent, request } from "node:http";
import { networkInterfaces } from "node:os";
import type { PeerCertificate } from "node:tls";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { NO_ANSWER } from "../../http/answer.ts";
import { UsageError } from "../../usage-error.ts";
import { listen } from "./listener.ts";
import {
  connectBare,
  send,
  startTestListener,
  type TestListener,
  testCertificates,
} from "./test-listener.ts";

const hasIpv6 = Object.values(networkInterfaces()).some((list) =>
  list?.some(({ address }) => address === "::1"),
);

describe("a listener", () => {
  let listener: TestListener;
  beforeEach(async () => {
    listener = await startTestListener();
  });
  afterEach(() => listener.close());

  it.each(["http", "https"] as const)("answers %s on its one port", async (protocol) => {
    const { port, tls } = listener;
    const answer = await send(protocol, {
      port,
      path: "/v3.0/users?page=2",
      ca: tls.caCert,
      servername: "localhost",
    });
    expect(answer.status).toBe(200);
    expect(answer.headers["x-surface"]).toBe("yes");
    expect(JSON.parse(answer.body)).toMatchObject({
      method: "GET",
      url: `${protocol}://127.0.0.1:${port}/v3.0/users?page=2`,
    });
  });

  it("keeps the Host header in the URL that the surface sees", async () => {
    await send("http", {
      port: listener.port,
      path: "/me",
      headers: { host: "app1.apiclient-us.cometchat.io" },
    });
    expect(listener.requests).toEqual(["GET http://app1.apiclient-us.cometchat.io/me"]);
  });

  it("passes request bodies on, whether their length is announced or not", async () => {
    const { port } = listener;
    const announced = await send("http", { port, method: "POST", headers: { "content-length": 5 } }, "héll");
    const headers = { "transfer-encoding": "chunked" };
    const chunked = await send("http", { port, method: "PUT", headers }, "chunks");
    expect(JSON.parse(announced.body)).toMatchObject({ method: "POST", body: "héll" });
    expect(JSON.parse(chunked.body)).toMatchObject({ method: "PUT", body: "chunks" });
  });

  it("passes the headers on, those that came twice as one", async () => {
    const { port, close } = await startTestListener({
      answer: ({ headers }) => ({ status: 200, headers: {}, body: JSON.stringify([...headers]) }),
    });
    const headers = { AppId: "app", Accept: ["a/b", "c/d"], "Set-Cookie": ["e=f", "g=h"] };
    const seen = JSON.parse((await send("http", { port, headers })).body);
    expect(seen).toContainEqual(["appid", "app"]);
    expect(seen).toContainEqual(["accept", "a/b, c/d"]);
    expect(seen).toContainEqual(["set-cookie", "e=f, g=h"]);
    await close();
  });

  it.each([
    ["/v3.0/users?a=1/../b", "h:1", "http://h:1/v3.0/users?a=1/../b"],
    ["/v3.0/a/../users/./x", "h", "http://h/v3.0/users/x"],
    ["/users?a=1#b?c", "h", "http://h/users?a=1"],
    ["/users?a?b", "h", "http://h/users?a?b"],
    ["/users/%2e%2e?x=%2F", "h", "http://h/users/%2e%2e?x=%2F"],
    ["//elsewhere/users", "h", "http://h//elsewhere/users"],
    ["/a\\b", "h", "http://h/a/b"],
    ["/users", "App.LocalHost", "http://app.localhost/users"],
    ["http://other:2/users?x=1", "h", "http://other:2/users?x=1"],
    ["/users", "[::1]:8443", "http://[::1]:8443/users"],
  ])("reads the target %j of the host %j", async (target, host, url) => {
    const { port, requests } = listener;
    const { socket, received, ended } = await connectBare(port);
    socket.write(`GET ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`, "latin1");
    await ended;
    expect(received()).toMatch(/^HTTP\/1\.1 200 /);
    expect(requests).toEqual([`GET ${url}`]);
  });

  it.each([
    ["/users", "a/b"],
    ["/users", "user@host"],
    ["/users", "a b"],
    ["/users", ""],
    ["/users", "h?x"],
    ["http://[/users", "h"],
  ])("refuses the target %j of the host %j", async (target, host) => {
    const { port, requests } = listener;
    const { socket, received, ended } = await connectBare(port);
    socket.write(`GET ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    await ended;
    expect(received()).toMatch(/^HTTP\/1\.1 400 /);
    expect(received()).toContain('"code":"ERR_BAD_REQUEST"');
    expect(requests).toEqual([]);
  });

  it("refuses a request of HTTP/1.1 that names no host", async () => {
    const { port, requests } = listener;
    const { socket, received, ended } = await connectBare(port);
    socket.write("GET /users HTTP/1.1\r\nConnection: close\r\n\r\n");
    await ended;
    expect(received()).toMatch(/^HTTP\/1\.1 400 /);
    expect(received()).toContain('"code":"ERR_BAD_REQUEST"');
    expect(requests).toEqual([]);
  });

  it("takes a request of HTTP/1.0, which names no host", async () => {
    const { port, requests } = listener;
    const { socket, ended } = await connectBare(port);
    socket.write("GET /users HTTP/1.0\r\n\r\n");
    await ended;
    expect(requests).toEqual(["GET http://localhost/users"]);
  });

  it("answers HEAD with the headers of GET and no body, and goes on", async () => {
    const { port, close } = await startTestListener({
      answer: () => ({ status: 200, headers: {}, body: "same for both" }),
    });
    const { socket, received, ended } = await connectBare(port);
    const rest = " / HTTP/1.1\r\nHost: localhost\r\n";
    socket.write(`HEAD${rest}\r\nGET${rest}Connection: close\r\n\r\n`);
    await ended;
    const [head = "", getHead = "", getBody] = received().split("\r\n\r\n");
    expect(head).toMatch(/^HTTP\/1\.1 200 /);
    expect(head.toLowerCase()).toContain("content-length: 13");
    expect(getHead).toMatch(/^HTTP\/1\.1 200 /);
    expect(getBody).toBe("same for both");
    await close();
  });

  it("answers many requests on one connection", async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ports = new Set<number | undefined>();
    for (let i = 0; i < 3; i++) {
      await new Promise<void>((resolve, reject) => {
        const outgoing = request({ host: "127.0.0.1", port: listener.port, agent }, (incoming) => {
          ports.add(incoming.socket.localPort);
          incoming.resume().on("end", resolve);
        });
        outgoing.on("error", reject).end();
      });
    }
    agent.destroy();
    expect(listener.requests).toHaveLength(3);
    expect(ports.size).toBe(1);
  });

  it("answers pipelined requests in their order", async () => {
    const { socket, received, ended } = await connectBare(listener.port);
    const host = "Host: localhost\r\n";
    socket.write(`GET /1 HTTP/1.1\r\n${host}\r\nGET /2 HTTP/1.1\r\n${host}Connection: close\r\n\r\n`);
    await ended;
    expect(received().match(/"url":"[^"]*"/g)).toEqual([
      '"url":"http://localhost/1"',
      '"url":"http://localhost/2"',
    ]);
  });

  it("answers pipelined requests in their order, each with its own body, whichever is ready first", async () => {
    const { port, close } = await startTestListener({
      async answer({ path, body }) {
        const waits = path === "/1";
        if (waits) await new Promise(setImmediate);
        return { status: 200, headers: {}, body: `<${path} ${Buffer.from(body ?? []).toString()}>` };
      },
    });
    const { socket, received, ended } = await connectBare(port);
    const head = (path: string, more: string) =>
      `POST ${path} HTTP/1.1\r\nHost: localhost\r\n${more}\r\n\r\n`;
    socket.write(
      `${head("/1", "Content-Length: 3")}one${head("/2", "Content-Length: 0")}${head("/3", "Transfer-Encoding: chunked")}2\r\nth\r\n`,
    );
    await new Promise(setImmediate);
    socket.write(
      `3\r\nree\r\n0\r\nMore: trailers\r\n\r\n${head("/4", "Content-Length: 4\r\nConnection: close")}four`,
    );
    await ended;
    await close();
    expect(received().match(/<.*?>/g)).toEqual(["</1 one>", "</2 >", "</3 three>", "</4 four>"]);
  });

  it("answers a client that ends its side right after the request", async () => {
    const { socket, received, ended } = await connectBare(listener.port);
    socket.end("GET /half HTTP/1.1\r\nHost: localhost\r\n\r\n");
    await ended;
    expect(received()).toContain("HTTP/1.1 200");
  });

  it("answers HTTP/1.0 without a Host header", async () => {
    const { socket, received, ended } = await connectBare(listener.port);
    socket.write("GET /old HTTP/1.0\r\n\r\n");
    await ended;
    expect(received()).toContain('"url":"http://localhost/old"');
  });

  it.each([
    ["http", "Upgrade, HTTP2-Settings"],
    ["http", "upgrade"],
    ["https", "keep-alive, Upgrade"],
  ] as const)(
    "answers over HTTP/1.1 where a client offers to go on with HTTP/2: %s, %s",
    async (protocol, connection) => {
      const { port, tls } = listener;
      const headers = { connection, upgrade: "h2c", "http2-settings": "AAEAAEAA", "content-length": 4 };
      const target = { port, path: "/h2", ca: tls.caCert, servername: "localhost" };
      const answer = await send(protocol, { ...target, method: "POST", headers }, "body");
      expect(answer.status).toBe(200);
      expect(JSON.parse(answer.body)).toMatchObject({ method: "POST", body: "body" });
    },
  );

  it.runIf(hasIpv6)("listens on ::1, too", async () => {
    const other = await startTestListener({ host: "::1" });
    // Node 22.23, 24.17 and 26.4 forgot how to compare IPv6 addresses (nodejs/node#64144), so this compares them itself.
    const checkServerIdentity = (name: string, { raw }: PeerCertificate) =>
      new X509Certificate(raw).checkIP(name) ? undefined : new Error(`The certificate is not for ${name}.`);
    const options = { host: "::1", port: other.port, ca: other.tls.caCert, checkServerIdentity };
    const answer = await send("https", options);
    expect(answer.status).toBe(200);
    await other.close();
  });

  it("says so in one sentence when its port is in use", async () => {
    const { port, tls } = listener;
    const surface = { answer: () => NO_ANSWER, openSocket: () => ({ receive() {}, closed() {} }) };
    const error: unknown = await listen(surface, { port, host: "127.0.0.1", tls }).catch((reason) => reason);
    expect(error).toBeInstanceOf(UsageError);
    expect(error).toMatchObject({
      message: `Failed to listen on 127.0.0.1:${port}: port ${port} is in use. Stop the program that has it, or choose another port (0: any free one).`,
    });
  });

  it("says so when there is no such host", async () => {
    const surface = { answer: () => NO_ANSWER, openSocket: () => ({ receive() {}, closed() {} }) };
    const listening = listen(surface, { port: 0, host: "192.0.2.1", tls: await testCertificates() });
    await expect(listening).rejects.toThrow(
      "Failed to listen on 192.0.2.1:0: this machine does not have that address.",
    );
  });
});
