import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commandsArbitrary } from "../../simulator/testing/arbitrary-commands.ts";
import { digest } from "../../simulator/testing/digest.ts";
import { aloneTestbed, beginLifeIn, liveOn, memoryHistory } from "../testing/remembered-lives.ts";
import { createReplay } from "./replay.ts";
import { worldRecords } from "./world-records.ts";

function replayed(history: ReturnType<typeof memoryHistory>) {
  const replay = createReplay();
  for (const record of history.records()) replay.apply(record);
  return replay.past();
}

describe("a history of commands", () => {
  it("played again gives the same apps to the byte, whatever was done with them", async () => {
    const deeds = fc.array(
      fc.tuple(
        commandsArbitrary,
        fc.constantFrom("nothing", "advance", "snapshot", "restore", "reset", "import", "limits", "remove"),
      ),
      { minLength: 1, maxLength: 4 },
    );
    const lives = fc.asyncProperty(deeds, async (parts) => {
      const history = memoryHistory();
      const testbed = aloneTestbed({ history, start: Date.UTC(2026, 0, 1), frozen: true });
      const control = testbed.addApp({ appId: "one" });
      testbed.addApp({ appId: "two", preset: "demo" });
      beginLifeIn(testbed, control);
      let snapshot = await control.snapshot();
      const world = await control.export();
      for (const [commands, deed] of parts) {
        for (const command of commands) liveOn(testbed, "one", command);
        if (deed === "advance") await control.clock.advance("1h");
        if (deed === "snapshot") snapshot = await control.snapshot();
        if (deed === "restore") await control.restore(snapshot);
        if (deed === "reset") await control.reset();
        if (deed === "import") await control.import(world);
        if (deed === "limits") testbed.backend.simulator.setRateLimits("one", true);
        if (deed === "remove") testbed.removeApp("two");
      }
      const { apps } = replayed(history);
      expect(apps.map(({ setUp }) => setUp.appId)).toEqual(testbed.apps().map(({ app }) => app.appId));
      for (const { setUp, state, facts, clock } of apps) {
        const app = testbed.backend.simulator.app(setUp.appId);
        expect(app && digest(app.state)).toBe(digest(state));
        expect(app).toMatchObject(facts);
        expect(clock).toEqual({ frozenAt: testbed.forApp(setUp.appId, "look").clock.now() });
      }
    });
    await fc.assert(lives, { numRuns: 20 });
  });

  it("settles imports again where somebody looked between them", async () => {
    const history = memoryHistory();
    const testbed = aloneTestbed({ history, start: Date.UTC(2026, 0, 1), frozen: true });
    const control = testbed.addApp({ appId: "one" });
    for (const uid of ["ada", "bob"]) await control.do("createUser", { uid, name: uid });
    const members = { participants: ["bob"] };
    await control.do("createGroup", { guid: "team", name: "Team", owner: "ada", members });
    for (const [at, muid] of ["1", "2", "3"].entries()) {
      const sentAt = 1_700_000_000 + 1_000 * at;
      const message = { sender: "ada", receiverType: "group", receiver: "team", data: { text: muid } };
      await control.do("importMessages", {
        messages: { [muid]: { muid, ...message, sentAt, readAt: sentAt + 1 } },
      });
      // The first is read by itself, the other two together.
      if (muid === "1") await control.do("listUsers", {});
    }
    await control.export();
    const [past] = replayed(history).apps;
    expect(past && digest(past.state)).toBe(digest(control.tenant.state));
    expect(control.tenant.state.receipts.size).toBeGreaterThan(1);
  });

  it("goes on in another testbed as it would have in its own, and can be reset there", async () => {
    const lives = fc.asyncProperty(commandsArbitrary, commandsArbitrary, async (before, after) => {
      const history = memoryHistory();
      const testbed = aloneTestbed({ history, start: Date.UTC(2026, 0, 1), frozen: true, preset: "demo" });
      const control = testbed.addApp({ appId: "one" });
      const atTheStart = digest(control.tenant.state);
      beginLifeIn(testbed, control);
      for (const command of before) liveOn(testbed, "one", command);
      const [past] = replayed(history).apps;
      if (!past) throw new Error("unreachable");
      const more = memoryHistory();
      const later = aloneTestbed({ seed: "another", history: more });
      const adopted = later.adopt(past);
      expect(digest(adopted.tenant.state)).toBe(digest(control.tenant.state));
      expect(more.texts).toEqual([]);
      for (const command of after) liveOn(testbed, "one", command);
      for (const command of after) liveOn(later, "one", command);
      expect(digest(adopted.tenant.state)).toBe(digest(control.tenant.state));
      await adopted.reset();
      expect(digest(adopted.tenant.state)).toBe(atTheStart);
      expect(adopted.clock.now()).toBe(Date.UTC(2026, 0, 1));
    });
    await fc.assert(lives, { numRuns: 15 });
  });

  it("is told of nobody's being connected any more, and of nothing else, when it goes on", async () => {
    const history = memoryHistory();
    const testbed = aloneTestbed({ history, preset: "demo" });
    const control = testbed.addApp({ appId: "one" });
    await control.as("cometchat-uid-1").comeOnline();
    const [past] = replayed(history).apps;
    if (!past) throw new Error("unreachable");
    const more = memoryHistory();
    const later = aloneTestbed({ history: more });
    const adopted = later.adopt(past);
    expect(more.records()).toMatchObject([{ kind: "do", operation: "disconnect" }]);
    expect(adopted.tenant.state.connections.size).toBe(0);
    expect(adopted.log.query({})).toEqual([]);
  });

  it("tells the whole world where a command is too much for JSON", async () => {
    const history = memoryHistory();
    const testbed = aloneTestbed({ history, preset: "demo" });
    const control = testbed.addApp({ appId: "one" });
    const known = history.texts.length;
    const cyclic: Record<string, unknown> = {};
    cyclic.self = cyclic;
    liveOn(testbed, "one", {
      as: "cometchat-uid-1",
      operation: "sendMessage",
      input: {
        receiver: "cometchat-uid-2",
        receiverType: "user",
        category: "message",
        type: "text",
        data: { text: "hi" },
        resource: cyclic,
      },
    });
    expect(history.records()[known]).toMatchObject({ kind: "world" });
    expect(digest(replayed(history).apps[0]?.state as never)).toBe(digest(control.tenant.state));
  });

  it("is not played on where a command is refused now: these are other rules", () => {
    const history = memoryHistory();
    const testbed = aloneTestbed({ history });
    testbed.addApp({ appId: "one" });
    const replay = createReplay();
    for (const record of history.records()) replay.apply(record);
    const command = {
      kind: "do",
      appId: "one",
      operation: "deleteUser",
      as: { kind: "harness" },
      at: 0,
    } as const;
    expect(() => replay.apply({ ...command, input: { uid: "nobody" } })).toThrow(
      /deleteUser was carried out once, and is refused now with ERR_UID_NOT_FOUND/,
    );
  });

  it("knows of a world that breaks off", () => {
    const testbed = aloneTestbed();
    testbed.addApp({ appId: "one" });
    const replay = createReplay();
    const [world] = testbed.worlds();
    if (!world) throw new Error("unreachable");
    const [begun, ...rows] = [...worldRecords(world)];
    if (begun) replay.apply(begun);
    expect(replay.isInsideWorld()).toBe(true);
    expect(() => replay.apply({ kind: "removed", appId: "one" })).toThrow("a world breaks off");
    for (const row of rows) replay.apply(row);
    expect(replay.isInsideWorld()).toBe(false);
    expect(replay.past().apps).toHaveLength(1);
  });
});
