import { decodeRecord, type HistoryRecord } from "../harness/history/records.ts";
import { UsageError } from "../usage-error.ts";
import { withFile } from "./byte-source.ts";
import { type ByteSource, DamageError, frame, readFrames } from "./frames.ts";

const MAGIC = "cometchat-testkit history ";
/** Of the files: raised when one of this version could not be read any more. */
export const FILE_VERSION = 1;
const MAGIC_LINE = `${MAGIC}${FILE_VERSION}\n`;

/** What a file says of itself. */
export interface FileHeader {
  readonly kind: "journal" | "snapshot";
  /** A snapshot is followed by the journal of the same number, and that by those of the next numbers. */
  readonly number: number;
  readonly rulesVersion: number;
  /** Of cometchat-testkit, which has written it. */
  readonly package: string;
  /** Of what is not seeded by an app itself. */
  readonly seed: number | string;
  /** The check sum at the end of the journal before; `undefined` for one that follows a snapshot only. */
  readonly after?: number | undefined;
}

/** The last record of a snapshot. */
interface SnapshotEnd {
  readonly kind: "end";
}

/** The file is of another version of this format. */
export class FileVersionError extends Error {
  override readonly name = "FileVersionError";
  readonly version: number;
  constructor(version: number) {
    super(`its format is version ${version}`);
    this.version = version;
  }
}

/** How a file was found. */
export interface FileContent {
  readonly header: FileHeader;
  /** Records beside the header. */
  readonly count: number;
  /** Where what is whole ends. */
  readonly end: number;
  /** The check sum up to there. */
  readonly sum: number;
  readonly size: number;
}

/** The first bytes of a file. */
export function beginFile(header: FileHeader): { readonly bytes: Buffer; readonly sum: number } {
  const payload = Buffer.from(JSON.stringify(header));
  const { head, sum } = frame(payload, 0);
  return { bytes: Buffer.concat([Buffer.from(MAGIC_LINE), head, payload]), sum };
}

export const SNAPSHOT_END: Buffer = Buffer.from(JSON.stringify({ kind: "end" } satisfies SnapshotEnd));

/**
 * Reads a file.
 *
 * @param onHeader hears of the header before any record is read, and may throw
 * @param apply takes each record. Whatever it throws is damage at that place, but for a UsageError. It says whether more must follow for the
 * record to make sense: what is incomplete at the end is torn
 * @throws DamageError, FileVersionError
 */
export function readHistoryFile(
  path: string,
  onHeader: (header: FileHeader) => void,
  apply: (record: HistoryRecord) => { readonly isIncomplete: boolean },
): FileContent {
  return withFile(path, (source) => readHistory(source, onHeader, apply));
}

/** As {@link readHistoryFile}, of bytes that are anywhere. */
export function readHistory(
  source: ByteSource,
  onHeader: (header: FileHeader) => void,
  apply: (record: HistoryRecord) => { readonly isIncomplete: boolean },
): FileContent {
  const frames = readFrames(source, readMagic(source), 0);
  const first = frames.next();
  if (first.done) throw new DamageError(0, "it breaks off at its beginning");
  const header = JSON.parse(text(first.value.payload)) as FileHeader;
  onHeader(header);
  let { sum } = first.value;
  let count = 0;
  let isEnded = false;
  /** Where what makes sense by itself ends. */
  let whole: { readonly end: number; readonly sum: number; readonly count: number } | undefined;
  for (;;) {
    const next = frames.next();
    if (next.done) {
      const { tornAt = source.size } = next.value;
      if (header.kind === "snapshot" && (!isEnded || tornAt < source.size)) {
        throw new DamageError(tornAt, "it breaks off");
      }
      return { header, size: source.size, ...(whole ?? { end: tornAt, sum, count }) };
    }
    const { from, payload } = next.value;
    if (isEnded) throw new DamageError(from, "there is more behind its end");
    const record = decodeRecord(text(payload)) as HistoryRecord | SnapshotEnd;
    if (record.kind === "end") {
      if (whole) throw new DamageError(from, "it ends inside a world");
      isEnded = true;
    } else {
      try {
        const { isIncomplete } = apply(record);
        if (!isIncomplete) whole = undefined;
        else whole ??= { end: from, sum, count };
      } catch (error) {
        if (error instanceof UsageError) throw error;
        throw new DamageError(from, error instanceof Error ? error.message : String(error));
      }
      count += 1;
    }
    sum = next.value.sum;
  }
}

/** @returns where the frames begin */
function readMagic(source: ByteSource): number {
  const line = text(source.read(0, Math.min(source.size, MAGIC_LINE.length + 8)));
  const version = /^cometchat-testkit history (\d{1,6})\n/.exec(line)?.[1];
  if (version === undefined) throw new DamageError(0, "it is none of cometchat-testkit's");
  if (Number(version) !== FILE_VERSION) throw new FileVersionError(Number(version));
  return MAGIC_LINE.length;
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
}
