/** Where the simulator's time comes from. All times are unix milliseconds. */
export interface Clock {
  /** The time now, in milliseconds. */
  now(): number;
  /**
   * Calls `task` once, `delay` milliseconds from now, unless cancelled before.
   *
   * @returns a function that cancels it
   */
  schedule(delay: number, task: () => void): () => void;
}

interface Scheduled {
  readonly due: number;
  readonly order: number;
  readonly task: () => void;
}

/** A clock that moves only when told to, so that a test decides what time it is. */
export interface VirtualClock extends Clock {
  /** Moves the time on by so many milliseconds and runs what falls due, in order, each at its own time. */
  advance(milliseconds: number): void;
}

/**
 * Makes a clock that stands still until it is advanced.
 *
 * @param start unix milliseconds
 */
export function virtualClock(start: number): VirtualClock {
  let time = start;
  let order = 0;
  const pending = new Set<Scheduled>();
  const nextDue = (limit: number): Scheduled | undefined => {
    let next: Scheduled | undefined;
    for (const item of pending) {
      if (item.due > limit) continue;
      if (!next || item.due < next.due || (item.due === next.due && item.order < next.order)) next = item;
    }
    return next;
  };
  return {
    now: () => time,
    schedule(delay, task) {
      const item = { due: time + Math.max(0, delay), order: order++, task };
      pending.add(item);
      return () => pending.delete(item);
    },
    advance(milliseconds) {
      const end = time + milliseconds;
      for (let item = nextDue(end); item; item = nextDue(end)) {
        pending.delete(item);
        time = item.due;
        item.task();
      }
      time = end;
    },
  };
}
