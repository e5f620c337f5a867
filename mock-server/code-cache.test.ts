import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { runWithKeptCode } from "./code-cache.ts";

let base: string;
let file: string;
let folder: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), "testkit-code-"));
  file = join(base, "script.cjs");
  folder = join(base, "kept", "code");
  writeScript("first");
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(base, { recursive: true, force: true });
});

function writeScript(answer: string): void {
  const filler = Array.from(
    { length: 200 },
    (_, at) => `function f${at}(x) { return x + ${at}; } f${at}(1);`,
  );
  writeFileSync(file, `${filler.join("\n")}\nexports.answer = () => "${answer}";\nexports.here = __dirname;`);
}

function run() {
  const { exports, keepCode } = runWithKeptCode(file, folder);
  const { answer, here } = exports as { answer: () => string; here: string };
  return { answer: answer(), here, keepCode };
}

const keptFiles = () => readdirSync(folder).map((name) => join(folder, name));

it("runs a file as Node does", () => {
  expect(run()).toMatchObject({ answer: "first", here: base });
});

it("keeps code once, for its owner only, and runs the same with it", () => {
  run().keepCode();
  const [kept = ""] = keptFiles();
  utimesSync(kept, 1, 1);

  const again = run();
  again.keepCode();

  expect(again.answer).toBe("first");
  expect(keptFiles()).toEqual([kept]);
  expect(statSync(kept)).toMatchObject({ mtimeMs: 1_000, mode: expect.any(Number) });
  expect(statSync(kept).mode & 0o077).toBe(0);
});

it("runs what the file says now, not what it said when code was kept", () => {
  run().keepCode();
  // As long as before: V8 itself compares nothing but the length.
  writeScript("other");

  expect(run().answer).toBe("other");
});

it("keeps code for each choice of Node's options, since V8 takes none that was made with others", () => {
  run().keepCode();
  vi.stubEnv("NODE_OPTIONS", "--max-old-space-size=4096");
  run().keepCode();
  expect(keptFiles()).toHaveLength(2);
});

it("passes by damaged code, and keeps whole code in its place", () => {
  run().keepCode();
  const [kept = ""] = keptFiles();
  const whole = readFileSync(kept);
  // Behind what V8 checks.
  const damaged = whole.map((byte, at) => (at < 100 ? byte : byte ^ 0xff));
  for (const bytes of [damaged, whole.subarray(0, 900), Buffer.alloc(0)]) {
    writeFileSync(kept, bytes);
    const { answer, keepCode } = run();
    keepCode();
    expect(answer).toBe("first");
    expect(readFileSync(kept).length).toBeGreaterThan(900);
  }
});

it("runs on where nothing can be kept", () => {
  writeFileSync(join(base, "kept"), "a file where the folder should be");

  const { answer, keepCode } = run();

  expect(keepCode).not.toThrow();
  expect(answer).toBe("first");
});

it("keeps the code of the newest eight", () => {
  for (let version = 0; version < 12; version++) {
    writeScript(`version ${version}`);
    run().keepCode();
    for (const [at, kept] of keptFiles().entries()) utimesSync(kept, at, version);
  }
  expect(keptFiles()).toHaveLength(8);
});
