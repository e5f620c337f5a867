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

/** Rules that a case goes on behind, at most: a mutant that breaks more is known by these. */
const MOST = 6;

/**
 * Runs cases with a mutant until one notices: those first that come to the rules that name it. As in any run, a case goes
 * on behind what it has shown.
 */
export async function kill(mutant: Mutant, book: readonly BookedCase[]): Promise<Kill> {
  const begun = performance.now();
  const { rules, behaviour, server } = mutant;
  const namesIt = (rule: string) => rules.length === 0 || rules.includes(rule);
  const naming = new Set(book.filter((one) => rules.some((rule) => one.rules.has(rule))));
  const opened = await openReference(behaviour, server);
  const events = eventsOf(opened.driver);

  async function look({ scenario, rules: held }: BookedCase): Promise<Caught | undefined> {
    const { suite } = scenario;
    const tolerated = new Set<string>();
    let first: Failure | undefined;
    for (;;) {
      const { failures, driverFault } = await runCase(scenario, { ...opened, events, tolerated });
      const named = failures.find((one) => one.rules.some(namesIt));
      if (named) return { failure: named, suite, isNamed: true };
      const news = failures.find((one) => !one.rules.some((rule) => tolerated.has(rule)));
      first ??= news ?? failureOf(driverFault);
      const [rule] = news?.rules ?? [];
      const isHopeless = !rules.some((one) => held.has(one));
      if (rule === undefined || isHopeless || tolerated.size === MOST)
        return first && { failure: first, suite, isNamed: false };
      tolerated.add(rule);
    }
  }

  let caught: Caught | undefined;
  try {
    for (const booked of [...naming, ...book.filter((one) => !naming.has(one))]) {
      if (caught && !naming.has(booked)) break;
      const found = await look(booked);
      if (found?.isNamed || !caught) caught = found;
      if (found?.isNamed) break;
    }
  } finally {
    await opened.close();
  }
  const milliseconds = performance.now() - begun;
  return { mutant, ...(caught ?? { failure: undefined, suite: undefined, isNamed: false }), milliseconds };
}

type Caught = Pick<Kill, "failure" | "suite" | "isNamed">;

function failureOf(driverFault: string | undefined): Failure | undefined {
  return driverFault === undefined ? undefined : { step: 0, rules: [], what: driverFault, differences: [] };
}
