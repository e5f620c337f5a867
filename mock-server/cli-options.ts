import { Command, CommanderError } from "commander";
import { addExport, addSeed, type ExportOptions, type SeedOptions } from "./cli-seed-options.ts";
import { PRESET_NAMES } from "./presets.ts";
import type { RunningServer, ServerOptions } from "./server.ts";
import { REGION } from "./simulator/rules/identifiers.ts";
import { UsageError } from "./usage-error.ts";

const LOG_FORMATS = ["pretty", "json", "silent"] as const;
const HOST_LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;
const KEY = /^[\x21-\x7e]{1,256}$/;

/** How requests are reported on stdout. */
export type LogFormat = (typeof LOG_FORMATS)[number];

/** The options of `serve`. */
export interface ServeOptions extends Required<Pick<ServerOptions, "port" | "host">>, Partial<AppChoices> {
  log: LogFormat;
  /** With a folder, what its app is goes without saying: only what was said is here. */
  data?: string;
  control: ServerOptions["control"];
  /** Whether the sample users answer by themselves, but for the first. */
  bots: boolean;
}

/** The options of `serve` as they are given. */
interface GivenOptions extends Omit<ServeOptions, "bots" | "control"> {
  bots?: boolean;
  control?: boolean;
  controlToken?: string;
  controlOrigin?: string[];
  controlHost?: string[];
}

type AppChoices = Required<
  Pick<ServerOptions, "appId" | "region" | "authKey" | "restApiKey" | "preset" | "seed">
>;

/** What a command line asks for. */
export type CommandLine =
  | { kind: "serve"; options: ServeOptions }
  /** Check a client: the command reads its arguments itself. */
  | { kind: "conform"; args: readonly string[] }
  | { kind: "seed"; options: SeedOptions }
  | { kind: "export"; options: ExportOptions }
  /** Print this to stdout, and be done. */
  | { kind: "print"; text: string };

/** What the command line says by itself: the app of `serve` where no option names another. */
export interface CommandDefaults {
  version: string;
  app: RunningServer["app"];
}

/**
 * Reads the arguments after the program's name.
 *
 * @throws UsageError, in one line, for whatever cannot be read
 */
export function parseCommandLine(args: readonly string[], { version, app }: CommandDefaults): CommandLine {
  if (args[0] === "conform") return { kind: "conform", args: args.slice(1) };
  let printed = "";
  let asked: CommandLine | undefined;
  const program = newCommand((text) => {
    printed += text;
  });
  program
    .name("cometchat-testkit")
    .description("A local CometChat for development and tests.")
    .version(version);
  addServe(program, app, (options) => {
    asked = { kind: "serve", options };
  });
  addSeed(program, (options) => {
    asked = { kind: "seed", options };
  });
  addExport(program, (options) => {
    asked = { kind: "export", options };
  });
  // Here for the help text: its arguments are read where it is.
  program.command("conform").description("Check a client against the rules: see conform --help.");
  try {
    program.parse(args, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0) throw unreadable(error);
  }
  return asked ?? { kind: "print", text: printed };
}

const APP_CHOICES = [
  "appId",
  "region",
  "authKey",
  "restApiKey",
  "preset",
  "seed",
] as const satisfies readonly (keyof AppChoices)[];

/** Subcommands inherit these settings, so they come first. */
function newCommand(print: (text: string) => void): Command {
  return new Command().exitOverride().configureOutput({ writeOut: print, writeErr: () => {} });
}

