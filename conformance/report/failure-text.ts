import { ruleOf } from "../rules/index.ts";
import type { ReportedFailure } from "./run-result.ts";

const SHOWN = 400;

/** A failing case for a reader: the rule, the steps up to it, what was expected and seen, and what went over the wire. */
export function failureText(
  { suite, failure, case: report, isDriverFault }: ReportedFailure,
  replay?: string,
): string {
  const lines: string[] = [];
  const [first] = failure.rules;
  if (isDriverFault) lines.push(`The driver is broken (suite ${suite}): ${failure.what}`);
  else lines.push(`${first}  ${first === undefined ? "" : ruleOf(first).text}`, "", `  ${failure.what}.`);
  if (failure.rules.length > 1)
    lines.push(`  Other rules that this shows: ${failure.rules.slice(1).join(", ")}`);
  const { groups, blocks } = report.scenario.world;
  if (groups.length > 0 || blocks.length > 0) lines.push("", "  At the start:");
  for (const { guid, type, owner, members, banned } of groups) {
    const of = Object.entries(members).map(([uid, scope]) => `${uid} ${scope}`);
    const parts = [`${owner} owner`, ...of, ...banned.map((uid) => `${uid} banned`)];
    lines.push(`    the ${type} group ${guid}: ${parts.join(", ")}`);
  }
  for (const [by, uid] of blocks) lines.push(`    ${by} has blocked ${uid}`);
  lines.push("", "  Steps:");
  report.steps.forEach(({ text, ending, events }, index) => {
    const isHere = index === failure.step;
    lines.push(`  ${isHere ? ">" : " "} ${index + 1}. ${cut(text)}`);
    if (ending !== "") lines.push(`         ${cut(ending)}`);
    if (isHere) for (const event of events) lines.push(`         told: ${cut(event)}`);
  });
  for (const { path, expected, seen } of failure.differences) {
    lines.push(
      "",
      `  ${path === "" ? "" : `at ${path}, `}expected: ${cut(textOf(expected))}`,
      `  ${path === "" ? "" : `at ${path}, `}seen:     ${cut(textOf(seen))}`,
    );
  }
  const wire = report.steps[failure.step]?.wire ?? "";
  if (wire !== "")
    lines.push(
      "",
      "  On the wire:",
      ...wire
        .trimEnd()
        .split("\n")
        .map((line) => `    ${cut(line)}`),
    );
  if (replay !== undefined) lines.push("", `  Again: ${replay}`);
  return `${lines.join("\n")}\n`;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "nothing");
}

function cut(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}
