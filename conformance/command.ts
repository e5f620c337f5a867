import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { Command, CommanderError } from "commander";
import picocolors from "picocolors";
import { checkDriver, textOfReport } from "./check-driver/index.ts";
import { commandOfDriver, knownFailuresOf } from "./drivers/named.ts";
import { readCase, textOfCase } from "./harness/case-file.ts";
import { conform, FULL_RUNS, type Progress, replay } from "./harness/conform.ts";
import { openDriver } from "./harness/open-driver.ts";
import { openReferenceFor, type Target } from "./harness/target.ts";
import { failureText } from "./report/failure-text.ts";
import { reportFiles } from "./report/formats.ts";
import { type KnownFailure, loadKnownFailures } from "./report/known-failures.ts";
import {
  countStates,
  exitCodeOf,
  type ReportedFailure,
  type RunResult,
  untestedRules,
} from "./report/run-result.ts";
import { suitesOfRule } from "./rules/coverage.ts";
import { RULES } from "./rules/index.ts";
import { SUITES } from "./suites/index.ts";

interface Given {
  readonly driver?: string;
  readonly suite?: string[];
  readonly rule?: string;
  readonly seed: string;
  readonly runs: string;
  readonly replay?: string;
  readonly shard?: string;
  readonly knownFailures?: string;
  readonly report?: string;
  readonly list?: boolean;
  readonly checkDriver?: boolean;
  readonly target?: string;
  readonly appId?: string;
  readonly region: string;
  readonly authKey?: string;
  readonly restApiKey?: string;
}

/** What is wrong with how the command was given. */
class BadOption extends Error {}

/**
 * Runs `conform`.
 *
 * @param args those after its name
 * @returns 0 when the client conforms, 1 when it does not, 2 when the driver or the options are broken
 */
export async function runConform(args: readonly string[]): Promise<0 | 1 | 2> {
  const program = new Command()
    .name("cometchat-testkit conform")
    .description("Check a client against the rules, by a driver of it.")
    .option(
      "--driver <command>",
      "reference, official-js, official-js-in-process, python, or the command that starts your driver",
    )
    .option("--suite <name...>", "only these suites")
    .option("--rule <glob>", "only rules like this: MSG-*")
    .option("--seed <number>", "where chance begins", "1")
    .option("--runs <number>", "cases that chance makes, for each suite", String(FULL_RUNS))
    .option("--replay <file>", "run one case again")
    .option("--shard <i/n>", "one part of n")
    .option("--known-failures <file>", "what is known to fail; for the official SDK, the box has a list")
    .option("--report <folder>", "write reports and failing cases there")
    .option("--check-driver", "tell what is wrong with the driver itself, and be done")
    .option(
      "--target <url>",
      "check this service with the reference client, or vendor for the vendor's hosts",
    )
    .option("--app-id <id>", "the target's App ID")
    .option("--region <name>", "the target's region", "us")
    .option("--auth-key <key>", "the target's Auth Key")
    .option("--rest-api-key <key>", "the target's REST API Key, for what cases begin with")
    .option("--list", "list the rules, and be done")
    .exitOverride()
    .configureOutput({ writeErr: () => {} });
  try {
    program.parse([...args], { from: "user" });
    return await run(program.opts<Given>());
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    if (error instanceof CommanderError || error instanceof BadOption) {
      process.stderr.write(`Failed to read the command line: ${error.message.replace(/^error: /, "")}\n`);
      return 2;
    }
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  }
}

async function run(given: Given): Promise<0 | 1 | 2> {
  const isWanted = given.rule === undefined ? undefined : globTest(given.rule);
  if (given.list) {
    for (const { id, level, text, excluded } of RULES) {
      if (isWanted && !isWanted(id)) continue;
      const suites = excluded === undefined ? suitesOfRule(id).join(", ") || "no suite yet" : "excluded";
      process.stdout.write(`${id.padEnd(22)} ${level.padEnd(6)} ${text}  [${suites}]\n`);
    }
    return 0;
  }
  const target = readTarget(given);
  if (given.driver === undefined && !target)
    throw new BadOption("no driver was given. Give --driver reference, or the command that starts yours.");
  if (given.checkDriver && given.driver !== undefined) {
    const checked = await checkDriver(commandOfDriver(given.driver));
    process.stdout.write(textOfReport(checked));
    return checked.faults.length > 0 ? 2 : 0;
  }
  const suites = suitesFor(given.suite, given.rule, isWanted);
  const shard = given.shard === undefined ? undefined : readShard(given.shard);
  const list = given.knownFailures ?? knownFailuresOf(given.driver ?? "");
  const known = list === undefined ? [] : readFile("--known-failures", list, loadKnownFailures);
  const seed = readNumber("--seed", given.seed);
  const runs = readNumber("--runs", given.runs);
  const scenario = given.replay === undefined ? undefined : readFile("--replay", given.replay, readCase);
  const opened = target ? await openReferenceFor(target) : await openDriver(given.driver ?? "");
  try {
    const progress = progressLine();
    const result = scenario
      ? await replay(opened, scenario)
      : await conform({ opened, seed, runs, known, suites, isWanted, shard, onProgress: progress.show });
    progress.clear();
    report(result, given, known);
    return exitCodeOf(result);
  } finally {
    await opened.close();
  }
}

