import { writeCaseBook } from "../conformance/mutants/case-book.ts";
import { type Kill, kill } from "../conformance/mutants/kill.ts";
import type { Mutant } from "../conformance/mutants/mutant.ts";
import { SELF_TEST } from "../conformance/suites/self-test.ts";

/**
 * Prints which rule catches each mutant, and fails when one lives that is not known to, when one is caught that is, and
 * when one is caught by no rule that names it.
 *
 * @param part `i/n` does one part of them
 */
export async function printKillTable(all: readonly Mutant[], part = "1/1"): Promise<void> {
  const [index = 1, of = 1] = part.split("/").map(Number);
  const mutants = all.filter((_, number) => number % of === index - 1);
  const begun = performance.now();
  const book = await writeCaseBook(SELF_TEST);
  const kills: Kill[] = [];
  for (const mutant of mutants) {
    const done = await kill(mutant, book);
    kills.push(done);
    console.log(`${mutant.name.padEnd(72)} ${textOf(done)} (${seconds(done.milliseconds)})`);
  }
  const wrong = kills.filter(isWrong);
  const alive = kills.filter(({ failure }) => !failure).length;
  const known = kills.filter(({ mutant: { lives } }) => lives !== undefined).length;
  console.log(
    `${kills.length} mutants and ${book.length} cases: ${kills.length - alive} caught, ${alive} live, ${known} of them known to; ${wrong.length} are not as they should be (${seconds(performance.now() - begun)}).`,
  );
  process.exitCode = wrong.length > 0 ? 1 : 0;
}

function isWrong({ mutant: { lives }, failure, isNamed }: Kill): boolean {
  return lives === undefined ? !isNamed : failure !== undefined;
}

function textOf({ mutant: { lives, rules }, failure, suite, isNamed }: Kill): string {
  if (!failure) return lives === undefined ? `LIVES, not caught by ${rules.join(", ")}` : `lives: ${lives}`;
  const by = `${failure.rules.find((rule) => rules.includes(rule)) ?? failure.rules[0] ?? "the driver"} in ${suite}`;
  if (lives !== undefined) return `CAUGHT by ${by}, though it is listed among those that live`;
  return isNamed ? by : `NOT BY ITS OWN RULE: ${by}`;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(1)} s`;
}
