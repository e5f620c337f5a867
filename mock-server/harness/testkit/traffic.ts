/** Knows what is on its way between clients and the backend, so that one can wait for it to arrive. */
export interface Traffic {
  /**
   * Something has set out.
   *
   * @returns to be called when it has arrived, or will never
   */
  begin(): () => void;
  /** Resolves once nothing is on its way, and nobody has sent anything in answer to what came last. */
  settled(): Promise<void>;
  /** Runs a task of its own, after what the one before has caused at once. Counts as on its way until then. */
  later(task: () => void): void;
}

// Real ones, taken before a test puts others in their place.
const { setTimeout: startTimer } = globalThis;
const immediate: (task: () => void) => unknown =
  typeof setImmediate === "function" ? setImmediate : (task) => startTimer(task, 0);
const realNow = performance.now.bind(performance);

/** Turns of the event loop without anything new, after which a client is taken to have nothing more to say. */
const QUIET_TURNS = 4;
/** Milliseconds after which what does not arrive is waited for no longer: it may wait for the clock itself. */
const PATIENCE = 1_000;

export function createTraffic(): Traffic {
  let underWay = 0;
  let changes = 0;
  const begin = () => {
    underWay += 1;
    changes += 1;
    let hasArrived = false;
    return () => {
      if (hasArrived) return;
      hasArrived = true;
      underWay -= 1;
      changes += 1;
    };
  };

  return {
    begin,
    later(task) {
      const arrive = begin();
      immediate(() => {
        arrive();
        task();
      });
    },
    async settled() {
      let known = changes;
      let since = realNow();
      for (let quiet = 0; quiet < QUIET_TURNS; quiet += 1) {
        // Whoever waits for a timer of real time needs no busy loop meanwhile.
        await new Promise<void>((resolve) => {
          if (underWay > 0 && quiet > 0) startTimer(resolve, 1);
          else immediate(resolve);
        });
        if (changes !== known) {
          known = changes;
          since = realNow();
          quiet = -1;
        } else if (underWay > 0 && realNow() - since < PATIENCE) quiet = 0;
      }
    },
  };
}
