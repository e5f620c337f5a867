#!/usr/bin/env node
import { join } from "node:path";
import process from "node:process";
import { setTimeout } from "node:timers";
import { fileURLToPath } from "node:url";
import type { runCommand } from "./cli-command.ts";
import { runWithKeptCode } from "./code-cache.ts";
import { stopSignal } from "./stop-signal.ts";
import { testkitFolder } from "./testkit-folder.ts";
import { collectYoungAlone } from "./young-collections.ts";

// Beside this file when both are built: `cli-command.ts`, as one file.
const COMMAND = fileURLToPath(new URL("command.cjs", import.meta.url));
// What the first requests run through is kept as well, and they do not wait.
const SETTLED_AFTER_MS = 1_000;

// The other commands end by themselves, and a signal ends them as it ends any program.
const stopped = process.argv[2] === "serve" ? stopSignal() : undefined;
const file = runWithKeptCode(COMMAND, join(testkitFolder(), "code"));
const command = file.exports as { runCommand: typeof runCommand };
void command.runCommand(process.argv.slice(2), {
  onServing: () => {
    const settle = () => {
      file.keepCode();
      collectYoungAlone();
    };
    setTimeout(settle, SETTLED_AFTER_MS).unref();
    process.once("exit", file.keepCode);
  },
  stopped,
});
