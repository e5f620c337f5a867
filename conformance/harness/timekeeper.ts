import { setTimeout as delay } from "node:timers/promises";
import type { Driver, Outcome } from "../protocol/index.ts";
import type { CaseApp } from "./place.ts";

/** Milliseconds of virtual time that a call may take. */
const PATIENCE = 60_000;
/** Milliseconds of real time that a call may take. */
const REAL_PATIENCE = 20_000;
/** The longest time in which nobody's timers are looked at. */
const SLICE = 1_000;
/** Milliseconds that a driver of real time is given for what is on its way. */
const QUIET = 60;

/** Moves the time of service and clients, and waits for them. */
export interface Timekeeper {
  settled(): Promise<void>;
  /** Lets time pass, of service and clients in turns. */
  pass(milliseconds: number): Promise<void>;
  /** What a call ends with; `undefined` when it does not. */
  outcomeOf(call: Promise<Outcome>): Promise<Outcome | undefined>;
}

export function timekeeper(app: CaseApp, driver: Driver, hasVirtualClock: boolean): Timekeeper {
  const isVirtual = app.isVirtual && hasVirtualClock;

  async function settled(): Promise<void> {
    await app.settled();
    if (!isVirtual) {
      await delay(QUIET);
      await app.settled();
    }
  }

  async function pass(milliseconds: number): Promise<void> {
    if (!isVirtual) {
      await delay(milliseconds);
      return;
    }
    let left = milliseconds;
    let { nextDue } = await driver.advanceClock(0);
    while (left > 0) {
      const slice = Math.max(1, Math.min(left, nextDue ?? SLICE, SLICE));
      await app.advance(slice);
      ({ nextDue } = await driver.advanceClock(slice));
      await app.settled();
      left -= slice;
    }
  }

  return {
    settled,
    pass,
    async outcomeOf(call) {
      let outcome: Outcome | undefined;
      const ended = call.then((one) => {
        outcome = one;
      });
      if (!isVirtual) {
        const timer = new AbortController();
        await Promise.race([
          ended,
          delay(REAL_PATIENCE, undefined, { signal: timer.signal }).catch(() => {}),
        ]);
        timer.abort();
        return outcome;
      }
      await Promise.race([ended, app.settled()]);
      for (let waited = 0; outcome === undefined && waited < PATIENCE; waited += SLICE) {
        await Promise.race([ended, pass(SLICE)]);
        await app.settled();
      }
      return outcome;
    },
  };
}
