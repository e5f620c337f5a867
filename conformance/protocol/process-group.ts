import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import process from "node:process";
import { setTimeout as delay } from "node:timers/promises";

/** A command that runs, with whatever it has started. */
export interface ProcessGroup {
  readonly child: ChildProcess;
  /** Resolves when the command itself has ended, and says how: `with code 1`, `by SIGKILL`. */
  readonly ended: Promise<string>;
  /** Waits until nothing of it runs any more, and gives what still does afterwards: a line for each process. */
  left(milliseconds: number): Promise<readonly string[]>;
  /** Ends all of it: first by request, then by force. Resolves when nothing is left. */
  kill(): Promise<void>;
}

/** Milliseconds that processes have from the request to end until they are ended by force. */
const GRACE = 500;
/** Milliseconds between two looks at what is left. */
const LOOK_EVERY = 20;
/** Milliseconds that a process takes at most to be gone once it is ended by force. */
const DEATH = 5_000;

/** Groups that run: they go with this process, which they would outlive otherwise. */
const running = new Set<number>();
process.on("exit", () => {
  for (const pid of running) signalGroup(pid, "SIGKILL");
});

const isWindows = process.platform === "win32";

/**
 * Runs a command by the system's shell, in a process group of its own, so that its children can be ended with it. A child
 * that has left the group on purpose is out of reach; so is every child on Windows once its parent is gone.
 *
 * @param env what is added to the environment
 */
export function startGroup(
  command: string,
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): ProcessGroup {
  const child = spawn(command, {
    cwd,
    env: { ...process.env, ...env },
    shell: true,
    detached: !isWindows,
    stdio: ["pipe", "pipe", "pipe"],
    windowsHide: true,
  });
  let isOver = false;
  const ended = new Promise<string>((resolve) => {
    child.once("error", (error) => {
      isOver = true;
      resolve(`before it began: ${error.message}`);
    });
    child.once("exit", (code, signal) => {
      isOver = true;
      resolve(signal === null ? `with code ${code}` : `by ${signal}`);
    });
  });

  const { pid } = child;
  if (pid !== undefined) running.add(pid);
  const signal = (name: NodeJS.Signals | 0) =>
    pid !== undefined && (isWindows ? !isOver && child.kill(name) : signalGroup(pid, name));

  async function left(milliseconds: number): Promise<readonly string[]> {
    for (let waited = 0; ; waited += LOOK_EVERY) {
      const members = pid !== undefined && signal(0) ? membersOf(pid) : [];
      if (members.length === 0 || waited >= milliseconds) return members;
      await delay(LOOK_EVERY);
    }
  }

  return {
    child,
    ended,
    left,
    async kill() {
      signal("SIGTERM");
      if ((await left(GRACE)).length > 0) {
        signal("SIGKILL");
        await left(DEATH);
      }
      if (pid !== undefined) running.delete(pid);
      for (const stream of [child.stdin, child.stdout, child.stderr]) stream?.destroy();
    },
  };
}

/** Linux tells which processes of a group run, and which have ended and are only waiting to be forgotten. */
function membersOf(group: number): readonly string[] {
  if (process.platform !== "linux") return [`process group ${group}`];
  return readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const [state, , of] = readFileSync(`/proc/${name}/stat`, "utf8")
        .replace(/^.*\) /s, "")
        .split(" ");
      if (Number(of) !== group || state === "Z" || state === "X") return [];
      const line = readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ").trim();
      return [`${line} (process ${name})`];
    } catch {
      // It has ended in the meantime.
      return [];
    }
  });
}

function signalGroup(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-pid, name);
  } catch {
    // There is no such group any more.
    return false;
  }
}
