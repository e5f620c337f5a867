import { RULES } from "../rules/index.ts";

/** The document that lists every rule, area by area, with the suites that come to it. */
export function rulesDocument(suitesOf: (rule: string) => readonly string[]): string {
  const areas = [...new Set(RULES.map(({ area }) => area))];
  const reached = RULES.filter(({ id }) => suitesOf(id).length > 0).length;
  const excluded = RULES.filter((rule) => rule.excluded !== undefined).length;
  return `${[
    "# The rules",
    "",
    "Written by `npm run rules`; edit `rules/` instead.",
    "",
    `${RULES.length} rules in ${areas.length} areas. Suites come to ${reached} of them; ${excluded} cannot be observed from outside; a full run fails for any other that no case has come to.`,
    "",
    "*must*, *should*, *may*: how binding it is. *client*, *server*, *both*: who can break it. *stated* by the vendor's pages, *seen* from the official SDK, *assumed* where neither says.",
    ...areas.flatMap((area) => [
      "",
      `## ${area}`,
      "",
      "| rule | | suites |",
      "|---|---|---|",
      ...rowsOf(area, suitesOf),
    ]),
  ].join("\n")}\n`;
}

function rowsOf(area: string, suitesOf: (rule: string) => readonly string[]): readonly string[] {
  return RULES.filter((rule) => rule.area === area).map(
    ({ id, level, side, known, source, text, excluded }) => {
      const suites = excluded === undefined ? suitesOf(id).join(", ") || "none yet" : `excluded: ${excluded}`;
      return `| \`${id}\` | ${cell(text)}<br>${level}, ${side}, ${known}: ${cell(source)} | ${cell(suites)} |`;
    },
  );
}

/** What would be read as markup stays text. */
function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("<", "&lt;");
}
