import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { makeFolder } from "./make-folder.ts";

let base: string;
beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), "testkit-folder-"));
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

it("makes a folder and those above it, for their owner only, and leaves one that is there", () => {
  const folder = join(base, "one", "two", "three");

  makeFolder(folder);
  makeFolder(folder);

  expect(statSync(folder).isDirectory()).toBe(true);
  expect(statSync(join(base, "one")).mode & 0o077).toBe(0);
});

it("throws where a file is in the way", () => {
  writeFileSync(join(base, "file"), "");

  expect(() => makeFolder(join(base, "file", "folder"))).toThrow(/ENOTDIR/);
});

it.runIf(existsSync("/proc/self"))("throws where no folder can be", () => {
  expect(() => makeFolder("/proc/nope/certificates")).toThrow(/ENOENT/);
});
