import { mkdirSync, writeFileSync } from "node:fs";
import { conform } from "../conformance/harness/conform.ts";
import { openDriver } from "../conformance/harness/open-driver.ts";
import { jsonSchemas, textOfSchema } from "../conformance/protocol/index.ts";
import { rulesDocument } from "../conformance/report/rules-document.ts";
import { SELF_TEST } from "../conformance/suites/self-test.ts";

// Writes what is made of the conformance harness's own tables: the JSON Schemas of its protocol, which suites come to which
// rule, as is seen with the reference client, and the document that lists the rules.

const folder = (path: string) => new URL(`../conformance/${path}`, import.meta.url);

mkdirSync(folder("protocol/schemas/"), { recursive: true });
for (const [file, schema] of Object.entries(jsonSchemas())) {
  writeFileSync(folder(`protocol/schemas/${file}`), textOfSchema(schema));
}

const opened = await openDriver("reference");
const { rules, failures } = await conform({ opened, ...SELF_TEST, shrinks: false });
await opened.close();
const [failure] = failures;
if (failure)
  throw new Error(`The reference client breaks ${failure.failure.rules.join(", ")}: ${failure.failure.what}`);
const suites = Object.fromEntries(rules.filter(({ held }) => held > 0).map((rule) => [rule.id, rule.suites]));
writeFileSync(folder("rules/coverage.json"), `${JSON.stringify(suites, null, 2)}\n`);
writeFileSync(
  folder("RULES.md"),
  rulesDocument((rule) => suites[rule] ?? []),
);
