import { describe, expect, it } from "vitest";
import { openSdkRealm } from "../../official-sdk/realm.ts";
import { pageClock } from "./page-clock.ts";

const NOON = Date.UTC(2026, 0, 5, 12);

describe("a page's clock", () => {
  it("runs what is due in order, each at its own time", () => {
    const clock = pageClock(NOON);
    const ran: [string, number][] = [];
    const run = (name: string) => () => ran.push([name, clock.now() - NOON]);
    clock.after(5_000, run("late"));
    clock.after(1_000, () => {
      run("early")();
      clock.after(2_000, run("between"));
    });
    const cancel = clock.after(3_000, run("never"));
    cancel();
    expect(clock.nextDue()).toBe(1_000);
    clock.advance(4_000);
    expect(ran).toEqual([
      ["early", 1_000],
      ["between", 3_000],
    ]);
    expect(clock.nextDue()).toBe(1_000);
    clock.advance(1_000);
    expect(ran.at(-1)).toEqual(["late", 5_000]);
    expect(clock.nextDue()).toBeUndefined();
  });

  it("lets what is only a turn of the code run by itself", async () => {
    const clock = pageClock(NOON);
    await new Promise<void>((resolve) => clock.after(10, resolve));
    expect(clock.now()).toBe(NOON);
  });

  it("is what the page's timers and its Date follow", async () => {
    const clock = pageClock(NOON);
    const realm = openSdkRealm({ clock });
    const {
      setInterval: every,
      clearInterval: stop,
      Date: PageDate,
    } = realm.window as unknown as typeof globalThis;
    const times: number[] = [];
    const timer = every(() => times.push(PageDate.now()), 15_000);
    clock.advance(45_000);
    stop(timer);
    clock.advance(60_000);
    expect(times.map((time) => time - NOON)).toEqual([15_000, 30_000, 45_000]);
    expect(new PageDate().getTime()).toBe(NOON + 105_000);
    expect(new PageDate(0).toISOString()).toBe("1970-01-01T00:00:00.000Z");
    expect(realm.pendingTimers()).toBe(0);
    await realm.close();
  });
});
