import type { Clock } from "../simulator/index.ts";

/** A clock that can tell another time while history is being made up. */
export interface StoryClock extends Clock {
  /** Runs `tell` with the clock standing at the given unix milliseconds. */
  at<T>(time: number, tell: () => T): T;
}

/** Puts a story's time in front of a real clock. */
export function storyClock(clock: Clock): StoryClock {
  let told: number | undefined;
  return {
    now: () => told ?? clock.now(),
    schedule: (delay, task) => clock.schedule(delay, task),
    at(time, tell) {
      told = time;
      try {
        return tell();
      } finally {
        told = undefined;
      }
    },
  };
}
