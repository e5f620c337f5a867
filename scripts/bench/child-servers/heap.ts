import { addPair, world as newWorld, sendText } from "./history.ts";
import { ready } from "./parent.ts";

const MESSAGES = 100_000;
const ROUNDS = 3;

/** What this program tells: bytes of heap for each message, once a round. */
export type HeapFigures = readonly number[];

const world = newWorld();
const figures: number[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  const appId = `round-${round}`;
  addPair(world, appId);
  // What is made once is not of the messages.
  for (let number = 1; number <= 1_000; number += 1) sendText(world, appId, number);
  const before = usedHeap();
  for (let number = 1; number <= MESSAGES; number += 1) sendText(world, appId, number);
  figures.push((usedHeap() - before) / MESSAGES);
}
ready(figures satisfies HeapFigures);

function usedHeap(): number {
  if (!globalThis.gc)
    throw new Error("Failed to measure the heap: there is no gc(). Start with --expose-gc.");
  globalThis.gc();
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}
