import { writeFileSync } from "node:fs";
import type { Reporter, TestModule, Vitest } from "vitest/node";
import { mergeReach, type Reach } from "../harness/reach/reach.ts";
import { reachSummary, reachText } from "../harness/reach/reach-text.ts";
import { UsageError } from "../usage-error.ts";
import type {} from "./told-reach.ts";

export interface ReachReportOptions {
  /** Whether every rule, code, event and operation that was never reached is named. */
  readonly details?: boolean | undefined;
  /** Where to write it as JSON, for `mergeReach` and for other tools; from the folder that the tests run in. */
  readonly file?: string | undefined;
}

/**
 * A reporter of vitest's which says, after each run, how much of the domain the tests have reached: all that went through
 * the fixtures `testkit` and `app`, in all files and workers.
 *
 * @throws UsageError when the run is over and the file cannot be written
 * @example
 * // vitest.config.ts
 * import { reportReach } from "cometchat-testkit/vitest/reach";
 *
 * export default defineConfig({ test: { reporters: ["default", reportReach({ file: "reach.json" })] } });
 */
export function reportReach({ details = false, file }: ReachReportOptions = {}): Reporter {
  let vitest: Vitest | undefined;
  return {
    onInit(running) {
      vitest = running;
      // Fixtures take it down for those who ask alone.
      running.provide("cometchatReach", true);
    },
    onTestRunEnd(modules) {
      const reaches = modules.flatMap((module: TestModule) => module.meta().cometchatReach ?? []);
      if (reaches.length === 0) {
        vitest?.logger.log(
          "\n No test has used the fixtures testkit or app: there is nothing that was reached.\n",
        );
        return;
      }
      const reach = mergeReach(reaches);
      if (file !== undefined) write(file, reach);
      vitest?.logger.log(`\n${details ? reachText(reach) : reachSummary(reach)}`);
    },
  };
}

function write(file: string, reach: Reach): void {
  try {
    writeFileSync(file, JSON.stringify(reach));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(
      `Failed to write what was reached to ${JSON.stringify(file)}: ${why}. Name a file in a folder that is there.`,
    );
  }
}
