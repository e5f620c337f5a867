import process from "node:process";
import picocolors from "picocolors";
import { lineWriter } from "./cli-line-writer.ts";
import { jsonRequestLine, prettyRequestLine, readyLine } from "./cli-log-lines.ts";
import { type CommandLine, parseCommandLine, type ServeOptions } from "./cli-options.ts";
import { startText } from "./cli-start-text.ts";
import { friendlyBots } from "./harness/bots/friendly-bots.ts";
import { packageVersion } from "./package-version.ts";
import { DEFAULT_APP, loadPreset, sampleUsers } from "./presets.ts";
import { type RequestLogEntry, type RunningServer, startServer } from "./server.ts";
import { stopSignal } from "./stop-signal.ts";

const USAGE_EXIT_CODE = 2;

/** What a caller has to do with a command. */
export interface CommandEvents {
  /** The server has said that it is ready. */
  readonly onServing?: () => void;
  /** Resolves once the server is asked to stop; whoever loads the command may hear of it before the command does. */
  readonly stopped?: Promise<void> | undefined;
}

/**
 * Does what the command line says, and sets the exit code of the process.
 *
 * @param args what follows the name of the command
 */
export async function runCommand(args: readonly string[], events: CommandEvents = {}): Promise<void> {
  // Nobody reads what went wrong: no reason to go wrong once more.
  process.stderr.on("error", () => {});
  const version = packageVersion();
  try {
    await run(parseCommandLine(args, { version, app: DEFAULT_APP }), version, events);
  } catch (error) {
    if (!isTheirs(error)) throw error;
    printProblem(error.message);
    process.exitCode = USAGE_EXIT_CODE;
  }
}

async function run(commandLine: CommandLine, version: string, events: CommandEvents): Promise<void> {
  // Whoever serves does not wait for what the other commands need.
  const print = (line: string) => void process.stdout.write(`${line}\n`);
  switch (commandLine.kind) {
    case "print":
      process.stdout.write(commandLine.text);
      return;
    case "serve":
      return serve(commandLine.options, version, events);
    case "conform": {
      const { runConform } = await import("../conformance/command.ts");
      process.exitCode = await runConform(commandLine.args);
      return;
    }
    case "seed": {
      const { seed } = await import("./cli-seed.ts");
      process.exitCode = await seed(commandLine.options, { print, problem: printProblem });
      return;
    }
    case "export": {
      const { exportFrom } = await import("./cli-export.ts");
      const write = (text: string) => void process.stdout.write(text);
      await exportFrom(commandLine.options, { print: write, problem: printProblem });
    }
  }
}

/** Mistakes of who gave the command, or of the world they gave, and refusals of a server they named. */
function isTheirs(error: unknown): error is Error {
  // By name: the commands are bundles of their own, each with its own classes.
  return error instanceof Error && ["UsageError", "WorldError", "RemoteError"].includes(error.name);
}

async function serve(
  { log, bots, data: dataFolder, ...options }: ServeOptions,
  version: string,
  { onServing, stopped = stopSignal() }: CommandEvents,
): Promise<void> {
  const output = lineWriter(process.stdout);
  const colors = picocolors.createColors(process.stdout.isTTY === true && picocolors.isColorSupported);
  const formats = {
    pretty: {
      start: (server: RunningServer) => startText(server, version, colors),
      request: (entry: RequestLogEntry) => prettyRequestLine(entry, colors),
    },
    json: { start: readyLine, request: jsonRequestLine },
    silent: undefined,
  };
  const format = formats[log];
  const { preset = "demo" } = options;
  if (bots) await loadPreset(preset);
  const server = await startServer({
    ...options,
    bots: bots ? friendlyBots(sampleUsers(preset).slice(1)) : [],
    ...(dataFolder !== undefined && { dataFolder }),
    onBug: (error) => printProblem(`harness-error: ${error instanceof Error ? error.stack : String(error)}`),
    ...(format && { onRequest: (entry) => output.write(format.request(entry)) }),
  });
  for (const warning of server.warnings) printProblem(warning);
  if (format) output.write(format.start(server));
  await output.flush();
  onServing?.();

  await stopped;
  await server.close();
  await output.flush();
  // A reader that does not read would keep the process alive with what it has not taken.
  process.exit(0);
}

function printProblem(text: string): void {
  process.stderr.write(`${text}\n`);
}
