/** What a figure came to over the rounds. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** Two things measured in turns, and the ratio of the first to the second. */
export interface Comparison {
  readonly subject: Spread;
  readonly baseline: Spread;
  /** Of the ratios of each round, not the ratio of the medians: a slow minute hits both sides of a round. */
  readonly ratio: Spread;
}

/** Measures one side once. */
export type Measure = () => number | Promise<number>;

/** Rounds that are measured however long they take: a median needs some. */
const LEAST_ROUNDS = 3;
/** Milliseconds after which no further round begins. */
const BUDGET = 8_000;

/**
 * Measures subject and baseline in turns, A B A B …, after one round that does not count. On a slow machine there are fewer
 * rounds, three at least, rather than a run that nobody waits for.
 *
 * @param rounds how many there are at most
 * @param budget milliseconds after which no further round begins
 * @example const { ratio } = await sideBySide(7, { subject: testkitRequestsPerSecond, baseline: bareRequestsPerSecond });
 */
export async function sideBySide(
  rounds: number,
  { subject, baseline }: { subject: Measure; baseline: Measure },
  budget = BUDGET,
): Promise<Comparison> {
  const subjects: number[] = [];
  const baselines: number[] = [];
  const start = performance.now();
  for (let round = 0; round <= rounds; round += 1) {
    if (round > LEAST_ROUNDS && performance.now() - start > budget) break;
    const a = await subject();
    const b = await baseline();
    if (round === 0) continue;
    subjects.push(a);
    baselines.push(b);
  }
  return compare(subjects, baselines);
}

/** Sums up the rounds of two sides; both lists are in the order of the rounds. */
export function compare(subjects: readonly number[], baselines: readonly number[]): Comparison {
  return {
    subject: spreadOf(subjects),
    baseline: spreadOf(baselines),
    ratio: spreadOf(subjects.map((subject, round) => subject / (baselines[round] ?? Number.NaN))),
  };
}

/** @throws RangeError for an empty list */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  return { median: median(sorted), min: sorted[0] as number, max: sorted.at(-1) as number };
}

/**
 * The middle value, or the mean of the middle two.
 *
 * @param sorted in ascending order
 */
function median(sorted: readonly number[]): number {
  const upper = sorted[sorted.length >>> 1];
  const lower = sorted[(sorted.length - 1) >>> 1];
  if (upper === undefined || lower === undefined) {
    throw new RangeError("Failed to take the median: there are no values. Measure at least one round.");
  }
  return (lower + upper) / 2;
}
