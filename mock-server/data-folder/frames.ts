import { crc32 } from "node:zlib";

/** Length of the payload, check sum of all payloads up to this one, and check sum of these two, 32 bits each. */
const HEAD_BYTES = 12;

/** Bytes that can be read at any place. */
export interface ByteSource {
  readonly size: number;
  /** At least one byte is there for each that is asked for. It holds until the next call. */
  read(from: number, length: number): Uint8Array;
}

/** A record that is there whole. */
export interface Frame {
  readonly from: number;
  readonly payload: Uint8Array;
  /** The check sum of all payloads up to this one. */
  readonly sum: number;
}

/** Where the reading of frames has ended: at the end, or at one that was not written whole. */
export interface FramesEnd {
  readonly tornAt: number | undefined;
}

/** Something other than the end of the last record is not as it was written. */
export class DamageError extends Error {
  override readonly name = "DamageError";
  readonly offset: number;
  constructor(offset: number, fact: string) {
    super(fact);
    this.offset = offset;
  }
}

/**
 * Frames a payload.
 *
 * @param payload text as UTF-8, which neither is empty nor has a zero byte
 * @param before the check sum of all payloads before it
 */
export function frame(
  payload: Uint8Array,
  before: number,
): { readonly head: Uint8Array; readonly sum: number } {
  const head = new DataView(new ArrayBuffer(HEAD_BYTES));
  const sum = crc32(payload, before);
  head.setUint32(0, payload.length);
  head.setUint32(4, sum);
  head.setUint32(8, headSum(head));
  return { head: new Uint8Array(head.buffer), sum };
}

/**
 * Reads frames to the end. A record that was still being written when the process ended is torn: what is there of it
 * reaches to the end of the file, but for zeros with which a file system may fill up what it had not written.
 *
 * @throws DamageError for whatever else does not fit its check sum
 */
export function* readFrames(source: ByteSource, from: number, before: number): Generator<Frame, FramesEnd> {
  let sum = before;
  for (let at = from; at < source.size; ) {
    if (source.size - at < HEAD_BYTES) return { tornAt: at };
    const head = Uint8Array.from(source.read(at, HEAD_BYTES));
    const view = new DataView(head.buffer);
    if (view.getUint32(8) !== headSum(view)) {
      if (isZeroFrom(source, at + HEAD_BYTES - 1)) return { tornAt: at };
      throw new DamageError(at, "the head of a record does not fit its check sum");
    }
    const length = view.getUint32(0);
    const end = at + HEAD_BYTES + length;
    if (end > source.size) return { tornAt: at };
    const payload = source.read(at + HEAD_BYTES, length);
    const expected = view.getUint32(4);
    if (crc32(payload, sum) !== expected) {
      if (isZeroFrom(source, end - 1)) return { tornAt: at };
      throw new DamageError(at, "a record does not fit its check sum, or one before it is missing");
    }
    sum = expected;
    yield { from: at, payload, sum };
    at = end;
  }
  return { tornAt: undefined };
}

function headSum(head: DataView): number {
  return crc32(new Uint8Array(head.buffer, head.byteOffset, 8));
}

function isZeroFrom({ size, read }: ByteSource, from: number): boolean {
  const STEP = 65_536;
  for (let at = from; at < size; at += STEP) {
    if (read(at, Math.min(STEP, size - at)).some((byte) => byte !== 0)) return false;
  }
  return true;
}
