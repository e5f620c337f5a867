import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { filesOf, SDK_SURFACE } from "../../conformance/official-sdk/sdk-surface.ts";
import { mutantsOf } from "./mutants.ts";
import type { Report } from "./runner.ts";

// For each public method of the SDK: do the tests that are to prove its effect fail when it has none?
// Arguments are words of the names of test files; all files when there are none.

const words = process.argv.slice(2);
const files = [
  ...new Set(
    Object.values(SDK_SURFACE).flatMap((coverage) => Object.keys(coverage).map((named) => filesOf(named)[0])),
  ),
].filter((file) => words.length === 0 || words.some((word) => file.startsWith(word)));
const reports = run();
let survivors = 0;
for (const file of files) {
  console.log(`\n${file}`);
  const ofFile = reports.filter((report) => report.file === file);
  const broken = ofFile.filter(({ mutant, failed }) => failed && !mutant).map(({ test }) => test);
  if (broken.length > 0) console.log(`! fails without a mutant: ${broken.join("; ")}`);
  for (const method of new Set(mutantsOf(file).map((mutant) => `${mutant.owner}.${mutant.method}`))) {
    const verdict = verdictOn(
      ofFile.filter(({ mutant }) => mutant && `${mutant.owner}.${mutant.method}` === method),
    );
    const isKilled = verdict.startsWith("killed");
    if (!isKilled) survivors += 1;
    console.log(`${isKilled ? " " : "!"} ${method.padEnd(66)} ${verdict}`);
  }
}
console.log(`\n${survivors} of the methods' mutants live.`);
process.exitCode = survivors === 0 ? 0 : 1;

/** The kind that says most of those that were reached, and whether a test failed for it. */
function verdictOn(ofMethod: readonly Report[]): string {
  const [first] = ofMethod;
  if (!first) return "NOT REACHED";
  for (const kind of ["undone", "ignored", "silent", "skipped"] as const) {
    const ofKind = ofMethod.filter(({ mutant }) => mutant?.kind === kind);
    const killer = ofKind.find(({ failed }) => failed);
    if (killer) return `killed (${kind}) by: ${killer.test}`;
    if (ofKind.length > 0) return `SURVIVED (${kind}) in: ${ofKind.map(({ test }) => test).join("; ")}`;
  }
  return "NOT REACHED";
}

function run(): readonly Report[] {
  const path = join(mkdtempSync(join(tmpdir(), "mutate-sdk-")), "reports");
  writeFileSync(path, "");
  const config = fileURLToPath(new URL("vitest.config.ts", import.meta.url));
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const paths = files.map((file) => `conformance/official-sdk/${file}`);
  spawnSync("npx", ["vitest", "run", "--root", root, "--config", config, "--reporter=dot", ...paths], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, MUTANT_REPORTS: path },
  });
  const lines = readFileSync(path, "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as Report);
}
