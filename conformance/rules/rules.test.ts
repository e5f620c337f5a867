import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { rulesDocument } from "../report/rules-document.ts";
import coverage from "./coverage.json" with { type: "json" };
import { suitesOfRule } from "./coverage.ts";
import { RULES } from "./index.ts";
import { readRules } from "./rule.ts";

describe("the catalogue of rules", () => {
  it("gives each rule an id of its own", () => {
    expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
    expect(RULES.length).toBeGreaterThan(250);
  });

  it("has no rule of an area under another area's letters", () => {
    const areas = new Map<string, Set<string>>();
    for (const { id, area } of RULES) {
      const letters = id.slice(0, 3);
      areas.set(letters, (areas.get(letters) ?? new Set()).add(area));
    }
    expect([...areas].filter(([, of]) => of.size > 1)).toEqual([]);
  });

  it("never says of a rule that cannot be observed that a suite comes to it", () => {
    expect(RULES.filter(({ id, excluded }) => excluded !== undefined && suitesOfRule(id).length > 0)).toEqual(
      [],
    );
  });

  it("knows every rule that suites come to", () => {
    const known = new Set(RULES.map(({ id }) => id));
    expect(Object.keys(coverage).filter((id) => !known.has(id))).toEqual([]);
  });

  it("is what RULES.md lists: npm run rules writes it", () => {
    const file = new URL("../RULES.md", import.meta.url);
    expect(readFileSync(file, "utf8")).toBe(rulesDocument(suitesOfRule));
  });

  it.each([
    "X-1 | must | both | stated | a | b",
    "USR-A-01 | shall | both | stated | a | b",
    "USR-A-01 | must",
  ])("cannot hold %s", (line) => {
    expect(() => readRules("users", line)).toThrow("Failed to read the rules of users");
  });
});
