import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe } from "vitest";
import { expect, test } from "../vitest.ts";

const ANDREW = "cometchat-uid-1";
const GEORGE = "cometchat-uid-2";

const frozen = test.extend("testkitOptions", { scope: "file" }, () => ({ frozen: true, now: 0 }));

describe("the testkit of a test", () => {
  test("holds what it was set up with", async ({ testkit }) => {
    await testkit.as(GEORGE).sendText({ receiver: ANDREW, text: "only here" });
    expect(testkit.log.query({ kind: "event", type: "message" })).toHaveLength(1);
  });

  test("holds nothing of the test before", async ({ testkit }) => {
    expect(testkit.log.query()).toEqual([]);
  });

  frozen("is set up as the file says", ({ testkitOptions }) => {
    expect(testkitOptions).toEqual({ frozen: true, now: 0 });
  });
});

describe("the matchers", () => {
  const CLIENT = "https://testkit.apiclient-us.cometchat.io/v3.0";
  const ask = async (path: string) => {
    await fetch(`${CLIENT}${path}`, { headers: { appid: "testkit", authtoken: "none" } });
  };

  test("say whether a client has asked for something", async ({ testkit }) => {
    await ask("/users");
    expect(testkit).toHaveRequested({ method: "GET", path: "/users", status: 401 });
    expect(testkit).toHaveRequested({ path: "/users" }, 1);
    expect(testkit).not.toHaveRequested({ method: "POST" });
    expect(() => expect(testkit).toHaveRequested({ method: "POST", path: "/users" })).toThrow(
      /found it 0 times\. The newest of the kind:\n {2}server: GET \/v3\.0\/users → 401/,
    );
    expect(() => expect(testkit).toHaveRequested({ path: "/users" }, 2)).toThrow(/2 times, found it 1 times/);
  });

  test("say what a client has sent over its socket, and what a user was told on each device", async ({
    testkit,
  }) => {
    const { jwt } = await testkit.do("createAuthToken", { uid: ANDREW });
    const sockets = ["phone", "laptop"].map(() => new WebSocket("wss://testkit.websocket-us.cometchat.io"));
    await testkit.settled();
    for (const [at, socket] of sockets.entries()) {
      socket.send(
        JSON.stringify({ appId: "testkit", type: "auth", deviceId: `device ${at}`, body: { auth: jwt } }),
      );
    }
    await testkit.settled();
    await testkit.as(GEORGE).sendText({ receiver: ANDREW, text: "hello" });
    expect(testkit).toHaveSentFrame({ type: "auth", uid: ANDREW });
    expect(testkit).toHaveHeard(ANDREW, "message", 1);
    expect(testkit).not.toHaveHeard(GEORGE, "message");
    expect(() => expect(testkit).toHaveHeard(ANDREW, "receipts")).toThrow(/to cometchat-uid-1 \(device \d\)/);
  });
});

describe("an app on a server that all workers share", () => {
  test("is one for each test, and no worker sees another's", { timeout: 120_000 }, async () => {
    const config = new URL("./testing/vitest.config.ts", import.meta.url).pathname;
    const run = spawn(process.execPath, ["node_modules/vitest/vitest.mjs", "run", "--config", config], {
      env: { ...process.env, NO_COLOR: "1" },
    });
    let output = "";
    for (const stream of [run.stdout, run.stderr]) {
      stream.on("data", (chunk: Buffer) => {
        output += chunk.toString();
      });
    }
    const [code] = await once(run, "close");
    expect(output).toMatch(/Tests\s+4 passed/);
    expect(code).toBe(0);
  });

  test("is not to be had without that server", async ({ task }) => {
    const { inject } = await import("vitest");
    expect([task.name, inject("cometchatTestkit")]).toEqual([task.name, undefined]);
  });
});
