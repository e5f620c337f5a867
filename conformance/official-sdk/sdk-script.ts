import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import process from "node:process";
import { Script } from "node:vm";

const SDK = "@cometchat/chat-sdk-javascript";

let compiled: Script | undefined;

/** The official SDK's own file, read from the installed package and compiled once per process. */
export function sdkScript(): Script {
  if (compiled === undefined) {
    const file = find(SDK);
    compiled = new Script(readFileSync(file, "utf8"), { filename: file });
  }
  return compiled;
}

/**
 * The version of the installed SDK.
 *
 * @throws Error that says how to install it, when it is not there
 */
export function sdkVersion(): string {
  const { version } = JSON.parse(readFileSync(find(`${SDK}/package.json`), "utf8")) as { version: string };
  return version;
}

/** The package of whoever runs this, seen from the working folder; else the one beside this file. */
function find(path: string): string {
  for (const from of [join(process.cwd(), "package.json"), import.meta.url]) {
    try {
      return createRequire(from).resolve(path);
    } catch {
      // Not there: the next place is looked at.
    }
  }
  throw new Error(
    `Failed to find the official SDK: ${SDK} is not installed in ${process.cwd()}. Run: npm install --save-dev ${SDK}@4.2.0`,
  );
}
