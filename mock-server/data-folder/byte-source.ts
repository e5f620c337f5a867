import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import type { ByteSource } from "./frames.ts";

const WINDOW_BYTES = 1_048_576;

/** Reads a file piece by piece, however large it is, while `work` does something with it. */
export function withFile<T>(path: string, work: (source: ByteSource) => T): T {
  const file = openSync(path, "r");
  try {
    const { size } = fstatSync(file);
    let window: Uint8Array = new Uint8Array();
    let start = 0;
    return work({
      size,
      read(from, length) {
        if (from < start || from + length > start + window.length) {
          window = new Uint8Array(Math.min(Math.max(length, WINDOW_BYTES), size - from));
          start = from;
          for (let at = 0; at < window.length; ) {
            const count = readSync(file, window, at, window.length - at, from + at);
            if (count === 0) throw new Error(`Failed to read ${path}: it has become shorter meanwhile.`);
            at += count;
          }
        }
        return window.subarray(from - start, from - start + length);
      },
    });
  } finally {
    closeSync(file);
  }
}