function addServe(
  program: Command,
  app: CommandDefaults["app"],
  chosen: (options: ServeOptions) => void,
): void {
  program
    .command("serve")
    .description("Start the mock server: REST and sockets on one port, with and without TLS.")
    .option("-p, --port <number>", "port to listen on; 0 takes any free one", port, 8443)
    .option(
      "--host <name>",
      "address to listen on",
      filled("--host", "Give a host name or an address."),
      "127.0.0.1",
    )
    .option("--app-id <id>", "App ID", appId, app.appId)
    .option("--region <name>", "us, eu, in or another", region, app.region)
    .option("--auth-key <key>", "Auth Key, for the SDK's login", key("--auth-key"), app.authKey)
    .option("--rest-api-key <key>", "REST API Key", key("--rest-api-key"), app.restApiKey)
    .option(
      "--preset <name>",
      `what the app holds: ${PRESET_NAMES.join(", ")}`,
      oneOf("--preset", PRESET_NAMES),
      "demo",
    )
    .option("--seed <number>", "source of all ids and tokens", seed, 1)
    .option(
      "--data <folder>",
      "keep everything in this folder, and go on from there",
      filled("--data", "Give the name of a folder."),
    )
    .option("--log <format>", "pretty, json or silent", oneOf("--log", LOG_FORMATS), "pretty")
    .option("--bots", "have the sample users answer, but for the first")
    .option("--control", "open the control API, /testkit/v1, beyond this machine too")
    .option("--no-control", "do not open it")
    .option("--control-token <token>", "what its callers must show", key("--control-token"))
    .option("--control-origin <origin...>", "whose pages may use it")
    .option("--control-host <name...>", "under what host names it is served too")
    .action((said: GivenOptions, command: Command) => {
      const { controlToken: token, controlOrigin: origins, controlHost: hosts, ...given } = said;
      const isRefined = token !== undefined || origins !== undefined || hosts !== undefined;
      const control = given.control !== false && isRefined ? { token, origins, hosts } : given.control;
      const options = { ...given, bots: given.bots ?? false, control };
      if (options.authKey !== undefined && options.authKey === options.restApiKey) {
        throw refusal(
          "--rest-api-key",
          options.restApiKey,
          "is the Auth Key, too",
          "Give two different keys.",
        );
      }
      if (options.data !== undefined) {
        for (const name of APP_CHOICES) {
          if (command.getOptionValueSource(name) === "default") delete options[name];
        }
      }
      chosen(options);
    });
}

function port(text: string): number {
  const number = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(number <= 65_535)) throw refusal("--port", text, "is not a port number", "Give 0 to 65535.");
  return number;
}

function seed(text: string): number {
  const number = /^-?\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(number)) {
    throw refusal("--seed", text, "is not a safe integer", "Give a whole number of at most 15 digits.");
  }
  return number;
}

/** App IDs name hosts: `{appId}.api-{region}.cometchat.io`. */
function appId(text: string): string {
  if (!HOST_LABEL.test(text)) {
    throw refusal(
      "--app-id",
      text,
      "cannot be part of a host name",
      "Give up to 63 letters, digits and inner hyphens.",
    );
  }
  return text;
}

function region(text: string): string {
  const lower = text.toLowerCase();
  if (!REGION.test(lower)) {
    throw refusal(
      "--region",
      text,
      "is not a region",
      "Give us, eu, in or another of up to 32 letters, digits and inner hyphens.",
    );
  }
  return lower;
}

function key(option: string): (text: string) => string {
  return (text) => {
    if (!KEY.test(text))
      throw refusal(option, text, "cannot be sent as a header", "Give letters and digits.");
    return text;
  };
}

function filled(option: string, remedy: string): (text: string) => string {
  return (text) => {
    if (text.trim() === "") throw refusal(option, text, "is empty", remedy);
    return text;
  };
}

function oneOf<T extends string>(option: string, values: readonly T[]): (text: string) => T {
  return (text) => {
    const value = values.find((one) => one === text);
    if (value === undefined) throw refusal(option, text, "is unknown", `Give ${values.join(" or ")}.`);
    return value;
  };
}

function refusal(option: string, value: string, fact: string, remedy: string): UsageError {
  return new UsageError(`Failed to read ${option}: ${JSON.stringify(value)} ${fact}. ${remedy}`);
}

function unreadable(error: CommanderError): UsageError {
  // Commander answers a missing command with the whole help text.
  if (error.code === "commander.help") {
    return new UsageError(
      "Failed to read the command line: no command was given. Run: cometchat-testkit serve",
    );
  }
  const fact = error.message
    .replace(/^error: /, "")
    .replace(/\s+/g, " ")
    .trim();
  return new UsageError(`Failed to read the command line: ${fact}. See: cometchat-testkit serve --help`);
}
