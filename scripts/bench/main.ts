import { writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import process from "node:process";
import { parseArgs } from "node:util";
import { endChildrenWithProcess } from "./children.ts";
import { control } from "./control.ts";
import { fanOut } from "./fan-out.ts";
import { fixtures } from "./fixtures.ts";
import { importWorld } from "./import.ts";
import { inProcess } from "./in-process.ts";
import { journal } from "./journal.ts";
import { memory } from "./memory.ts";
import { pageFetch } from "./page-fetch.ts";
import { prism } from "./prism.ts";
import { json, type Row, table } from "./report.ts";
import { rest } from "./rest.ts";
import { scale } from "./scale.ts";
import { startUp } from "./start-up.ts";

/**
 * Measures what we promise about speed and size, in less than three minutes, and what takes longer when it is asked for:
 *
 *     npm run bench [-- --only rest]
 *
 * How the figures are taken: what is measured (the subject) and what it is compared with (the baseline) run in processes
 * of their own and are measured in turns, A B A B …, after one round that does not count. A row shows the median of each
 * side, and the median, the least and the greatest of the rounds' own ratios. Load comes from this process; the notes
 * say how busy it and the servers were, and a server well below 100 % was not the bottleneck. Our own code runs bundled, as
 * `npm run build` bundles it, with its defaults and with its request log. A missed target is a finding, not a failure:
 * the exit code is 0 when everything asked for was measured. The same rows go to bench-results.json.
 */
const benchmarks: Readonly<Record<string, () => Promise<Row[]>>> = {
  rest,
  journal,
  control,
  prism,
  "fan-out": fanOut,
  "start-up": startUp,
  "page-fetch": pageFetch,
  memory,
  "in-process": inProcess,
};

/** What takes half a minute or more each, and is measured only by its name. */
const longBenchmarks: typeof benchmarks = { scale, import: importWorld, fixtures };

const { values } = parseArgs({ options: { only: { type: "string" } } });
const all = { ...benchmarks, ...longBenchmarks };
const names = values.only === undefined ? Object.keys(benchmarks) : [values.only];
if (values.only !== undefined && !Object.hasOwn(all, values.only)) {
  console.error(
    `Failed to choose a benchmark: there is no ${values.only}. Give one of ${Object.keys(all).join(", ")}.`,
  );
  process.exit(2);
}

endChildrenWithProcess();
const load = loadavg()[0] ?? 0;
if (load > cpus().length / 2) {
  console.error(
    `The machine is busy (load ${load.toFixed(1)} on ${cpus().length} cores): figures will stray.`,
  );
}
const rows: Row[] = [];
let isComplete = true;
const start = performance.now();
for (const name of names) {
  const from = performance.now();
  console.error(`${name} …`);
  try {
    rows.push(...((await all[name]?.()) ?? []));
    console.error(`${name} took ${seconds(performance.now() - from)}`);
  } catch (error) {
    // The others are worth their minutes all the same.
    console.error(`Failed to measure ${name}:`, error);
    isComplete = false;
  }
}
const circumstances = {
  takenAt: new Date().toISOString(),
  took: seconds(performance.now() - start),
  node: process.version,
  platform: `${process.platform} ${process.arch}`,
  load,
  cpus: cpus().map(({ model }) => model),
};
console.log(`\n${table(rows)}`);
writeFileSync("bench-results.json", json(rows, circumstances));
process.exit(isComplete ? 0 : 1);

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
