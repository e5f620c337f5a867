import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { webFetch } from "../../http/web.ts";
import { operations, RULES, rulesOfCommand } from "../../simulator/index.ts";
import { beginLife, commandsArbitrary } from "../../simulator/testing/arbitrary-commands.ts";
import { createWorld } from "../../simulator/testing/world.ts";
import { UsageError } from "../../usage-error.ts";
import { mergeReach, type Reach } from "./reach.ts";
import { reachText } from "./reach-text.ts";
import { by, letter, setStage } from "./testing/stage.ts";
import { createReachTracker } from "./tracker.ts";

describe("reach", () => {
  it("begins with nothing reached, and with all that there is", () => {
    const { rules, errorCodes, events, operations: used } = createReachTracker().reach();
    expect(rules).toMatchObject({ touched: [], total: RULES.length });
    expect(rules.untouched).toHaveLength(RULES.length);
    expect([errorCodes.seen, events.seen, used.seen]).toEqual([[], [], []]);
    expect(errorCodes.never).toContain("ERR_NOT_A_MEMBER");
    expect(events.never).toContain("message/action/joined");
    expect(used.never).toContain("sendMessage");
  });

  it("tells what commands, frames and requests have shown", () => {
    const { control, act } = setStage();
    act("out", "sendMessage", letter("team"));
    act("part", "sendMessage", letter("team"));
    const { rules, errorCodes, events, operations: used } = control.reach();
    expect(rules.touched).toEqual([
      "ID-CONVERSATION-02",
      "ID-MESSAGE-01",
      "MSG-KIND-01",
      "SCP-SEND-01",
      "SCP-SEND-02",
    ]);
    expect(errorCodes.seen).toEqual(["ERR_NOT_A_MEMBER"]);
    expect(events.seen).toEqual(["message/message"]);
    expect(used.seen).toEqual(["sendMessage"]);
  });

  it("tells the codes of single users' parts of a bulk call", () => {
    const { control, act } = setStage();
    act("owner", "addMembers", { guid: "team", participants: ["part", "alice"], usersToBan: ["banned"] });
    expect(control.reach().errorCodes.seen).toEqual(["ERR_ALREADY_BANNED", "ERR_ALREADY_JOINED"]);
  });

  it("is data", () => {
    const { control, say } = setStage();
    say("alice", "bob");
    const reach = control.reach();
    expect(JSON.parse(JSON.stringify(reach))).toEqual(reach);
  });

  it("goes on over resets and restores, which are no doing of a test, until it is cleared", async () => {
    const { control, say, connect } = setStage();
    say("alice", "bob");
    connect("alice");
    const { rules, operations: used } = control.reach();
    expect(used.seen).not.toContain("disconnect");
    const here = await control.snapshot();
    await control.reset();
    await control.restore(here);
    expect(control.reach().rules).toEqual(rules);
    expect(control.reach().operations).toEqual(used);
    control.clearReach();
    expect(control.reach().rules.touched).toEqual([]);
    await control.do("createUser", { uid: "dave", name: "Dave" });
    expect(control.reach().rules.touched).toContain("USR-CREATE-01");
  });

  it("counts neither what an app begins with, nor what another app has reached", () => {
    const { testbed, control, say } = setStage();
    const demo = testbed.addApp({ appId: "demo", preset: "demo" });
    say("alice", "bob");
    expect(demo.reach().rules.touched).toEqual([]);
    expect(control.reach().rules.touched).not.toEqual([]);
  });

  it("is kept for the whole when an app is taken away", async () => {
    const { testbed, control, say } = setStage();
    const other = testbed.addApp({ appId: "other" });
    await other.do("createUser", { uid: "dave", name: "Dave" });
    say("alice", "bob");
    const whole = testbed.reach();
    testbed.removeApp("other");
    expect(testbed.reach()).toEqual(whole);
    expect(testbed.reach()).toEqual(mergeReach([whole, control.reach()]));
    testbed.clearReach();
    expect(testbed.reach().rules.touched).toEqual([]);
  });

  it("tells of requests that are refused before they are commands", async () => {
    const { testbed, control } = setStage();
    testbed.backend.simulator.setRateLimits("stage", { standard: 0, core: 0, dataImport: 0 });
    const { appId, restApiKey: apiKey } = control.app;
    await webFetch(testbed)(
      new Request(`https://${appId}.api-us.cometchat.io/v3/users`, { headers: { apiKey } }),
    );
    expect(control.reach().errorCodes.seen).toEqual(["ERR_TOO_MANY_REQUESTS"]);
    expect(control.reach().rules.touched).toEqual(["ERR-RATE-01"]);
  });

  it("never breaks what it watches, whatever is done", () => {
    fc.assert(
      fc.property(commandsArbitrary, (commands) => {
        const tracker = createReachTracker();
        const world = createWorld({}, { executed: (executed) => void tracker.executed(executed) });
        beginLife(world);
        for (const { as, operation, input } of commands) {
          (as === null ? world.server : world.as(as)).tryRun(operation, input);
        }
        const { rules } = tracker.reach();
        expect(rules.touched.length + rules.untouched.length).toBe(RULES.length);
      }),
      { numRuns: 30 },
    );
  });
});

