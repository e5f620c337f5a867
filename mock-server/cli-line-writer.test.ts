import { Writable } from "node:stream";
import { expect, it, vi } from "vitest";
import { lineWriter } from "./cli-line-writer.ts";

function collector(take: (text: string, done: (error?: Error) => void) => void = (_, done) => done()) {
  const writes: string[] = [];
  const stream = new Writable({
    highWaterMark: 1,
    write(chunk, _, done) {
      writes.push(String(chunk));
      take(String(chunk), done);
    },
  });
  return { stream, writes };
}

it("lines that come together are written together", async () => {
  const { stream, writes } = collector();
  const writer = lineWriter(stream);
  writer.write("one");
  writer.write("two");
  await vi.waitFor(() => expect(writes).toEqual(["one\ntwo\n"]));
});

it("after a silence a line does not wait for others, and those that follow it do", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  try {
    const { stream, writes } = collector();
    const writer = lineWriter(stream);
    writer.write("one");
    await vi.advanceTimersByTimeAsync(1);
    writer.write("two");
    await vi.advanceTimersByTimeAsync(10);
    writer.write("three");
    expect(writes).toEqual(["one\n"]);
    await vi.advanceTimersByTimeAsync(50);
    expect(writes).toEqual(["one\n", "two\nthree\n"]);
    await vi.advanceTimersByTimeAsync(100);
    writer.write("four");
    await vi.advanceTimersByTimeAsync(1);
    expect(writes.at(-1)).toBe("four\n");
    expect(vi.getTimerCount()).toBe(1);
    await vi.advanceTimersByTimeAsync(100);
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

it("a flush writes at once what is waiting", async () => {
  const { stream, writes } = collector();
  const writer = lineWriter(stream);
  writer.write("last words");
  await writer.flush();
  expect(writes).toEqual(["last words\n"]);
});

it("a reader who has gone is no error, and is written to no more", async () => {
  const { stream, writes } = collector((_, done) => done(new Error("write EPIPE")));
  const writer = lineWriter(stream);
  writer.write("first");
  await writer.flush();
  writer.write("second");
  await writer.flush();
  expect(writes).toEqual(["first\n"]);
});

it("a reader who stands still is not queued for without end", () => {
  const { stream } = collector(() => {});
  const writer = lineWriter(stream);
  writer.write("x".repeat(2 * 1024 * 1024));
  void writer.flush();
  const queued = stream.writableLength;
  expect(queued).toBeGreaterThan(2 * 1024 * 1024);
  writer.write("one more");
  void writer.flush();
  expect(stream.writableLength).toBe(queued);
});

it("a flush does not wait for a reader who stands still", async () => {
  const { stream } = collector(() => {});
  const writer = lineWriter(stream);
  writer.write("unread");
  await writer.flush();
  expect(stream.writableLength).toBeGreaterThan(0);
});
