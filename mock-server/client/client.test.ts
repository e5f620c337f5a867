import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectTestkit, RemoteError, type RemoteTestkit } from "../client.ts";
import { type RunningServer, startServer } from "../index.ts";
import { UsageError } from "../usage-error.ts";

let server: RunningServer;
let testkit: RemoteTestkit;
beforeAll(async () => {
  server = await startServer({ port: 0, preset: "demo" });
  testkit = connectTestkit({ url: server.httpUrl });
});
afterAll(() => server.close());

const ANDREW = "cometchat-uid-1";
const GEORGE = "cometchat-uid-2";

describe("a server in the hand of a test in another process", () => {
  it("gives each worker an app of its own, and none sees another's", async () => {
    const [one, two] = await Promise.all([testkit.addApp(), testkit.addApp({ preset: "empty" })]);
    expect(one.app.appId).not.toBe(two.app.appId);
    await one.as(ANDREW).sendText({ receiver: GEORGE, text: "hello" });
    expect((await one.log.query({ kind: "event", type: "message" })).length).toBe(1);
    expect(await two.log.query()).toEqual([]);
    await expect(two.as(ANDREW).sendText({ receiver: GEORGE, text: "hello" })).rejects.toMatchObject({
      code: "ERR_UID_NOT_FOUND",
    });
    for (const app of [one, two]) await app.remove();
    expect((await testkit.apps()).map(({ app }) => app.appId)).toEqual(["testkit"]);
  });

  it("moves time, remembers and goes back", async () => {
    const app = await testkit.addApp({ now: new Date("2030-01-01"), frozen: true });
    const start = Date.UTC(2030, 0, 1);
    expect(await app.clock.now()).toBe(start);
    const before = await app.snapshot();
    await app.clock.advance("1d");
    await app.as(GEORGE).comeOnline();
    expect((await app.do("onlineCounts", {})).onlineUsersCount).toBe(1);
    await app.restore(before);
    expect(await app.clock.now()).toBe(start);
    expect((await app.do("onlineCounts", {})).onlineUsersCount).toBe(0);
    await app.reset();
    await app.remove();
  });

  it("waits for what clients ask", async () => {
    const app = await testkit.addApp();
    const asked = app.log.waitFor({ kind: "request", path: "/users", status: 200 });
    const { appId, restApiKey } = app.app;
    await fetch(`${server.httpUrl}/v3/users`, { headers: { appId, apikey: restApiKey } });
    expect(await asked).toMatchObject({ method: "GET", headers: { apikey: restApiKey } });
    await expect(app.log.waitFor({ kind: "socket" }, 10)).rejects.toMatchObject({
      code: "TESTKIT_NOTHING_CAME",
    });
    await app.remove();
  });

  it("refuses by the code of who refuses", async () => {
    await expect(testkit.forApp("nobody's")).rejects.toThrow(RemoteError);
    await expect(testkit.addApp({ appId: "testkit" })).rejects.toMatchObject({ code: "TESTKIT_BAD_REQUEST" });
  });

  it("says what is wrong with an address", async () => {
    expect(() => connectTestkit({ url: "localhost" })).toThrow(UsageError);
    await expect(connectTestkit({ url: "http://127.0.0.1:1" }).apps()).rejects.toThrow(/serve/);
  });

  it("is not to be steered where that was not wanted", async () => {
    const closed = await startServer({ port: 0, preset: "empty", control: false });
    await expect(connectTestkit({ url: closed.httpUrl }).apps()).rejects.toMatchObject({
      code: "ERR_API_NOT_FOUND",
    });
    await closed.close();
  });
});
