import { afterEach, describe, expect, it } from "vitest";
import { UsageError } from "../../usage-error.ts";
import { type SteeredClock, steeredClock } from "./steered-clock.ts";
import type { Duration, Time } from "./times.ts";

const START = 1_700_000_000_000;
const clocks: SteeredClock[] = [];

function open(options: { frozen?: boolean; start?: number; settled?: () => Promise<void> } = {}) {
  const { frozen = true, start = START, settled = async () => {} } = options;
  const clock = steeredClock({ frozen, start, settled });
  clocks.push(clock);
  return clock;
}

afterEach(() => {
  for (const clock of clocks.splice(0)) clock.stop();
});

describe("a clock that stands still", () => {
  it("keeps its time until it is moved, and runs what is due in order, each at its own time", async () => {
    const clock = open();
    const ran: [string, number][] = [];
    for (const [name, delay] of [
      ["second", 2_000],
      ["first", 1_000],
      ["also second", 2_000],
      ["later", 5_001],
    ] as const) {
      clock.schedule(delay, () => ran.push([name, clock.now() - START]));
    }
    expect(clock.now()).toBe(START);
    await clock.advance("5s");
    expect(ran).toEqual([
      ["first", 1_000],
      ["second", 2_000],
      ["also second", 2_000],
    ]);
    expect(clock.now()).toBe(START + 5_000);
  });

  it("waits for what each moment has caused before it goes on to the next", async () => {
    const order: string[] = [];
    const clock = open({
      settled: async () => {
        await new Promise((resolve) => setImmediate(resolve));
        order.push("settled");
      },
    });
    for (const [name, delay] of [
      ["a", 1],
      ["b", 2],
      ["c", 2],
    ] as const) {
      clock.schedule(delay, () => order.push(name));
    }
    await clock.advance(2);
    expect(order).toEqual(["settled", "a", "settled", "b", "c", "settled"]);
  });

  it("runs what a task schedules while time passes", async () => {
    const clock = open();
    const ticks: number[] = [];
    const tick = () => {
      ticks.push(clock.now() - START);
      clock.schedule(10_000, tick);
    };
    clock.schedule(10_000, tick);
    await clock.advance("30s");
    expect(ticks).toEqual([10_000, 20_000, 30_000]);
  });

  it("does not run what was cancelled", async () => {
    const clock = open();
    const cancel = clock.schedule(1_000, () => expect.unreachable());
    clock.schedule(1_000, () => {});
    cancel();
    await clock.advance("1m");
  });

  it("takes moves that are asked for together one after the other", async () => {
    const clock = open();
    await Promise.all([clock.advance("1s"), clock.advance("1s"), clock.advance("1s")]);
    expect(clock.now()).toBe(START + 3_000);
  });

  it("can be set to a time to come", async () => {
    const clock = open();
    await clock.set("2030-01-01T00:00:00Z");
    expect(clock.now()).toBe(Date.UTC(2030, 0, 1));
    await clock.set(new Date(Date.UTC(2031, 0, 1)));
    expect(clock.now()).toBe(Date.UTC(2031, 0, 1));
  });

  it("goes on for the next move when a task has failed", async () => {
    const clock = open();
    clock.schedule(1_000, () => {
      throw new Error("broken");
    });
    await expect(clock.advance("2s")).rejects.toThrow("broken");
    await clock.advance("1s");
    expect(clock.now()).toBe(START + 2_000);
  });
});

describe("a clock that runs", () => {
  it("runs with the wall clock from where it began, and wakes up for what is due", async () => {
    const clock = open({ frozen: false });
    const at = await new Promise<number>((resolve) => clock.schedule(5, () => resolve(clock.now())));
    expect(at).toBeGreaterThanOrEqual(START + 5);
    expect(at).toBeLessThan(START + 5_000);
  });

  it("stands still once frozen, and goes on from there", async () => {
    const clock = open({ frozen: false });
    clock.freeze();
    const frozen = clock.now();
    await clock.advance("1h");
    expect(clock.now()).toBe(frozen + 3_600_000);
    clock.resume();
    await new Promise<void>((resolve) => clock.schedule(3, resolve));
    expect(clock.now()).toBeGreaterThanOrEqual(frozen + 3_600_003);
  });

  it("has gone on by as much as it was advanced", async () => {
    const clock = open({ frozen: false });
    await clock.advance("1d");
    expect(clock.now()).toBeGreaterThanOrEqual(START + 86_400_000);
  });

  it("runs nothing any more once stopped", async () => {
    const clock = open({ frozen: false });
    clock.schedule(1, () => expect.unreachable());
    clock.stop();
    await new Promise((resolve) => setTimeout(resolve, 5));
  });
});

describe("a clock that is put back", () => {
  it("keeps the distance to what is still to come", async () => {
    const clock = open();
    const then = clock.position();
    await clock.advance("1h");
    const ran: number[] = [];
    clock.schedule(5_000, () => ran.push(clock.now() - START));
    clock.place(then);
    expect(clock.now()).toBe(START);
    await clock.advance("10s");
    expect(ran).toEqual([5_000]);
  });
});

describe("times that make no sense", () => {
  it.each<Duration>([-1, Number.NaN, Number.POSITIVE_INFINITY, "", "30", "-5s", "5 parsecs", "1e3s"])(
    "the clock is not advanced by %j",
    async (duration) => {
      const clock = open();
      await expect(clock.advance(duration)).rejects.toThrow(UsageError);
      expect(clock.now()).toBe(START);
    },
  );

  it.each<[Duration, number]>([
    ["500ms", 500],
    ["1.5s", 1_500],
    ["1h30m", 5_400_000],
    ["2d", 172_800_000],
    [0, 0],
  ])("but by %j", async (duration, milliseconds) => {
    const clock = open();
    await clock.advance(duration);
    expect(clock.now()).toBe(START + milliseconds);
  });

  it.each<Time>([START - 1, Number.NaN, "soon", new Date(Number.NaN), "2001-01-01"])(
    "the clock is not set to %s",
    async (time) => {
      const clock = open();
      await expect(clock.set(time)).rejects.toThrow(UsageError);
      expect(clock.now()).toBe(START);
    },
  );

  it("says what it saw and what to do", async () => {
    const clock = open();
    await expect(clock.advance("soon")).rejects.toThrow(
      'Failed to advance the clock: "soon" is no length of time to come. Give milliseconds, or text like "500ms", "30s", "1h30m" or "1d".',
    );
    await expect(clock.set(START - 1_000)).rejects.toThrow(
      "2023-11-14T22:13:19.000Z has passed, it is 2023-11-14T22:13:20.000Z",
    );
  });
});