function report(result: RunResult, given: Given, known: readonly KnownFailure[]): void {
  const { report: folder, driver = "" } = given;
  const files = new Map<ReportedFailure, string>();
  const where = folder ?? (result.failures.length > 0 ? "conformance-report" : undefined);
  if (where !== undefined) {
    mkdirSync(where, { recursive: true });
    result.failures.forEach((failure, index) => {
      const file = join(where, `case-${index + 1}.json`);
      writeFileSync(file, textOfCase(failure.case.scenario, failure.failure.rules));
      files.set(failure, file);
    });
  }
  const again = (failure: ReportedFailure) => {
    const file = files.get(failure);
    const whom =
      given.target === undefined ? `--driver ${JSON.stringify(driver)}` : `--target ${given.target} …`;
    return file && `cometchat-testkit conform ${whom} --replay ${file}`;
  };
  if (folder !== undefined) {
    for (const [name, text] of Object.entries(reportFiles(result, again)))
      writeFileSync(join(folder, name), text);
  }
  for (const failure of result.failures) process.stdout.write(`\n${failureText(failure, again(failure))}`);
  for (const complaint of result.complaints) process.stdout.write(`\n${complaint}\n`);
  const untested = untestedRules(result).map(({ id }) => id);
  if (untested.length > 0) process.stdout.write(`\nNo case has come to ${untested.join(", ")}.\n`);
  const { passed, failed, known: knownCount, skipped, unreached, excluded } = countStates(result);
  const { bold, green, red } = picocolors.createColors(
    process.stdout.isTTY === true && picocolors.isColorSupported,
  );
  const verdict = exitCodeOf(result) === 0 ? green("conforms") : red("does not conform");
  process.stdout.write(
    `\n${bold(result.driver.name)} ${result.driver.version} ${verdict}: ${passed} rules passed, ${failed} failed, ${knownCount} known to fail (${known.length} listed), ${skipped} skipped, ${unreached} unreached, ${excluded} excluded.\n${result.cases} cases in ${(result.milliseconds / 1000).toFixed(1)} s.\n`,
  );
}

function readTarget({ target: url, driver, appId, region, authKey, restApiKey }: Given): Target | undefined {
  if (url === undefined) return undefined;
  if (driver !== undefined && driver !== "reference") {
    throw new BadOption("a target is checked with the reference client: leave --driver out.");
  }
  if (url !== "vendor" && !/^https:\/\/[^/]+\/?$/.test(url)) {
    throw new BadOption(`--target ${JSON.stringify(url)} is no service. Give https://host:port, or vendor.`);
  }
  if (appId === undefined || authKey === undefined || restApiKey === undefined) {
    throw new BadOption("a target needs --app-id, --auth-key and --rest-api-key.");
  }
  return { url, appId, region, authKey, restApiKey };
}

/** One line that goes on, where somebody watches. */
function progressLine(): { show: (progress: Progress) => void; clear: () => void } {
  if (!process.stderr.isTTY) return { show: () => {}, clear: () => {} };
  return {
    show: ({ suite, cases, failures }) =>
      process.stderr.write(
        `\r\u001B[K${suite}: case ${cases}${failures > 0 ? `, ${failures} failures so far` : ""}`,
      ),
    clear: () => process.stderr.write("\r\u001B[K"),
  };
}

function suitesFor(
  names: readonly string[] | undefined,
  glob: string | undefined,
  isWanted: ((rule: string) => boolean) | undefined,
): readonly string[] | undefined {
  const all = SUITES.map(({ name }) => name);
  const unknown = names?.find((name) => !all.includes(name));
  if (unknown !== undefined)
    throw new BadOption(`there is no suite ${JSON.stringify(unknown)}. There are ${all.join(", ")}.`);
  if (!isWanted) return names;
  const wanted = RULES.filter(({ id }) => isWanted(id));
  if (wanted.length === 0)
    throw new BadOption(`no rule is like ${JSON.stringify(glob)}. See conform --list.`);
  const coming = new Set(wanted.flatMap(({ id }) => suitesOfRule(id)));
  return (names ?? all).filter((name) => coming.has(name));
}

function globTest(glob: string): (rule: string) => boolean {
  const parts = glob
    .toUpperCase()
    .split("*")
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  const pattern = new RegExp(`^${parts.join(".*")}$`);
  return (rule) => pattern.test(rule);
}

function readShard(text: string): { readonly index: number; readonly of: number } {
  const [, index, of] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  const shard = { index: Number(index), of: Number(of) };
  if (!(shard.index >= 1 && shard.index <= shard.of)) {
    throw new BadOption(`--shard ${JSON.stringify(text)} is no part. Give 1/4, 2/4 and so on.`);
  }
  return shard;
}

function readNumber(option: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new BadOption(`${option} ${JSON.stringify(text)} is no whole number.`);
  return Number(text);
}

function readFile<T>(option: string, file: string, read: (file: string) => T): T {
  try {
    return read(file);
  } catch (error) {
    throw new BadOption(
      `${option} ${JSON.stringify(file)}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
