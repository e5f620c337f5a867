import { randomBytes } from "node:crypto";
import { renameSync, rmSync, writeFileSync } from "node:fs";

/**
 * Writes a file: a reader sees it either old or new, never half.
 *
 * @param mode its permissions
 * @throws Error of the file system; the old file is as it was then
 */
export function writeWhole(path: string, content: string | Uint8Array, mode: number): void {
  const unfinished = `${path}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    writeFileSync(unfinished, content, { mode, flag: "wx" });
    renameSync(unfinished, path);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}
