import { describe, expect, it, vi } from "vitest";
import { createTraffic } from "./traffic.ts";

describe("traffic", () => {
  it("has settled once nothing is on its way, and what came of it neither", async () => {
    const traffic = createTraffic();
    const seen: string[] = [];
    const arrive = traffic.begin();
    setTimeout(() => {
      seen.push("arrived");
      arrive();
      setImmediate(() => {
        traffic.bring(() => seen.push("answered"));
      });
    }, 5);
    await traffic.settled();
    expect(seen).toEqual(["arrived", "answered"]);
  });

  it("has settled for each of those who wait only after some quiet turns of their own", async () => {
    const traffic = createTraffic();
    const seen: string[] = [];
    const first = traffic.settled();
    for (let turns = 0; turns < 3; turns += 1) await new Promise(setImmediate);
    const second = traffic.settled().then(() => seen.push("settled"));
    setImmediate(() => setImmediate(() => traffic.bring(() => seen.push("brought"))));
    await Promise.all([first, second]);
    expect(seen).toEqual(["brought", "settled"]);
  });

  it("brings frames in order, each in a turn of its own", async () => {
    const traffic = createTraffic();
    const seen: string[] = [];
    for (const name of ["a", "b"]) {
      traffic.bring(() => {
        seen.push(name);
        queueMicrotask(() => seen.push(`after ${name}`));
      });
    }
    expect(seen).toEqual([]);
    await traffic.settled();
    expect(seen).toEqual(["a", "after a", "b", "after b"]);
  });

  it("goes on with the next frame when one fails", async () => {
    const traffic = createTraffic();
    const failures: unknown[] = [];
    const listeners = process.listeners("uncaughtException");
    process.removeAllListeners("uncaughtException");
    process.once("uncaughtException", (error) => failures.push(error));
    const brought = vi.fn();
    traffic.bring(() => {
      throw new Error("broken");
    });
    traffic.bring(brought);
    await traffic.settled();
    for (const listener of listeners) process.on("uncaughtException", listener);
    expect([failures, brought.mock.calls.length]).toEqual([[new Error("broken")], 1]);
  });

  it("brings a frame after the answers that are due before it, and not after later ones", async () => {
    const traffic = createTraffic();
    const seen: string[] = [];
    const answer = traffic.beginAnswer();
    traffic.bring(() => seen.push("frame"));
    const later = traffic.beginAnswer();
    setTimeout(() => {
      seen.push("answer");
      answer();
    }, 5);
    await vi.waitFor(() => expect(seen).toEqual(["answer", "frame"]));
    later();
  });

  it("does not let a frame wait for ever for an answer that waits for something else", async () => {
    const traffic = createTraffic();
    const seen: string[] = [];
    traffic.beginAnswer();
    traffic.bring(() => seen.push("frame"));
    await vi.waitFor(() => expect(seen).toEqual(["frame"]));
    await traffic.settled();
  });
});
