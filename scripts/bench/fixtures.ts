import type { FixturesFigures } from "./child-servers/fixtures.ts";
import { startChild } from "./children.ts";
import type { Row } from "./report.ts";
import { spreadOf } from "./side-by-side.ts";

/** The crowd: how fast its messages are made, what that takes of memory, and how long it takes to load it all. */
export async function fixtures(): Promise<Row[]> {
  const child = await startChild<FixturesFigures>("fixtures");
  await child.end();
  const { messages, generateSeconds, bareSeconds, generatePeakBytes, loadSeconds, loadPeakBytes } =
    child.ready;
  const each = (seconds: number) => spreadOf([(seconds * 1e6) / messages]);
  return [
    {
      what: "crowd, a message made",
      subjectName: "testkit",
      unit: "µs",
      subject: each(generateSeconds),
      // 100,000 a second.
      target: { of: "subject", atMost: 10 },
      note: `${Math.round(messages / generateSeconds).toLocaleString("en-US")} a second; a bare loop that fills objects of the same fields takes ${((bareSeconds * 1e6) / messages).toFixed(2)} µs each`,
    },
    {
      what: "crowd made, peak",
      subjectName: "testkit",
      unit: "MB",
      subject: spreadOf([generatePeakBytes / 1e6]),
      target: { of: "subject", atMost: 1_000 },
    },
    {
      what: "crowd made and loaded",
      subjectName: "testkit",
      unit: "s",
      subject: spreadOf([loadSeconds]),
      target: { of: "subject", atMost: 60 },
      note: `10,000 users and 1,000,000 messages by \`loadWorld\`, in batches; the process took ${(loadPeakBytes / 1e6).toFixed(0)} MB with the app in it`,
    },
  ];
}
