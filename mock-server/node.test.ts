import { once } from "node:events";
import http from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import {
  faults,
  type NodeTestkitOptions,
  ServiceError,
  setupTestkit,
  type Testkit,
  UsageError,
} from "./node.ts";

let testkit: Testkit | undefined;
afterEach(async () => {
  await testkit?.close();
  testkit = undefined;
});

async function open(options: NodeTestkitOptions = {}) {
  testkit = await setupTestkit(options);
  return testkit;
}

const CLIENT = "https://testkit.apiclient-us.cometchat.io/v3.0";

describe("a testkit in Node", () => {
  it("answers fetch and Node's own http under the vendor's host names", async () => {
    const { app } = await open();
    const headers = { appid: app.appId, apikey: app.restApiKey };
    const answer = await fetch("https://testkit.api-us.cometchat.io/v3/users/cometchat-uid-1", { headers });
    expect(await answer.json()).toMatchObject({ data: { uid: "cometchat-uid-1" } });
    const status = await new Promise((resolve) => {
      https.get(`${CLIENT}/me`, { headers: { appid: app.appId } }, (response) =>
        resolve(response.statusCode),
      );
    });
    expect(status).toBe(401);
  });

  it.each(["bypass", "error"] as const)(
    "does as it is told with other hosts: %s",
    async (onUnhandledHosts) => {
      const server = http.createServer((_request, response) => response.end("elsewhere")).listen(0);
      await once(server, "listening");
      const { port } = server.address() as AddressInfo;
      const warnings: string[] = [];
      await open({ onUnhandledHosts, onWarning: (text) => warnings.push(text) });
      const answer = fetch(`http://localhost:${port}/`);
      if (onUnhandledHosts === "bypass") {
        expect(await (await answer).text()).toBe("elsewhere");
        expect(warnings).toEqual([]);
      } else {
        await expect(answer).rejects.toThrow(TypeError);
        expect(warnings).toEqual([expect.stringContaining(`Failed to send GET http://localhost:${port}/`)]);
      }
      server.close();
    },
  );

  it("tells a page its frames after the answer of the request that has caused them", async () => {
    const kit = await open({ preset: "demo" });
    const { jwt, authToken } = await kit.do("createAuthToken", { uid: "cometchat-uid-1" });
    const socket = new WebSocket("wss://testkit.websocket-us.cometchat.io");
    const order: string[] = [];
    socket.onmessage = ({ data }) => order.push(JSON.parse(data).type);
    await kit.settled();
    socket.send(JSON.stringify({ appId: "testkit", type: "auth", deviceId: "d", body: { auth: jwt } }));
    await kit.settled();
    const answer = await fetch(`${CLIENT}/messages`, {
      method: "POST",
      headers: { appid: "testkit", authtoken: authToken, "content-type": "application/json" },
      body: JSON.stringify({
        category: "message",
        type: "text",
        receiver: "cometchat-uid-2",
        receiverType: "user",
        data: { text: "hi" },
      }),
    });
    await answer.json();
    order.push("answer");
    await kit.settled();
    expect(order).toEqual(["auth", "answer", "message"]);
  });

  it("leaves nothing behind: no global, no handle, no running timer", async () => {
    void Request; // Node makes it, and what it needs, when it is first asked for.
    const before = Object.getOwnPropertyDescriptors(globalThis);
    const handles = process.getActiveResourcesInfo();
    const { close } = await open();
    const socket = new WebSocket("wss://testkit.websocket-us.cometchat.io");
    const isClosed = new Promise((resolve) => {
      socket.onclose = resolve;
    });
    await testkit?.settled();
    await testkit?.as("cometchat-uid-1").comeOnline();
    await close();
    await isClosed;
    expect(Object.getOwnPropertyDescriptors(globalThis)).toEqual(before);
    const left = process.getActiveResourcesInfo();
    // Those of before may have ended meanwhile.
    for (const known of handles) if (left.includes(known)) left.splice(left.indexOf(known), 1);
    expect(left).toEqual([]);
  });

  it("breaks connections of fetch and Node's own http for faults", async () => {
    const kit = await open();
    const url = "https://testkit.api-us.cometchat.io/v3/users";
    const headers = { appid: "testkit", apikey: kit.app.restApiKey };
    const ask = () =>
      new Promise<string>((resolve) => {
        const request = https.get(url, { headers }, (response) => {
          response.on("end", () => resolve("whole"));
          response.on("close", () => resolve("broken off"));
          response.on("error", () => resolve("broken off"));
          response.resume();
        });
        request.on("error", () => resolve("no answer"));
      });
    expect(await ask()).toBe("whole");
    const reset = kit.faults.add(faults.reset());
    await expect(fetch(url, { headers })).rejects.toThrow(TypeError);
    expect(await ask()).toBe("no answer");
    reset.remove();
    kit.faults.add(faults.truncate());
    await expect((await fetch(url, { headers })).text()).rejects.toThrow(TypeError);
    expect(await ask()).toBe("broken off");
  });

  it("is over at the end of `await using`, and closes once", async () => {
    const kit = await open();
    await kit[Symbol.asyncDispose]();
    await kit.close();
    await open();
  });

  it("names the app keys that it was given, and makes up the others from the seed", async () => {
    const { apps } = await open({ apps: [{ appId: "one" }, { appId: "two", region: "eu", authKey: "key" }] });
    expect(apps).toMatchObject([
      { appId: "one", region: "us", authKey: expect.stringMatching(/^[0-9a-f]{40}$/) },
      { appId: "two", region: "eu", authKey: "key" },
    ]);
    await testkit?.close();
    const again = await open({ apps: [{ appId: "one" }] });
    expect(again.app).toEqual(apps[0]);
  });

  it("keeps its apps apart", async () => {
    const kit = await open({ preset: "empty", apps: [{ appId: "one" }, { appId: "two" }] });
    const two = kit.forApp("two");
    await two.do("createUser", { uid: "alice", name: "Alice" });
    await expect(kit.as("alice").do("getUser", { uid: "alice" })).rejects.toThrow(ServiceError);
    expect(await two.as("alice").do("getUser", { uid: "alice" })).toMatchObject({ name: "Alice" });
  });

  it("refuses for a user what the service refuses, with its code", async () => {
    const { as } = await open();
    const act = as("cometchat-uid-1").sendText({ receiver: "nobody", text: "hi" });
    await expect(act).rejects.toMatchObject({ name: "ServiceError", code: "ERR_UID_NOT_FOUND" });
  });

  it("closes who does not ping in time, on its own clock; who acts without a client does", async () => {
    const kit = await open({ frozen: true, timing: { pingTimeout: 30_000, authTimeout: 10_000 } });
    const socket = new WebSocket("wss://testkit.websocket-us.cometchat.io");
    const codes: number[] = [];
    socket.onclose = ({ code }) => codes.push(code);
    await kit.as("cometchat-uid-2").comeOnline();
    await kit.settled();
    await kit.clock.advance("9s");
    expect(codes).toEqual([]);
    await kit.clock.advance("1s");
    expect(codes).toEqual([1008]);
    await kit.clock.advance("1d");
    expect(await kit.do("onlineCounts", {})).toMatchObject({ onlineUsersCount: 1 });
    await kit.as("cometchat-uid-2").dropOff();
    await kit.clock.advance("1s");
    expect(await kit.do("onlineCounts", {})).toMatchObject({ onlineUsersCount: 0 });
  });
});

