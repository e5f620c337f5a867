import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ROOT } from "./own-packages.ts";

const FOLDERS = ["mock-server", "conformance", "fixtures", "scripts"];

let copy: string;
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), "testkit-start-"));
  const filter = (path: string) => !path.includes("node_modules");
  for (const name of FOLDERS) cpSync(join(ROOT, name), join(copy, name), { recursive: true, filter });
  for (const name of ["package.json", "package-lock.json", "tsconfig.json"]) {
    cpSync(join(ROOT, name), join(copy, name));
  }
  mkdirSync(join(copy, "node_modules"));
  for (const name of readdirSync(join(ROOT, "node_modules")).filter((name) => name !== ".cache")) {
    symlinkSync(join(ROOT, "node_modules", name), join(copy, "node_modules", name));
  }
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

function start(...args: string[]): string {
  return startWith([], ...args);
}

function startWith(flags: readonly string[], ...args: string[]): string {
  return execFileSync(process.execPath, [...flags, "scripts/start.cjs", ...args], {
    cwd: copy,
    encoding: "utf8",
    env: { ...process.env, COMETCHAT_TESTKIT_HOME: copy },
  });
}

const madeAt = () => statSync(join(copy, "dist/command.cjs")).mtimeMs;

it("makes the command of the sources, and anew once one of them has changed", () => {
  const help = start("serve", "--help");
  expect(help).toContain("cometchat-testkit serve");
  const first = madeAt();

  expect(start("serve", "--help")).toBe(help);
  expect(madeAt()).toBe(first);

  appendFileSync(join(copy, "mock-server/cli-command.ts"), '\nprocess.stdout.write("changed\\n");\n');
  expect(start("serve", "--help")).toBe(`changed\n${help}`);
});

/** Asks the process to stop as soon as the command is to be compiled. */
const STOP_EARLY = `const vm = require("node:vm");
vm.Script = class extends vm.Script {
  constructor(...given) {
    super(...given);
    process.kill(process.pid, "SIGTERM");
  }
};`;

it.skipIf(process.platform === "win32")("ends with 0 when it is asked to stop while it loads", () => {
  const preload = join(copy, "stop-early.cjs");
  writeFileSync(preload, STOP_EARLY);
  const stopped = startWith(["--require", preload], "serve", "--port", "0", "--log", "json");
  expect(stopped).toContain('"event":"ready"');
});
