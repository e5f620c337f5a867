import type { Command } from "commander";
import { UsageError } from "./usage-error.ts";

/** The options of `seed`. */
export interface SeedOptions {
  readonly preset?: string;
  readonly file?: string;
  readonly seed?: number;
  readonly users?: number;
  readonly groups?: number;
  readonly messages?: number;
  readonly locales?: readonly string[];
  /** A running mock. */
  readonly to?: string;
  /** A new data folder. */
  readonly data?: string;
  /** A real app. */
  readonly target?: string;
  readonly appId?: string;
  readonly restApiKey?: string;
  readonly controlToken?: string;
  readonly replace: boolean;
  readonly dryRun: boolean;
}

/** The options of `export`. */
export interface ExportOptions {
  readonly from: string;
  readonly appId?: string;
  readonly controlToken?: string;
  readonly format: "json" | "ndjson" | "ts";
  readonly out?: string;
}

/** Adds `seed` to the command line. */
export function addSeed(program: Command, chosen: (options: SeedOptions) => void): void {
  program
    .command("seed")
    .description("Fill a running mock, a new data folder or a real app with a world.")
    .option("--preset <name>", "a named world: demo, support-inbox, community, edge-cases or crowd")
    .option("--file <path>", "a world of your own: .json, .ndjson, .ts or .js")
    .option(
      "--seed <number>",
      "whatever is made up is derived from it; 1 when left out",
      wholeNumber("--seed"),
    )
    .option("--users <number>", "how many users the named world has", count("--users"))
    .option("--groups <number>", "how many groups it has", count("--groups"))
    .option("--messages <number>", "how many messages crowd has", count("--messages"))
    .option("--locales <list>", "what its people speak: en,de,ja", (list) => list.split(","))
    .option("--to <url>", "a running mock server")
    .option("--data <folder>", "a new data folder, for serve --data")
    .option("--target <url>", "a real app: where its REST API is")
    .option("--app-id <id>", "which app; for --to, one that is added when it is not there")
    .option("--rest-api-key <key>", "of the real app")
    .option("--control-token <token>", "what the running mock asks for")
    .option("--replace", "put the world in the place of what the running mock's app holds", false)
    .option("--dry-run", "check everything, and say what would be done", false)
    .action((options: SeedOptions) => {
      requireOne(options, ["preset", "file"], "which world: --preset or --file");
      if (!options.dryRun || options.target !== undefined || options.to !== undefined) {
        if (!options.dryRun)
          requireOne(options, ["to", "data", "target"], "where to: --to, --data or --target");
      }
      if (options.target !== undefined && (options.appId === undefined || options.restApiKey === undefined)) {
        throw refusal("a real app needs its keys. Add --app-id and --rest-api-key.");
      }
      chosen(options);
    });
}

/** Adds `export` to the command line. */
export function addExport(program: Command, chosen: (options: ExportOptions) => void): void {
  program
    .command("export")
    .description("Write what an app of a running mock holds as a world file.")
    .requiredOption("--from <url>", "a running mock server")
    .option("--app-id <id>", "which app; the first when left out")
    .option("--control-token <token>", "what the mock asks for")
    .option("--format <name>", "json, ndjson or ts", "json")
    .option("--out <path>", "where to; to stdout when left out")
    .action((options: ExportOptions) => {
      if (!["json", "ndjson", "ts"].includes(options.format)) {
        throw new UsageError(
          `Failed to read --format: ${JSON.stringify(options.format)} is unknown. Give json, ndjson or ts.`,
        );
      }
      chosen(options);
    });
}

function requireOne<K extends keyof SeedOptions>(
  options: SeedOptions,
  names: readonly K[],
  what: string,
): void {
  const given = names.filter((name) => options[name] !== undefined);
  if (given.length !== 1) throw refusal(`say ${given.length === 0 ? "" : "only once "}${what}.`);
}

function refusal(fact: string): UsageError {
  return new UsageError(`Failed to seed: ${fact} See: cometchat-testkit seed --help`);
}

function wholeNumber(option: string): (text: string) => number {
  return (text) => {
    const number = /^-?\d+$/.test(text) ? Number(text) : Number.NaN;
    if (Number.isSafeInteger(number)) return number;
    throw new UsageError(
      `Failed to read ${option}: ${JSON.stringify(text)} is not a whole number. Give digits.`,
    );
  };
}

function count(option: string): (text: string) => number {
  const read = wholeNumber(option);
  return (text) => {
    const number = read(text);
    if (number >= 0) return number;
    throw new UsageError(`Failed to read ${option}: there cannot be ${text} of them. Give 0 or more.`);
  };
}
