import type { ControlFigures } from "./child-servers/control.ts";
import { startChild } from "./children.ts";
import type { Row } from "./report.ts";
import { spreadOf } from "./side-by-side.ts";

/** What a test does between two tests, and the core without any surface. */
export async function control(): Promise<Row[]> {
  const child = await startChild<ControlFigures>("control");
  await child.end();
  const { reset, restore, sends } = child.ready;
  const row = { subjectName: "testkit" };
  return [
    {
      ...row,
      what: "reset of the demo",
      unit: "ms",
      subject: spreadOf(reset),
      target: { of: "subject", atMost: 1 },
    },
    {
      ...row,
      what: "restore of a snapshot of 10,000 messages",
      unit: "ms",
      subject: spreadOf(restore),
      target: { of: "subject", atMost: 20 },
    },
    {
      ...row,
      what: "sendMessage, called directly",
      unit: "req/s",
      subject: spreadOf(sends),
      target: { of: "subject", atLeast: 8_000 },
    },
  ];
}
