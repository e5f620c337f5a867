import type { Clock } from "../simulator/index.ts";

/** The clock on the wall. What it has scheduled dies with {@link SystemClock.stop}. */
export interface SystemClock extends Clock {
  /** Cancels everything scheduled; nothing keeps the process alive any more. */
  stop(): void;
}

export function systemClock(): SystemClock {
  const timers = new Set<ReturnType<typeof setTimeout>>();
  return {
    now: () => Date.now(),
    schedule(delay, task) {
      const timer = setTimeout(() => {
        timers.delete(timer);
        task();
      }, delay);
      timers.add(timer);
      return () => {
        timers.delete(timer);
        clearTimeout(timer);
      };
    },
    stop() {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}
