import { performance } from "node:perf_hooks";
import type { Child } from "./children.ts";
import type { Measure } from "./side-by-side.ts";

/** How busy a server and this process were while something was measured. */
export interface BusyMeter {
  /** Measures as before, and takes note of the processor time. */
  measure: Measure;
  /** For example `server 99 %, generator 61 %`; a server far below 100 % was not what limited the figure. */
  text(): string;
}

/** Watches the processor time of a server, and the event loop of this process, the load generator. */
export function busyMeter(server: Pick<Child<unknown>, "cpu">, measure: Measure): BusyMeter {
  let serverMs = 0;
  let generatorMs = 0;
  let elapsedMs = 0;
  return {
    async measure() {
      const cpu = await server.cpu();
      const loop = performance.eventLoopUtilization();
      const start = performance.now();
      const figure = await measure();
      elapsedMs += performance.now() - start;
      generatorMs += performance.eventLoopUtilization(loop).active;
      serverMs += (await server.cpu()) - cpu;
      return figure;
    },
    text: () => `server ${percent(serverMs, elapsedMs)}, generator ${percent(generatorMs, elapsedMs)}`,
  };
}

function percent(part: number, whole: number): string {
  return `${Math.round((100 * part) / whole)} %`;
}
