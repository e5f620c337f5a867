import process from "node:process";
import { setTimeout as delay } from "node:timers/promises";
import type { Driver } from "./driver.ts";
import { beginningOf, DriverError, type DriverFault, driverFault, misfitOf } from "./driver-fault.ts";
import { type RpcResponse, readRpcLine, writeRpcLine } from "./json-rpc.ts";
import { type DriverEvent, driverEvent, REQUESTS, type RequestName } from "./messages.ts";
import { startGroup } from "./process-group.ts";
import { readLines } from "./read-lines.ts";

export interface DriverProcessOptions {
  /** A command line of the system's shell. */
  readonly command: string;
  /** Where it runs; the working folder when left out. */
  readonly cwd?: string;
  /** What is added to its environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Milliseconds in which each request but `call` must be answered. How long a call may take is up to whoever makes it. */
  readonly patience?: number;
  /** Hears of everything that is wrong with the driver, also of what it survives. */
  readonly onFault?: (fault: DriverFault) => void;
}

/** A driver in a process of its own. Once it is broken every request fails with the same {@link DriverError}. */
export interface DriverProcess extends Driver {
  /** Why it cannot go on, once that is so. */
  broken(): DriverFault | undefined;
  /** The end of what it has written to stderr. */
  stderr(): string;
  /** Ends the process and its children at once, whatever they do. Who still waits for an answer gets none. */
  kill(): Promise<void>;
}

const PATIENCE = 15_000;
/** Lines that are no messages, before the driver is given up. */
const MOST_JUNK = 20;
/** Events that may come between two answers. */
const MOST_EVENTS = 20_000;
/** Characters of stderr that are kept. */
const STDERR_KEPT = 8_000;
/** Milliseconds from the answer to `shutdown` until the process must have ended. */
const FAREWELL = 2_000;
/** Milliseconds that what it has started may outlive it. */
const TIDYING = 1_000;

interface Pending {
  readonly name: RequestName;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout | undefined;
}

