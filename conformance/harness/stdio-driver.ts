import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import {
  type Driver,
  type DriverEvent,
  driverEvent,
  REQUESTS,
  type RequestName,
  readRpcLine,
  writeRpcLine,
} from "../protocol/index.ts";

/** How a driver in another process is started. */
export interface StdioOptions {
  /** As a shell reads it. */
  readonly command: string;
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** Milliseconds of real time that an answer may take. */
  readonly patience?: number;
}

/** What a driver does that it must not. */
export class DriverFault extends Error {
  override readonly name = "DriverFault";
}

const PATIENCE = 25_000;
/** Milliseconds that a driver has to go by itself. */
const FAREWELL = 2_000;
/** Bytes of one line, which no honest answer has. */
const LONGEST_LINE = 8_000_000;
/** Lines that a driver may send between two requests before it is said to flood. */
const MOST_LINES = 5_000;
/** Bytes of its stderr that are kept. */
const KEPT = 4_000;

interface Waiting {
  readonly method: RequestName;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** A driver in a process of its own. It is started again for the next request when it has ended. */
export function openStdioDriver({ command, env, patience = PATIENCE }: StdioOptions): Driver {
  let child: ChildProcess | undefined;
  let waiting = new Map<number, Waiting>();
  let answered = new Set<number>();
  let lastId = 0;
  let lines = 0;
  let said = "";
  let isEnding = false;
  let listener: (event: DriverEvent) => void = () => {};

  function start(): ChildProcess {
    // A group of its own, so that whatever it starts can be ended with it.
    const started = spawn(command, {
      shell: true,
      detached: true,
      stdio: ["pipe", "pipe", "pipe"],
      env: { ...process.env, ...env },
    });
    said = "";
    waiting = new Map();
    answered = new Set();
    started.stderr?.setEncoding("utf8").on("data", (text: string) => {
      said = (said + text).slice(-KEPT);
    });
    started.stdin?.on("error", () => {}); // Its end is told of by "close".
    readLines(started);
    started.once("error", (error) => broke(`it cannot be started: ${error.message}`));
    started.once("close", (code, signal) => {
      // One that was ended here has been spoken of already.
      if (child !== started) return;
      child = undefined;
      if (!isEnding) broke(`it has ended by itself, with ${signal ?? `the code ${code}`}`);
    });
    return started;
  }

  function readLines(started: ChildProcess): void {
    let rest = "";
    started.stdout?.setEncoding("utf8").on("data", (text: string) => {
      if (child !== started) return;
      rest += text;
      if (rest.length > LONGEST_LINE && !rest.includes("\n")) broke("it sends a line without an end");
      const parts = rest.split("\n");
      rest = parts.pop() ?? "";
      lines += parts.length;
      if (lines > MOST_LINES) broke(`it floods: ${lines} lines without being asked`);
      for (const line of parts) if (child === started && line.trim() !== "") hear(line);
    });
  }

  function hear(line: string): void {
    const read = readRpcLine(line);
    switch (read.kind) {
      case "junk":
        broke(`it has written ${JSON.stringify(line.slice(0, 200))}, and ${read.reason}`);
        return;
      case "request":
        broke(`it asks for ${JSON.stringify(read.message.method)}: only the harness asks`);
        return;
      case "notification": {
        const event = driverEvent.safeParse(read.message.params);
        if (read.message.method === "event" && event.success) listener(event.data);
        else broke(`it tells ${JSON.stringify(line.slice(0, 200))}, which is no event of the protocol`);
        return;
      }
      case "response":
        hearAnswer(read.message);
    }
  }

  function hearAnswer(
    message: Extract<ReturnType<typeof readRpcLine>, { kind: "response" }>["message"],
  ): void {
    const { id } = message;
    const asked = id === null ? undefined : waiting.get(id);
    if (id === null || !asked) {
      const what =
        id === null
          ? "it could not read a request"
          : answered.has(id)
            ? `it has answered request ${id} twice`
            : `it answers request ${id}, which there is not`;
      broke("error" in message ? `${what}: ${message.error.message}` : what);
      return;
    }
    waiting.delete(id);
    answered.add(id);
    if ("error" in message) {
      asked.reject(new DriverFault(`The driver cannot ${asked.method}: ${message.error.message}`));
      return;
    }
    const result = REQUESTS[asked.method].result.safeParse(message.result);
    if (result.success) asked.resolve(result.data);
    else {
      const [issue] = result.error.issues;
      const where = issue?.path.join(".");
      asked.reject(
        new DriverFault(
          `The driver answers ${asked.method} with what the protocol does not have: ${where ? `${where}: ` : ""}${issue?.message}`,
        ),
      );
    }
  }

  /** Whoever waits hears of it, and the process is ended. */
  function broke(what: string): void {
    const tail = said.trim() === "" ? "" : `\nIt has said:\n${said.trim()}`;
    const fault = new DriverFault(`The driver is broken: ${what}.${tail}`);
    const all = [...waiting.values()];
    waiting.clear();
    void end();
    for (const { reject } of all) reject(fault);
    if (all.length === 0) pending ??= fault;
  }

  /** What went wrong while nobody waited: the next to ask hears of it. */
  let pending: DriverFault | undefined;

  async function end(): Promise<void> {
    const ended = child;
    child = undefined;
    if (!ended?.pid) return;
    try {
      process.kill(-ended.pid, "SIGKILL");
    } catch {
      // It has gone already, and all that it had started.
    }
  }

  function ask(method: RequestName, params: object): Promise<unknown> {
    if (pending) {
      const fault = pending;
      pending = undefined;
      return Promise.reject(fault);
    }
    child ??= start();
    lines = 0;
    const { stdin } = child;
    lastId += 1;
    const id = lastId;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => broke(`it has not answered ${method} within ${patience / 1000} seconds`),
        patience,
      );
      const done =
        <T>(settle: (value: T) => void) =>
        (value: T) => {
          clearTimeout(timer);
          settle(value);
        };
      waiting.set(id, { method, resolve: done(resolve), reject: done(reject) });
      stdin?.write(writeRpcLine({ id, method, params }));
    });
  }

  const act = (method: RequestName) => async (params: object) => {
    await ask(method, params);
  };

  return {
    describe: () => ask("describe", {}) as ReturnType<Driver["describe"]>,
    createClient: act("createClient"),
    closeClient: (clientId) => act("closeClient")({ clientId }),
    call: (clientId, method, params) =>
      ask("call", { clientId, method, params }) as ReturnType<Driver["call"]>,
    setAppState: (clientId, state) => act("setAppState")({ clientId, state }),
    setNetwork: (clientId, state) => act("setNetwork")({ clientId, state }),
    advanceClock: (milliseconds) =>
      ask("advanceClock", { milliseconds }) as ReturnType<Driver["advanceClock"]>,
    reset: () => act("reset")({}),
    async shutdown() {
      isEnding = true;
      const ended = child;
      if (!ended) return;
      const gone = new Promise((resolve) => ended.once("close", resolve));
      await Promise.race([ask("shutdown", {}).catch(() => {}), delay(FAREWELL)]); // What is broken is ended all the same.
      await Promise.race([gone, delay(FAREWELL)]);
      await end();
      // Whatever it has left behind in its group goes too.
      if (ended.pid) {
        try {
          process.kill(-ended.pid, "SIGKILL");
        } catch {
          // Nothing was left.
        }
      }
    },
    onEvent(heard) {
      listener = heard;
    },
  };
}
