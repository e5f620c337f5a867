import { type ChildProcess, fork, type SpawnOptions, spawn } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:os";
import process from "node:process";
import { bundled } from "./bundled.ts";

const alive = new Set<ChildProcess>();

/** Whatever happens, no server outlives the run. */
export function endChildrenWithProcess(): void {
  process.on("exit", () => {
    for (const child of alive) child.kill("SIGKILL");
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => process.exit(128 + constants.signals[signal]));
  }
}

/** Starts any program, which ends with this process at the latest. */
export function startProgram(command: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  return tracked(spawn(command, args, options));
}

/** One of the programs in child-servers/, up and running. */
export interface Child<Ready> {
  /** The first thing it said. */
  readonly ready: Ready;
  /** Milliseconds of processor time it has used so far. */
  cpu(): Promise<number>;
  end(): Promise<void>;
}

/** How to start one of them. */
export interface ChildOptions {
  readonly args?: readonly string[];
  /** For Node, such as `--expose-gc`. */
  readonly flags?: readonly string[];
  /** Beside the environment of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts a program of child-servers/ and waits for its first message. */
export async function startChild<Ready>(
  name: string,
  { args = [], flags = [], env = {} }: ChildOptions = {},
): Promise<Child<Ready>> {
  const file = await bundled(new URL(`child-servers/${name}.ts`, import.meta.url));
  // BENCH_CHILD_FLAGS is for profiling: BENCH_CHILD_FLAGS="--cpu-prof --cpu-prof-dir=/tmp/prof" npm run bench
  const extra = process.env.BENCH_CHILD_FLAGS?.split(" ") ?? [];
  const child = tracked(
    fork(file, args, { execArgv: [...flags, ...extra], env: { ...process.env, ...env } }),
  );
  const ready = (await message(child, name)) as Ready;
  return {
    ready,
    async cpu() {
      child.send("cpu");
      return (await message(child, name)) as number;
    },
    end: () => endProgram(child),
  };
}

/** Ends a program and waits until it has gone. */
export async function endProgram(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  await gone;
}

async function message(child: ChildProcess, name: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null) =>
      reject(new Error(`Failed to hear from ${name}: it ended with ${code}. See its own output above.`));
    child.once("exit", onExit);
    child.once("message", (heard) => {
      child.off("exit", onExit);
      resolve(heard);
    });
  });
}

function tracked(child: ChildProcess): ChildProcess {
  alive.add(child);
  child.once("exit", () => alive.delete(child));
  // A program that cannot be started never exits; whoever waits for it hears of the error too.
  child.once("error", () => alive.delete(child));
  return child;
}
