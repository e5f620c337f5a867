import { afterEach, describe, expect, it } from "vitest";
import { webFetch } from "../../http/web.ts";
import { UsageError } from "../../usage-error.ts";
import { createTestbed, type Testbed } from "./testbed.ts";

const START = 1_700_000_000_000;
const open: Testbed[] = [];
afterEach(() => {
  for (const testbed of open.splice(0)) testbed.close();
});

function setUp() {
  const testbed = createTestbed({
    seed: 1,
    preset: "empty",
    start: START,
    frozen: true,
    settled: async () => {},
  });
  open.push(testbed);
  return testbed;
}

describe("a testbed", () => {
  it("moves the time of one app alone", async () => {
    const testbed = setUp();
    const [one, two] = [testbed.addApp({ appId: "one" }), testbed.addApp({ appId: "two" })];
    await one.clock.advance("1h");
    const created = async (control: typeof one) =>
      (await control.do("createUser", { uid: "alice", name: "Alice" })).user.createdAt * 1_000;
    expect(await created(one)).toBe(START + 3_600_000);
    expect(await created(two)).toBe(START);
  });

  it("closes a socket that does not authenticate by the time of the app that its address names", async () => {
    const testbed = setUp();
    const [one, two] = [testbed.addApp({ appId: "one" }), testbed.addApp({ appId: "two" })];
    const closed: number[] = [];
    testbed.openSocket({ send: () => {}, close: (code) => closed.push(code) }, "localhost:8443/ws/one:8443");
    await two.clock.advance("1m");
    expect(closed).toEqual([]);
    await one.clock.advance("10s");
    expect(closed).toEqual([1008]);
  });

  it("puts one app back and leaves the others as they are", async () => {
    const testbed = setUp();
    const [one, two] = [testbed.addApp({ appId: "one" }), testbed.addApp({ appId: "two" })];
    for (const control of [one, two]) await control.do("createUser", { uid: "alice", name: "Alice" });
    await one.clock.advance("1h");
    await one.reset();
    expect(one.clock.now()).toBe(START);
    expect(one.log.query()).toEqual([]);
    await expect(one.do("getUser", { uid: "alice" })).rejects.toMatchObject({ code: "ERR_UID_NOT_FOUND" });
    expect(await two.do("getUser", { uid: "alice" })).toMatchObject({ name: "Alice" });
  });

  it("takes into hand what the management API makes, and lets go what it takes away", async () => {
    const testbed = setUp();
    testbed.addApp({ appId: "one" });
    const manage = async (method: string, path: string, body?: unknown) => {
      const headers = {
        key: "3a9a6e5c0ffee03a9a6e5c0ffee03a9a6e5c0ffe",
        secret: "5ec2e75c0ffee05ec2e75c0ffee05ec2e75c0ffe",
        "content-type": "application/json",
      };
      const request = new Request(`https://apimgmt.cometchat.io${path}`, {
        method,
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return (await (await webFetch(testbed)(request)).json()) as { data: { appId?: string; id?: string } };
    };
    const before = new Set(testbed.apps().map(({ app }) => app.appId));
    await manage("POST", "/apps", { name: "New", region: "us", skipSampleData: true });
    const made = testbed.apps().find(({ app }) => !before.has(app.appId));
    expect(await made?.do("createUser", { uid: "alice", name: "Alice" })).toMatchObject({
      user: { uid: "alice" },
    });
    await manage("DELETE", `/apps/${made?.app.appId}`);
    expect(() => testbed.forApp(made?.app.appId ?? "", "look")).toThrow(UsageError);
    expect(() => made?.clock.freeze()).toThrow(/has been taken away/);
  });

  it.each([
    ["taken", { appId: "ONE" }, /an app called "ONE" already/],
    ["a region that no host name can hold", { appId: "three", region: "us-" }, /"us-" is no region/],
    ["no App ID", { appId: "a b" }, /"a b" is no App ID/],
    ["of an unknown preset", { appId: "two", preset: "nowhere" as "demo" }, /no preset "nowhere"/],
  ])("adds no app that is %s, and says so", (_what, choice, text) => {
    const testbed = setUp();
    testbed.addApp({ appId: "one" });
    expect(() => testbed.addApp(choice)).toThrow(text);
    expect(testbed.apps().map(({ app }) => app.appId)).toEqual(["one"]);
  });
});
