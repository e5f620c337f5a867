import process from "node:process";

/** Tells the benchmark that this program is ready. Its questions for processor time are answered from now on. */
export function ready(facts: unknown): void {
  process.on("message", (message: { ask?: unknown }) => {
    if (message.ask !== "cpu") return;
    const { user, system } = process.cpuUsage();
    process.send?.((user + system) / 1000);
  });
  // By process.exit, so that a profile is written; and no orphans when the benchmark is gone.
  process.on("SIGTERM", () => process.exit());
  process.on("disconnect", () => process.exit());
  process.send?.(facts);
}

/** Waits for what the benchmark tells first. */
export function told<T>(): Promise<T> {
  return new Promise((resolve) => {
    process.on("message", function listener(message: { ask?: unknown }) {
      if (message.ask !== undefined) return;
      process.off("message", listener);
      resolve(message as T);
    });
  });
}
