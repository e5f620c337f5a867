import { UsageError } from "../../usage-error.ts";
import type { LogEntry } from "./entries.ts";
import { type LogQuery, matcherOf } from "./query.ts";

/** What happened in an app, in order, as far back as it remembers. */
export interface Log {
  /** The number of the newest entry, 0 when there has been none. */
  readonly newest: number;
  /** The entries that fit, oldest first. */
  query(query?: LogQuery): readonly LogEntry[];
  /**
   * The first entry that fits, once it is there: one that is there already counts, unless `after` says otherwise.
   *
   * @param timeout milliseconds of real time; 5,000 when left out
   * @throws UsageError when none has come by then, with what has come instead
   */
  waitFor(query: LogQuery, timeout?: number): Promise<LogEntry>;
  /** The entry with this number, unless it is forgotten. */
  entry(n: number): LogEntry | undefined;
  /** Forgets everything; numbers go on. */
  clear(): void;
}

/** A log, for whoever writes it. */
export interface OwnLog extends Log {
  /**
   * Notes what happened.
   *
   * @param make the entry for its number
   * @returns the number
   */
  note(make: (n: number) => LogEntry): number;
  /** Tells that an entry is complete now, which was noted before it was. */
  completed(entry: LogEntry): void;
}

/** Entries that a log remembers unless told otherwise. */
export const LOG_LENGTH = 10_000;

/** Milliseconds of real time that are waited for an entry unless told otherwise. */
const WAIT = 5_000;

// Real ones, taken before a test puts others in their place.
const { setTimeout: startTimer, clearTimeout: stopTimer } = globalThis;

/**
 * Makes a log.
 *
 * @param length how many entries it remembers; 0 notes nothing
 */
export function createLog(length: number): OwnLog {
  /** By number, one after the other; a place is used again once its entry is forgotten. */
  const ring: LogEntry[] = [];
  let newest = 0;
  let oldest = 1;
  const watchers = new Set<(entry: LogEntry) => void>();

  const at = (n: number) => ring[n % length] as LogEntry;

  const log: OwnLog = {
    get newest() {
      return newest;
    },
    note(make) {
      const n = newest + 1;
      const entry = make(n);
      newest = n;
      if (length === 0) {
        oldest = n + 1;
        return n;
      }
      ring[n % length] = entry;
      if (n - oldest >= length) oldest = n - length + 1;
      if (watchers.size > 0) log.completed(entry);
      return n;
    },
    completed(entry) {
      for (const watch of watchers) watch(entry);
    },
    entry: (n) => (n >= oldest && n <= newest ? at(n) : undefined),
    query(query = {}) {
      const { after = 0, limit = Number.POSITIVE_INFINITY } = query;
      const fits = matcherOf(query);
      const found: LogEntry[] = [];
      for (let n = Math.max(oldest, after + 1); n <= newest && found.length < limit; n += 1) {
        const entry = at(n);
        if (fits(entry)) found.push(entry);
      }
      return found;
    },
    waitFor(query, timeout = WAIT) {
      const [there] = log.query({ ...query, limit: 1 });
      if (there) return Promise.resolve(there);
      const fits = matcherOf(query);
      const since = newest;
      return new Promise((resolve, reject) => {
        const end = () => {
          watchers.delete(watch);
          stopTimer(timer);
        };
        const watch = (entry: LogEntry) => {
          if (!fits(entry)) return;
          end();
          resolve(entry);
        };
        watchers.add(watch);
        const timer = startTimer(() => {
          end();
          const came = log.query({ after: since }).map(({ kind, n }) => `${n} ${kind}`);
          reject(
            new UsageError(
              `Failed to wait for ${JSON.stringify(query)}: nothing of the kind came within ${timeout} ms. Since then the log has ${came.length === 0 ? "nothing new" : came.join(", ")}.`,
            ),
          );
        }, timeout);
      });
    },
    clear() {
      ring.length = 0;
      oldest = newest + 1;
    },
  };
  return log;
}
