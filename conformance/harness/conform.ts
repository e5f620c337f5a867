import { createHash } from "node:crypto";
import type { Scenario } from "../model/scenario.ts";
import type { KnownFailure } from "../report/known-failures.ts";
import { createTally, type RunResult } from "../report/run-result.ts";
import { suitesOfRule } from "../rules/coverage.ts";
import { SUITES } from "../suites/index.ts";
import { eventsOf } from "./drivers.ts";
import { fitTo } from "./fit.ts";
import type { Opened } from "./open-driver.ts";
import { type Equipment, runCase } from "./run-case.ts";
import { type Found, runSuite } from "./run-suite.ts";

/** What is run, and how much of it. */
export interface ConformOptions {
  readonly opened: Opened;
  readonly seed: number;
  /** How many cases of each suite chance makes. */
  readonly runs: number;
  readonly known?: readonly KnownFailure[] | undefined;
  /** Names of suites; all when left out. */
  readonly suites?: readonly string[] | undefined;
  readonly isWanted?: ((rule: string) => boolean) | undefined;
  /** Which part of it this is, from 1 to so many. */
  readonly shard?: { readonly index: number; readonly of: number } | undefined;
  /** Whether failures are made small. */
  readonly shrinks?: boolean | undefined;
  /** Hears how it goes on. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

export interface Progress {
  readonly suite: string;
  readonly cases: number;
  readonly failures: number;
}

/** How many cases of each suite chance makes, in a run that leaves nothing out. */
export const FULL_RUNS = 40;

const EVERYTHING = () => true;

/** Runs the suites with a driver. */
export async function conform(options: ConformOptions): Promise<RunResult> {
  const {
    opened,
    seed,
    runs,
    known = [],
    isWanted = EVERYTHING,
    shard,
    shrinks = true,
    onProgress,
  } = options;
  const { description } = opened;
  const begun = performance.now();
  const wanted = SUITES.filter(({ name }) => options.suites?.includes(name) ?? true);
  const cut = new Set(
    SUITES.filter(({ cases }) => cases.some((scenario) => fitTo(description, scenario) !== scenario)).map(
      ({ name }) => name,
    ),
  );
  const isNarrow = options.suites !== undefined || shard !== undefined || isWanted !== EVERYTHING;
  const tally = createTally({
    known,
    isWanted,
    suitesOf: suitesOfRule,
    isCut: (suite) => cut.has(suite),
    isWhole: !isNarrow,
    isShard: shard !== undefined,
  });
  const besides = wanted.length > 1 && opened.another ? [await opened.another()] : [];
  const lanes = [opened, ...besides].map(equipmentOf);
  const tolerated = new Set(known.map(({ rule }) => rule));
  const found: (readonly Found[])[] = [];
  let cases = 0;
  let failures = 0;
  const left = [...wanted.entries()];
  /** Runs suites as long as there are any that nobody else has begun. */
  const run = async (equipment: Omit<Equipment, "tolerated">) => {
    for (let next = left.shift(); next; next = left.shift()) {
      const [place, suite] = next;
      found[place] = await runSuite({
        suite,
        seed: seedOf(seed, suite.name),
        runs,
        shrinks,
        equipment,
        known: tolerated,
        isMine: shard ? (number) => number % shard.of === shard.index - 1 : EVERYTHING,
        onCase(report) {
          cases += 1;
          tally.note(suite.name, report);
          onProgress?.({ suite: suite.name, cases, failures });
        },
      });
      failures += found[place]?.length ?? 0;
    }
  };
  try {
    await Promise.all(lanes.map(run));
  } finally {
    await Promise.all(besides.map((other) => other.close()));
  }
  for (const of of found) tally.found(of);
  // What the suites have not shown, the cases on the list have to.
  const equipment = equipmentOf(opened);
  for (const { rule, scenario } of known) {
    const isAsked = isWanted(rule) && wanted.some(({ name }) => name === scenario?.suite);
    if (!scenario || !isAsked || tally.hasFailed(rule)) continue;
    tally.note(scenario.suite, await runCase(fitTo(description, scenario), { ...equipment, tolerated }));
  }
  return tally.result({
    driver: description,
    seed,
    runs,
    milliseconds: Math.round(performance.now() - begun),
    isFull: !isNarrow && runs >= FULL_RUNS && !opened.place.isPartial,
  });
}

function equipmentOf({ driver, place, description, takeFaults }: Opened): Omit<Equipment, "tolerated"> {
  return { driver, place, events: eventsOf(driver), description, takeFaults };
}

/** Runs one case again. */
export async function replay(opened: Opened, scenario: Scenario): Promise<RunResult> {
  const { description } = opened;
  const begun = performance.now();
  const tally = createTally({
    known: [],
    isWanted: EVERYTHING,
    suitesOf: () => [],
    isCut: () => false,
    isWhole: false,
    isShard: false,
  });
  const equipment = { ...equipmentOf(opened), tolerated: new Set<string>() };
  const report = await runCase(fitTo(description, scenario), equipment);
  tally.note(scenario.suite, report);
  const [failure] = report.failures;
  const what = report.driverFault;
  if (failure) tally.found([{ suite: scenario.suite, report, failure }]);
  else if (what !== undefined) {
    const fault = { step: report.steps.length, rules: [], what, differences: [] };
    tally.found([{ suite: scenario.suite, report, failure: fault }]);
  }
  return tally.result({
    driver: description,
    seed: 0,
    runs: 0,
    milliseconds: Math.round(performance.now() - begun),
    isFull: false,
  });
}

/** Each suite has a seed of its own, so that leaving one out changes no other. */
export function seedOf(seed: number, suite: string): number {
  return createHash("sha256").update(`${seed} ${suite}`).digest().readInt32BE(0);
}
