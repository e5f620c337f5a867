import { seedOf } from "../harness/conform.ts";
import { eventsOf } from "../harness/drivers.ts";
import { fitTo } from "../harness/fit.ts";
import { openReference } from "../harness/open-driver.ts";
import { runCase } from "../harness/run-case.ts";
import { casesOf } from "../harness/run-suite.ts";
import type { Scenario } from "../model/scenario.ts";
import { SUITES } from "../suites/index.ts";

/** A case, and the rules that are seen to hold in it when nothing is wrong. */
export interface BookedCase {
  readonly scenario: Scenario;
  readonly rules: ReadonlySet<string>;
}

/**
 * Runs all cases with a client and a server that are right, so that one knows where to look for what a mutant breaks.
 *
 * @throws Error when a case fails: nothing can be said of mutants then
 */
export async function writeCaseBook({
  seed,
  runs,
  suites,
}: {
  readonly seed: number;
  readonly runs: number;
  /** Names of suites; all when left out. */
  readonly suites?: readonly string[];
}): Promise<readonly BookedCase[]> {
  const opened = await openReference();
  const events = eventsOf(opened.driver);
  const book: BookedCase[] = [];
  try {
    for (const suite of SUITES.filter(({ name }) => suites?.includes(name) ?? true)) {
      for (const given of casesOf(suite, seedOf(seed, suite.name), runs)) {
        const scenario = fitTo(opened.description, given);
        const { failures, driverFault, held } = await runCase(scenario, {
          ...opened,
          events,
          tolerated: new Set(),
        });
        const [what = driverFault] = failures.map((failure) => failure.what);
        if (what !== undefined) throw new Error(`A case of ${suite.name} fails with what is right: ${what}`);
        book.push({ scenario, rules: new Set(held.keys()) });
      }
    }
    return book;
  } finally {
    await opened.close();
  }
}
