import coverage from "./coverage.json" with { type: "json" };

// Which suites come to which rule, as `npm run rules` has seen with the reference client.

const suites: Readonly<Record<string, readonly string[]>> = coverage;

/** The suites that come to a rule when a driver can do everything. */
export function suitesOfRule(rule: string): readonly string[] {
  return suites[rule] ?? [];
}
