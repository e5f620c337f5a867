import { failureText } from "./failure-text.ts";
import type { Replay } from "./formats.ts";
import { countStates, type RuleResult, type RunResult, untestedRules } from "./run-result.ts";

const STYLE = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { margin: 2rem auto; max-width: 70rem; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
td { border-top: 1px solid #8884; padding: .25rem .5rem; vertical-align: top; }
td:first-child { white-space: nowrap; font-family: ui-monospace, monospace; font-size: .85em; }
pre { background: #8882; border-radius: .3rem; overflow-x: auto; padding: .8rem; font-size: .85em; }
.state { border-radius: .3rem; color: #fff; font-size: .8em; padding: .1rem .4rem; }
.passed { background: #1a7f37; } .failed { background: #cf222e; } .known { background: #9a6700; }
.skipped, .unreached, .excluded { background: #6e7781; }
summary { cursor: pointer; font-weight: 600; margin: .6rem 0; }
`;

/** The rule matrix and the failing cases as one page that needs nothing else. */
export function html(result: RunResult, replay: Replay): string {
  const { driver, rules, failures, complaints, cases, milliseconds, seed } = result;
  const counts = countStates(result);
  const untested = new Set(untestedRules(result));
  const areas = [...new Set(rules.map(({ area }) => area))];
  const title = `Conformance of ${escaped(driver.name)} ${escaped(driver.version)}`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${STYLE}</style></head>
<body><h1>${title}</h1>
<p>${Object.entries(counts)
    .map(([state, count]) => `<span class="state ${state}">${count} ${state}</span>`)
    .join(" ")}</p>
<p>${cases} cases in ${(milliseconds / 1000).toFixed(1)} s, seed ${seed}; driver in ${escaped(driver.language)}, protocol ${escaped(driver.protocolVersion)}.</p>
${complaints.map((text) => `<p><strong>${escaped(text)}</strong></p>`).join("\n")}
${failures.length > 0 ? "<h2>Failing cases</h2>" : ""}
${failures
  .map(
    (failure) =>
      `<details open id="${escaped(failure.failure.rules[0] ?? "driver")}"><summary>${escaped(failure.failure.rules[0] ?? "The driver")}: ${escaped(failure.failure.what)}</summary><pre>${escaped(failureText(failure, replay(failure)))}</pre></details>`,
  )
  .join("\n")}
<h2>Rules</h2>
${areas
  .map((area) =>
    areaTable(
      area,
      rules.filter((rule) => rule.area === area),
      untested,
    ),
  )
  .join("\n")}
</body></html>
`;
}

function areaTable(area: string, rules: readonly RuleResult[], untested: ReadonlySet<RuleResult>): string {
  const { passed } = countStates({ rules });
  const isFine = passed === rules.length;
  return `<details${isFine ? "" : " open"}><summary>${escaped(area)}: ${passed} of ${rules.length}</summary><table>${rules.map((rule) => ruleRow(rule, untested.has(rule))).join("")}</table></details>`;
}

function ruleRow(rule: RuleResult, isUntested: boolean): string {
  const { id, state, text, level, known, source, held, suites, excluded } = rule;
  const colour = isUntested ? "failed" : state;
  const name = state === "failed" ? `<a href="#${escaped(id)}">${escaped(id)}</a>` : escaped(id);
  const how = held > 0 ? `seen ${held} times in ${escaped(suites.join(", "))}` : escaped(excluded ?? "");
  return `<tr><td>${name}</td><td><span class="state ${colour}">${state}</span></td><td>${escaped(text)}<br><small>${level}, ${known}: ${escaped(source)}. ${how}</small></td></tr>`;
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
