import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { CLIENT_MUTANTS } from "../mutants/clients/index.ts";
import { exitCodeOf } from "../report/run-result.ts";
import { readCase, textOfCase } from "./case-file.ts";
import { conform, replay } from "./conform.ts";
import { openDriver, openReference } from "./open-driver.ts";

const folder = mkdtempSync(join(tmpdir(), "conform-"));
afterAll(() => rmSync(folder, { recursive: true }));

const mutant = (name: string) => {
  const found = CLIENT_MUTANTS.find((one) => one.name === name);
  if (!found) throw new Error(`There is no mutant ${name}.`);
  return found;
};

describe("a case that was written down", () => {
  it.each([
    ["deletions are not told", "EDT-DEL-02"],
    ["the code of an error is its own", "ERR-FORM-01"],
  ])("shows again that %s, and nothing with a client that is right", async (name, rule) => {
    const wrong = await openReference(mutant(name).behaviour);
    const first = await conform({ opened: wrong, seed: 1, runs: 0, suites: ["messages"], shrinks: false });
    const found = first.failures.find(({ failure }) => failure.rules.includes(rule));
    expect(found).toBeDefined();
    if (!found) return;
    const file = join(folder, "case.json");
    writeFileSync(file, textOfCase(found.case.scenario, found.failure.rules));
    const again = await replay(wrong, readCase(file));
    await wrong.close();
    expect(again.failures.map(({ failure }) => failure)).toEqual([found.failure]);
    expect(exitCodeOf(again)).toBe(1);
    const right = await openDriver("reference");
    expect(exitCodeOf(await replay(right, readCase(file)))).toBe(0);
    await right.close();
  });

  it("is made small: only what it takes is left", async () => {
    const wrong = await openReference(mutant("deletions are not told").behaviour);
    const { failures } = await conform({ opened: wrong, seed: 1, runs: 0, suites: ["messages"] });
    await wrong.close();
    const calls = failures[0]?.case.scenario.steps.map((step) => ("call" in step ? step.call : ""));
    expect(calls).toEqual(["sendTextMessage", "deleteMessage"]);
  });
});
