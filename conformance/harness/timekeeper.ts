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
/** Milliseconds of real time in which what must come over a network comes. */
const ARRIVES_WITHIN = 1_000;
/** Milliseconds of real time after which a call over a network is taken to wait for the time to go on. */
const ANSWERS_WITHIN = 500;

/** Milliseconds of real time that something takes from a client to a server on the same machine. */
const TRAVEL = 5;

/** Moves the time of service and clients, and waits for them. */
export interface Timekeeper {
  /**
   * Waits for what is on its way.
   *
   * @param hasCome whether what must come has come: over a network, only the clients know what is on its way
   */
  settled(hasCome?: () => boolean): Promise<void>;
  /** Lets time pass, of service and clients in turns. */
  pass(milliseconds: number): Promise<void>;
  /** What a call ends with; `undefined` when it does not. */
  outcomeOf(call: Promise<Outcome>): Promise<Outcome | undefined>;
}

export function timekeeper(app: CaseApp, driver: Driver, hasVirtualClock: boolean): Timekeeper {
  if (!app.isVirtual || !hasVirtualClock) return realTime(app);

  /** A driver that has answered twice has dealt with what had reached it before. */
  async function rested(hasCome: () => boolean = () => true): Promise<void> {
    const since = performance.now();
    for (;;) {
      const before = app.mark();
      await driver.advanceClock(0);
      await driver.advanceClock(0);
      const isOver = hasCome() || performance.now() - since > ARRIVES_WITHIN;
      if (isOver && app.mark() === before) return;
      if (!isOver) await delay(1);
    }
  }

  const settled = (hasCome?: () => boolean) => (app.isRemote ? rested(hasCome) : app.settled());

  async function pass(milliseconds: number): Promise<void> {
    let left = milliseconds;
    let { nextDue } = await driver.advanceClock(0);
    while (left > 0) {
      const slice = Math.max(1, Math.min(left, nextDue ?? SLICE, SLICE));
      const isDue = slice === nextDue;
      await app.advance(slice);
      ({ nextDue } = await driver.advanceClock(slice));
      if (app.isRemote && isDue) await delay(TRAVEL);
      await settled();
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
      await Promise.race([
        ended,
        app.isRemote ? delay(ANSWERS_WITHIN, undefined, { ref: false }) : app.settled(),
      ]);
      for (let waited = 0; outcome === undefined && waited < PATIENCE; waited += SLICE) {
        // To its end, even where the call ends before: time that went on behind it would be that of the next step.
        await pass(SLICE);
        await app.settled();
      }
      return outcome;
    },
  };
}

function realTime(app: CaseApp): Timekeeper {
  return {
    async settled(hasCome = () => true) {
      const since = performance.now();
      do {
        await app.settled();
        await delay(QUIET);
        await app.settled();
      } while (!hasCome() && performance.now() - since < ARRIVES_WITHIN);
    },
    pass: (milliseconds) => delay(milliseconds),
    async outcomeOf(call) {
      let outcome: Outcome | undefined;
      const timer = new AbortController();
      await Promise.race([
        call.then((one) => {
          outcome = one;
        }),
        delay(REAL_PATIENCE, undefined, { signal: timer.signal }).catch(() => {}),
      ]);
      timer.abort();
      return outcome;
    },
  };
}
