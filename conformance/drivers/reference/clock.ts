/** Where a client takes its time from. */
export interface ClientClock {
  /** Unix milliseconds. */
  now(): number;
  /** Runs something once, so many milliseconds later; what it gives cancels that. */
  after(milliseconds: number, run: () => void): () => void;
}

/** The clock of the runtime. */
export const systemClock: ClientClock = {
  now: Date.now,
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
};

/** A clock that stands still until it is moved. */
export interface VirtualClock extends ClientClock {
  /** Moves the time on: what is due until then runs in order, each at its own time. */
  advance(milliseconds: number): void;
  /** Milliseconds until the next is due. */
  nextDue(): number | undefined;
}

/** Makes a clock that stands still. */
export function virtualClock(start: number): VirtualClock {
  let time = start;
  let timers: { readonly due: number; readonly run: () => void }[] = [];
  const next = () =>
    timers.reduce<(typeof timers)[number] | undefined>(
      (first, timer) => (first && first.due <= timer.due ? first : timer),
      undefined,
    );
  return {
    now: () => time,
    after(milliseconds, run) {
      const timer = { due: time + milliseconds, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    advance(milliseconds) {
      const target = time + milliseconds;
      for (let timer = next(); timer && timer.due <= target; timer = next()) {
        const { due, run } = timer;
        timers = timers.filter((other) => other !== timer);
        time = Math.max(time, due);
        run();
      }
      time = target;
    },
    nextDue() {
      const timer = next();
      return timer && Math.max(0, timer.due - time);
    },
  };
}