describe("a testkit that is asked for what makes no sense", () => {
  it.each<[string, NodeTestkitOptions, RegExp]>([
    ["an unknown preset", { preset: "nowhere" as "demo" }, /no preset "nowhere".*"demo", "empty"/],
    ["no app", { apps: [] }, /`apps` is empty/],
    ["the same app twice", { apps: [{ appId: "a" }, { appId: "A" }] }, /an app called "A" already/],
    ["an App ID that is no host name", { apps: [{ appId: "a.b" }] }, /"a\.b" is no App ID/],
    ["no time", { now: Number.NaN }, /NaN is no point in time/],
    ["an unknown way with hosts", { onUnhandledHosts: "warn" as "error" }, /cannot be "warn"/],
  ])("says so of %s, and leaves everything as it was", async (_what, options, text) => {
    const before = Object.getOwnPropertyDescriptors(globalThis);
    const failed = setupTestkit(options);
    await expect(failed).rejects.toThrow(UsageError);
    await expect(failed).rejects.toThrow(text);
    expect(Object.getOwnPropertyDescriptors(globalThis)).toEqual(before);
  });

  it("says so of a second testkit, while the first goes on", async () => {
    const kit = await open();
    await expect(setupTestkit()).rejects.toThrow(/another one is running/);
    expect(await kit.do("onlineCounts", {})).toMatchObject({ onlineUsersCount: 0 });
  });

  it("says so of an app that is not there, and names those that are", async () => {
    const warnings: string[] = [];
    const kit = await open({ onWarning: (text) => warnings.push(text) });
    expect(() => kit.forApp("other")).toThrow(/no app "other"\. There is "testkit"/);
    const answer = await fetch("https://other.apiclient-us.cometchat.io/v3.0/me", {
      headers: { appid: "other" },
    });
    const { error } = (await answer.json()) as { error: { code: string; message: string } };
    expect(error.code).toBe("AUTH_ERR_INVALID_APPID");
    expect(error.message).toContain('Failed to find the app "other": this testkit has "testkit"');
    expect(warnings).toEqual([error.message]);
  });

  it("says so of every use after the end", async () => {
    const kit = await open();
    const george = kit.as("cometchat-uid-2");
    await kit.close();
    expect(() => kit.as("cometchat-uid-2")).toThrow(/this testkit is closed/);
    expect(() => kit.clock.freeze()).toThrow(UsageError);
    await expect(kit.clock.advance("1s")).rejects.toThrow(UsageError);
    await expect(kit.reset()).rejects.toThrow(UsageError);
    await expect(george.sendText({ receiver: "cometchat-uid-1", text: "hi" })).rejects.toThrow(UsageError);
  });
});
