import { constants } from "node:os";
import process from "node:process";

// npm and tsx pass a Ctrl-C on that the terminal has sent to the whole group already: one key press, two signals.
const SAME_KEY_PRESS_MS = 300;

/** Resolves with the first request to stop; the next one ends the process at once. */
export function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    let first = 0;
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.on(signal, () => {
        first ||= performance.now();
        if (performance.now() - first > SAME_KEY_PRESS_MS) process.exit(128 + constants.signals[signal]);
        resolve();
      });
    }
  });
}
