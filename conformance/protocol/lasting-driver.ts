import type { Driver } from "./driver.ts";
import { type DriverProcess, type DriverProcessOptions, startDriverProcess } from "./driver-process.ts";
import type { DriverEvent } from "./messages.ts";

/** A driver in a process, that is started again where it has broken. */
export interface LastingDriver extends Driver {
  /** How often it has been started again. */
  restarts(): number;
  /** The end of what the process has written to stderr. */
  stderr(): string;
  /** Ends the process and its children at once. */
  kill(): Promise<void>;
}

/**
 * Starts a driver that outlives its process: when that is broken, the next `reset` starts another. So one case is lost, and
 * the run goes on with the rest.
 */
export function startLastingDriver(options: DriverProcessOptions): LastingDriver {
  let restarts = 0;
  let listener: (event: DriverEvent) => void = () => {};
  let current = start();

  function start(): DriverProcess {
    const started = startDriverProcess(options);
    started.onEvent((event) => {
      if (current === started) listener(event);
    });
    return started;
  }

  return {
    restarts: () => restarts,
    stderr: () => current.stderr(),
    kill: () => current.kill(),
    describe: () => current.describe(),
    createClient: (client) => current.createClient(client),
    closeClient: (clientId) => current.closeClient(clientId),
    call: (clientId, method, params) => current.call(clientId, method, params),
    setAppState: (clientId, state) => current.setAppState(clientId, state),
    setNetwork: (clientId, state) => current.setNetwork(clientId, state),
    advanceClock: (milliseconds) => current.advanceClock(milliseconds),
    async reset() {
      if (current.broken()) {
        await current.kill();
        restarts += 1;
        current = start();
        // That it starts at all is seen here, by whoever resets; the description of before still holds.
        await current.describe();
        return;
      }
      await current.reset();
    },
    shutdown: () => current.shutdown(),
    onEvent(heard) {
      listener = heard;
    },
  };
}
