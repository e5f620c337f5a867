import { join } from "node:path";
import { createReplay, type Past } from "../harness/history/replay.ts";
import { RULES_VERSION } from "../simulator/index.ts";
import { UsageError } from "../usage-error.ts";
import { type FoundFiles, fileName } from "./file-names.ts";
import { DamageError } from "./frames.ts";
import {
  FILE_VERSION,
  type FileContent,
  type FileHeader,
  FileVersionError,
  readHistoryFile,
} from "./history-file.ts";

/** What the files of a folder say. */
export interface ReadFolder {
  readonly past: Past;
  /** The journal that is gone on with; `undefined` when there is none yet. */
  readonly last: FileContent | undefined;
  readonly snapshotBytes: number;
  readonly warnings: readonly string[];
}

/**
 * Reads the newest snapshot and the journals behind it. Changes nothing.
 *
 * @throws UsageError naming the file, the place and what to do
 */
export function readFolder(folder: string, { snapshot, journals }: FoundFiles): ReadFolder {
  const replay = createReplay();
  const warnings: string[] = [];
  const read = (kind: FileHeader["kind"], number: number, sumBefore: number | undefined) => {
    const file = join(folder, fileName(kind, number));
    let header: FileHeader | undefined;
    const content = telling(file, () =>
      readHistoryFile(
        file,
        (found) => {
          header = found;
          checkHeader(found, kind, number, sumBefore);
        },
        (record) => {
          if (kind === "journal" && header && header.rulesVersion !== RULES_VERSION)
            throw otherRules(file, header);
          replay.apply(record);
          return { isIncomplete: replay.isInsideWorld() };
        },
      ),
    );
    return { file, content };
  };

  const snapshotBytes = snapshot === undefined ? 0 : read("snapshot", snapshot, undefined).content.size;
  if (snapshot !== undefined && journals.length === 0) throw missing(folder, snapshot);
  let last: FileContent | undefined;
  for (const [index, number] of journals.entries()) {
    const expected = (snapshot ?? 1) + index;
    if (number !== expected) throw missing(folder, expected);
    const { file, content } = read("journal", number, last?.sum);
    last = content;
    const torn = content.size - content.end;
    if (torn === 0) continue;
    if (index < journals.length - 1) {
      telling(file, () => {
        throw new DamageError(content.end, "it breaks off, and another one follows it");
      });
    }
    warnings.push(
      `The last record of ${file} was not written to its end, and never acknowledged: its ${torn} bytes from byte ${content.end} on are cut off.`,
    );
  }
  return { past: replay.past(), last, snapshotBytes, warnings };
}

function checkHeader(
  found: FileHeader,
  kind: FileHeader["kind"],
  number: number,
  sumBefore: number | undefined,
): void {
  if (found.kind !== kind || found.number !== number) {
    throw new DamageError(0, `it is ${fileName(found.kind, found.number)} by its content`);
  }
  if (sumBefore !== undefined && found.after !== sumBefore) {
    throw new DamageError(0, "it does not follow the journal before it as that one is now");
  }
}

function telling<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof FileVersionError) {
      throw new UsageError(
        `Failed to open the data folder: the format of ${file} is version ${error.version}, and this cometchat-testkit reads ${FILE_VERSION}. Start it with the version that has written it, or a newer one.`,
      );
    }
    if (!(error instanceof DamageError)) throw error;
    throw new UsageError(
      `Failed to open the data folder: ${file} is damaged at byte ${error.offset}: ${error.message}. Nothing was changed. Bring the folder back from a copy, or give another one.`,
    );
  }
}

function otherRules(file: string, { rulesVersion, package: version }: FileHeader): UsageError {
  return new UsageError(
    `Failed to open the data folder: ${file} holds commands that were carried out under version ${rulesVersion} of the rules, and this cometchat-testkit has version ${RULES_VERSION}. Start it once with cometchat-testkit ${version} and stop that with Ctrl-C, which leaves a snapshot that this one reads; or export its apps there.`,
  );
}

function missing(folder: string, number: number): UsageError {
  return new UsageError(
    `Failed to open the data folder: ${join(folder, fileName("journal", number))} is missing. Nothing was changed. Bring the folder back from a copy, or give another one.`,
  );
}
