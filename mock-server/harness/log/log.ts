import { UsageError } from "../../usage-error.ts";
import type { LogEntry } from "./entries.ts";
import { type Har, harOf } from "./har.ts";
import { type LogQuery, matcherOf } from "./query.ts";
import { lineOf, transcriptOf } from "./transcript.ts";

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
  /**
   * Requires that what fits is there: at least once, or exactly so many times.
   *
   * @throws UsageError with what is there instead
   * @example testkit.log.require({ kind: "request", path: "/messages" }, 1);
   */
  require(query: LogQuery, times?: number): readonly LogEntry[];
  /** What fits, as text: what something has led to stands below it, further in. */
  transcript(query?: LogQuery): string;
  /** Requests and sockets that fit, in the form that developer tools read. */
  har(query?: LogQuery): Har;
  /** The entry with this number, unless it is forgotten. */
  entry(n: number): LogEntry | undefined;
  /** Forgets everything; numbers go on. */
  clear(): void;
}

/** A log, for whoever writes it. */
export interface OwnLog extends Log {
  /** The number of the entry that is noted next. */
  readonly next: number;
  /**
   * Notes what happened.
   *
   * @param entry has the next number
   * @returns the number
   */
  note(entry: LogEntry): number;
  /** Tells that an entry is complete now, which was noted before it was. */
  completed(entry: LogEntry): void;
}

/** Entries that a log remembers unless told otherwise. */
export const LOG_LENGTH = 10_000;

/**
 * Characters of bodies and frames that a log remembers: pages of 20 KB would make 200 MB of its entries, which the server
 * pays for with memory and with the time of the collector. What came first is forgotten first.
 */
const LOG_TEXT = 32 * 1024 * 1024;

/** Entries that are shown to who finds nothing. */
const SHOWN = 10;
/** Milliseconds of real time that are waited for an entry unless told otherwise. */
const WAIT = 5_000;

// Real ones, taken before a test puts others in their place.
const { setTimeout: startTimer, clearTimeout: stopTimer } = globalThis;

/**
 * Makes a log.
 *
 * @param length how many entries it remembers; 0 notes nothing
 * @param text how many characters of bodies and frames it remembers
 */
export function createLog(length: number, text = LOG_TEXT): OwnLog {
  /** By number, one after the other; a place is used again once its entry is forgotten. */
  const ring: (LogEntry | undefined)[] = [];
  /** The characters of each that count, so that none has to be looked at once more when it is forgotten. */
  const characters: number[] = [];
  let newest = 0;
  let oldest = 1;
  /** Characters of the entries that are remembered. */
  let held = 0;
  const watchers = new Set<(entry: LogEntry) => void>();

  const at = (n: number) => ring[n % length] as LogEntry;
  const forgetOldest = () => {
    held -= characters[oldest % length] ?? 0;
    ring[oldest % length] = undefined;
    oldest += 1;
  };
  const hold = (entry: LogEntry) => {
    const count = charactersOf(entry);
    characters[entry.n % length] = count;
    held += count;
    while (held > text && oldest < newest) forgetOldest();
  };

  const log: OwnLog = {
    get newest() {
      return newest;
    },
    get next() {
      return newest + 1;
    },
    note(entry) {
      const { n } = entry;
      newest = n;
      if (length === 0) {
        oldest = n + 1;
        return n;
      }
      if (n - oldest >= length) forgetOldest();
      ring[n % length] = entry;
      characters[n % length] = 0;
      // A request has its texts once it is completed.
      if (entry.kind === "frame") hold(entry);
      tell(entry);
      return n;
    },
    completed(entry) {
      if (entry.n >= oldest) hold(entry);
      tell(entry);
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
    require(query, times) {
      const found = log.query(query);
      if (times === undefined ? found.length > 0 : found.length === times) return found;
      throw new UsageError(
        `Failed to find ${JSON.stringify(query)} ${times === undefined ? "" : `${times} times `}in the log: it is there ${found.length} times. ${nearest(query)}`,
      );
    },
    transcript: (query) => transcriptOf(log.query(query)),
    har: (query) => harOf(log.query(query)),
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
          reject(
            new UsageError(
              `Failed to wait for ${JSON.stringify(query)}: nothing of the kind came within ${timeout} ms. ${nearest({ ...query, after: since })}`,
            ),
          );
        }, timeout);
      });
    },
    clear() {
      ring.length = 0;
      characters.length = 0;
      oldest = newest + 1;
      held = 0;
    },
  };
  return log;

  function tell(entry: LogEntry): void {
    for (const watch of watchers) watch(entry);
  }

  /** The newest entries of the kind that was looked for. */
  function nearest({ kind, after }: LogQuery): string {
    const of = kind ?? "entry";
    const lines = log.query({ kind, after }).slice(-SHOWN).map(lineOf);
    if (lines.length === 0) return `There is no ${of}${after === undefined ? "" : " since then"}.`;
    return `The newest of the kind:\n${lines.map((line) => `  ${line}`).join("\n")}`;
  }
}

/** Those of its bodies, as far as they have come by now, or of its frame. */
function charactersOf(entry: LogEntry): number {
  if (entry.kind === "frame") return entry.text.length;
  return entry.kind === "request" ? (entry.body?.length ?? 0) + (entry.answer?.length ?? 0) : 0;
}
