import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commandsArbitrary, type RandomCommand } from "../../simulator/testing/arbitrary-commands.ts";
import { canonical, digest } from "../../simulator/testing/digest.ts";
import { UsageError } from "../../usage-error.ts";
import { aloneTestbed, beginLifeIn, liveOn } from "../testing/remembered-lives.ts";
import type { OwnAppControl } from "../testkit/app-control.ts";
import type { Testbed } from "../testkit/testbed.ts";
import type { World } from "./world.ts";

const START = Date.UTC(2026, 0, 1);

function live(testbed: Testbed, { app }: OwnAppControl, commands: readonly RandomCommand[]): unknown[] {
  return commands.map((command) => {
    const outcome = liveOn(testbed, app.appId, command);
    return outcome.ok ? canonical(outcome.value ?? null) : outcome.error.code;
  });
}

function setUp(options: Parameters<typeof aloneTestbed>[0] = {}) {
  const testbed = aloneTestbed({ start: START, frozen: true, ...options });
  return { testbed, control: testbed.addApp({ appId: "one" }) };
}

/** As it comes out of a file, where a tool may have sorted the keys. */
function throughFile(world: World): World {
  return JSON.parse(JSON.stringify(world, undefined, 2)) as World;
}

describe("a world", () => {
  it("is the same in the app that imports it, and goes on there the same", async () => {
    const lives = fc.asyncProperty(commandsArbitrary, commandsArbitrary, async (before, after) => {
      const { testbed, control } = setUp();
      beginLifeIn(testbed, control);
      live(testbed, control, before);
      await control.clock.advance("1h");
      const world = throughFile(await control.export());
      const then = digest(control.tenant.state);

      const other = setUp({ seed: "another", start: 0, preset: "demo" });
      await other.control.import(world);
      expect(digest(other.control.tenant.state)).toBe(then);
      expect(await other.control.export()).toEqual(world);
      expect(live(other.testbed, other.control, after)).toEqual(live(testbed, control, after));
      expect(digest(other.control.tenant.state)).toBe(digest(control.tenant.state));
    });
    await fc.assert(lives, { numRuns: 20 });
  });

  it("brings its keys, its name, its limits and its time", async () => {
    const { control } = setUp({ seed: 7 });
    const { testbed } = setUp();
    testbed.removeApp("one");
    const other = testbed.addApp({
      appId: "one",
      name: "Other",
      rateLimits: true,
      authKey: "a",
      restApiKey: "b",
    });
    await control.import(await other.export());
    expect(control.app).toEqual(other.app);
    expect(control.tenant).toMatchObject({ name: "Other", rateLimits: other.tenant.rateLimits });
    expect(control.clock.now()).toBe(START);
    await control.reset();
    expect(control.app.authKey).not.toBe("a");
    expect(control.tenant).toMatchObject({ name: "one", rateLimits: undefined });
  });

  it("does not turn the time back, where the clock runs on a machine that is behind", async () => {
    const { control } = setUp({ start: undefined, frozen: false });
    await control.clock.advance("1d");
    const world = await control.export();
    const other = setUp({ start: undefined, frozen: false });
    await other.control.import(world);
    expect(other.control.clock.now()).toBeGreaterThanOrEqual(world.takenAt);
  });

  it("is of someone who was online then, and has gone", async () => {
    const { testbed, control } = setUp();
    beginLifeIn(testbed, control);
    await control.as("alice").comeOnline();
    const world = await control.export();
    await control.as("bob").comeOnline();
    await control.import(world);
    expect(control.tenant.state.connections.size).toBe(0);
    await control.as("bob").comeOnline();
    expect((await control.do("onlineCounts", {})).onlineUsersCount).toBe(1);
  });

  it("keeps the bytes of files, and whatever else looks like them", async () => {
    const { testbed, control } = setUp();
    beginLifeIn(testbed, control);
    const bytes = Uint8Array.from({ length: 256 }, (_, at) => at);
    const send = { receiver: "bob", receiverType: "user", category: "message" } as const;
    const metadata = { $bytes: "AAAA", $$bytes: [{ $bytes: 1 }], ["__proto__"]: "own" };
    await control.as("alice").do("sendMessage", {
      ...send,
      type: "file",
      files: [{ name: "a", bytes }],
      filesUrl: "https://x.test",
    });
    await control.as("alice").do("sendMessage", { ...send, type: "text", data: { text: "hi", metadata } });
    const { state } = control.tenant;
    const then = digest(state);
    await control.import(throughFile(await control.export()));
    expect(digest(state)).toBe(then);
    expect([...state.files.values()][0]?.content?.bytes).toEqual(bytes);
  });

  it("is the same to a tool that has sorted its keys", async () => {
    const { control } = setUp();
    const world = await control.export();
    const { app, ...rest } = world;
    await control.import({ ...rest, app: Object.fromEntries(Object.entries(app).reverse()) } as World);
  });

  const wrong: readonly [string, (world: World) => unknown, RegExp][] = [
    ["is none", () => ({ users: [] }), /this is none/],
    ["is nothing", () => undefined, /this is none/],
    ["is a text", (world) => JSON.stringify(world), /read with JSON.parse/],
    [
      "is of a newer version",
      (world) => ({ ...world, version: world.version + 1 }),
      /version 3, and this .* reads 2\. Import it/,
    ],
    ["is damaged", (world) => ({ ...world, takenAt: world.takenAt + 1 }), /damaged/],
    [
      "has lost a table",
      ({ tables: { apiKeys: _, ...tables }, ...world }) => ({ ...world, tables }),
      /damaged/,
    ],
    ["has lost its app", ({ app: _, ...world }) => world, /damaged/],
  ];
  it.each(wrong)("that %s is refused, and changes nothing", async (_what, spoil, text) => {
    const { testbed, control } = setUp();
    beginLifeIn(testbed, control);
    const then = digest(control.tenant.state);
    const given = spoil(await control.export()) as World;
    const refused = control.import(given);
    await expect(refused).rejects.toThrow(UsageError);
    await expect(refused).rejects.toThrow(text);
    expect(digest(control.tenant.state)).toBe(then);
  });

  it("of another App ID or region is refused, and says which app it needs", async () => {
    const { testbed, control } = setUp();
    const world = await control.export();
    const two = testbed.addApp({ appId: "two" });
    await expect(two.import(world)).rejects.toThrow(/set up with appId: "one" and region: "us"/);
    testbed.removeApp("one");
    const abroad = testbed.addApp({ appId: "one", region: "eu" });
    await expect(abroad.import(world)).rejects.toThrow(UsageError);
  });
});
