import { describe, expect, it } from "vitest";
import { createReplay } from "../harness/history/replay.ts";
import { aloneTestbed, memoryHistory } from "../harness/testing/remembered-lives.ts";
import { type ByteSource, DamageError, frame } from "./frames.ts";
import {
  beginFile,
  type FileContent,
  type FileHeader,
  FileVersionError,
  readHistory,
} from "./history-file.ts";

const HEADER: FileHeader = { kind: "journal", number: 1, rulesVersion: 1, package: "0.0.0", seed: 1 };

/** A journal of three records. */
function journalOf(texts: readonly string[]) {
  const begun = beginFile(HEADER);
  const parts = [begun.bytes];
  const ends = [begun.bytes.length];
  let { sum } = begun;
  for (const text of texts) {
    const payload = Buffer.from(text);
    const framed = frame(payload, sum);
    sum = framed.sum;
    parts.push(Buffer.from(framed.head), payload);
    ends.push((ends.at(-1) ?? 0) + framed.head.length + payload.length);
  }
  return { bytes: Buffer.concat(parts), ends };
}

function read(bytes: Uint8Array): FileContent & { records: number } {
  const source: ByteSource = {
    size: bytes.length,
    read: (from, length) => bytes.subarray(from, from + length),
  };
  let records = 0;
  const content = readHistory(
    source,
    () => {},
    () => {
      records += 1;
      return { isIncomplete: false };
    },
  );
  return { ...content, records };
}

const texts = ["one", "two", "three"].map((appId) => JSON.stringify({ kind: "removed", appId }));
const { bytes, ends } = journalOf(texts);
const [, , lastBegins = 0, lastEnds = 0] = ends;

describe("a journal", () => {
  it("is read to its end", () => {
    expect(read(bytes)).toMatchObject({ records: 3, end: bytes.length, size: bytes.length, header: HEADER });
    expect(lastEnds).toBe(bytes.length);
  });

  it("that breaks off anywhere in its last record is whole up to there", () => {
    for (let length = lastBegins; length < bytes.length; length += 1) {
      expect(read(bytes.subarray(0, length)), `of ${length} bytes`).toMatchObject({
        records: 2,
        end: lastBegins,
      });
    }
  });

  it("whose last record a file system has filled up with zeros is whole up to there", () => {
    for (let length = lastBegins; length < bytes.length; length += 1) {
      for (const zeros of [1, 20, 100_000]) {
        const filled = Buffer.concat([bytes.subarray(0, length), Buffer.alloc(zeros)]);
        expect(read(filled), `${zeros} zeros from ${length} on`).toMatchObject({
          records: 2,
          end: lastBegins,
        });
      }
    }
  });

  it("in which any bit has changed is damaged, or of another version, and says where", () => {
    for (let at = 0; at < bytes.length; at += 1) {
      for (let bit = 0; bit < 8; bit += 1) {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ (1 << bit);
        let refused: unknown;
        try {
          read(changed);
        } catch (error) {
          refused = error;
        }
        if (refused instanceof FileVersionError) continue;
        expect(refused, `bit ${bit} of byte ${at}`).toBeInstanceOf(DamageError);
        const { offset } = refused as DamageError;
        const [begins = 0] = [0, ends[0] ?? 0, ...ends.slice(1)].filter((end) => end <= at).slice(-1);
        expect(offset, `bit ${bit} of byte ${at}`).toBeLessThanOrEqual(at);
        if (begins > 0) expect(offset).toBe(begins);
      }
    }
  });

  it.each([
    ["without a record", [0, 2]],
    ["with two records in turn", [1, 0, 2]],
    ["with a record twice", [0, 0, 1, 2]],
  ])("%s is damaged", (_what, order) => {
    const at = (index: number) => bytes.subarray(ends[index], ends[index + 1]);
    const changed = Buffer.concat([bytes.subarray(0, ends[0]), ...order.map(at)]);
    expect(() => read(changed)).toThrow(DamageError);
  });

  it("that is none is told apart from one of another version", () => {
    expect(() => read(Buffer.from("PK\u0003\u0004"))).toThrow(/none of cometchat-testkit's/);
    expect(() => read(Buffer.alloc(0))).toThrow(DamageError);
    expect(() => read(Buffer.from("cometchat-testkit history 2\nwhatever"))).toThrow(FileVersionError);
  });

  it("that breaks off inside a world is whole up to where the world begins", async () => {
    const history = memoryHistory();
    const testbed = aloneTestbed({ history, preset: "demo" });
    const control = testbed.addApp({ appId: "one" });
    const snapshot = await control.snapshot();
    const before = history.texts.length;
    await control.restore(snapshot);
    const journal = journalOf(history.texts);
    const begins = journal.ends[before + 1];
    for (const end of journal.ends.slice(before + 2, -1)) {
      const torn = journal.bytes.subarray(0, end);
      const replay = createReplay();
      const source = {
        size: torn.length,
        read: (from: number, length: number) => torn.subarray(from, from + length),
      };
      const content = readHistory(
        source,
        () => {},
        (record) => {
          replay.apply(record);
          return { isIncomplete: replay.isInsideWorld() };
        },
      );
      expect(content.end).toBe(begins);
    }
  });
});
