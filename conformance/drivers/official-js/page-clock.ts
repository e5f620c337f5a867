import type { RealmClock } from "../../official-sdk/realm-clock.ts";

/** A clock of pages that stands still until it is moved. */
export interface PageClock extends RealmClock {
  /** Moves the time on: what is due until then runs in order, each at its own time. */
  advance(milliseconds: number): void;
  /** Milliseconds until the next is due. */
  nextDue(): number | undefined;
}

/**
 * Up to here, in milliseconds, a timer is no wait but a turn that code takes (the SDK's `init` takes one of 10 ms, its storage
 * some of 0): those run by themselves in the next turn of the event loop, or no call would ever end.
 */
const TURN = 20;

/** Makes a clock that stands at a time, in Unix milliseconds. */
export function pageClock(start: number): PageClock {
  let time = start;
  const timers = new Set<{ readonly due: number; readonly run: () => void }>();
  const next = () =>
    [...timers].reduce<{ readonly due: number; readonly run: () => void } | undefined>(
      (first, timer) => (first && first.due <= timer.due ? first : timer),
      undefined,
    );
  return {
    now: () => time,
    after(milliseconds, run) {
      if (milliseconds <= TURN) {
        const turn = setImmediate(run);
        return () => clearImmediate(turn);
      }
      const timer = { due: time + milliseconds, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    advance(milliseconds) {
      const target = time + milliseconds;
      for (let timer = next(); timer && timer.due <= target; timer = next()) {
        timers.delete(timer);
        time = Math.max(time, timer.due);
        timer.run();
      }
      time = target;
    },
    nextDue() {
      const timer = next();
      return timer && Math.max(0, timer.due - time);
    },
  };
}
