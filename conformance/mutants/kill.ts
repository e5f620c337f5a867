import { conform } from "../harness/conform.ts";
import { openReference } from "../harness/open-driver.ts";
import type { Failure } from "../harness/report-case.ts";
import { suitesOfRule } from "../rules/coverage.ts";
import type { ClientMutant } from "./mutant.ts";

/** What came of one mutant. */
export interface Kill {
  readonly mutant: ClientMutant;
  /** The failure that caught it; nothing when it lives. */
  readonly failure: Failure | undefined;
  readonly suite: string | undefined;
  /** Whether it was caught by a rule that names it. */
  readonly isNamed: boolean;
  readonly milliseconds: number;
}

/** Runs the suites with a mutant until one notices: those first that come to the rules that name it. */
export async function kill(
  mutant: ClientMutant,
  { seed, runs }: { readonly seed: number; readonly runs: number },
): Promise<Kill> {
  const begun = performance.now();
  const naming = [...new Set(mutant.rules.flatMap((rule) => suitesOfRule(rule).slice(0, 1)))];
  const opened = await openReference(mutant.behaviour);
  try {
    for (const suites of [...naming.map((one) => [one]), undefined]) {
      const { failures } = await conform({ opened, seed, runs, suites, shrinks: false });
      const [found] = failures;
      if (!found) continue;
      const rules = found.case.failures.flatMap(({ rules: of }) => of);
      return {
        mutant,
        failure: found.failure,
        suite: found.suite,
        isNamed: rules.some((rule) => mutant.rules.includes(rule)),
        milliseconds: performance.now() - begun,
      };
    }
    return {
      mutant,
      failure: undefined,
      suite: undefined,
      isNamed: false,
      milliseconds: performance.now() - begun,
    };
  } finally {
    await opened.close();
  }
}
