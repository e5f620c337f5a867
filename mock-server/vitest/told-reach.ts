import { inject, type RunnerTestCase } from "vitest";
import { mergeReach, type Reach } from "../harness/reach/reach.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Whether a reporter wants to hear what tests reach. */
    cometchatReach: true | undefined;
  }
  interface TaskMeta {
    /** What the tests of a file have reached by the fixtures `testkit` and `app`. */
    cometchatReach?: Reach;
  }
}

/** Whether a reporter wants to hear what tests reach. */
export function wantsReach(): boolean {
  return inject("cometchatReach") === true;
}

/** Adds to what is told of a test's file. */
export function tellReach({ file }: Pick<RunnerTestCase, "file">, reach: Reach): void {
  const { meta } = file;
  meta.cometchatReach = meta.cometchatReach ? mergeReach([meta.cometchatReach, reach]) : reach;
}
