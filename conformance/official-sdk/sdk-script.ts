import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Script } from "node:vm";

let compiled: Script | undefined;

/** The official SDK's own file, read from the installed package and compiled once per process. */
export function sdkScript(): Script {
  if (compiled === undefined) {
    const file = createRequire(import.meta.url).resolve("@cometchat/chat-sdk-javascript");
    compiled = new Script(readFileSync(file, "utf8"), { filename: file });
  }
  return compiled;
}
