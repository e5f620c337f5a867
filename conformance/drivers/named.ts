import process from "node:process";
import { fileURLToPath } from "node:url";

// Beside its sources in the repository, or in the folder of bundles in the package.
const isSource = import.meta.url.endsWith(".ts");
const pathOf = (path: string) => JSON.stringify(fileURLToPath(new URL(path, import.meta.url)));
const node = JSON.stringify(process.execPath);

const COMMANDS: Readonly<Record<string, () => string>> = {
  "official-js": () =>
    isSource
      ? `${node} --import ${JSON.stringify(import.meta.resolve("tsx"))} ${pathOf("./official-js/main.ts")}`
      : `${node} ${pathOf("./official-js.js")}`,
  python: () =>
    `python3 ${pathOf(isSource ? "./python/driver.py" : "../conformance/drivers/python/driver.py")}`,
};

/** Names of the drivers in the box that run as processes of their own. */
export const NAMED_DRIVERS: readonly string[] = Object.keys(COMMANDS);

/** The command that starts a driver in the box; any other name is a command itself. */
export function commandOfDriver(name: string): string {
  return Object.hasOwn(COMMANDS, name) ? (COMMANDS[name]?.() ?? name) : name;
}

/** The file that lists what a driver in the box is known to get wrong, if it is known to get anything wrong. */
export function knownFailuresOf(name: string): string | undefined {
  if (name !== "official-js" && name !== "official-js-in-process") return undefined;
  const path = isSource
    ? "./official-js/known-failures.json"
    : "../conformance/drivers/official-js/known-failures.json";
  return fileURLToPath(new URL(path, import.meta.url));
}
