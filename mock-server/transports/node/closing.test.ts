import { once } from "node:events";
import { Agent, request } from "node:http";
import { connect as connectTls } from "node:tls";
import { describe, expect, it, vi } from "vitest";
import { WebSocket } from "ws";
import type { HttpAnswer } from "../../http/answer.ts";
import { connectBare, send, startTestListener } from "./test-listener.ts";

const never = 60_000;

describe("a closing listener", () => {
  it("sends its sockets away with 1001, over ws and wss", async () => {
    const { port, tls, sessions, close } = await startTestListener({ closeTimeoutMs: never });
    const plain = new WebSocket(`ws://127.0.0.1:${port}`);
    const secure = new WebSocket(`wss://localhost:${port}`, { ca: tls.caCert });
    await Promise.all([once(plain, "open"), once(secure, "open")]);
    const codes = Promise.all([once(plain, "close"), once(secure, "close")]);
    await close();
    expect((await codes).map(([code]) => code)).toEqual([1001, 1001]);
    expect(sessions.map(({ closed }) => closed)).toEqual([[1001], [1001]]);
  });

  it("ends idle and silent connections at once", async () => {
    const { port, close } = await startTestListener({ closeTimeoutMs: never });
    const agent = new Agent({ keepAlive: true });
    await send("http", { port, agent });
    const silent = await connectBare(port);
    await close();
    await silent.ended;
    agent.destroy();
  });

  it("lets a request finish", async () => {
    let release = (_: HttpAnswer) => {};
    const { port, requests, close } = await startTestListener({
      closeTimeoutMs: never,
      answer: () =>
        new Promise((resolve) => {
          release = resolve;
        }),
    });
    const agent = new Agent({ keepAlive: true });
    const answered = send("http", { port, agent });
    await vi.waitFor(() => expect(requests).toHaveLength(1));
    const closed = close();
    release({ status: 200, headers: {}, body: "in time" });
    expect((await answered).body).toBe("in time");
    await closed;
    agent.destroy();
  });

  it("waits so long only for requests, sockets and handshakes that do not end", async () => {
    const { port, tls, requests, close } = await startTestListener({
      closeTimeoutMs: 50,
      answer: () => new Promise(() => {}),
    });
    const hanging = [
      request({ port, host: "127.0.0.1" }).end(),
      connectTls({ port, host: "127.0.0.1", ca: tls.caCert, servername: "localhost" }),
    ];
    const handshake = await connectBare(port);
    handshake.socket.write(Buffer.from([0x16, 0x03]));
    const half = await connectBare(port);
    half.socket.write("GET / HTTP/1.1\r\n");
    const deaf = new WebSocket(`ws://127.0.0.1:${port}`);
    await once(deaf, "open");
    deaf.pause();
    for (const client of hanging) client.on("error", () => {});
    await vi.waitFor(() => expect(requests).toHaveLength(1));
    await close();
    await Promise.all([handshake.ended, half.ended]);
    deaf.terminate();
  });

  it("frees its port, and may be closed again", async () => {
    const { port, close } = await startTestListener();
    await Promise.all([close(), close()]);
    await close();
    await expect(send("http", { port })).rejects.toThrow("ECONNREFUSED");
    const next = await startTestListener({ port });
    expect(next.port).toBe(port);
    await next.close();
  });
});
