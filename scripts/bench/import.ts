import type { ImportFigures } from "./child-servers/import.ts";
import { startChild } from "./children.ts";
import type { Row } from "./report.ts";
import { spreadOf } from "./side-by-side.ts";

/** A large world, imported in one command. */
export async function importWorld(): Promise<Row[]> {
  const child = await startChild<ImportFigures>("import");
  await child.end();
  const { seconds, peakBytes, imported } = child.ready;
  const [users, groups, messages] = [imported.users, imported.groups, imported.messages].map((count) =>
    count.toLocaleString("en-US"),
  );
  const note = `${users} users and ${groups} groups with them; the peak is that of the process, its input included`;
  const what = `import of ${messages} messages`;
  return [
    {
      what,
      subjectName: "testkit",
      unit: "s",
      subject: spreadOf([seconds]),
      target: { of: "subject", atMost: 60 },
      note,
    },
    {
      what: `${what}, peak`,
      subjectName: "testkit",
      unit: "MB",
      subject: spreadOf([peakBytes / 1e6]),
      target: { of: "subject", atMost: 2_000 },
    },
  ];
}
