import { expect } from "vitest";
import { lineOf } from "../harness/log/transcript.ts";
import type { FrameEntry, LogEntry, LogQuery } from "../node.ts";

/** Whatever has a log: a testkit, an app of it, or an app of another process. */
interface Logged {
  readonly log: {
    query(query: LogQuery): readonly LogEntry[] | Promise<readonly LogEntry[]>;
  };
}

/** What a request must have. */
type RequestQuery = Pick<LogQuery, "method" | "path" | "operation" | "uid" | "status" | "code" | "text">;
type FrameQuery = Pick<LogQuery, "type" | "uid" | "text">;

interface TestkitMatchers<R> {
  /**
   * A client has asked for it: at least once, or exactly so many times.
   *
   * @example expect(testkit).toHaveRequested({ method: "POST", path: "/messages" });
   */
  toHaveRequested(query: RequestQuery, times?: number): R;
  /**
   * A client has sent such a frame over its socket.
   *
   * @example expect(testkit).toHaveSentFrame({ type: "typing_indicator", uid: "cometchat-uid-1" });
   */
  toHaveSentFrame(query: FrameQuery, times?: number): R;
  /**
   * A user was told of something, on each device alike, however many there are.
   *
   * @param type `message`, `receipts`, `presence` …
   * @example expect(testkit).toHaveHeard("cometchat-uid-1", "message");
   */
  toHaveHeard(uid: string, type: string, times?: number): R;
}

declare module "vitest" {
  // biome-ignore lint/suspicious/noExplicitAny: as vitest declares it, or the two are not one interface
  interface Matchers<T = any> extends TestkitMatchers<T> {}
}

interface Result {
  readonly pass: boolean;
  readonly message: () => string;
}

/** Entries that are shown where those looked for are not there. */
const SHOWN = 10;

expect.extend({
  toHaveRequested: (kit: Logged, query: RequestQuery, times?: number) =>
    look(kit, { kind: "request", ...query }, times),
  toHaveSentFrame: (kit: Logged, query: FrameQuery, times?: number) =>
    look(kit, { kind: "frame", direction: "in", ...query }, times),
  toHaveHeard: (kit: Logged, uid: string, type: string, times?: number) =>
    look(kit, { kind: "frame", direction: "out", uid, type }, times, onOneDevice),
});

/** A log of this process is looked at at once, one of another as soon as it has come: then `await` the matcher. */
function look(
  { log }: Logged,
  query: LogQuery,
  times: number | undefined,
  countOf: (found: readonly LogEntry[]) => number = (found) => found.length,
): Result | Promise<Result> {
  const { kind, direction } = query;
  const found = log.query(query);
  const others = log.query({ kind, direction });
  const judge = (entries: readonly LogEntry[], near: readonly LogEntry[]): Result => {
    const count = countOf(entries);
    return {
      pass: times === undefined ? count > 0 : count === times,
      message: () => {
        const wanted = times === undefined ? "at least once" : `${times} times`;
        const lines = near.slice(-SHOWN).map((entry) => `  ${lineOf(entry)}`);
        return `Looked for ${JSON.stringify(query)} ${wanted}, found it ${count} times. The newest of the kind:\n${lines.join("\n") || "  none"}`;
      },
    };
  };
  if (Array.isArray(found) && Array.isArray(others)) return judge(found, others);
  return Promise.all([found, others]).then(([entries, near]) => judge(entries, near));
}

/** How often the device heard it that heard it most. */
function onOneDevice(found: readonly LogEntry[]): number {
  const counts = new Map<number, number>();
  for (const { socket, isLost } of found as readonly FrameEntry[]) {
    if (!isLost) counts.set(socket, (counts.get(socket) ?? 0) + 1);
  }
  return Math.max(0, ...counts.values());
}
