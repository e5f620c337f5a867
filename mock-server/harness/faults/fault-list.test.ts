import { describe, expect, it } from "vitest";
import { UsageError } from "../../usage-error.ts";
import { openFaultWorld } from "../testing/fault-world.ts";
import type { Fault } from "./fault.ts";

type World = Awaited<ReturnType<typeof openFaultWorld>>;

/** Which of so many requests, one after the other, were struck. */
async function strikes({ ask }: World, count: number, between = async () => {}): Promise<string> {
  let struck = "";
  for (let n = 0; n < count; n += 1) {
    await between();
    struck += (await ask("alice", "GET", "/users/bob")).status === 0 ? "x" : ".";
  }
  return struck;
}

const reset: Fault = { id: "flaky", action: { reset: {} } };

describe("the faults of an app", () => {
  it.each<[Partial<Fault>, string]>([
    [{}, "xxxxxxxx"],
    [{ times: 2 }, "xx......"],
    [{ after: 3 }, "...xxxxx"],
    [{ every: 3 }, "x..x..x."],
    [{ after: 1, every: 2, times: 2 }, ".x.x...."],
    [{ probability: 0 }, "........"],
  ])("strike as often as they say: %j", async (often, struck) => {
    const world = await openFaultWorld();
    const handle = world.faults.add({ ...reset, ...often });
    expect(await strikes(world, 8)).toBe(struck);
    expect(handle.hits).toBe(struck.replaceAll(".", "").length);
  });

  it("leave to chance what the seed, the fault's id and its count say, whatever else goes on", async () => {
    const often = { ...reset, match: { uid: "alice" }, probability: 0.5 };
    const alone = await openFaultWorld();
    alone.faults.add(often);
    const struck = await strikes(alone, 24);
    expect(struck).toMatch(/x/);
    expect(struck).toMatch(/\./);
    const busy = await openFaultWorld();
    busy.faults.add({
      match: { uid: "bob" },
      action: { error: { code: "ERR_EXCEPTION" } },
      probability: 0.3,
    });
    busy.faults.add(often);
    expect(await strikes(busy, 24, async () => void (await busy.ask("bob", "GET", "/users/bob")))).toBe(
      struck,
    );
    const other = await openFaultWorld(2);
    other.faults.add(often);
    expect(await strikes(other, 24)).not.toBe(struck);
  });

  it("strike no more once they are removed, and let go what they held back", async () => {
    const { faults, ask } = await openFaultWorld();
    const slow = faults.add({ action: { latency: { delay: "1h" } } });
    const answer = ask("alice", "GET", "/users/bob");
    slow.remove();
    slow.remove();
    expect((await answer).status).toBe(200);
    expect(slow).toMatchObject({ hits: 1, isSpent: true });
    expect(faults.list()).toEqual([]);
  });

  it("are listed as plain data, spent ones too, and cleared together", async () => {
    const { faults, ask } = await openFaultWorld();
    faults.add([
      { action: { reset: {} }, times: 1 },
      { action: { latency: { delay: "1s" } }, match: { uid: "bob" } },
    ]);
    await ask("alice", "GET", "/users/bob");
    expect(JSON.parse(JSON.stringify(faults.list()))).toEqual([
      { id: "reset-1", fault: { action: { reset: {} }, times: 1 }, hits: 1, isSpent: true },
      {
        id: "latency-1",
        fault: { action: { latency: { delay: "1s" } }, match: { uid: "bob" } },
        hits: 0,
        isSpent: false,
      },
    ]);
    faults.clear();
    expect(faults.list()).toEqual([]);
    expect(faults.add(reset).id).toBe("flaky");
  });

  it("are of one app alone", async () => {
    const world = await openFaultWorld();
    world.testbed.addApp({ appId: "app2" }).faults.add(reset);
    expect(await strikes(world, 2)).toBe("..");
  });

  it("are gone after a reset, with what waited for them", async () => {
    const world = await openFaultWorld();
    const slow = world.faults.add({ action: { latency: { delay: "1h" } } });
    const answer = world.say("alice", "bob", "late");
    await world.control.reset();
    expect((await answer).status).toBe(0);
    expect(slow.isSpent).toBe(true);
    expect(world.faults.list()).toEqual([]);
  });

  it("go on through a restore", async () => {
    const world = await openFaultWorld();
    const snapshot = await world.control.snapshot();
    const handle = world.faults.add({ ...reset, times: 3 });
    await strikes(world, 1);
    await world.control.restore(snapshot);
    expect(await strikes(world, 4)).toBe("xx..");
    expect(handle.hits).toBe(3);
  });

  it("leave nobody waiting when their app is taken away or the testbed closes, and take no more", async () => {
    const { testbed, faults, ask } = await openFaultWorld();
    faults.add({ action: { latency: { delay: "1h" } } });
    const answer = ask("alice", "GET", "/users/bob");
    testbed.removeApp("app1");
    expect((await answer).status).toBe(0);
    expect(() => faults.add(reset)).toThrow(/Failed to add the fault: there is no app "app1"/);

    const other = await openFaultWorld();
    other.faults.add({ action: { latency: { delay: "1h" } } });
    const last = other.ask("alice", "GET", "/users/bob");
    other.testbed.close();
    expect((await last).status).toBe(0);
    expect(() => other.faults.add(reset)).toThrow(/this testkit is closed/);
  });

  const wrong: readonly [string, unknown, RegExp][] = [
    ["no object", 42, /42 is no object\. Give one with id, match, action/],
    ["no action", {}, /action: nothing is no object\. Give one with latency, error/],
    [
      "an unknown name",
      { action: { latncy: { delay: 1 } } },
      /there is no "latncy"\. There is latency, error/,
    ],
    ["two at once", { action: { reset: {}, partition: "1s" } }, /one thing, not reset and partition/],
    ["an unknown field", { ...reset, tmes: 1 }, /there is no "tmes"\. There is id, match, action, times/],
    [
      "an unknown match",
      { ...reset, match: { user: "a" } },
      /match: there is no "user"\. There is uid, deviceId/,
    ],
    [
      "an unknown field of an action",
      { action: { loseFrame: { all: true } } },
      /action\.loseFrame: there is no "all"\. It takes nothing/,
    ],
    [
      "an unknown operation",
      { ...reset, match: { operation: "sendMesage" } },
      /no operation "sendMesage"\. Alike are .*sendMessage/,
    ],
    ["an operation of no request", { ...reset, match: { operation: "connect" } }, /no operation "connect"/],
    [
      "an unknown frame type",
      { action: { loseFrame: {} }, match: { frame: "mesage" } },
      /no frame type "mesage"/,
    ],
    [
      "an unknown error code",
      { action: { error: { code: "ERR_UID_MISSING" } } },
      /no error code "ERR_UID_MISSING"\. Alike are .*ERR_UID_NOT_FOUND/,
    ],
    [
      "a length of time that is none",
      { action: { partition: "2 parsecs" } },
      /action\.partition: "2 parsecs" is no length of time to come\. Give/,
    ],
    ["a negative length", { action: { latency: { delay: -1 } } }, /action\.latency\.delay: -1 is no length/],
    [
      "a probability that is none",
      { ...reset, probability: 1.5 },
      /probability: 1\.5 is no number from 0 to 1/,
    ],
    ["no times", { ...reset, times: 0 }, /times: 0 is no whole number from 1 on/],
    [
      "a close code that is none",
      { action: { drop: { code: 99 } } },
      /99 is no whole number from 1000 to 4999/,
    ],
    [
      "a match of the other kind",
      { action: { reset: {} }, match: { frame: "message" } },
      /match\.frame: reset is matched by uid, deviceId, operation/,
    ],
    [
      "a user of a handshake",
      { action: { refuseSocket: {} }, match: { uid: "a" } },
      /match\.uid: refuseSocket takes no match/,
    ],
    ["an id that is taken", [reset, reset], /there is one called "flaky" already/],
    ["a list with a wrong one", [reset, { action: {} }], /one thing, not none/],
  ];
  it.each(wrong)("take nothing of %s, and say what there is", async (_what, given, text) => {
    const { faults } = await openFaultWorld();
    const add = () => faults.add(given as Fault);
    expect(add).toThrow(UsageError);
    expect(add).toThrow(text);
    expect(faults.list()).toEqual([]);
  });
});
