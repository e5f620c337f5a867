import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const FOLDER = fileURLToPath(new URL("../conformance/ui-kit", import.meta.url));

if (!isInstalled()) run("npm", ["ci"], FOLDER);
run("npx", ["tsc", "-p", FOLDER], ROOT);
run("npx", ["vitest", "run", "--root", FOLDER, ...process.argv.slice(2)], ROOT);

/** Whether the folder's packages are those of its lock file. */
function isInstalled(): boolean {
  const installed = `${FOLDER}/node_modules/.package-lock.json`;
  return (
    existsSync(installed) && statSync(installed).mtimeMs >= statSync(`${FOLDER}/package-lock.json`).mtimeMs
  );
}

/** Runs a command to its end; one that fails ends this script. */
function run(command: string, args: readonly string[], cwd: string): void {
  const { status } = spawnSync(command, args, { cwd, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
