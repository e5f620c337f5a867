import type { PageFigures } from "./child-servers/pages.ts";
import { startChild } from "./children.ts";
import type { Row } from "./report.ts";

/** Pages of a conversation of a million messages, against one of a thousand in the same process. */
export async function pageFetch(): Promise<Row[]> {
  const flags = ["--expose-gc", "--max-old-space-size=4096"];
  const child = await startChild<PageFigures>("pages", { flags });
  await child.end();
  const { fillSeconds, pages } = child.ready;
  return pages.map(({ page, door, figures }, index) => ({
    what: `${page} page of 30, ${door}`,
    subjectName: "of 1,000,000",
    baselineName: "of 1,000",
    unit: "µs",
    ...figures,
    target: { of: "ratio", atMost: 1.5 },
    ...(index === 0 && { note: `filled both through sendMessage in ${fillSeconds.toFixed(1)} s` }),
  }));
}
