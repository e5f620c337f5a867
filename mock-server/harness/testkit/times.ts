import { UsageError } from "../../usage-error.ts";

/** A length of time: milliseconds, or text like `"30s"`, `"1h30m"`. */
export type Duration = number | string;

/** A point in time: unix milliseconds, a Date, or text that Date reads. */
export type Time = number | Date | string;

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const DURATION = /^(?:\d+(?:\.\d+)?(?:ms|s|m|h|d))+$/;
const PART = /(\d+(?:\.\d+)?)(ms|s|m|h|d)/g;
/** The last millisecond that a Date can hold. */
const END_OF_TIME = 8.64e15;

/**
 * Reads a length of time.
 *
 * @param doing what it is for, as a sentence goes on: `"advance the clock"`
 * @returns milliseconds
 * @throws UsageError for text that is none, and for what is negative or not finite
 */
export function readDuration(duration: Duration, doing: string): number {
  const milliseconds = durationOf(duration);
  if (milliseconds !== undefined) return milliseconds;
  throw new UsageError(`Failed to ${doing}: ${noDuration(duration)}`);
}

/** The milliseconds of a length of time; `undefined` for what is none. */
export function durationOf(given: unknown): number | undefined {
  if (typeof given === "string" && DURATION.test(given)) {
    let milliseconds = 0;
    for (const [, count, unit = ""] of given.matchAll(PART))
      milliseconds += Number(count) * (UNITS[unit] ?? 0);
    return Math.round(milliseconds);
  }
  return typeof given === "number" && given >= 0 && given <= END_OF_TIME ? Math.round(given) : undefined;
}

/** What is wrong with something that is no length of time, and what to give instead. */
export function noDuration(given: unknown): string {
  return `${shown(given)} is no length of time to come. Give milliseconds, or text like "500ms", "30s", "1h30m" or "1d".`;
}

/**
 * Reads a point in time.
 *
 * @returns unix milliseconds
 * @throws UsageError for what is none
 */
export function readTime(time: Time, doing: string): number {
  const milliseconds = typeof time === "number" ? time : new Date(time).getTime();
  if (Math.abs(milliseconds) <= END_OF_TIME && milliseconds >= 0) return Math.round(milliseconds);
  throw new UsageError(
    `Failed to ${doing}: ${shown(time)} is no point in time. Give unix milliseconds, a Date, or text like "2026-01-31T12:00:00Z".`,
  );
}

function shown(value: unknown): string {
  return typeof value === "number" ? String(value) : (JSON.stringify(value) ?? String(value));
}
