/** Knows what is on its way between clients and the backend, so that one can wait for it to arrive. */
export interface Traffic {
  /**
   * Something has set out.
   *
   * @returns to be called when it has arrived, or will never
   */
  begin(): () => void;
  /**
   * A request is being answered: frames that are sent meanwhile arrive after its answer, as a client expects it. The
   * hosted service is slow enough for that; seen with the official UI kit, which loses ticks otherwise.
   *
   * @param of what is answered, to speak of it again
   * @returns to be called when the answer has been handed over
   */
  beginAnswer(of?: object): () => void;
  /**
   * An answer waits for the clock: nothing waits for it meanwhile.
   *
   * @returns to be called when it goes on
   */
  rest(of: object): () => void;
  /** Brings a frame: one after the other in a turn of its own, and behind the answers that are due before it. */
  bring(frame: () => void): void;
  /** Resolves once nothing is on its way, and nobody has sent anything in answer to what came last. */
  settled(): Promise<void>;
}

// Real ones, taken before a test puts others in their place.
const { setTimeout: startTimer } = globalThis;
const immediate: (task: () => void) => unknown =
  typeof setImmediate === "function" ? setImmediate : (task) => startTimer(task, 0);
const realNow = performance.now.bind(performance);

/** Turns of the event loop that a client needs to take in an answer. */
const ANSWER_TURNS = 3;
/** Turns of the event loop without anything new, after which a client is taken to have nothing more to say. */
const QUIET_TURNS = 4;
/** Milliseconds after which a frame goes ahead of an answer: that may wait for the clock itself. */
const FRAME_PATIENCE = 100;
/** Milliseconds after which what does not arrive is waited for no longer. */
const PATIENCE = 1_000;

interface Frame {
  readonly bring: () => void;
  readonly behind: readonly object[];
  readonly since: number;
}

/** Traffic of one process. */
export function createTraffic(): Traffic {
  let underWay = 0;
  let changes = 0;
  const answers = new Set<object>();
  const frames: Frame[] = [];
  /** Everybody who waits does so together, however many there are: each one by itself would take turns from the rest. */
  let settling: Promise<void> | undefined;
  /** Turns without anything new since somebody has last begun to wait. */
  let quiet = 0;

  async function settle(): Promise<void> {
    let known = changes;
    let since = realNow();
    for (; quiet < QUIET_TURNS; quiet += 1) {
      await turn(underWay > 0 && quiet > 0);
      if (changes !== known) {
        known = changes;
        since = realNow();
        quiet = -1;
      } else if (underWay > 0 && realNow() - since < PATIENCE) quiet = 0;
    }
    settling = undefined;
  }

  function begin(): () => void {
    underWay += 1;
    changes += 1;
    let hasArrived = false;
    return () => {
      if (hasArrived) return;
      hasArrived = true;
      underWay -= 1;
      changes += 1;
    };
  }

  function bringNext(): void {
    const [next] = frames;
    if (!next) return;
    if (realNow() - next.since < FRAME_PATIENCE && next.behind.some((answer) => answers.has(answer))) {
      immediate(bringNext);
      return;
    }
    frames.shift();
    try {
      next.bring();
    } finally {
      if (frames.length > 0) immediate(bringNext);
    }
  }

  return {
    begin,
    beginAnswer(answer = {}) {
      answers.add(answer);
      const arrive = begin();
      return () =>
        afterTurns(ANSWER_TURNS, () => {
          answers.delete(answer);
          arrive();
        });
    },
    rest(answer) {
      if (!answers.delete(answer)) return () => {};
      underWay -= 1;
      changes += 1;
      return () => {
        answers.add(answer);
        underWay += 1;
        changes += 1;
      };
    },
    bring(frame) {
      const arrive = begin();
      const bring = () => {
        arrive();
        frame();
      };
      frames.push({ bring, behind: [...answers], since: realNow() });
      if (frames.length === 1) immediate(bringNext);
    },
    settled() {
      // The turn that is under way does not count for who begins to wait in it.
      quiet = settling ? -1 : 0;
      settling ??= settle();
      return settling;
    },
  };
}

function afterTurns(turns: number, task: () => void): void {
  if (turns === 0) task();
  else immediate(() => afterTurns(turns - 1, task));
}

/** @param isSlow for whoever waits for a timer of real time, and needs no busy loop meanwhile */
function turn(isSlow: boolean): Promise<void> {
  return new Promise((resolve) => {
    if (isSlow) startTimer(resolve, 1);
    else immediate(resolve);
  });
}
