// @ts-check
const { mkdirSync, readFileSync, statSync, writeFileSync } = require("node:fs");
const { dirname, join } = require("node:path");

// Runs the command from its sources, as one file that is made anew when one of them has changed since: to load some six
// hundred files one by one takes a second or more. Node begins sooner with a script than with a module.

const ROOT = join(__dirname, "..");
const MADE = ["dist/cli.cjs", "dist/command.cjs"];
const MADE_BY = ["package.json", "package-lock.json", "tsconfig.json", "scripts/bundle-command.js"];
/** The times of change, in milliseconds, of all files that had a part in it when the command was made. */
const TIMES = join(ROOT, "node_modules/.cache/cometchat-testkit/command.json");

const runCommand = () => require(join(ROOT, "dist/cli.cjs"));
if (isFresh()) runCommand();
else makeAnew().then(runCommand);

function isFresh() {
  try {
    /** @type {Record<string, number>} */
    const times = JSON.parse(readFileSync(TIMES, "utf8"));
    return Object.entries(times).every(([file, time]) => changedAt(file) === time);
  } catch {
    return false;
  }
}

async function makeAnew() {
  const { bundleCommand } = await import("./bundle-command.js");
  const began = Date.now();
  const sources = [...(await bundleCommand()), ...MADE_BY];
  // Whoever saved a file meanwhile does not know which of the two was read.
  if (sources.some((file) => changedAt(file) >= began)) return;
  mkdirSync(dirname(TIMES), { recursive: true });
  const times = Object.fromEntries([...sources, ...MADE].map((file) => [file, changedAt(file)]));
  writeFileSync(TIMES, JSON.stringify(times));
}

/** @param {string} file */
function changedAt(file) {
  return statSync(join(ROOT, file)).mtimeMs;
}
