import { readFileSync } from "node:fs";
import { request } from "node:https";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { faults, type RunningServer, startServer } from "./index.ts";

describe("faults of a server behind a network", () => {
  let server: RunningServer;
  let authToken: string;
  beforeAll(async () => {
    server = await startServer({ port: 0 });
    ({ authToken } = await server.control.do("createAuthToken", { uid: "cometchat-uid-1" }));
  });
  beforeEach(() => server.control.faults.clear());
  afterAll(() => server.close());

  const ask = (path = "/v3/users/cometchat-uid-2") =>
    new Promise<{ status: number; body: string; length: number }>((resolve, reject) => {
      const { port, caFile, app } = server;
      const headers = { appid: app.appId, authtoken: authToken };
      const sent = request({ port, path, headers, ca: readFileSync(caFile), agent: false }, (answer) => {
        let body = "";
        answer.on("data", (chunk) => {
          body += chunk;
        });
        answer.on("error", (error) => reject(Object.assign(error, { body })));
        answer.on("end", () => {
          resolve({ status: answer.statusCode ?? 0, body, length: Number(answer.headers["content-length"]) });
        });
      });
      sent.on("error", reject);
      sent.end();
    });

  const openSocket = () =>
    new Promise<string>((resolve) => {
      const socket = new WebSocket(`wss://localhost:${server.port}/ws/${server.app.appId}:${server.port}`, {
        ca: readFileSync(server.caFile),
      });
      socket.on("open", () => {
        socket.close();
        resolve("open");
      });
      socket.on("error", ({ message }) => resolve(message));
    });

  it("resets a connection", async () => {
    server.control.faults.add(faults.reset({}, { times: 1 }));
    await expect(ask()).rejects.toMatchObject({ code: "ECONNRESET" });
    expect((await ask()).status).toBe(200);
  });

  it("ends a connection in the middle of an answer", async () => {
    const { body } = await ask();
    server.control.faults.add(faults.truncate({}, { times: 1 }, { bytes: 10 }));
    await expect(ask()).rejects.toMatchObject({ code: "ECONNRESET", body: body.slice(0, 10) });
    expect((await ask()).body).toBe(body);
  });

  it("answers late by the wall clock, as the app's clock runs with it", async () => {
    server.control.faults.add(faults.latency(120));
    const since = performance.now();
    expect((await ask()).status).toBe(200);
    expect(performance.now() - since).toBeGreaterThan(110);
  });

  it("refuses the handshake of a socket with its status", async () => {
    const refused = server.control.faults.add(faults.refuseSocket({ times: 1 }, { status: 502 }));
    expect(await openSocket()).toBe("Unexpected server response: 502");
    expect(refused.hits).toBe(1);
    expect(await openSocket()).toBe("open");
  });
});
