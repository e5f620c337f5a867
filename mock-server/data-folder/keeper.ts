import type { History } from "../harness/history/history.ts";
import { encodeRecord } from "../harness/history/records.ts";
import type { RecordFile } from "./writer.ts";

/** Where the history goes on, and what is to be kept in place of all that was before it. */
export interface Turn {
  /** Makes the next journal. */
  begin(after: RecordFile): Promise<RecordFile>;
  /** Writes down what there was when the turn was planned. */
  finish(): Promise<void>;
}

export interface KeeperOptions {
  readonly journal: RecordFile;
  /**
   * Asked before a batch is written whether the history is to go on in another journal behind it. What it remembers of
   * the apps, it remembers when asked: that is what they are with this batch.
   *
   * @param isDemanded whether {@link Keeper.turn} was called
   */
  planTurn(journal: RecordFile, isDemanded: boolean): Turn | undefined;
  /** Hears once that nothing is kept any more. */
  onFailure(error: unknown): void;
}

/** A history on a disk. */
export interface Keeper extends History {
  /**
   * Makes a turn at once. Resolves when everything is on the disk, and no turn is under way.
   *
   * @throws what the writing has failed with
   */
  turn(): Promise<void>;
  readonly journal: RecordFile;
}

interface Waiter {
  /** How many records must be kept before. */
  readonly upTo: number;
  run(): void;
  fail?(error: unknown): void;
}

/**
 * Writes records in batches: whatever comes while one is on its way to the disk is the next, so that many who wait cost
 * one wait.
 */
export function createKeeper(options: KeeperOptions): Keeper {
  let { journal } = options;
  let waiting: Uint8Array[] = [];
  let appended = 0;
  let kept = 0;
  const waiters: Waiter[] = [];
  let isTurnDemanded = false;
  let writing: Promise<void> | undefined;
  let finishing: Promise<void> | undefined;
  let failure: { readonly error: unknown } | undefined;

  function fail(error: unknown): void {
    if (failure) return;
    failure = { error };
    waiting = [];
    options.onFailure(error);
    for (const waiter of waiters.splice(0)) waiter.fail?.(error);
  }

  function write(): void {
    if ((waiting.length === 0 && !isTurnDemanded) || failure) return;
    // At the end of the turn: what its other requests bring goes along.
    writing ??= new Promise<void>((resolve) => setImmediate(resolve)).then(writeAll).finally(() => {
      writing = undefined;
      write();
    });
  }

  async function writeAll(): Promise<void> {
    try {
      while (waiting.length > 0 || isTurnDemanded) {
        if (isTurnDemanded) await finishing;
        const batch = waiting;
        waiting = [];
        const turn = finishing ? undefined : options.planTurn(journal, isTurnDemanded);
        isTurnDemanded = false;
        if (batch.length > 0) await journal.write(batch);
        kept += batch.length;
        tellWaiters();
        if (turn) await make(turn);
      }
    } catch (error) {
      fail(error);
    }
  }

  async function make(turn: Turn): Promise<void> {
    const before = journal;
    journal = await turn.begin(before);
    await before.close();
    finishing = turn.finish().finally(() => {
      finishing = undefined;
    });
  }

  function tellWaiters(): void {
    for (let next = waiters[0]; next && next.upTo <= kept; next = waiters[0]) {
      try {
        next.run();
      } catch (error) {
        // A bug of whoever waited is not one of the disk.
        setImmediate(() => {
          throw error;
        });
      }
      waiters.shift();
    }
  }

  function wait(waiter: Omit<Waiter, "upTo">): void {
    if (failure) waiter.fail?.(failure.error);
    // Not before those who wait already.
    else if (kept < appended || waiters.length > 0) waiters.push({ upTo: appended, ...waiter });
    else waiter.run();
  }

  return {
    get journal() {
      return journal;
    },
    append(record) {
      if (failure) return;
      try {
        waiting.push(Buffer.from(encodeRecord(record)));
      } catch (error) {
        // Whoever tells of a command can tell what has come of it instead. All else must be told as it is.
        if (record.kind === "do") throw error;
        fail(error);
        return;
      }
      appended += 1;
      write();
    },
    whenKept: (task) => wait({ run: task }),
    kept() {
      if (!failure && kept === appended && waiters.length === 0) return undefined;
      return new Promise((resolve, reject) => wait({ run: resolve, fail: reject }));
    },
    async turn() {
      isTurnDemanded = true;
      write();
      while (writing || finishing) await (writing ?? finishing);
      if (failure) throw failure.error;
    },
  };
}
