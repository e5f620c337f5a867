import { UsageError } from "../../usage-error.ts";

/** What of a kind was seen, and what never; both in order. */
export interface Tally {
  readonly seen: readonly string[];
  readonly never: readonly string[];
}

/** What tests have reached, as JSON data: it can be written to a file and added up with {@link mergeReach}. */
export interface Reach {
  /** By id; what each says is in the catalogue. */
  readonly rules: {
    readonly touched: readonly string[];
    readonly untouched: readonly string[];
    readonly total: number;
  };
  /** Of refusals, of one user's part of a bulk call too. Those that no single app answers with are left out. */
  readonly errorCodes: Tally;
  /** Type, and action where it has one: `message/custom`, `receipts/read`, `presence/online` … */
  readonly events: Tally;
  readonly operations: Tally;
}

/**
 * Adds up what several runs, workers or apps have reached. Adding the same twice changes nothing.
 *
 * @throws UsageError for an empty list, and for what is no reach
 * @example const reach = mergeReach(files.map((file) => JSON.parse(readFileSync(file, "utf8"))));
 */
export function mergeReach(reaches: readonly Reach[]): Reach {
  if (reaches.length === 0) {
    throw new UsageError("Failed to merge reaches: there is none. Give one at least.");
  }
  for (const reach of reaches) requireReach(reach);
  return {
    rules: rulesOf(
      mergeTallies(reaches.map(({ rules: { touched, untouched } }) => ({ seen: touched, never: untouched }))),
    ),
    errorCodes: mergeTallies(reaches.map(({ errorCodes }) => errorCodes)),
    events: mergeTallies(reaches.map(({ events }) => events)),
    operations: mergeTallies(reaches.map(({ operations }) => operations)),
  };
}

function mergeTallies(tallies: readonly Tally[]): Tally {
  const seen = new Set(tallies.flatMap((tally) => tally.seen));
  return tallyOf(
    seen,
    tallies.flatMap((tally) => tally.never),
  );
}

/** A tally of rules, in the words for it. */
export function rulesOf({ seen, never }: Tally): Reach["rules"] {
  return { touched: seen, untouched: never, total: seen.length + never.length };
}

/** Puts what was seen beside the rest of what there is. */
export function tallyOf(seen: ReadonlySet<string>, all: Iterable<string>): Tally {
  return { seen: [...seen].sort(), never: [...new Set(all)].filter((one) => !seen.has(one)).sort() };
}

function requireReach(reach: unknown): void {
  const { rules, errorCodes, events, operations } = (reach ?? {}) as Partial<Reach>;
  const lists = [
    rules?.touched,
    rules?.untouched,
    ...[errorCodes, events, operations].flatMap((tally) => [tally?.seen, tally?.never]),
  ];
  if (lists.every((list) => Array.isArray(list) && list.every((one) => typeof one === "string"))) return;
  throw new UsageError(
    `Failed to merge reaches: ${JSON.stringify(reach)?.slice(0, 60)} is none. Give what reach() has answered.`,
  );
}
