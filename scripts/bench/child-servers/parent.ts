import process from "node:process";

/**
 * Tells the benchmark that this program is ready, or what it has measured. Questions for its processor time are answered
 * from then on.
 */
export function ready(facts: unknown): void {
  process.on("message", () => {
    const { user, system } = process.cpuUsage();
    process.send?.((user + system) / 1000);
  });
  // By process.exit, so that a profile is written; and no orphans when the benchmark is gone.
  process.on("SIGTERM", () => process.exit());
  process.on("disconnect", () => process.exit());
  process.send?.(facts);
}
