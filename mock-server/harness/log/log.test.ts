import { describe, expect, it } from "vitest";
import { webFetch } from "../../http/web.ts";
import { UsageError } from "../../usage-error.ts";
import { createTestbed } from "../testkit/testbed.ts";
import type { LogEntry } from "./entries.ts";
import { createLog } from "./log.ts";

const START = 1_700_000_000_000;
const APP = { appId: "app1", region: "us", authKey: "auth-key", restApiKey: "rest-key" } as const;

/** An app with alice and bob, and bob's socket. */
async function talk(logLength?: number) {
  const settled = async () => {};
  const testbed = createTestbed({ seed: 1, preset: "empty", start: START, frozen: true, logLength, settled });
  const control = testbed.addApp(APP);
  for (const uid of ["alice", "bob"]) await control.do("createUser", { uid, name: uid });
  const token = async (uid: string) => control.do("createAuthToken", { uid });
  const alice = await token("alice");
  const bob = await token("bob");
  control.log.clear();
  const closed: number[] = [];
  const session = testbed.openSocket(
    { send: () => {}, close: (code) => closed.push(code) },
    "localhost:8443/ws/app1:8443",
  );
  session.receive(
    JSON.stringify({ appId: "app1", type: "auth", deviceId: "bob's", body: { auth: bob.jwt } }),
  );
  const ask = (method: string, path: string, body?: unknown, authToken = alice.authToken) =>
    webFetch(testbed)(
      new Request(`https://localhost:8443/v3.0${path}`, {
        method,
        headers: { appid: "app1", authtoken: authToken, "content-type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );
  const say = (text: string) =>
    ask("POST", "/messages", {
      category: "message",
      type: "text",
      receiver: "bob",
      receiverType: "user",
      data: { text },
    });
  return { control, log: control.log, session, ask, say };
}

describe("the log of an app", () => {
  it("links a request to its command, the command to its events and an event to the frames that tell of it", async () => {
    const { log, control, say } = await talk();
    await say("hello");
    await control.clock.advance(100);
    const [request] = log.query({ kind: "request" });
    expect(request).toMatchObject({
      method: "POST",
      path: "/v3.0/messages",
      operation: "sendMessage",
      uid: "alice",
      status: 200,
      at: START,
      body: expect.stringContaining('"hello"'),
      answer: expect.stringContaining('"hello"'),
    });
    const [command] = log.query({ kind: "command", cause: request?.n });
    expect(command).toMatchObject({ operation: "sendMessage", uid: "alice", changed: true, code: undefined });
    const events = log.query({ kind: "event", cause: command?.n });
    const message = events.find((entry) => entry.kind === "event" && entry.event.type === "message");
    const frames = log.query({ kind: "frame", cause: message?.n });
    expect(frames).toMatchObject([{ direction: "out", uid: "bob", deviceId: "bob's", at: START + 20 }]);
  });

  it("notes a request that does not say by whom it is made, and that nothing was done for it", async () => {
    const { log, ask } = await talk();
    const after = log.newest;
    const { status } = await ask("GET", "/users/bob", undefined, "");
    expect(status).toBe(401);
    const [request, ...more] = log.query({ after });
    expect(request).toMatchObject({
      kind: "request",
      path: "/v3.0/users/bob",
      operation: "getUser",
      uid: undefined,
      status,
      code: "AUTH_ERR_EMPTY_AUTH_TOKEN",
    });
    expect(more).toEqual([]);
  });

  it("links a frame of a client to what it does, and names whose socket it is", async () => {
    const { log, session, say } = await talk();
    await say("hello");
    session.receive(
      JSON.stringify({
        appId: "app1",
        type: "receipts",
        receiver: "alice",
        receiverType: "user",
        sender: "bob",
        body: { action: "read", messageId: "1" },
      }),
    );
    const [frame] = log.query({ kind: "frame", direction: "in", type: "receipts" });
    expect(frame).toMatchObject({ uid: "bob" });
    expect(log.query({ cause: frame?.n })).toMatchObject([
      { kind: "command", operation: "markRead", uid: "bob" },
    ]);
    session.closed(1000);
    expect(log.query({ kind: "socket" })).toMatchObject([
      { action: "opened", uid: "bob" },
      { action: "closed", uid: "bob", code: 1000 },
    ]);
  });

  it("notes what was refused, with its code", async () => {
    const { log, ask } = await talk();
    await ask("GET", "/users/nobody");
    expect(log.query({ code: "ERR_UID_NOT_FOUND" })).toMatchObject([
      { kind: "request", status: 404, path: "/v3.0/users/nobody" },
      { kind: "command", operation: "getUser", changed: false },
    ]);
  });

  it("finds what fits all that is asked", async () => {
    const { log, say, ask } = await talk();
    await say("one");
    await say("two");
    await ask("GET", "/users/bob");
    const found = (query: Parameters<typeof log.query>[0]) => log.query(query).length;
    expect(found({ kind: "request", method: "post" })).toBe(2);
    expect(found({ kind: "request", method: "post", text: "two" })).toBe(1);
    expect(found({ path: "/users/bob" })).toBe(1);
    expect(found({ path: /\/users\/b/ })).toBe(1);
    expect(found({ path: "/users" })).toBe(0);
    expect(found({ kind: "request", uid: "ALICE", limit: 2 })).toBe(2);
    expect(found({ kind: "request", after: log.newest })).toBe(0);
    expect(found({ kind: "event", type: "message" })).toBe(2);
  });

  it("keeps the newest, and forgets what is older", async () => {
    const { log, say } = await talk(10);
    for (let n = 0; n < 20; n += 1) await say(`text ${n}`);
    const entries = log.query();
    expect(entries).toHaveLength(10);
    expect(entries.at(-1)?.n).toBe(log.newest);
    expect(log.entry(log.newest - 10)).toBeUndefined();
    expect(log.entry(log.newest)).toBe(entries.at(-1));
  });

  it("waits for what is still to come, once it is complete", async () => {
    const { log, say } = await talk();
    const answered = log.waitFor({ kind: "request", status: 200 });
    await say("hello");
    expect(await answered).toMatchObject({ path: "/v3.0/messages" });
    expect(await log.waitFor({ kind: "request" })).toBe(await answered);
  });

  it("says what came instead when nothing of the kind does", async () => {
    const { log, say } = await talk();
    const wait = log.waitFor({ kind: "request", method: "DELETE" }, 50);
    await say("hello");
    await expect(wait).rejects.toThrow(UsageError);
    await expect(wait).rejects.toThrow(
      /"method":"DELETE".*within 50 ms.*\n {2}alice: POST \/v3\.0\/messages → 200/,
    );
  });
});

describe("what a log tells", () => {
  it("is a transcript in which effects stand below their causes", async () => {
    const { log, control, say } = await talk();
    await say("hello");
    await control.clock.advance(100);
    const { n } = log.require({ kind: "request" }, 1)[0] as LogEntry;
    const lines = log.transcript({ after: n - 1 }).split("\n");
    expect(lines.slice(0, 3)).toEqual([
      "22:13:20.000 alice: POST /v3.0/messages → 200",
      "22:13:20.000   alice does sendMessage",
      '22:13:20.000     event message: alice → bob "hello"',
    ]);
    expect(lines).toContain("22:13:20.020       to bob (bob's): message");
  });

  it("is a HAR with requests, and with sockets and their frames as a browser has them", async () => {
    const { log, control, say } = await talk();
    await say("hello");
    await control.clock.advance(100);
    const { entries } = log.har().log;
    const socket = entries.find(({ _resourceType }) => _resourceType === "websocket");
    expect(socket?._webSocketMessages?.map(({ type }) => type)).toEqual(["send", "receive", "receive"]);
    expect(socket?._webSocketMessages?.at(-1)?.data).toContain("hello");
    expect(entries.find(({ _resourceType }) => _resourceType === "fetch")).toMatchObject({
      startedDateTime: "2023-11-14T22:13:20.000Z",
      request: {
        method: "POST",
        url: "https://localhost:8443/v3.0/messages",
        postData: { mimeType: "application/json", text: expect.stringContaining("hello") },
      },
      response: { status: 200, content: { mimeType: "application/json" } },
    });
  });

  it("says what is there when what was required is not", async () => {
    const { log, say } = await talk();
    await say("hello");
    expect(log.require({ kind: "request", path: "/messages" })).toHaveLength(1);
    expect(() => log.require({ kind: "request" }, 2)).toThrow(
      /"request"} 2 times in the log: it is there 1 times.*\n {2}alice: POST/,
    );
    expect(() => log.require({ kind: "request", method: "DELETE" })).toThrow(UsageError);
  });
});

describe("a log of much text", () => {
  const frame = (n: number, text: string): LogEntry => ({
    kind: "frame",
    n,
    at: 0,
    cause: undefined,
    direction: "out",
    socket: 1,
    uid: undefined,
    deviceId: undefined,
    text,
    isLost: false,
    fault: undefined,
  });

  it("forgets what came first once there is more text than it remembers, and never the newest", () => {
    const log = createLog(100, 10);
    const numbers = () => log.query().map(({ n }) => n);
    for (const text of ["1234", "5678", "90"]) log.note(frame(log.next, text));
    expect(numbers()).toEqual([1, 2, 3]);
    log.note(frame(log.next, "a"));
    expect(numbers()).toEqual([2, 3, 4]);
    expect(log.entry(1)).toBeUndefined();
    log.note(frame(log.next, "longer than all that it remembers"));
    expect(numbers()).toEqual([5]);
    log.clear();
    for (const text of ["1234567890", ""]) log.note(frame(log.next, text));
    expect(numbers()).toEqual([6, 7]);
  });

  it("counts the texts of a request once it is answered", async () => {
    const log = createLog(100, 10);
    const request = { ...frame(1, ""), kind: "request" } as unknown as Record<string, unknown> & LogEntry;
    log.note(request);
    log.note(frame(2, "12345"));
    Object.assign(request, { body: "123", answer: "456" });
    log.completed(request);
    expect(log.query().map(({ n }) => n)).toEqual([2]);
  });
});

describe("a log of no length", () => {
  it("notes nothing, and numbers go on", () => {
    const log = createLog(0);
    const entry = (n: number): LogEntry => ({
      kind: "command",
      n,
      at: 0,
      cause: undefined,
      operation: "getUser",
      uid: undefined,
      input: {},
      code: undefined,
      changed: false,
    });
    expect([log.note(entry(log.next)), log.note(entry(log.next))]).toEqual([1, 2]);
    expect(log.query()).toEqual([]);
    expect(log.entry(1)).toBeUndefined();
  });
});
