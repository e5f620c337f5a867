import * as fc from "fast-check";
import type { Scenario } from "../model/scenario.ts";
import type { Suite } from "../suites/index.ts";
import { fitByChanceTo, fitTo } from "./fit.ts";
import type { CaseReport, Failure } from "./report-case.ts";
import { type Equipment, runCase } from "./run-case.ts";

/** How much of a suite is run. */
export interface SuiteRun {
  readonly suite: Suite;
  readonly equipment: Omit<Equipment, "tolerated">;
  readonly seed: number;
  /** How many cases chance makes. */
  readonly runs: number;
  /** Whether a case with this number is run here: others are another shard's. */
  readonly isMine: (number: number) => boolean;
  /** Rules whose failures are known: they are no news. */
  readonly known: ReadonlySet<string>;
  /** Whether failures are made small; else the first one ends the run. */
  readonly shrinks: boolean;
  /** Hears of every case that was run, those of shrinking but for. */
  readonly onCase: (report: CaseReport) => void;
}

/** A failure, in the smallest case that shows it. */
export interface Found {
  readonly suite: string;
  readonly report: CaseReport;
  readonly failure: Failure;
}

/** Milliseconds that are spent on making one failure small. */
const SHRINKING = 15_000;
/** Failures of one suite that are told: whoever has more begins with these. */
const MOST = 12;

/** The cases of a suite: its own first, then those that chance makes. */
export function casesOf({ cases, generated }: Suite, seed: number, runs: number): readonly Scenario[] {
  return [...cases, ...fc.sample(generated, { seed, numRuns: runs })];
}

/** Runs a suite: its own cases first, then those that chance makes. Each failure is told once, in its smallest case. */
export async function runSuite(run: SuiteRun): Promise<readonly Found[]> {
  const { suite, seed, runs, isMine } = run;
  const search: Search = { run, found: [], news: new Set(run.known) };
  const written = suite.cases.length;
  for (const [place, scenario] of casesOf(suite, seed, runs).entries()) {
    const origin = place < written ? scenario : place - written;
    if (isMine(place + 1) && (await exhaust(search, scenario, origin)) === "enough") break;
  }
  return search.found;
}

interface Search {
  readonly run: SuiteRun;
  readonly found: Found[];
  /** Rules whose failures are told already. */
  readonly news: Set<string>;
}

/**
 * Runs one case until it shows nothing new.
 *
 * @param origin the case itself, or its number among those that chance has made
 */
async function exhaust(
  { run, found, news }: Search,
  scenario: Scenario,
  origin: Scenario | number,
): Promise<"enough" | "more"> {
  for (;;) {
    const one = await tryCase(run, scenario, origin, news);
    if (!one) return "more";
    const [rule] = one.failure.rules;
    const isDriverFault = rule === undefined;
    found.push(run.shrinks && !isDriverFault ? await smallest(run, one, origin, news) : one);
    if (!run.shrinks || found.length >= MOST) return "enough";
    if (isDriverFault) return "more";
    news.add(rule);
  }
}

async function tryCase(
  { suite, equipment, onCase }: SuiteRun,
  scenario: Scenario,
  origin: Scenario | number,
  tolerated: ReadonlySet<string>,
): Promise<Found | undefined> {
  const fitted = fitOf(origin)(equipment.description, scenario);
  const report = await runCase(fitted, { ...equipment, tolerated });
  onCase(report);
  return foundIn(suite.name, report, tolerated);
}

const fitOf = (origin: Scenario | number) => (typeof origin === "number" ? fitByChanceTo : fitTo);

/** With a driver that is broken nothing is known of its client. */
function foundIn(suite: string, report: CaseReport, tolerated: ReadonlySet<string>): Found | undefined {
  if (report.driverFault !== undefined) {
    const failure = { step: report.steps.length, rules: [], what: report.driverFault, differences: [] };
    return { suite, report, failure };
  }
  const failure = report.failures.find(({ rules }) => !rules.some((rule) => tolerated.has(rule)));
  return failure && { suite, report, failure };
}

/**
 * Makes a failing case small, as far as the same rule still fails in it.
 *
 * @param origin the case itself, or its number among those that chance has made
 */
async function smallest(
  { suite, equipment, seed, runs }: SuiteRun,
  first: Found,
  origin: Scenario | number,
  tolerated: ReadonlySet<string>,
): Promise<Found> {
  let best = first;
  /** Who interrupts does not wait for the case that is under way. */
  let underWay: Promise<unknown> = Promise.resolve();
  const holds = async (scenario: Scenario) => {
    const fitted = fitOf(origin)(equipment.description, scenario);
    const running = runCase(fitted, { ...equipment, tolerated });
    underWay = running.catch(() => {}); // Whoever asked for it hears of it.
    const report = await running;
    const one = foundIn(suite.name, report, tolerated);
    if (!one || one.failure.rules[0] !== first.failure.rules[0]) return true;
    best = one;
    return false;
  };
  const limits = { interruptAfterTimeLimit: SHRINKING, markInterruptAsFailure: false };
  if (typeof origin === "number") {
    const property = fc.asyncProperty(suite.generated, holds);
    await fc.check(property, { seed, numRuns: runs, path: String(origin), ...limits });
    await underWay;
    return best;
  }
  // A case that was written by hand: what can be left out of it are its steps.
  const { steps } = origin;
  const places = [...steps.keys()];
  const property = fc.asyncProperty(fc.subarray(places), (kept) =>
    holds({ ...origin, steps: steps.filter((_, place) => kept.includes(place)) }),
  );
  await fc.check(property, { numRuns: 1, examples: [[places]], ...limits });
  await underWay;
  return best;
}
