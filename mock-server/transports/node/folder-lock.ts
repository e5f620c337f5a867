import { readFile, rm, stat, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as delay } from "node:timers/promises";

const RETRY_MS = 20;
// The work under the lock takes a tenth of a second.
const ABANDONED_MS = 10_000;
const GIVE_UP_MS = 20_000;

/**
 * Does the work while no other process does its own in this folder; a lock left by a process that died is taken over.
 *
 * @throws the file system's error where the folder cannot be written
 */
export async function withFolderLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const lock = join(folder, "lock");
  await acquire(lock);
  try {
    return await work();
  } finally {
    await rm(lock, { force: true });
  }
}

async function acquire(lock: string): Promise<void> {
  const deadline = Date.now() + GIVE_UP_MS;
  const owner = JSON.stringify({ host: hostname(), pid: process.pid });
  for (;;) {
    try {
      return await writeFile(lock, owner, { flag: "wx", mode: 0o600 });
    } catch (error) {
      if (!hasCode(error, "EEXIST") || Date.now() > deadline) throw error;
    }
    if (await isAbandoned(lock)) await rm(lock, { force: true });
    else await delay(RETRY_MS);
  }
}

async function isAbandoned(lock: string): Promise<boolean> {
  try {
    if (Date.now() - (await stat(lock)).mtimeMs > ABANDONED_MS) return true;
    const owner: unknown = JSON.parse(await readFile(lock, "utf8"));
    return isDead(owner);
  } catch {
    // Released in this moment, or not yet written: the next try will tell.
    return false;
  }
}

/** Whether a process, as it has written itself into a lock, is known to have ended. */
export function isDead(owner: unknown): boolean {
  // A process id says nothing about a process of another machine or container that shares the folder.
  if (typeof owner !== "object" || owner === null || !("host" in owner) || owner.host !== hostname())
    return false;
  if (!("pid" in owner) || typeof owner.pid !== "number") return false;
  try {
    process.kill(owner.pid, 0);
    return false;
  } catch (error) {
    return hasCode(error, "ESRCH");
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
