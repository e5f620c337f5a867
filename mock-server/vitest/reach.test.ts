import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import type { TestModule, Vitest } from "vitest/node";
import { createReachTracker } from "../harness/reach/tracker.ts";
import type { Reach } from "../node.ts";
import { UsageError } from "../usage-error.ts";
import { type ReachReportOptions, reportReach } from "./reach.ts";

const folder = mkdtempSync(join(tmpdir(), "reach-"));
afterAll(() => rmSync(folder, { recursive: true }));

it("is told of all tests that have used a fixture, whatever their file and worker", async () => {
  const file = join(folder, "reach.json");
  const config = new URL("./testing/reach.config.ts", import.meta.url).pathname;
  const run = spawn(process.execPath, ["node_modules/vitest/vitest.mjs", "run", "--config", config], {
    env: { ...process.env, NO_COLOR: "1", REACH_FILE: file },
  });
  let output = "";
  for (const stream of [run.stdout, run.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const [code] = await once(run, "close");
  expect(code, output).toBe(0);
  const reach: Reach = JSON.parse(readFileSync(file, "utf8"));
  expect(reach.operations.seen).toEqual(["blockUsers", "createGroup", "createUser", "sendMessage"]);
  expect(reach.rules.touched).toEqual(expect.arrayContaining(["MSG-KIND-01", "USR-CREATE-01"]));
  const { touched, total } = reach.rules;
  expect(output).toContain(`Rules touched: ${touched.length} of ${total} (error codes 0 of `);
  expect(output).not.toContain("Never touched");
}, 120_000);

/** What a reporter says of modules with such reaches, without a run. */
function toldOf(options: ReachReportOptions, reaches: readonly Reach[]): string {
  const lines: string[] = [];
  const logger = { log: (line: string) => lines.push(line) };
  const reporter = reportReach(options);
  reporter.onInit?.({ provide: () => {}, logger } as unknown as Vitest);
  const modules = [undefined, ...reaches].map((cometchatReach) => ({ meta: () => ({ cometchatReach }) }));
  reporter.onTestRunEnd?.(modules as unknown as readonly TestModule[], [], "passed");
  return lines.join("\n");
}

const reach = createReachTracker().reach();

it("names what was never reached when it is asked for details", () => {
  expect(toldOf({ details: true }, [reach])).toContain("  GRP-JOIN-03  ");
  expect(toldOf({}, [reach])).not.toContain("GRP-JOIN-03");
});

it("says so when no test has used a fixture", () => {
  expect(toldOf({}, [])).toContain("No test has used the fixtures testkit or app");
});

it("names a file that cannot be written", () => {
  const file = join(folder, "not-there", "reach.json");
  expect(() => toldOf({ file }, [reach])).toThrow(UsageError);
  expect(() => toldOf({ file }, [reach])).toThrow(/not-there.*Name a file in a folder that is there/);
});
