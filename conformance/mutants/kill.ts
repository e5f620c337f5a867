import { eventsOf } from "../harness/drivers.ts";
import { openReference } from "../harness/open-driver.ts";
import type { Failure } from "../harness/report-case.ts";
import { runCase } from "../harness/run-case.ts";
import type { BookedCase } from "./case-book.ts";
import type { Mutant } from "./mutant.ts";

/** What came of one mutant. */
export interface Kill {
  readonly mutant: Mutant;
  /** The failure that caught it; nothing when it lives. */
  readonly failure: Failure | undefined;
  readonly suite: string | undefined;
  /** Whether it was caught by a rule that names it. */
  readonly isNamed: boolean;
  readonly milliseconds: number;
}

/** Runs cases with a mutant until one notices: those first that come to the rules that name it. */
export async function kill(mutant: Mutant, book: readonly BookedCase[]): Promise<Kill> {
  const begun = performance.now();
  const { rules, behaviour, server } = mutant;
  const namesIt = (rule: string) => rules.includes(rule);
  const naming = new Set(book.filter((one) => rules.some((rule) => one.rules.has(rule))));
  const opened = await openReference(behaviour, server);
  const equipment = { ...opened, events: eventsOf(opened.driver), tolerated: new Set<string>() };
  let caught: Pick<Kill, "failure" | "suite" | "isNamed"> | undefined;
  try {
    for (const booked of [...naming, ...book.filter((one) => !naming.has(one))]) {
      if (caught && !naming.has(booked)) break;
      const { failures, driverFault } = await runCase(booked.scenario, equipment);
      const named = failures.find((one) => one.rules.some(namesIt));
      const failure = named ?? failures[0] ?? failureOf(driverFault);
      if (failure && (named || !caught)) caught = { failure, suite: booked.scenario.suite, isNamed: !!named };
      if (named) break;
    }
  } finally {
    await opened.close();
  }
  const milliseconds = performance.now() - begun;
  return { mutant, ...(caught ?? { failure: undefined, suite: undefined, isNamed: false }), milliseconds };
}

function failureOf(driverFault: string | undefined): Failure | undefined {
  return driverFault === undefined ? undefined : { step: 0, rules: [], what: driverFault, differences: [] };
}
