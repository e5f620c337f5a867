import process from "node:process";
import { serveDriver } from "../../protocol/serve-driver.ts";
import { createOfficialDriver } from "./index.ts";

// The official SDK as a process of its own. With --real-time its timers follow the clock of the machine.

try {
  const time = process.argv.includes("--real-time") ? "real" : "virtual";
  await serveDriver(createOfficialDriver({ time }), { input: process.stdin, output: process.stdout });
  process.exit(0);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
