import type * as fc from "fast-check";
import type { Scenario } from "../model/scenario.ts";

/** Cases about one area. */
export interface Suite {
  readonly name: string;
  /** What it is about, in a line. */
  readonly about: string;
  /** Cases that are always run: each reaches what chance seldom does. */
  readonly cases: readonly Scenario[];
  /** Cases that chance makes. */
  readonly generated: fc.Arbitrary<Scenario>;
}
