import { performance } from "node:perf_hooks";
import type { Child } from "./children.ts";
import type { Measure } from "./side-by-side.ts";

/** How busy a server and this process were while something was measured. */
export interface BusyMeter {
  /** Measures as before, and takes note of the processor time. */
  measure: Measure;
  /** For example `21 µs each, server 99 %, load 61 %`; a server far below 100 % did not limit the figure alone. */
  text(): string;
}

/**
 * Watches the processor time of a server, and the event loop of this process, which makes the load.
 *
 * @param measure gives a figure per second
 */
export function busyMeter(server: Pick<Child<unknown>, "cpu">, measure: Measure): BusyMeter {
  let serverMs = 0;
  let loadMs = 0;
  let elapsedMs = 0;
  let count = 0;
  return {
    async measure() {
      const cpu = await server.cpu();
      const loop = performance.eventLoopUtilization();
      const start = performance.now();
      const figure = await measure();
      const milliseconds = performance.now() - start;
      elapsedMs += milliseconds;
      count += (figure * milliseconds) / 1000;
      loadMs += performance.eventLoopUtilization(loop).active;
      serverMs += (await server.cpu()) - cpu;
      return figure;
    },
    text() {
      const each = ((1000 * serverMs) / count).toPrecision(3);
      return `${each} µs each, server ${percent(serverMs, elapsedMs)}, load ${percent(loadMs, elapsedMs)}`;
    },
  };
}

function percent(part: number, whole: number): string {
  return `${Math.round((100 * part) / whole)} %`;
}
