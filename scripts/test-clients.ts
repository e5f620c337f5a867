import { CLIENT_MUTANTS } from "../conformance/mutants/clients/index.ts";
import { kill } from "../conformance/mutants/kill.ts";
import { SELF_TEST } from "../conformance/suites/self-test.ts";

// Prints which rule catches each broken client. `npm run test:clients [i/n]`: one part of them.

const [index = 1, of = 1] = (process.argv[2] ?? "1/1").split("/").map(Number);
const mutants = CLIENT_MUTANTS.filter((_, number) => number % of === index - 1);
let lives = 0;
let unnamed = 0;
for (const mutant of mutants) {
  const { failure, suite, isNamed, milliseconds } = await kill(mutant, SELF_TEST);
  const [rule = "the driver"] = failure?.rules ?? [];
  const how = failure ? `${isNamed ? "" : "(not by its own rule) "}${rule} in ${suite}` : "LIVES";
  if (!failure) lives += 1;
  else if (!isNamed) unnamed += 1;
  console.log(`${mutant.name.padEnd(60)} ${how} (${(milliseconds / 1000).toFixed(1)} s)`);
}
console.log(`${mutants.length} mutants, ${lives} live, ${unnamed} caught by another rule than theirs.`);
process.exitCode = lives > 0 ? 1 : 0;
