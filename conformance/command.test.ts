import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { runConform } from "./command.ts";

const folder = mkdtempSync(join(tmpdir(), "conform-command-"));
afterAll(() => rmSync(folder, { recursive: true }));

let out = "";
let err = "";
beforeEach(() => {
  out = "";
  err = "";
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    out += stripVTControlCharacters(String(text));
    return true;
  });
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    err += text;
    return true;
  });
});
afterEach(() => vi.restoreAllMocks());

describe("conform", () => {
  it("tells that the reference client conforms, and writes reports", async () => {
    const args = ["--driver", "reference", "--suite", "paging", "--runs", "1", "--report", folder];
    expect(await runConform(args)).toBe(0);
    expect(out).toMatch(/reference 1\.0\.0 .*conforms.*: \d+ rules passed, 0 failed/);
    expect(readdirSync(folder).sort()).toEqual([
      "conformance.html",
      "conformance.json",
      "conformance.md",
      "conformance.xml",
    ]);
  });

  it("lists rules with the suites that come to them", async () => {
    expect(await runConform(["--list", "--rule", "msg-echo-*"])).toBe(0);
    expect(out.trim().split("\n")).toHaveLength(2);
    expect(out).toContain("MSG-ECHO-01");
  });

  it("runs only suites that come to the rules that are asked for", async () => {
    expect(await runConform(["--driver", "reference", "--rule", "PAG-PREV-01", "--runs", "1"])).toBe(0);
    expect(out).toContain("1 rules passed");
  });

  it("runs parts that are all of it together", async () => {
    const cases = async (...more: string[]) => {
      out = "";
      await runConform(["--driver", "reference", "--suite", "paging", "--runs", "5", ...more]);
      return Number(/(\d+) cases/.exec(out)?.[1]);
    };
    const parts = [await cases("--shard", "1/2"), await cases("--shard", "2/2")];
    expect(parts[0]).toBeGreaterThan(0);
    expect((parts[0] ?? 0) + (parts[1] ?? 0)).toBe(await cases());
  });

  it.each([
    [[], "no driver was given"],
    [["--driver", "reference", "--suite", "nope"], 'there is no suite "nope"'],
    [["--driver", "reference", "--rule", "NOPE-*"], 'no rule is like "NOPE-*"'],
    [["--driver", "reference", "--shard", "3/2"], "is no part"],
    [["--driver", "reference", "--runs", "many"], "is no whole number"],
    [["--driver", "reference", "--replay", join(folder, "nowhere.json")], "--replay"],
    [["--driver", "reference", "--known-failures", join(folder, "nowhere.json")], "--known-failures"],
    [["--target", "http://localhost"], "is no service"],
    [["--target", "https://localhost", "--app-id", "a"], "a target needs"],
    [["--fly"], "unknown option"],
  ])("is told by the exit code 2 that %j is no way to ask", async (args, text) => {
    expect(await runConform(args)).toBe(2);
    expect(err).toContain(text);
  });

  it("cannot replay what is no case", async () => {
    const file = join(folder, "bad.json");
    writeFileSync(
      file,
      JSON.stringify({ version: 1, scenario: { suite: "x", world: {}, devices: [], steps: [] } }),
    );
    expect(await runConform(["--driver", "reference", "--replay", file])).toBe(2);
    expect(err).toContain("scenario.world.users");
  });

  it("tells by the exit code 2 that a driver is broken", async () => {
    expect(await runConform(["--driver", "echo hello"])).toBe(2);
    expect(err).toContain("The driver ended with code 0");
  });
});
