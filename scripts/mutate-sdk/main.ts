import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { filesOf, SDK_SURFACE } from "../../conformance/official-sdk/sdk-surface.ts";
import { isStrong, mutantsOf } from "./mutants.ts";
import type { Report } from "./runner.ts";

// For each public method of the SDK: do the tests that are to prove its effect fail when it has none?
// Arguments are words of the names of test files; all files when there are none.

/** What there is nothing to see of: `init` has opened the storage already. */
const WITHOUT_EFFECT = new Set(["CometChat.initializeStorage"]);

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
    const isFine = isKilled || WITHOUT_EFFECT.has(method);
    if (!isFine) survivors += 1;
    console.log(`${isFine ? " " : "!"} ${method.padEnd(66)} ${verdict}`);
  }
}
console.log(`\n${survivors} of the methods' mutants live.`);
process.exitCode = survivors === 0 ? 0 : 1;

/** What became of a method's mutants: of the strong one where it was reached, or else of any. */
function verdictOn(ofMethod: readonly Report[]): string {
  const strong = ofMethod.filter(({ mutant }) => mutant && isStrong(mutant.kind));
  const decisive = strong.length > 0 ? strong : ofMethod;
  const kinds = [...new Set(decisive.map(({ mutant }) => mutant?.kind))].join(", ");
  const killer = decisive.find(({ failed }) => failed);
  if (killer) return `killed (${killer.mutant?.kind}) by: ${killer.test}`;
  const tests = [...new Set(decisive.map(({ test }) => test))];
  return tests.length > 0 ? `LIVES (${kinds}) in: ${tests.join("; ")}` : "NOT REACHED";
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
