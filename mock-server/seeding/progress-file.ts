import { createHash } from "node:crypto";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { UsageError } from "../usage-error.ts";

/** A file that says how far something has come, beside where one works. */
export interface ProgressFile<P> {
  readonly path: string;
  /** What it said at the start. */
  readonly found: { readonly now: number; readonly progress: P } | undefined;
  /** Replaces what it says, as a whole. */
  write(now: number, progress: P): Promise<void>;
  /** There is nothing left to go on with. */
  remove(): Promise<void>;
}

/**
 * Opens the file of one task: the same task has the same file.
 *
 * @throws UsageError for a file that is none of ours, or was written by half
 */
export async function openProgressFile<P>(task: object): Promise<ProgressFile<P>> {
  const digest = createHash("sha256").update(JSON.stringify(task)).digest("hex").slice(0, 10);
  const path = `seed-${digest}.progress.json`;
  return {
    path,
    found: await read<P>(path),
    async write(now, progress) {
      await writeFile(`${path}.tmp`, JSON.stringify({ now, progress }));
      await rename(`${path}.tmp`, path);
    },
    remove: () => rm(path, { force: true }),
  };
}

async function read<P>(path: string): Promise<ProgressFile<P>["found"]> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch {
    return undefined; // Nothing was begun.
  }
  try {
    const found = JSON.parse(text) as { now: number; progress: P };
    if (typeof found.now === "number" && found.progress) return found;
  } catch {
    // Told below: it is no JSON, or another's.
  }
  throw new UsageError(
    `Failed to go on from ${path}: it cannot be read. Remove it to begin anew; what is there already is met again and not made twice.`,
  );
}
