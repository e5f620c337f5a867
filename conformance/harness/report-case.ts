import type { Difference } from "../model/pattern.ts";
import type { Scenario } from "../model/scenario.ts";

/** Something that was not as a rule says. */
export interface Failure {
  /** Which step: the place in the list of what was done, logins included. */
  readonly step: number;
  /** The rules that are broken; the first names it best. */
  readonly rules: readonly string[];
  readonly what: string;
  readonly differences: readonly Difference[];
}

/** One thing that was done. */
export interface DoneStep {
  readonly text: string;
  /** What came of it, in words. */
  readonly ending: string;
  readonly events: readonly string[];
  /** What went over the wire, as the service has logged it. */
  readonly wire: string;
}

/** What came of one case. */
export interface CaseReport {
  readonly scenario: Scenario;
  /** Rules that were seen to hold, by how often. */
  readonly held: ReadonlyMap<string, number>;
  readonly failures: readonly Failure[];
  readonly steps: readonly DoneStep[];
  /** What was wrong with the driver, if anything was. */
  readonly driverFault?: string;
}