/** Starts a driver. That it is there is known once it has answered `describe`. */
export function startDriverProcess({
  command,
  cwd = process.cwd(),
  env,
  patience = PATIENCE,
  onFault = () => {},
}: DriverProcessOptions): DriverProcess {
  const group = startGroup(command, cwd, env);
  const { stdin, stdout, stderr } = group.child;
  const pending = new Map<number, Pending>();
  const answered = new Set<number>();
  /** Calls of clients that are no more: whether they still end is nobody's business. */
  const forgotten = new Set<number>();
  let lastId = 0;
  let fault: DriverFault | undefined;
  let isEnding = false;
  let junk = 0;
  let events = 0;
  let errors = "";
  let listener: (event: DriverEvent) => void = () => {};

  /** The driver is given up: whoever waits for it hears why. */
  function giveUp(reason: DriverFault): void {
    if (fault) return;
    fault = reason;
    onFault(reason);
    for (const { reject, timer } of pending.values()) {
      clearTimeout(timer);
      reject(new DriverError(reason));
    }
    pending.clear();
    void group.kill();
  }

  function complain(reason: DriverFault): void {
    if (!fault && !isEnding) onFault(reason);
  }

  function takeJunk(line: string, reason: string): void {
    junk += 1;
    const text = `The driver wrote a line to stdout that nobody can take, because ${reason}: ${beginningOf(line)}`;
    if (junk === MOST_JUNK) giveUp(driverFault("flood", `${text} (and ${junk - 1} before it)`));
    else complain(driverFault("junk", text));
  }

  function takeAnswer(line: string, message: RpcResponse): void {
    const { id } = message;
    if (id !== null && forgotten.delete(id)) return;
    const waiting = id === null ? undefined : pending.get(id);
    if (id === null || !waiting) {
      const what =
        id !== null && answered.has(id) ? `once more to request ${id}` : `to ${id}, which was not asked`;
      complain(driverFault("stray-answer", `The driver answered ${what}: ${beginningOf(line)}`));
      return;
    }
    pending.delete(id);
    answered.add(id);
    clearTimeout(waiting.timer);
    events = 0;
    if ("error" in message) {
      const { code, message: text } = message.error;
      const reason = driverFault(
        "rpc-error",
        `The driver answered ${waiting.name} with error ${code}: ${beginningOf(text, 400)}`,
      );
      onFault(reason);
      waiting.reject(new DriverError(reason));
      return;
    }
    const read = REQUESTS[waiting.name].result.safeParse(message.result);
    if (read.success) {
      waiting.resolve(read.data);
      return;
    }
    const reason = driverFault(
      "misfit",
      `The driver's answer to ${waiting.name} does not fit: ${misfitOf(read.error)}.`,
    );
    onFault(reason);
    waiting.reject(new DriverError(reason));
  }

  function takeEvent(line: string, method: string, params: unknown): void {
    events += 1;
    if (events > MOST_EVENTS) {
      giveUp(driverFault("flood", `The driver told of ${events} events without an answer in between.`));
      return;
    }
    if (method !== "event") {
      takeJunk(line, `there is no notification ${JSON.stringify(method)}`);
      return;
    }
    const read = driverEvent.safeParse(params);
    if (read.success) listener(read.data);
    else
      complain(
        driverFault(
          "misfit",
          `An event of the driver does not fit: ${misfitOf(read.error)}: ${beginningOf(line)}`,
        ),
      );
  }

  readLines(
    stdout ?? missing(),
    (line) => {
      if (fault) return;
      const read = readRpcLine(line);
      if (read.kind === "response") takeAnswer(line, read.message);
      else if (read.kind === "notification") takeEvent(line, read.message.method, read.message.params);
      else if (read.kind === "request") takeJunk(line, "a driver asks nothing");
      else takeJunk(line, read.reason);
    },
    (beginning) =>
      giveUp(driverFault("flood", `The driver wrote a line without an end: ${beginningOf(beginning)}`)),
  );
  stderr?.setEncoding("utf8").on("data", (text: string) => {
    errors = (errors + text).slice(-STDERR_KEPT);
  });
  // A driver that has ended takes no more requests: that it has ended is told below.
  stdin?.on("error", () => {});
  void group.ended.then(async (how) => {
    if (isEnding) return;
    // What it wrote before its end may still be on its way.
    await delay(50);
    const last = errors.trim().split("\n").at(-1) ?? "";
    giveUp(
      driverFault("ended", `The driver ended ${how}${last === "" ? "." : `: ${beginningOf(last, 300)}`}`),
    );
  });

  function ask(name: RequestName, params: object): Promise<unknown> {
    if (fault) return Promise.reject(new DriverError(fault));
    lastId += 1;
    const id = lastId;
    return new Promise((resolve, reject) => {
      const late = () =>
        giveUp(driverFault("silent", `The driver did not answer ${name} within ${patience} ms.`));
      const timer = name === "call" ? undefined : setTimeout(late, patience);
      pending.set(id, { name, resolve, reject, timer });
      stdin?.write(writeRpcLine({ id, method: name, params }));
    });
  }

  async function kill(): Promise<void> {
    isEnding = true;
    for (const { timer } of pending.values()) clearTimeout(timer);
    pending.clear();
    await group.kill();
  }

  return {
    broken: () => fault,
    stderr: () => errors,
    kill,
    describe: async () => (await ask("describe", {})) as Awaited<ReturnType<Driver["describe"]>>,
    createClient: async (options) => void (await ask("createClient", options)),
    closeClient: async (clientId) => void (await ask("closeClient", { clientId })),
    call: async (clientId, method, params) =>
      (await ask("call", { clientId, method, params })) as Awaited<ReturnType<Driver["call"]>>,
    setAppState: async (clientId, state) => void (await ask("setAppState", { clientId, state })),
    setNetwork: async (clientId, state) => void (await ask("setNetwork", { clientId, state })),
    advanceClock: async (milliseconds) =>
      (await ask("advanceClock", { milliseconds })) as Awaited<ReturnType<Driver["advanceClock"]>>,
    async reset() {
      await ask("reset", {});
      for (const [id, { name }] of pending) {
        if (name === "call" && pending.delete(id)) forgotten.add(id);
      }
    },
    async shutdown() {
      if (fault) return kill();
      try {
        await ask("shutdown", {});
        isEnding = true;
        stdin?.end();
        const how = await Promise.race([group.ended, delay(FAREWELL, undefined, { ref: false })]);
        if (how === undefined) {
          onFault(
            driverFault("left-over", `The driver still ran ${FAREWELL} ms after its answer to shutdown.`),
          );
        } else if ((await group.left(TIDYING)).length > 0) {
          onFault(driverFault("left-over", "The driver left processes behind that it had started."));
        }
      } finally {
        await kill();
      }
    },
    onEvent(heard) {
      listener = heard;
    },
  };
}

function missing(): never {
  throw new Error("The driver's process has no stdout.");
}
