import { execFileSync } from "node:child_process";
import process from "node:process";

let isBuilt = false;

/** Runs `npm run build`, once. @returns the path of the command */
export function builtCommand(): string {
  if (!isBuilt) execFileSync(process.execPath, ["--import", "tsx", "scripts/build.ts"], { stdio: "inherit" });
  isBuilt = true;
  return "dist/cli.cjs";
}
