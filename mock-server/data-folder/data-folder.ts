import { readdir, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { History } from "../harness/history/history.ts";
import { encodeRecord, type HistoryRecord } from "../harness/history/records.ts";
import type { Past } from "../harness/history/replay.ts";
import { makeFolder } from "../make-folder.ts";
import { RULES_VERSION } from "../simulator/index.ts";
import { UsageError } from "../usage-error.ts";
import { type FoundFiles, fileName, findFiles } from "./file-names.ts";
import { claimFolder } from "./folder-claim.ts";
import { type FileContent, type FileHeader, SNAPSHOT_END } from "./history-file.ts";
import { createKeeper, type Turn } from "./keeper.ts";
import { readFolder } from "./read-folder.ts";
import { continueJournal, createJournal, type RecordFile, writeSnapshot } from "./writer.ts";

/** A journal is not let grow beyond this, nor beyond the snapshot that would take its place. */
const JOURNAL_BYTES = 16 * 1_048_576;

export interface DataFolderOptions {
  /** Of what no app seeds itself. A folder that exists has its own: this one must be the same, if it is given. */
  readonly seed: number | string | undefined;
  /** Of cometchat-testkit. */
  readonly packageVersion: string;
  /** Hears that something could not be written. */
  readonly onFailure: (error: Error) => void;
  /** When a journal is long enough to be replaced by a snapshot, in bytes. */
  readonly journalBytes?: number | undefined;
}

/** A folder that keeps what happens to apps, in the hand of this process alone. */
export interface DataFolder {
  /** What has come of it so far. */
  readonly past: Past;
  /** Whether nothing has been kept in it before. */
  readonly isNew: boolean;
  readonly seed: number | string;
  /** What the user should know. */
  readonly warnings: readonly string[];
  readonly history: History;
  /**
   * Begins to replace long journals by snapshots.
   *
   * @param everything all that there is at this moment, as records that are made one by one
   */
  compactFrom(everything: () => Iterable<HistoryRecord>): void;
  /** Waits for what is under way, leaves a snapshot and gives the folder back. */
  close(): Promise<void>;
}

/**
 * Opens a folder, or makes it. Nothing in it is changed before all of it has been read and understood.
 *
 * @throws UsageError for a folder that is in use, damaged, or written by a version that this one cannot go on from
 */
export async function openDataFolder(path: string, options: DataFolderOptions): Promise<DataFolder> {
  const folder = resolve(path);
  await prepare(folder);
  const release = await claimFolder(folder);
  try {
    return await open(folder, options, release);
  } catch (error) {
    await release();
    throw error;
  }
}

async function prepare(folder: string): Promise<void> {
  try {
    makeFolder(folder);
    const names = await readdir(folder);
    const isForeign = names.every((name) => !name.endsWith(".history") && !name.endsWith(".tmp"));
    if (
      isForeign &&
      names.some((name) => !name.startsWith(".") && name !== "owner.json" && name !== "lock")
    ) {
      throw new UsageError(
        `Failed to open the data folder ${folder}: it holds other files, and none of cometchat-testkit's. Give an empty folder, or one that does not exist yet.`,
      );
    }
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const fact = error instanceof Error ? error.message : String(error);
    throw new UsageError(
      `Failed to open the data folder ${folder}: ${fact}. Give a folder that this user may write to.`,
    );
  }
}

async function open(
  folder: string,
  { seed: wanted, packageVersion, onFailure, journalBytes = JOURNAL_BYTES }: DataFolderOptions,
  release: () => Promise<void>,
): Promise<DataFolder> {
  const found = await findFiles(folder);
  const { past, last, snapshotBytes, ...read } = readFolder(folder, found);
  if (last && wanted !== undefined && wanted !== last.header.seed) {
    throw new UsageError(
      `Failed to open the data folder ${folder}: its seed is ${JSON.stringify(last.header.seed)}, not ${JSON.stringify(wanted)}. Leave the seed out, or give another folder.`,
    );
  }
  const seed = last?.header.seed ?? wanted ?? 1;
  const headerOf = (kind: FileHeader["kind"], number: number, after?: number): FileHeader => ({
    kind,
    number,
    rulesVersion: RULES_VERSION,
    package: packageVersion,
    seed,
    after,
  });
  const pathOf = (kind: FileHeader["kind"], at: number) => join(folder, fileName(kind, at));
  let number = last?.header.number ?? 1;
  let longest = Math.max(journalBytes, snapshotBytes);
  let everything: (() => Iterable<HistoryRecord>) | undefined;
  await removeAll(folder, found.leftovers);

  const planTurn = (): Turn | undefined => {
    if (!everything) return undefined;
    const payloads = encoded(everything());
    const next = number + 1;
    return {
      async begin(before) {
        const journal = await createJournal(pathOf("journal", next), headerOf("journal", next, before.sum));
        number = next;
        return journal;
      },
      async finish() {
        try {
          const size = await writeSnapshot(pathOf("snapshot", next), headerOf("snapshot", next), payloads);
          longest = Math.max(journalBytes, size);
          await removeAll(folder, (await findFiles(folder)).before(next));
        } catch (error) {
          // The journals are all there still.
          longest *= 2;
          onFailure(failureOf(folder, error, "Everything is kept all the same, and will be tried again."));
        }
      },
    };
  };
  const keeper = createKeeper({
    journal: await goOn(last),
    planTurn: (journal, isDemanded) => (isDemanded || journal.size > longest ? planTurn() : undefined),
    onFailure: (error) =>
      onFailure(
        failureOf(
          folder,
          error,
          "Nothing is acknowledged any more; what was is there. Make room, and start the server again.",
        ),
      ),
  });
  return {
    past,
    isNew: last === undefined,
    seed,
    warnings: read.warnings,
    history: keeper,
    compactFrom(source) {
      everything = source;
    },
    async close() {
      try {
        await keeper.turn();
      } catch {
        // It has been said why; the folder is to be left as it is.
      } finally {
        await keeper.journal.close();
        await release();
      }
    },
  };

  /** What comes now is of these rules: a journal of others is not gone on with. */
  async function goOn(found: FileContent | undefined): Promise<RecordFile> {
    if (!found) return createJournal(pathOf("journal", number), headerOf("journal", number));
    const journal = await continueJournal(pathOf("journal", number), found.end, found.sum);
    if (found.header.rulesVersion === RULES_VERSION) return journal;
    await journal.close();
    number += 1;
    return createJournal(pathOf("journal", number), headerOf("journal", number, found.sum));
  }
}

function* encoded(records: Iterable<HistoryRecord>): Generator<Uint8Array> {
  for (const record of records) yield Buffer.from(encodeRecord(record));
  yield SNAPSHOT_END;
}

async function removeAll(folder: string, names: FoundFiles["leftovers"]): Promise<void> {
  for (const name of names) await rm(join(folder, name), { force: true });
}

function failureOf(folder: string, error: unknown, consequence: string): Error {
  const fact = error instanceof Error ? error.message : String(error);
  return new Error(`Failed to write to the data folder ${folder}: ${fact}. ${consequence}`, { cause: error });
}
