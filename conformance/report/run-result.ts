import type { CaseReport, Failure } from "../harness/report-case.ts";
import type { Found } from "../harness/run-suite.ts";
import type { Description } from "../protocol/index.ts";
import { RULES, type Rule } from "../rules/index.ts";
import type { KnownFailure } from "./known-failures.ts";

/** How a rule has fared. */
export type RuleState =
  /** It was seen to hold, and never not to. */
  | "passed"
  | "failed"
  /** It fails, as the list of known failures says. */
  | "known"
  /** The driver lacks what it takes. */
  | "skipped"
  /** No case has come to it. */
  | "unreached"
  /** It cannot be observed. */
  | "excluded";

export interface RuleResult extends Rule {
  readonly state: RuleState;
  /** How often it was seen to hold. */
  readonly held: number;
  /** Suites in which it was seen to hold, or not to. */
  readonly suites: readonly string[];
}

/** A failure as reports have it. */
export interface ReportedFailure {
  readonly suite: string;
  readonly failure: Failure;
  readonly case: CaseReport;
  /** Whether the driver is to blame, and no client. */
  readonly isDriverFault: boolean;
}

/** What came of a run. */
export interface RunResult {
  readonly driver: Description;
  readonly seed: number;
  readonly runs: number;
  readonly cases: number;
  readonly milliseconds: number;
  /** Whether nothing was left out on demand, so that a rule that no case has come to is no better than one that fails. */
  readonly isFull: boolean;
  readonly rules: readonly RuleResult[];
  readonly failures: readonly ReportedFailure[];
  /** What is wrong with the list of known failures. */
  readonly complaints: readonly string[];
}

/** Takes down what a run finds. */
export interface Tally {
  note(suite: string, report: CaseReport): void;
  found(found: readonly Found[]): void;
  /** Whether a rule was seen not to hold. */
  hasFailed(rule: string): boolean;
  result(options: Pick<RunResult, "driver" | "seed" | "runs" | "milliseconds" | "isFull">): RunResult;
}

interface TallyOptions {
  readonly known: readonly KnownFailure[];
  /** Rules that are asked for. */
  readonly isWanted: (rule: string) => boolean;
  /** Which suites come to a rule, when a driver can do everything. */
  readonly suitesOf: (rule: string) => readonly string[];
  /** Suites of which something was left out because the driver cannot do it. */
  readonly isCut: (suite: string) => boolean;
  /** Whether everything was run, so that what is known to fail must have. */
  readonly isWhole: boolean;
  /** Whether other cases of the same suites are run elsewhere. */
  readonly isShard: boolean;
}

export function createTally({ known, isWanted, suitesOf, isCut, isWhole, isShard }: TallyOptions): Tally {
  const held = new Map<string, number>();
  const suites = new Map<string, Set<string>>();
  const broken = new Set<string>();
  const failures: ReportedFailure[] = [];
  const knownRules = new Set(known.map(({ rule }) => rule));
  let cases = 0;

  const noteSuite = (rule: string, suite: string) => {
    const of = suites.get(rule) ?? new Set();
    suites.set(rule, of.add(suite));
  };

  function stateOf(rule: Rule): RuleState {
    if (rule.excluded !== undefined) return "excluded";
    if (broken.has(rule.id)) return knownRules.has(rule.id) ? "known" : "failed";
    if (held.has(rule.id)) return "passed";
    // A suite of which nothing was left out would have come to it.
    const coming = suitesOf(rule.id);
    return coming.length > 0 && coming.every(isCut) ? "skipped" : "unreached";
  }

  return {
    note(suite, report) {
      cases += 1;
      for (const [rule, times] of report.held) {
        held.set(rule, (held.get(rule) ?? 0) + times);
        noteSuite(rule, suite);
      }
      for (const { rules } of report.failures) {
        const named = rules.find((rule) => knownRules.has(rule));
        if (named === undefined) continue;
        broken.add(named);
        noteSuite(named, suite);
      }
    },
    found(found) {
      for (const { suite, report, failure } of found) {
        const isDriverFault = report.driverFault !== undefined && failure.what === report.driverFault;
        failures.push({ suite, failure, case: report, isDriverFault });
        const [rule] = failure.rules;
        if (rule === undefined) continue;
        broken.add(rule);
        noteSuite(rule, suite);
      }
    },
    hasFailed: (rule) => broken.has(rule),
    result(options) {
      const rules = RULES.filter(({ id }) => isWanted(id)).map((rule) => ({
        ...rule,
        state: stateOf(rule),
        held: held.get(rule.id) ?? 0,
        suites: [...(suites.get(rule.id) ?? [])],
      }));
      const complaints = known.flatMap(({ rule, scenario }) => {
        const seen = rules.find(({ id }) => id === rule);
        if (!seen)
          return isWhole ? [`The list of known failures names ${rule}, and there is no such rule.`] : [];
        // A part of a run may come to a rule where it holds, and miss where it does not; the case of its own does not.
        if (seen.state === "passed" && (!isShard || scenario))
          return [`${rule} is listed as failing, and holds: take it off the list.`];
        if (isWhole && seen.state !== "known")
          return [`${rule} is listed as failing, and no case has come to it: it is ${seen.state}.`];
        return [];
      });
      return { ...options, cases, rules, failures, complaints };
    },
  };
}

/** 0 when the client conforms, 1 when it does not, 2 when the driver is broken. */
export function exitCodeOf({ failures, complaints, ...result }: RunResult): 0 | 1 | 2 {
  if (failures.some(({ isDriverFault }) => isDriverFault)) return 2;
  const isBroken =
    failures.length > 0 ||
    complaints.length > 0 ||
    result.rules.some(({ state }) => state === "failed") ||
    untestedRules(result).length > 0;
  return isBroken ? 1 : 0;
}

/** Rules that could not be tested though everything was run: that is red, and never silently green. */
export function untestedRules({ rules, isFull }: Pick<RunResult, "rules" | "isFull">): readonly RuleResult[] {
  return isFull ? rules.filter(({ state, level }) => state === "unreached" && level !== "may") : [];
}

export function countStates({ rules }: Pick<RunResult, "rules">): Readonly<Record<RuleState, number>> {
  const counts: Record<RuleState, number> = {
    passed: 0,
    failed: 0,
    known: 0,
    skipped: 0,
    unreached: 0,
    excluded: 0,
  };
  for (const { state } of rules) counts[state] += 1;
  return counts;
}
