import { afterEach, describe, expect, it } from "vitest";
import { webFetch } from "../../http/web.ts";
import { UsageError } from "../../usage-error.ts";
import { createTestbed, type Testbed } from "../testkit/testbed.ts";
import { type ControlAccess, controlAccess } from "./access.ts";
import { createControlSurface } from "./surface.ts";

const START = 1_700_000_000_000;
const open: Testbed[] = [];
afterEach(() => {
  for (const testbed of open.splice(0)) testbed.close();
});

// biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the wire holds
type Answer = { status: number; data: any; error: any; headers: Headers };

function setUp(access: ControlAccess = {}) {
  const bugs: unknown[] = [];
  const testbed = createTestbed({
    seed: 1,
    preset: "empty",
    start: START,
    frozen: true,
    settled: async () => {},
  });
  open.push(testbed);
  testbed.addApp({ appId: "one" });
  const control = createControlSurface({ testbed, access, onBug: (error) => bugs.push(error) });
  const ask = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
    host = "localhost:8443",
  ): Promise<Answer> => {
    const request = new Request(`http://${host}/testkit/v1${path}`, {
      method,
      headers: { "content-type": "application/json", ...headers },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const response = await webFetch(control)(request);
    const text = await response.text();
    return { status: response.status, headers: response.headers, ...(text && JSON.parse(text)) };
  };
  return { testbed, control, ask, bugs };
}

const act = (as: string | undefined, operation: string, input: object = {}) => ({ as, operation, input });

describe("the control API", () => {
  it("adds apps, each with a world, keys and a time of its own, and takes them away", async () => {
    const { ask } = setUp();
    const { data: named } = await ask("POST", "/apps", { appId: "two", preset: "demo", region: "eu" });
    expect(named).toMatchObject({
      appId: "two",
      region: "eu",
      authKey: expect.stringMatching(/^[0-9a-f]{40}$/),
    });
    const { data: made } = await ask("POST", "/apps", { now: "2030-01-01T00:00:00Z", frozen: true });
    expect((await ask("GET", `/apps/${made.appId}/clock`)).data).toEqual({
      now: Date.UTC(2030, 0, 1),
      frozen: true,
    });
    const { data: apps } = await ask("GET", "/apps");
    expect(apps.map(({ appId }: { appId: string }) => appId)).toEqual(["one", "two", made.appId]);
    await ask("DELETE", "/apps/two");
    expect(await ask("GET", "/apps/two")).toMatchObject({
      status: 404,
      error: { code: "TESTKIT_NOT_FOUND" },
    });
  });

  it("acts as any user and as the app itself, by the service's own rules", async () => {
    const { ask } = setUp();
    for (const uid of ["alice", "bob"]) {
      await ask("POST", "/apps/one/act", act(undefined, "createUser", { uid, name: uid }));
    }
    const message = {
      receiver: "bob",
      receiverType: "user",
      category: "message",
      type: "text",
      data: { text: "hi" },
    };
    const { data } = await ask("POST", "/apps/one/act", act("alice", "sendMessage", message));
    expect(data).toMatchObject({ sender: "alice", receiver: "bob", data: { text: "hi" } });
    const refused = await ask(
      "POST",
      "/apps/one/act",
      act("alice", "sendMessage", { ...message, receiver: "nobody" }),
    );
    expect(refused).toMatchObject({ status: 404, error: { code: "ERR_UID_NOT_FOUND" } });
    await ask("POST", "/apps/one/act", act("bob", "comeOnline"));
    const counts = await ask("POST", "/apps/one/act", act(undefined, "onlineCounts"));
    expect(counts.data).toMatchObject({ onlineUsersCount: 1 });
  });

  it("moves the clock of one app", async () => {
    const { ask, testbed } = setUp();
    await ask("POST", "/apps", { appId: "two" });
    expect((await ask("POST", "/apps/one/clock", { advance: "1m30s" })).data).toEqual({
      now: START + 90_000,
      frozen: true,
    });
    expect((await ask("POST", "/apps/one/clock", { set: START + 100_000 })).data.now).toBe(START + 100_000);
    expect((await ask("POST", "/apps/one/clock", { resume: true })).data.frozen).toBe(false);
    expect(testbed.forApp("two", "look").clock.now()).toBe(START);
  });

  it("takes snapshots and puts them back, resets, and lets them go", async () => {
    const { ask } = setUp();
    const add = (uid: string) =>
      ask("POST", "/apps/one/act", act(undefined, "createUser", { uid, name: uid }));
    const has = async (uid: string) =>
      (await ask("POST", "/apps/one/act", act(undefined, "getUser", { uid }))).status === 200;
    await add("alice");
    const { data: snapshot } = await ask("POST", "/apps/one/snapshots");
    await add("bob");
    await ask("POST", `/apps/one/snapshots/${snapshot.id}/restore`);
    expect([await has("alice"), await has("bob")]).toEqual([true, false]);
    await ask("POST", "/apps/one/reset");
    expect(await has("alice")).toBe(false);
    expect((await ask("GET", "/apps/one/snapshots")).data).toEqual([snapshot]);
    await ask("DELETE", `/apps/one/snapshots/${snapshot.id}`);
    expect(await ask("POST", `/apps/one/snapshots/${snapshot.id}/restore`)).toMatchObject({
      status: 404,
      error: { message: expect.stringContaining('snapshot "1"') },
    });
  });

  it("has things go wrong, one at a time, by a list or by a preset", async () => {
    const { ask, testbed } = setUp();
    const fault = { match: { operation: "getUser" }, action: { http: { status: 503 } }, times: 1 };
    expect((await ask("POST", "/apps/one/faults", fault)).data).toEqual({
      id: "http-1",
      fault,
      hits: 0,
      isSpent: false,
    });
    const { restApiKey } = testbed.forApp("one", "ask").app;
    const user = () =>
      webFetch(testbed)(
        new Request("http://localhost/v3/users/nobody", { headers: { appid: "one", apikey: restApiKey } }),
      );
    expect([(await user()).status, (await user()).status]).toEqual([503, 404]);
    expect((await ask("GET", "/apps/one/faults/http-1")).data).toMatchObject({ hits: 1, isSpent: true });
    await ask("DELETE", "/apps/one/faults/http-1");
    const { data: outage } = await ask("POST", "/apps/one/faults", { preset: "service-outage" });
    expect(outage).toHaveLength(3);
    expect((await ask("POST", "/apps/one/faults", [fault, { action: { fly: {} } }])).status).toBe(400);
    expect((await ask("GET", "/apps/one/faults")).data).toHaveLength(3);
    await ask("DELETE", "/apps/one/faults");
    expect((await ask("GET", "/apps/one/faults")).data).toEqual([]);
    expect((await ask("GET", "/apps/one/faults/http-1")).status).toBe(404);
  });

  it("gives out the whole of an app, and takes it back; and says what was reached", async () => {
    const { ask } = setUp();
    const add = () =>
      ask("POST", "/apps/one/act", act(undefined, "createUser", { uid: "alice", name: "Alice" }));
    await add();
    const { data: world } = await ask("GET", "/apps/one/world");
    await ask("POST", "/apps/one/reset");
    expect((await ask("PUT", "/apps/one/world", { ...world, takenAt: 1 })).status).toBe(400);
    expect((await ask("PUT", "/apps/one/world", world)).status).toBe(200);
    expect((await add()).error.code).toBe("ERR_UID_ALREADY_EXISTS");
    const { data: reach } = await ask("GET", "/apps/one/reach");
    expect(reach.errorCodes.seen).toContain("ERR_UID_ALREADY_EXISTS");
    await ask("DELETE", "/apps/one/reach");
    expect((await ask("GET", "/apps/one/reach")).data.errorCodes.seen).toEqual([]);
  });

  it("tells what happened, and waits for what has not", async () => {
    const { ask } = setUp();
    const waiting = ask("GET", "/apps/one/log?kind=command&operation=createUser&wait=5000");
    await ask("POST", "/apps/one/act", act(undefined, "createUser", { uid: "alice", name: "Alice" }));
    expect((await waiting).data).toMatchObject([{ kind: "command", input: { uid: "alice" } }]);
    expect(await ask("GET", "/apps/one/log?kind=socket&wait=10")).toMatchObject({
      status: 408,
      error: { code: "TESTKIT_NOTHING_CAME" },
    });
    await ask("DELETE", "/apps/one/log");
    expect((await ask("GET", "/apps/one/log")).data).toEqual([]);
  });
});

describe("the control API refuses", () => {
  it.each<[string, string, string, unknown, number]>([
    ["a route that is not there", "GET", "/nothing", undefined, 404],
    ["an app that is not there", "GET", "/apps/two/clock", undefined, 404],
    ["an App ID that is taken", "POST", "/apps", { appId: "ONE" }, 400],
    ["an unknown field", "POST", "/apps", { appID: "two" }, 400],
    ["an unknown preset", "POST", "/apps", { preset: "nowhere" }, 400],
    ["a region that no host name can hold", "POST", "/apps", { region: "us-" }, 400],
    ["a time that has passed", "POST", "/apps/one/clock", { set: START - 1 }, 400],
    ["a time that is none", "POST", "/apps/one/clock", { advance: "soon" }, 400],
    ["two moves at once", "POST", "/apps/one/clock", { advance: 1, freeze: true }, 400],
    ["no move", "POST", "/apps/one/clock", {}, 400],
    ["an operation that is not there", "POST", "/apps/one/act", act("alice", "fly"), 400],
    ["an operation that every object has", "POST", "/apps/one/act", act("alice", "constructor"), 400],
    ["a query that makes no sense", "GET", "/apps/one/log?status=many", undefined, 400],
    ["a body that is no JSON", "POST", "/apps", "{", 400],
    ["a body that is no object", "POST", "/apps", "[]", 400],
  ])("%s", async (_what, method, path, body, status) => {
    const { ask, testbed, bugs } = setUp();
    const { status: got, error } = await ask(method, path, body);
    expect([got, error.message]).toEqual([status, expect.stringMatching(/^Failed to /)]);
    expect(testbed.apps().map(({ app }) => app.appId)).toEqual(["one"]);
    expect(testbed.forApp("one", "look").clock.now()).toBe(START);
    expect(bugs).toEqual([]);
  });

  it("a body that a form of a page could send", async () => {
    const { ask } = setUp();
    const { status } = await ask("POST", "/apps", '{"appId":"two"}', { "content-type": "text/plain" });
    expect(status).toBe(400);
  });

  it("pages of other origins, unless they are allowed, and lets its own in", async () => {
    const { ask } = setUp({ origins: ["https://app.test"] });
    const from = (origin: string) => ask("GET", "/apps", undefined, { origin });
    const evil = await from("https://evil.test");
    expect([evil.status, evil.headers.get("access-control-allow-origin")]).toEqual([403, null]);
    const app = await from("https://app.test");
    expect([app.status, app.headers.get("access-control-allow-origin")]).toEqual([200, "https://app.test"]);
    expect((await from("http://localhost:8443")).status).toBe(200);
    expect((await from("null")).status).toBe(403);
    expect((await ask("OPTIONS", "/apps", undefined, { origin: "https://evil.test" })).status).toBe(403);
    expect((await ask("OPTIONS", "/apps", undefined, { origin: "https://app.test" })).status).toBe(204);
  });

  it("a host name that was bound to this machine by somebody else", async () => {
    const { ask } = setUp();
    const under = async (host: string) => (await ask("GET", "/apps", undefined, {}, host)).status;
    expect(await under("evil.test:8443")).toBe(403);
    expect(await under("127.0.0.1.evil.test")).toBe(403);
    expect(await under("one.localhost:8443")).toBe(200);
    expect(await under("127.0.0.1:8443")).toBe(200);
    expect(await under("[::1]:8443")).toBe(200);
  });

  it("whoever does not show the token, where there is one", async () => {
    const { ask } = setUp({ token: "secret" });
    const by = async (authorization?: string) =>
      (await ask("GET", "/apps", undefined, authorization ? { authorization } : {}, "test.example")).status;
    expect([await by(), await by("Bearer wrong"), await by("Bearer secret")]).toEqual([401, 401, 200]);
  });
});

describe("whether there is a control API", () => {
  it("is by the address: open on this machine, closed beyond it unless asked for with a token", () => {
    expect(controlAccess(undefined, "127.0.0.1")).toEqual({});
    expect(controlAccess(undefined, "localhost")).toEqual({});
    expect(controlAccess(undefined, "::1")).toEqual({});
    expect(controlAccess(undefined, "0.0.0.0")).toBeUndefined();
    expect(controlAccess(false, "127.0.0.1")).toBeUndefined();
    expect(controlAccess({ token: "secret" }, "0.0.0.0")).toEqual({ token: "secret" });
    expect(() => controlAccess(true, "0.0.0.0")).toThrow(UsageError);
    expect(() => controlAccess({ token: "" }, "0.0.0.0")).toThrow(/--control-token/);
  });
});
