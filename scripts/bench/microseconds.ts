import { spreadOf } from "./side-by-side.ts";

const BATCH = 10;

/**
 * How long one call takes: the median of many small batches, since a batch during which the machine did something else
 * says nothing.
 */
export async function microseconds(call: () => void | Promise<void>, forMs: number): Promise<number> {
  const batches: number[] = [];
  for (const start = performance.now(); performance.now() - start < forMs; ) {
    const from = performance.now();
    for (let calls = 0; calls < BATCH; calls += 1) await call();
    batches.push(((performance.now() - from) * 1000) / BATCH);
  }
  return spreadOf(batches).median;
}
