import { describe, expect, it } from "vitest";
import { webFetch } from "../../http/web.ts";
import { openFaultWorld, START } from "../testing/fault-world.ts";
import type { Fault } from "./fault.ts";

const json = async (answer: Promise<Response>) => (await answer).json();
const codeOf = async (answer: Promise<Response>) => (await json(answer)).error?.code;
/** Whether a promise has been kept by now. */
async function isDone(promise: Promise<unknown>): Promise<boolean> {
  let isKept = false;
  promise.then(() => {
    isKept = true;
  });
  for (let n = 0; n < 8; n += 1) await new Promise((resolve) => setImmediate(resolve));
  return isKept;
}

describe("a fault of requests", () => {
  it("lets an answer and its command wait for the app's clock", async () => {
    const { faults, control, say, log } = await openFaultWorld();
    const slow = faults.add({ action: { latency: { delay: "2s" } }, times: 1 });
    const answer = say("alice", "bob", "hello");
    expect(await isDone(answer)).toBe(false);
    expect(log.query({ kind: "command" })).toEqual([]);
    await control.clock.advance("1999ms");
    expect(await isDone(answer)).toBe(false);
    await control.clock.advance("1ms");
    expect((await json(answer)).data.sentAt).toBe(START / 1_000 + 2);
    expect(slow).toMatchObject({ hits: 1, isSpent: true });
    const [request] = log.query({ kind: "request" });
    expect(request).toMatchObject({ fault: slow.id, at: START, answeredAt: START + 2_000 });
    expect(log.query({ kind: "command", cause: request?.n })).toHaveLength(1);
  });

  it("lets the answer alone wait when it comes after the command", async () => {
    const { faults, control, say, connect } = await openFaultWorld();
    const bob = connect("bob");
    faults.add({ action: { latency: { delay: "2s", when: "after" } } });
    const answer = say("alice", "bob", "hello");
    expect(await isDone(answer)).toBe(false);
    expect(bob.texts).toEqual(["hello"]);
    await control.clock.advance("2s");
    expect((await answer).status).toBe(200);
  });

  it("lets no latency take more than its delay and its jitter, and not always the same", async () => {
    const { faults, control, ask, log } = await openFaultWorld();
    faults.add({ action: { latency: { delay: 100, jitter: 100 } } });
    for (let n = 0; n < 8; n += 1) {
      const answer = ask("alice", "GET", "/users/bob");
      await control.clock.advance(200);
      await answer;
    }
    const times = log
      .query({ kind: "request" })
      .map((entry) => (entry.kind === "request" ? (entry.answeredAt ?? 0) - entry.at : 0));
    expect(times.every((time) => time >= 100 && time <= 200)).toBe(true);
    expect(new Set(times).size).toBeGreaterThan(4);
  });

  it.each<[string, Fault["action"]]>([
    ["an error", { error: { code: "ERR_BAD_REQUEST" } }],
    ["a gateway", { http: { status: 503 } }],
    ["a rate limit", { rateLimit: {} }],
    ["no answer", { reset: {} }],
    ["an error afterwards", { error: { code: "ERR_BAD_REQUEST", when: "after" } }],
  ])("has the body of the request in the log, whoever answers: %s", async (_what, action) => {
    const { faults, say, ask, log } = await openFaultWorld();
    faults.add({ action });
    await say("alice", "bob", "hello");
    const [request] = log.query({ kind: "request" });
    expect(JSON.parse((request?.kind === "request" && request.body) || "{}")).toMatchObject({
      data: { text: "hello" },
    });
    log.clear();
    await ask("alice", "GET", "/users/bob");
    expect(log.query({ kind: "request" })).toMatchObject([{ body: undefined }]);
  });

  it("refuses with the service's own status, and nothing is carried out", async () => {
    const { faults, say, log } = await openFaultWorld();
    const details = { receiver: ["It is away."] };
    faults.add({ action: { error: { code: "ERR_BLOCKED_RECEIVER", message: "Not now.", details } } });
    const answer = await say("alice", "bob", "hello");
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({
      error: { code: "ERR_BLOCKED_RECEIVER", message: "Not now.", details },
    });
    expect(log.query({ kind: "command" })).toEqual([]);
    expect(log.query({ code: "ERR_BLOCKED_RECEIVER" })).toMatchObject([{ status: 403, fault: "error-1" }]);
  });

  it("refuses in the words of the code when none are given, filled with what is known", async () => {
    const { faults, ask } = await openFaultWorld();
    faults.add({ action: { error: { code: "ERR_UID_NOT_FOUND" } } });
    expect((await json(ask("alice", "GET", "/users/bob"))).error.message).toContain(
      "The UID alice does not exist",
    );
  });

  it("refuses files as the storage does", async () => {
    const { faults, testbed } = await openFaultWorld();
    faults.add({ match: { operation: "getFile" }, action: { error: { code: "AccessDenied" } } });
    const answer = await webFetch(testbed)(new Request("https://localhost:8443/media/app1/1/a.png"));
    expect(answer.headers.get("content-type")).toBe("application/xml");
    expect(await answer.text()).toContain("<Code>AccessDenied</Code>");
  });

  it("loses or replaces the answer to a command that was carried out", async () => {
    const { faults, say, ask, log } = await openFaultWorld();
    faults.add([
      { action: { reset: { when: "after" } }, times: 1 },
      { action: { http: { status: 502, when: "after" } }, times: 1 },
      { action: { error: { code: "ERR_EXCEPTION", when: "after" } }, times: 1 },
    ]);
    const answers = [
      await say("alice", "bob", "one"),
      await say("alice", "bob", "two"),
      await say("alice", "bob", "three"),
    ];
    expect(answers.map(({ status, type }) => [status, type])).toEqual([
      [0, "error"],
      [502, "default"],
      [500, "default"],
    ]);
    const { data } = await json(ask("alice", "GET", "/users/bob/messages"));
    expect(data.map((row: { data: { text: string } }) => row.data.text)).toEqual(["one", "two", "three"]);
    expect(log.query({ fault: "reset-1" })).toMatchObject([
      { status: 0, body: expect.stringContaining("one") },
    ]);
  });

  it("limits the rate in the words of the rate limiter", async () => {
    const { faults, ask } = await openFaultWorld();
    faults.add({ action: { rateLimit: { limit: 5, retryAfter: "30s" } }, times: 1 });
    const answer = await ask("alice", "GET", "/users/bob");
    expect(answer.status).toBe(429);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "retry-after": "30",
      "x-rate-limit": "5",
      "x-rate-limit-remaining": "0",
      "x-rate-limit-reset": String(START / 1_000 + 30),
    });
    expect(await answer.json()).toMatchObject({
      error: { code: "ERR_TOO_MANY_REQUESTS", message: expect.stringContaining("5 per minute") },
    });
    expect((await ask("alice", "GET", "/users/bob")).status).toBe(200);
  });

  it.each([
    [{ status: 503 }, "text/html", "<h1>503</h1>"],
    [{ status: 503, body: { message: "Busy" } }, "application/json", '{"message":"Busy"}'],
    [{ status: 200, body: "Sign in", contentType: "text/plain" }, "text/plain", "Sign in"],
    [{ status: 204, body: "Not sent" }, "text/html", ""],
  ] as const)("answers as a gateway does: %j", async (http, type, text) => {
    const { faults, ask } = await openFaultWorld();
    faults.add({ action: { http } });
    const answer = await ask("alice", "GET", "/users/bob");
    expect([answer.status, answer.headers.get("content-type")]).toEqual([http.status, type]);
    expect(await answer.text()).toContain(text);
  });

  it("cuts an answer that promises its whole length", async () => {
    const { faults, ask, log } = await openFaultWorld();
    const whole = await (await ask("alice", "GET", "/users/bob")).text();
    faults.add([{ action: { truncate: {} }, times: 1 }, { action: { truncate: { bytes: 5 } } }]);
    for (const length of [Math.floor(whole.length / 2), 5]) {
      const answer = await ask("alice", "GET", "/users/bob");
      expect(answer.headers.get("content-length")).toBe(String(whole.length));
      const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
      expect(new TextDecoder().decode((await reader.read()).value)).toBe(whole.slice(0, length));
      await expect(reader.read()).rejects.toThrow(TypeError);
    }
    expect(log.query({ fault: "truncate-2" })).toMatchObject([{ status: 200, answer: whole.slice(0, 5) }]);
  });

  it("really ends the session of who asks, and the service refuses by itself", async () => {
    const { faults, ask, connect, log } = await openFaultWorld();
    const alice = connect("alice");
    faults.add({ match: { uid: "Alice" }, action: { expireToken: {} }, times: 1 });
    expect(await codeOf(ask("alice", "GET", "/users/bob"))).toBe("AUTH_ERR_AUTH_TOKEN_NOT_FOUND");
    expect(alice.closed).toEqual([[1000, "revoked"]]);
    expect(await codeOf(ask("alice", "GET", "/users/bob"))).toBe("AUTH_ERR_AUTH_TOKEN_NOT_FOUND");
    expect((await ask("bob", "GET", "/users/alice")).status).toBe(200);
    const [request] = log.query({ fault: "expireToken-1" });
    expect(log.query({ kind: "command", cause: request?.n })).toMatchObject([
      { operation: "deleteAuthToken", changed: true },
      { operation: "getUser", code: "AUTH_ERR_AUTH_TOKEN_NOT_FOUND" },
    ]);
  });

  it.each<[string, Fault["match"], string]>([
    [
      "the user",
      { uid: "ALICE" },
      "alice GET /users/bob, alice POST /messages, alice GET /users/bob/messages",
    ],
    ["the device", { deviceId: "bob's" }, "bob GET /users/bob"],
    ["the operation", { operation: "listMessages" }, "alice GET /users/bob/messages"],
    ["the method", { method: "post" }, "alice POST /messages"],
    ["the end of the path", { path: "/users/bob" }, "alice GET /users/bob, bob GET /users/bob"],
    ["all that is given", { uid: "alice", path: "/users/bob" }, "alice GET /users/bob"],
  ])("strikes by %s", async (_what, match, struck) => {
    const { faults, ask, say } = await openFaultWorld();
    faults.add({ match, action: { reset: {} } });
    const requests: readonly [string, () => Promise<Response>][] = [
      ["alice GET /users/bob", () => ask("alice", "GET", "/users/bob")],
      ["bob GET /users/bob", () => ask("bob", "GET", "/users/bob")],
      ["alice POST /messages", () => say("alice", "bob", "hi")],
      ["alice GET /users/bob/messages", () => ask("alice", "GET", "/users/bob/messages")],
    ];
    const lost: string[] = [];
    for (const [name, send] of requests) if ((await send()).status === 0) lost.push(name);
    expect(lost.join(", ")).toBe(struck);
  });

  it.each([
    ["updateMe", { name: "Al" }, "openSession", { platform: "web" }],
    ["openSession", { platform: "web" }, "updateMe", { name: "Al" }],
  ] as const)("tells by the body what shares a path: %s", async (operation, struck, _other, spared) => {
    const { faults, ask } = await openFaultWorld();
    faults.add({ match: { operation }, action: { reset: {} } });
    expect((await ask("alice", "PUT", "/me", spared)).status).toBe(200);
    expect((await ask("alice", "PUT", "/me", struck)).status).toBe(0);
  });

  it("adds up latencies until a fault answers", async () => {
    const { faults, control, ask, log } = await openFaultWorld();
    faults.add([
      { id: "a", action: { latency: { delay: 300 } } },
      { id: "b", action: { latency: { delay: 200 } } },
      { id: "c", action: { http: { status: 500 } } },
      { id: "d", action: { reset: {} } },
    ]);
    const answer = ask("alice", "GET", "/users/bob");
    await control.clock.advance(499);
    expect(await isDone(answer)).toBe(false);
    await control.clock.advance(1);
    expect((await answer).status).toBe(500);
    expect(log.query({ kind: "request" })).toMatchObject([{ fault: "a,b,c" }]);
    expect(faults.list().map(({ hits }) => hits)).toEqual([1, 1, 1, 0]);
  });
});
