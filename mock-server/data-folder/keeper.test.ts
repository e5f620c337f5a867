import { describe, expect, it } from "vitest";
import type { HistoryRecord } from "../harness/history/records.ts";
import { createKeeper, type Turn } from "./keeper.ts";
import type { RecordFile } from "./writer.ts";

const record = (appId: string): HistoryRecord => ({ kind: "removed", appId });

/** A file whose writes end when the test says so. */
function slowFile() {
  const batches: string[][] = [];
  const under: { end: () => void; fail: (error: Error) => void }[] = [];
  const file: RecordFile = {
    size: 0,
    sum: 0,
    write(payloads) {
      batches.push(payloads.map((payload) => JSON.parse(String(payload)).appId as string));
      return new Promise((resolve, reject) => under.push({ end: resolve, fail: reject }));
    },
    close: async () => {},
  };
  return {
    file,
    batches,
    /** Waits for the next write and ends it. */
    async next(how: "end" | "fail" = "end") {
      while (under.length === 0) await new Promise((resolve) => setImmediate(resolve));
      const write = under.shift();
      if (how === "end") write?.end();
      else write?.fail(new Error("no space left"));
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

function keeperOf(journal: RecordFile, planTurn: () => Turn | undefined = () => undefined) {
  const failures: unknown[] = [];
  const keeper = createKeeper({ journal, planTurn, onFailure: (error) => failures.push(error) });
  return { keeper, failures };
}

describe("a keeper", () => {
  it("writes what comes while it writes in one go, and runs who waits in order, when it is kept", async () => {
    const { file, batches, next } = slowFile();
    const { keeper } = keeperOf(file);
    const ran: string[] = [];
    keeper.whenKept(() => ran.push("at once"));
    keeper.append(record("a"));
    keeper.whenKept(() => {
      ran.push("a");
      keeper.whenKept(() => ran.push("after a"));
    });
    await new Promise((resolve) => setImmediate(resolve));
    for (const name of ["b", "c", "d"]) keeper.append(record(name));
    keeper.whenKept(() => ran.push("d"));
    const kept = keeper.kept();
    expect(ran).toEqual(["at once"]);
    await next();
    expect(ran).toEqual(["at once", "a"]);
    await next();
    await kept;
    expect(ran).toEqual(["at once", "a", "d", "after a"]);
    expect(batches).toEqual([["a"], ["b", "c", "d"]]);
    expect(keeper.kept()).toBeUndefined();
  });

  it("acknowledges nothing any more once something could not be written", async () => {
    const { file, batches, next } = slowFile();
    const { keeper, failures } = keeperOf(file);
    const ran: string[] = [];
    keeper.append(record("a"));
    keeper.whenKept(() => ran.push("a"));
    const kept = expect(keeper.kept()).rejects.toThrow("no space left");
    await next("fail");
    await kept;
    keeper.append(record("b"));
    keeper.whenKept(() => ran.push("b"));
    await expect(keeper.kept()).rejects.toThrow("no space left");
    await expect(keeper.turn()).rejects.toThrow("no space left");
    expect([ran, batches, failures.length]).toEqual([[], [["a"]], 1]);
  });

  it("takes a turn between two batches: what the turn remembers is not written behind it as well", async () => {
    const [first, second] = [slowFile(), slowFile()];
    const steps: string[] = [];
    let planned = 0;
    const { keeper } = keeperOf(first.file, () => {
      planned += 1;
      if (planned > 1) return undefined;
      steps.push("remembered");
      return {
        async begin() {
          steps.push("begun");
          return second.file;
        },
        async finish() {
          steps.push("finished");
        },
      };
    });
    keeper.append(record("before"));
    await new Promise((resolve) => setImmediate(resolve));
    expect(steps).toEqual(["remembered"]);
    keeper.append(record("behind"));
    await first.next();
    await second.next();
    expect([first.batches, second.batches]).toEqual([[["before"]], [["behind"]]]);
    expect(steps).toEqual(["remembered", "begun", "finished"]);
    expect(keeper.journal).toBe(second.file);
  });
});
