import type { ImportFigures } from "./child-servers/import.ts";
import type { RestImportFigures } from "./child-servers/import-rest.ts";
import { startChild } from "./children.ts";
import type { Row } from "./report.ts";
import { spreadOf } from "./side-by-side.ts";

/** A large world, imported in one command; and part of the same world, imported by requests. */
export async function importWorld(): Promise<Row[]> {
  return [...(await importedAtOnce()), ...(await importedByRequests())];
}

async function importedAtOnce(): Promise<Row[]> {
  const child = await startChild<ImportFigures>("import");
  await child.end();
  const { seconds, peakBytes, imported } = child.ready;
  const [users, groups, messages] = [imported.users, imported.groups, imported.messages].map(grouped);
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

async function importedByRequests(): Promise<Row[]> {
  const child = await startChild<RestImportFigures>("import-rest");
  await child.end();
  const { peopleSeconds, messages, messagesSeconds, peakBytes } = child.ready;
  const people = `its users, groups and members took ${peopleSeconds.toFixed(1)} s`;
  const peak = `the process took ${(peakBytes / 1e6).toFixed(0)} MB, its client included`;
  return [
    {
      what: "import over REST, a message",
      subjectName: "testkit",
      unit: "µs",
      subject: spreadOf([(messagesSeconds * 1e6) / messages]),
      // A million of them in less than a minute, with the people before them.
      target: { of: "subject", atMost: 55 },
      note: `measured on ${grouped(messages)} messages of the same world; ${people}; ${peak}`,
    },
  ];
}

function grouped(count: number): string {
  return count.toLocaleString("en-US");
}
