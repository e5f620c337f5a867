import { describe, expect, it } from "vitest";
import { patternFault } from "./safe-pattern.ts";

describe("a pattern for moderation (moderation/lists-management)", () => {
  it.each([
    String.raw`\b\d{3}[-.]?\d{3}[-.]?\d{4}\b`,
    "[a-z]{1,50}",
    String.raw`\d{3,10}`,
    String.raw`\b\w{3,20}\b`,
    String.raw`[a-z0-9]{1,50}@[a-z]{1,50}\.[a-z]{2,10}`,
    "(?:buy|sell) now",
    "colou?r",
    String.raw`(?:\d{3}-){2}\d{4}`,
    "[+*?]",
    String.raw`\+\*\{1,\}`,
    "[)(|a]?",
    "",
  ])("%s may be used", (pattern) => {
    expect(patternFault(pattern)).toBeUndefined();
  });

  it.each([
    [".*", "without a bound"],
    [".+", "without a bound"],
    ["(a+)+", "without a bound"],
    [String.raw`\d{10,}`, "without a bound"],
    ["(a{1,50}){1,50}b", "group in which there is a choice"],
    ["(a|a){20}b", "group in which there is a choice"],
    ["(a?){30}a{30}", "group in which there is a choice"],
    ["((a?)b){2}", "group in which there is a choice"],
    ["a{1,99}a{1,99}a{1,99}b", "more than 25000 ways"],
    [String.raw`(a{1,9})\1`, "refers back"],
    [String.raw`(?<x>a)\k<x>`, "refers back"],
    ["(", "not a regular expression"],
    ["a{2,1}", "not a regular expression"],
    ["[a", "not a regular expression"],
  ])("%s may not: %s", (pattern, fault) => {
    expect(patternFault(pattern)).toContain(fault);
  });

  it("takes no time to speak of, at its worst on the longest text", () => {
    const pattern = "[a-z]{1,50}@?[a-z]{1,50}!";
    expect(patternFault(pattern)).toBeUndefined();
    const started = performance.now();
    new RegExp(pattern, "iu").test("a".repeat(10_000));
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
