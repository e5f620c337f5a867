import { chmod, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeFolder } from "../../make-folder.ts";
import { testkitFolder } from "../../testkit-folder.ts";
import { writeWhole } from "../../write-whole.ts";
import type { CertifiedKey } from "./certified-key.ts";

/** The certificates kept on disk; a missing or unreadable half makes the pair undefined. */
export interface StoredCertificates {
  authority: CertifiedKey | undefined;
  server: CertifiedKey | undefined;
}

/** Which of the two pairs of files. */
export type StoredPair = "ca" | "server";

/**
 * The folder of the certificates.
 *
 * @param home the folder of everything the testkit keeps, as `testkitFolder` takes it
 */
export function certificateFolder(home?: string): string {
  return join(testkitFolder(home), "certificates");
}

/** The file of a pair's certificate. */
export function certificateFile(folder: string, pair: StoredPair): string {
  return join(folder, `${pair}.pem`);
}

/** Makes the folder, for its owner only. */
export async function prepareFolder(folder: string): Promise<void> {
  makeFolder(folder);
  await chmod(folder, 0o700);
}

/** Reads what there is; never rejects. */
export async function readStored(folder: string): Promise<StoredCertificates> {
  const [authority, server] = await Promise.all([readPair(folder, "ca"), readPair(folder, "server")]);
  return { authority, server };
}

/** Writes a pair; a reader sees each file either old or new, never half. */
export function writePair(folder: string, pair: StoredPair, { key, cert }: CertifiedKey): void {
  writeWhole(keyFile(folder, pair), key, 0o600);
  writeWhole(certificateFile(folder, pair), cert, 0o644);
}

/** Writes a file into a new temporary folder; returns its path, or undefined where even that is refused. */
export async function writeTemporary(name: string, text: string): Promise<string | undefined> {
  try {
    const file = join(await mkdtemp(join(tmpdir(), "cometchat-testkit-")), name);
    await writeFile(file, text);
    return file;
  } catch {
    // The server works without this file; the caller says that there is none.
    return undefined;
  }
}

async function readPair(folder: string, pair: StoredPair): Promise<CertifiedKey | undefined> {
  try {
    const [key, cert] = await Promise.all([
      readFile(keyFile(folder, pair), "utf8"),
      readFile(certificateFile(folder, pair), "utf8"),
    ]);
    return { key, cert };
  } catch {
    // Absent on the first start; unreadable is remedied the same way: by a new pair.
    return undefined;
  }
}

function keyFile(folder: string, pair: StoredPair): string {
  return join(folder, `${pair}-key.pem`);
}