describe("what a command costs", () => {
  const outcomes = [...new Set(RULES.flatMap(({ sign }) => (sign.kind === "command" ? [sign.outcome] : [])))];

  it("is a look at the rules of its own operation and outcome, which are few", () => {
    const sizes = Object.values<{ readonly name?: string }>({ ...operations })
      .flatMap(({ name }) => (name === undefined ? [] : [name]))
      .filter((name) => name !== "sendMessage" && name !== "listMessages")
      .flatMap((name) => outcomes.map((outcome) => rulesOfCommand(name, outcome).length));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(20);
    expect(rulesOfCommand("sendMessage", "ok").length).toBeLessThanOrEqual(50);
    expect(rulesOfCommand("listMessages", "ok").length).toBeLessThanOrEqual(35);
  });

  it.each([
    ["between two", letter("bob")],
    ["in a group", letter("team", { data: { text: "Hello", metadata: { mood: "fine" } } })],
  ])("is a look at few of the rules of sending for a text: %s", (_where, text) => {
    const counts: number[] = [];
    const tracker = createReachTracker((...command) => {
      const rules = rulesOfCommand(...command);
      if (command[0] === "sendMessage") counts.push(rules.length);
      return rules;
    });
    const world = createWorld({}, { executed: (executed) => void tracker.executed(executed) });
    beginLife(world);
    counts.length = 0;
    world.as("alice").run("sendMessage", text);
    expect(counts).toEqual([expect.any(Number)]);
    expect(counts[0]).toBeLessThanOrEqual(12);
  });

  it("is no look at a rule that was touched before", () => {
    let looks = 0;
    const [first] = RULES;
    const rule = {
      ...(first as (typeof RULES)[number]),
      sign: {
        kind: "command",
        operations: "any",
        outcome: "ok",
        traits: 0,
        when: () => {
          looks += 1;
          return looks === 3;
        },
      },
    } as const;
    const tracker = createReachTracker(() => [rule]);
    const world = createWorld({}, { executed: (executed) => void tracker.executed(executed) });
    world.addUsers("alice", "bob", "carol", "dave", "erin");
    world.as("alice").run("getUser", { uid: "bob" });
    expect(looks).toBe(3);
  });
});

describe("mergeReach", () => {
  function reached(...lives: readonly ReturnType<typeof by>[]): Reach {
    const stage = setStage();
    for (const life of lives) life(stage);
    return stage.control.reach();
  }
  const join = by("out", "joinGroup", { guid: "team" });
  const fail = by("out", "joinGroup", { guid: "vault" });

  it("adds up what several have reached, in whatever order and however often", () => {
    const [one, two, both] = [reached(join), reached(fail), reached(join, fail)];
    expect(mergeReach([one, two])).toEqual(both);
    expect(mergeReach([two, one, two, both])).toEqual(both);
    expect(mergeReach([one])).toEqual(one);
    expect(one.rules.touched).not.toEqual(both.rules.touched);
  });

  it.each([
    ["an empty list", []],
    ["what is no reach", [{ rules: { touched: [] } }]],
    ["nothing", [undefined]],
  ])("refuses %s", (_what, reaches) => {
    expect(() => mergeReach(reaches as unknown as Reach[])).toThrow(UsageError);
  });
});

describe("reachText", () => {
  it("says how many rules were touched, by area, and what was never", () => {
    const { control, act } = setStage();
    act("out", "joinGroup", { guid: "vault" });
    const text = reachText(control.reach());
    expect(text).toContain(`1 of ${RULES.length} rules were touched.`);
    expect(text).toMatch(/^ {2}groups +1 of \d+$/m);
    expect(text).not.toContain("GRP-JOIN-03");
    expect(text).toContain("  GRP-JOIN-06  A member cannot join again.");
    expect(text).toMatch(/^Error codes seen: 1 of \d+\. Never:$/m);
    expect(text).toMatch(/^ {2}block\/blocked, /m);
  });
});
