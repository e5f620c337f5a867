import type { HeapFigures } from "./child-servers/heap.ts";
import { startChild } from "./children.ts";
import type { Row } from "./report.ts";
import { spreadOf } from "./side-by-side.ts";

/** What a short text message costs in heap, of 100,000 between two users, with everything that is kept beside it. */
export async function memory(): Promise<Row[]> {
  const child = await startChild<HeapFigures>("heap", { flags: ["--expose-gc"] });
  await child.end();
  return [
    {
      what: "heap per text message",
      subjectName: "testkit",
      unit: "bytes",
      subject: spreadOf(child.ready),
      target: { of: "subject", atMost: 1_536 },
    },
  ];
}
