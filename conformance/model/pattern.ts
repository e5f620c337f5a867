// What a value must look like. Plain data is compared as it is; of an object only the keys that are named are looked at, and
// one that is named as undefined must not be there. A matcher stands for any value that it takes.

const MATCHER = Symbol("matcher");

export interface Matcher {
  readonly [MATCHER]: true;
  /** What it takes, for the reader of a failure. */
  readonly text: string;
  /** @returns what is wrong with the value; nothing when it fits */
  readonly look: (value: unknown, path: string) => readonly Difference[];
}

export type Pattern = unknown;

/** One place where a value is not as it must be. */
export interface Difference {
  readonly path: string;
  readonly expected: unknown;
  readonly seen: unknown;
}

/** Compares a value with what it must look like. */
export function differences(pattern: Pattern, value: unknown, path = ""): readonly Difference[] {
  if (isMatcher(pattern)) return pattern.look(value, path);
  if (Array.isArray(pattern)) {
    if (!Array.isArray(value)) return [{ path, expected: shown(pattern), seen: value }];
    if (value.length !== pattern.length) {
      return [{ path, expected: shown(pattern), seen: value }];
    }
    return pattern.flatMap((one, index) => differences(one, value[index], `${path}[${index}]`));
  }
  if (typeof pattern === "object" && pattern !== null) {
    if (typeof value !== "object" || value === null) return [{ path, expected: shown(pattern), seen: value }];
    return Object.entries(pattern).flatMap(([key, one]) =>
      differences(one, (value as Record<string, unknown>)[key], path ? `${path}.${key}` : key),
    );
  }
  return Object.is(pattern, value)
    ? []
    : [{ path, expected: pattern === undefined ? "nothing" : pattern, seen: value }];
}

export function fits(pattern: Pattern, value: unknown): boolean {
  return differences(pattern, value).length === 0;
}

/** A pattern as a reader sees it: matchers by what they take. */
export function shown(pattern: Pattern): unknown {
  if (isMatcher(pattern)) return `<${pattern.text}>`;
  if (Array.isArray(pattern)) return pattern.map(shown);
  if (typeof pattern !== "object" || pattern === null) return pattern;
  return Object.fromEntries(
    Object.entries(pattern).map(([key, one]) => [key, one === undefined ? "<nothing>" : shown(one)]),
  );
}

/** A matcher that takes what a test does. */
export function that(text: string, test: (value: unknown) => boolean): Matcher {
  return {
    [MATCHER]: true,
    text,
    look: (value, path) => (test(value) ? [] : [{ path, expected: `<${text}>`, seen: value }]),
  };
}

/** A matcher with a look of its own. */
export function looking(text: string, look: Matcher["look"]): Matcher {
  return { [MATCHER]: true, text, look };
}

export const anything = that("anything", () => true);
/** What a method that answers for each UID says of one that has not worked. */
export const failure = that("what went wrong", (value) => typeof value === "string" && value !== "success");
export const someText = that("some text", (value) => typeof value === "string" && value !== "");
export const someId = that("an id of a message", (value) => typeof value === "string" && /^\d+$/.test(value));

export const oneOf = (...values: readonly unknown[]): Matcher =>
  that(values.map(String).join(" or "), (value) => values.includes(value));

/** A time that may be told with some delay, in seconds. */
export const around = (time: number, tolerance: number): Matcher =>
  that(
    `${time} or ${tolerance} s beside`,
    (value) => typeof value === "number" && Math.abs(value - time) <= tolerance,
  );

/** JSON that is the same as a whole, whatever the order of its keys. */
export const exactly = (wanted: unknown): Matcher =>
  that(`exactly ${JSON.stringify(wanted)}`, (value) => isSame(wanted, value));

/** A list with the same members, in any order. */
export const inAnyOrder = (...wanted: readonly string[]): Matcher =>
  that(`${wanted.join(", ")} in any order`, (value) =>
    isSame([...wanted].sort(), Array.isArray(value) ? [...value].sort() : value),
  );

function isMatcher(value: unknown): value is Matcher {
  return typeof value === "object" && value !== null && MATCHER in value;
}

function isSame(one: unknown, other: unknown): boolean {
  if (typeof one !== "object" || one === null || typeof other !== "object" || other === null)
    return Object.is(one, other);
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) =>
      isSame((one as Record<string, unknown>)[key], (other as Record<string, unknown>)[key]),
    )
  );
}
