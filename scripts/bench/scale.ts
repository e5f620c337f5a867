import type { Lists } from "./child-servers/lists.ts";
import { startChild } from "./children.ts";
import type { Row } from "./report.ts";

/** Pages of lists in a large app, against the same pages of an app of a hundredth of its size, in the same process. */
export async function scale(): Promise<Row[]> {
  const child = await startChild<Lists>("lists", { flags: ["--expose-gc"] });
  await child.end();
  const { fillSeconds, lists } = child.ready;
  return lists.map(({ what, of, isPage, figures }, index) => ({
    what,
    subjectName: `of ${of.subject.toLocaleString("en-US")}`,
    baselineName: `of ${of.baseline.toLocaleString("en-US")}`,
    unit: "µs",
    ...figures,
    ...(isPage && { target: { of: "ratio", atMost: 2 } }),
    ...(index === 0 && { note: `filled both apps in ${fillSeconds.toFixed(1)} s` }),
  }));
}
