import { failureText } from "./failure-text.ts";
import { html } from "./html.ts";
import {
  countStates,
  type ReportedFailure,
  type RuleResult,
  type RunResult,
  untestedRules,
} from "./run-result.ts";

/** Writes how a failure is seen again. */
export type Replay = (failure: ReportedFailure) => string | undefined;

/** The reports of a run, by the names of their files. */
export function reportFiles(result: RunResult, replay: Replay): Readonly<Record<string, string>> {
  return {
    "conformance.json": `${JSON.stringify(json(result), null, 2)}\n`,
    "conformance.xml": junit(result, replay),
    "conformance.md": markdown(result, replay),
    "conformance.html": html(result, replay),
  };
}

function json(result: RunResult): object {
  const failures = result.failures.map(({ suite, failure, isDriverFault, case: { scenario, steps } }) => ({
    suite,
    isDriverFault,
    ...failure,
    scenario,
    steps,
  }));
  return { ...result, counts: countStates(result), failures };
}

/** One test case for each rule: a CI's own page shows them. */
function junit(result: RunResult, replay: Replay): string {
  const { rules, failures, driver, milliseconds, complaints } = result;
  const untested = new Set(untestedRules(result));
  const bad = (rule: RuleResult) => rule.state === "failed" || untested.has(rule);
  const skipped = (rule: RuleResult) => rule.state !== "passed" && !bad(rule);
  const broken = failures.filter(({ isDriverFault }) => isDriverFault);
  const cases = rules.map((rule) => {
    const head = `    <testcase classname="${xml(rule.area)}" name="${xml(`${rule.id} ${rule.text}`)}"`;
    if (bad(rule)) {
      const failure = failures.find(({ failure: one }) => one.rules[0] === rule.id);
      const text = failure ? failureText(failure, replay(failure)) : "";
      const what = untested.has(rule) ? "No case has come to it" : "It does not hold";
      return `${head}><failure message="${xml(failure?.failure.what ?? what)}">${xml(text)}</failure></testcase>`;
    }
    if (skipped(rule)) return `${head}><skipped message="${xml(rule.excluded ?? rule.state)}"/></testcase>`;
    return `${head}/>`;
  });
  const errors = [
    ...broken.map(
      (one) =>
        `    <testcase classname="driver" name="${xml(one.failure.what)}"><error>${xml(failureText(one))}</error></testcase>`,
    ),
    ...complaints.map(
      (text) =>
        `    <testcase classname="known failures" name="${xml(text)}"><failure message="${xml(text)}"/></testcase>`,
    ),
  ];
  const count = (test: (rule: RuleResult) => boolean) => rules.filter(test).length;
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites>
  <testsuite name="conformance of ${xml(driver.name)}" tests="${rules.length + errors.length}" failures="${count(bad) + complaints.length}" errors="${broken.length}" skipped="${count(skipped)}" time="${milliseconds / 1000}">
${[...cases, ...errors].join("\n")}
  </testsuite>
</testsuites>
`;
}

function markdown(result: RunResult, replay: Replay): string {
  const { driver, rules, failures, seed, runs, cases, milliseconds, complaints } = result;
  const counts = countStates(result);
  const areas = [...new Set(rules.map(({ area }) => area))];
  const untested = untestedRules(result).map(({ id, text }) => `- \`${id}\` ${text}`);
  const row = (area: string) => {
    const of = countStates({ rules: rules.filter((rule) => rule.area === area) });
    return `| ${area} | ${of.passed} | ${of.failed} | ${of.known} | ${of.skipped} | ${of.unreached} |`;
  };
  return `${[
    `# Conformance of ${driver.name} ${driver.version}`,
    "",
    `${counts.passed} rules passed, ${counts.failed} failed, ${counts.known} known to fail, ${counts.skipped} skipped, ${counts.unreached} unreached. ${cases} cases in ${(milliseconds / 1000).toFixed(1)} s, seed ${seed}, ${runs} runs a suite.`,
    "",
    "| area | passed | failed | known | skipped | unreached |",
    "|---|---|---|---|---|---|",
    ...areas.map(row),
    ...(untested.length > 0 ? ["", "**No case has come to these rules:**", "", ...untested] : []),
    ...complaints.flatMap((text) => ["", `**${text}**`]),
    ...failures.flatMap((failure) => [
      "",
      `## ${failure.failure.rules[0] ?? "The driver"}`,
      "",
      "```",
      failureText(failure, replay(failure)).trimEnd(),
      "```",
    ]),
  ].join("\n")}\n`;
}

function xml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replace(INVALID, "\uFFFD");
}

/** Characters that XML 1.0 cannot hold. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that are looked for.
const INVALID = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;
