import { mkdirSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Makes a folder for its owner only, and those above it that are missing. One by one: Node's own recursive way never ends
 * where a parent is refused as missing, as below /proc.
 *
 * @throws Error of the file system, when one of them cannot be made
 */
export function makeFolder(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") return;
    if (code !== "ENOENT" || dirname(path) === path) throw error;
    makeFolder(dirname(path));
    mkdirSync(path, { mode: 0o700 });
  }
}
