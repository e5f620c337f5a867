import { AREAS, type RuleText } from "../../simulator/index.ts";
import type { Reach, Tally } from "./reach.ts";

/** How long a line of names may be. */
const WIDTH = 100;

/**
 * What tests have reached, for people: how many rules, by area, and what they never touched.
 *
 * @example console.log(reachText(testkit.reach()));
 */
export function reachText({ rules, errorCodes, events, operations }: Reach): string {
  const touched = new Set(rules.touched);
  const width = Math.max(...AREAS.map(({ name }) => name.length));
  const areas = AREAS.map(({ name, rules: all }) => {
    const count = all.filter(({ id }) => touched.has(id)).length;
    return `  ${name.padEnd(width)}  ${count} of ${all.length}`;
  });
  const untouched = AREAS.flatMap(({ name, rules: all }) => {
    const missing = all.filter(({ id }) => !touched.has(id));
    return missing.length > 0 ? ["", `Never touched, ${name}:`, ...missing.map(lineOf)] : [];
  });
  return [
    `${rules.touched.length} of ${rules.total} rules were touched.`,
    "",
    ...areas,
    ...untouched,
    ...tallyText("Error codes", errorCodes),
    ...tallyText("Events", events),
    ...tallyText("Operations", operations),
    "",
  ].join("\n");
}

/** The same in one line, and where the rest is to be had. */
export function reachSummary({ rules, ...tallies }: Reach): string {
  const counts = Object.entries({
    "error codes": tallies.errorCodes,
    events: tallies.events,
    operations: tallies.operations,
  }).map(([what, { seen, never }]) => `${what} ${seen.length} of ${seen.length + never.length}`);
  return `Rules touched: ${rules.touched.length} of ${rules.total} (${counts.join(", ")}).
`;
}

function lineOf({ id, text }: RuleText): string {
  return `  ${id}  ${text}`;
}

function tallyText(what: string, { seen, never }: Tally): readonly string[] {
  const head = `${what} seen: ${seen.length} of ${seen.length + never.length}.`;
  return ["", never.length > 0 ? `${head} Never:` : head, ...filled(never)];
}

/** Names side by side, in lines that are not too long. */
function filled(names: readonly string[]): readonly string[] {
  const lines: string[] = [];
  for (const name of names) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + name.length + 2 <= WIDTH) {
      lines[lines.length - 1] = `${last}, ${name}`;
    } else lines.push(`  ${name}`);
  }
  return lines;
}
