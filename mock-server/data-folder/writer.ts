import { type FileHandle, open, rename } from "node:fs/promises";
import { dirname } from "node:path";
import process from "node:process";
import { frame } from "./frames.ts";
import { beginFile, type FileHeader } from "./history-file.ts";

/** A file of records that is being written. */
export interface RecordFile {
  readonly size: number;
  /** The check sum of what is in it. */
  readonly sum: number;
  /** Adds records. They are on the disk when it resolves. */
  write(payloads: readonly Uint8Array[]): Promise<void>;
  close(): Promise<void>;
}

/** Makes a file that is there with its header, or not at all. */
export async function createJournal(path: string, header: FileHeader): Promise<RecordFile> {
  const { bytes, sum } = beginFile(header);
  await writeWhole(path, async (file) => writeAll(file, bytes));
  return appendTo(path, bytes.length, sum);
}

/** Goes on with a file, behind what is whole in it. */
export async function continueJournal(path: string, end: number, sum: number): Promise<RecordFile> {
  const file = await open(path, "r+");
  try {
    await file.truncate(end);
    await file.datasync();
  } finally {
    await file.close();
  }
  return appendTo(path, end, sum);
}

/** Makes a file of all these records, which is there whole or not at all. @returns its size */
export async function writeSnapshot(
  path: string,
  header: FileHeader,
  payloads: Iterable<Uint8Array>,
): Promise<number> {
  const STEP_BYTES = 1_048_576;
  return writeWhole(path, async (file) => {
    const begun = beginFile(header);
    let { sum } = begun;
    let waiting: Uint8Array[] = [begun.bytes];
    let waitingBytes = begun.bytes.length;
    let size = 0;
    const flush = async () => {
      size += waitingBytes;
      await writeAll(file, Buffer.concat(waiting));
      waiting = [];
      waitingBytes = 0;
    };
    for (const payload of payloads) {
      const framed = frame(payload, sum);
      sum = framed.sum;
      waiting.push(framed.head, payload);
      waitingBytes += framed.head.length + payload.length;
      if (waitingBytes > STEP_BYTES) await flush();
    }
    await flush();
    return size;
  });
}

async function appendTo(path: string, from: number, before: number): Promise<RecordFile> {
  const file = await open(path, "a");
  let size = from;
  let sum = before;
  return {
    get size() {
      return size;
    },
    get sum() {
      return sum;
    },
    async write(payloads) {
      const parts: Uint8Array[] = [];
      for (const payload of payloads) {
        const framed = frame(payload, sum);
        sum = framed.sum;
        parts.push(framed.head, payload);
      }
      const bytes = Buffer.concat(parts);
      await writeAll(file, bytes);
      await file.datasync();
      size += bytes.length;
    },
    close: () => file.close(),
  };
}

async function writeWhole<T>(path: string, work: (file: FileHandle) => Promise<T>): Promise<T> {
  const unfinished = `${path}.tmp`;
  const file = await open(unfinished, "w", 0o600);
  let made: T;
  try {
    made = await work(file);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(unfinished, path);
  await syncFolder(dirname(path));
  return made;
}

/** Makes the names of files last, where a folder can be opened for it. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === "win32") return;
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, at, bytes.length - at);
    at += bytesWritten;
  }
}
