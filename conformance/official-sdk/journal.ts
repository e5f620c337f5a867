import { SDK_DEADLINE } from "./deadline.ts";

/** Where and how long {@link Journal.next} looks. */
export interface NextOptions {
  /** Index of the first entry to consider; 0 looks at everything so far too. */
  readonly from?: number;
  readonly deadline?: number;
}

/** An append-only record that can be waited on. */
export interface Journal<T> {
  readonly entries: readonly T[];
  add(entry: T): void;
  /** Tells waiters that an entry already added has changed. */
  touch(): void;
  /** Resolves with the first entry that matches, past or to come; rejects after the deadline with what was seen. */
  next(matches: (entry: T) => boolean, what: string, options?: NextOptions): Promise<T>;
}

/** Opens an empty journal; `print` gives the line of an entry in the message of a missed deadline. */
export function openJournal<T>(print: (entry: T) => string): Journal<T> {
  const entries: T[] = [];
  const waiting = new Set<() => void>();
  const touch = () => {
    for (const look of [...waiting]) look();
  };
  return {
    entries,
    touch,
    add(entry) {
      entries.push(entry);
      touch();
    },
    next(matches, what, { from = 0, deadline = SDK_DEADLINE } = {}) {
      const missed = new Error(what);
      return new Promise<T>((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(look);
          missed.message = `Failed to see ${what} within ${deadline} ms. ${transcript(entries.slice(from), print)}`;
          reject(missed);
        }, deadline);
        function look() {
          const index = entries.findIndex((entry, at) => at >= from && matches(entry));
          const found = entries[index];
          if (found === undefined) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve(found);
        }
        waiting.add(look);
        look();
      });
    },
  };
}

const SHOWN = 30;

function transcript<T>(entries: readonly T[], print: (entry: T) => string): string {
  if (entries.length === 0) return "Nothing came.";
  const lines = entries.slice(-SHOWN).map((entry) => `  ${print(entry)}`);
  return `The last ${lines.length} of ${entries.length} entries:\n${lines.join("\n")}`;
}
