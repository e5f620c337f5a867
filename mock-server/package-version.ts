import { readFileSync } from "node:fs";

/** The version of cometchat-testkit, from its package.json: beside this folder, or beside dist/. */
export function packageVersion(): string {
  const text = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  const { version }: { version: string } = JSON.parse(text);
  return version;
}
