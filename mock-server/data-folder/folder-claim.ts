import { readFileSync } from "node:fs";
import { readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as delay } from "node:timers/promises";
import { isDead, withFolderLock } from "../transports/node/folder-lock.ts";
import { UsageError } from "../usage-error.ts";

const BEAT_MS = 2_000;
/** An owner on another machine that has not shown itself for so long has ended. */
const SILENT_MS = 10_000;
const LOOK_AGAIN_MS = 200;

/** Who has a folder. */
interface Owner {
  readonly host: string;
  readonly pid: number;
  /** When the process began, where that can be known: its number may be another one's by now. */
  readonly began?: string | undefined;
}

const ownFolders = new Set<string>();

/**
 * Takes a folder for this process alone, for as long as it wants it. Of a process that died it is taken over.
 *
 * @param folder an absolute path
 * @returns gives it back
 * @throws UsageError when another one has it
 */
export async function claimFolder(folder: string): Promise<() => Promise<void>> {
  const file = join(folder, "owner.json");
  const self: Owner = { host: hostname(), pid: process.pid, began: beginningOf(process.pid) };
  if (ownFolders.has(folder)) throw inUse(folder, file, "by this very process");
  ownFolders.add(folder);
  try {
    while (!(await withFolderLock(folder, () => take(folder, file, self)))) await delay(LOOK_AGAIN_MS);
  } catch (error) {
    ownFolders.delete(folder);
    throw error;
  }
  const beat = setInterval(() => {
    const now = new Date();
    // Somebody may have cleared the folder away. The next write will tell.
    utimes(file, now, now).catch(() => {});
  }, BEAT_MS);
  beat.unref();
  return async () => {
    clearInterval(beat);
    await rm(file, { force: true });
    ownFolders.delete(folder);
  };
}

/** @returns false when only time can tell whether the owner is alive */
async function take(folder: string, file: string, self: Owner): Promise<boolean> {
  const owner = await ownerIn(file);
  if (owner && !hasEnded(owner)) {
    if (owner.host === self.host) throw inUse(folder, file, `by process ${owner.pid}`);
    const silence = Date.now() - (await stat(file)).mtimeMs;
    if (silence < BEAT_MS) throw inUse(folder, file, `by process ${owner.pid} on ${owner.host}`);
    if (silence < SILENT_MS) return false;
  }
  await writeFile(file, JSON.stringify(self), { mode: 0o600 });
  return true;
}

async function ownerIn(file: string): Promise<Owner | undefined> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as Owner;
  } catch {
    // There is none, or it died before it had said who it is.
    return undefined;
  }
}

function hasEnded(owner: Owner): boolean {
  if (isDead(owner)) return true;
  if (owner.host !== hostname()) return false;
  // In a container each process may get the number that the one before had: this one's own as well.
  return owner.pid === process.pid || (owner.began !== undefined && owner.began !== beginningOf(owner.pid));
}

/** When a process began, in the words of Linux; `undefined` elsewhere. */
function beginningOf(pid: number): string | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name before it, in brackets, may hold anything.
    return text.slice(text.lastIndexOf(")") + 2).split(" ")[19];
  } catch {
    return undefined;
  }
}

function inUse(folder: string, file: string, by: string): UsageError {
  return new UsageError(
    `Failed to open the data folder ${folder}: it is in use ${by}. Stop that server, or give another folder; if it is none, delete ${file}.`,
  );
}
