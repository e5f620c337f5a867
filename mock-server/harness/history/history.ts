import type { HistoryRecord } from "./records.ts";

/** Where what happens to the apps is kept, so that it is there after a crash. */
export interface History {
  /** Takes note of what has just happened. It is kept soon; {@link History.whenKept} knows when. */
  append(record: HistoryRecord): void;
  /** Runs a task once all that was appended so far is kept: at once, when it is; never, when it cannot be. */
  whenKept(task: () => void): void;
  /**
   * Resolves once all that was appended so far is kept; nothing to wait for when it is.
   *
   * @throws Error, as a rejection, when it cannot be
   */
  kept(): Promise<void> | undefined;
}
