import { Window } from "happy-dom";
import { beforeAll, describe, expect, it } from "vitest";
import { conform } from "../harness/conform.ts";
import { openReference } from "../harness/open-driver.ts";
import { RULES } from "../rules/index.ts";
import { reportFiles } from "./formats.ts";
import { readKnownFailures } from "./known-failures.ts";
import { exitCodeOf, type RunResult } from "./run-result.ts";

/** A client that tells nobody of deletions. */
async function run(
  known: readonly { readonly rule: string; readonly reason: string }[] = [],
): Promise<RunResult> {
  const opened = await openReference({ tell: (event) => (event.name === "onMessageDeleted" ? [] : [event]) });
  const result = await conform({ opened, seed: 1, runs: 0, suites: ["messages"], known });
  await opened.close();
  return result;
}

let result: RunResult;
let files: Readonly<Record<string, string>>;
beforeAll(async () => {
  result = await run();
  files = reportFiles(result, () => "conform --replay case-1.json");
}, 60_000);

const stateOf = ({ rules }: RunResult, id: string) => rules.find((rule) => rule.id === id)?.state;

describe("the result of a run", () => {
  it("has every rule in one state: failed, passed, unreached or excluded", () => {
    expect(result.rules).toHaveLength(RULES.length);
    expect(
      ["EDT-DEL-02", "MSG-TEXT-02", "CAL-INIT-01", "HYG-TLS-01"].map((id) => stateOf(result, id)),
    ).toEqual(["failed", "passed", "unreached", "excluded"]);
    expect(exitCodeOf(result)).toBe(1);
  });

  it("has a failure that is known as known, and is no failure then", async () => {
    const tolerant = await run([{ rule: "EDT-DEL-02", reason: "It never did." }]);
    expect(stateOf(tolerant, "EDT-DEL-02")).toBe("known");
    expect([tolerant.failures, exitCodeOf(tolerant)]).toEqual([[], 0]);
  });

  it("complains of a known failure that holds", async () => {
    const known = ["EDT-DEL-02", "MSG-TEXT-02"].map((rule) => ({ rule, reason: "So it was." }));
    const stale = await run(known);
    expect(stale.complaints).toEqual(["MSG-TEXT-02 is listed as failing, and holds: take it off the list."]);
    expect(exitCodeOf(stale)).toBe(1);
  });
});

describe("a rule that no case has come to", () => {
  const untested = (given: RunResult, isFull: boolean): RunResult => ({
    ...given,
    isFull,
    failures: [],
    rules: given.rules
      .filter(({ id }) => ["CAL-INIT-01", "HYG-TLS-01", "MSG-TEXT-02"].includes(id))
      .map((rule) => ({ ...rule })),
  });

  it("is as red as one that fails when everything was run, unless it is excluded", () => {
    const full = untested(result, true);
    expect(full.rules.map(({ state }) => state)).toEqual(["passed", "unreached", "excluded"]);
    expect(exitCodeOf(full)).toBe(1);
    expect(exitCodeOf(untested(result, false))).toBe(0);
  });

  it("is told as such by every report", () => {
    const told = reportFiles(untested(result, true), () => undefined);
    expect(told["conformance.md"]).toContain("No case has come to these rules:**\n\n- `CAL-INIT-01`");
    expect(told["conformance.xml"]).toContain('failures="1"');
    expect(told["conformance.xml"]).toContain('message="No case has come to it"');
    expect(told["conformance.html"]).toContain('<span class="state failed">unreached</span>');
  });

  it("is no failure where only a part was run", () => {
    expect(result.isFull).toBe(false);
    const told = reportFiles(untested(result, false), () => undefined);
    expect(told["conformance.xml"]).toContain('failures="0"');
    expect(told["conformance.md"]).not.toContain("No case has come");
  });
});

describe("the reports of a run", () => {
  it("tell in JUnit XML of each rule, with the failing case", () => {
    const xml = files["conformance.xml"] ?? "";
    const page = new new Window().DOMParser().parseFromString(xml, "application/xml");
    expect(page.querySelector("parsererror")).toBeNull();
    expect(page.querySelectorAll("testcase")).toHaveLength(RULES.length);
    expect(page.querySelector("failure")?.textContent).toContain("conform --replay case-1.json");
  });

  it("tell in JSON of the scenario, which is data", () => {
    const { failures, counts } = JSON.parse(files["conformance.json"] ?? "");
    expect(failures[0].scenario.steps.map((step: { call: string }) => step.call)).toEqual([
      "sendTextMessage",
      "deleteMessage",
    ]);
    expect(counts.failed).toBe(1);
  });

  it("tell in Markdown of the areas, and what was expected and seen", () => {
    expect(files["conformance.md"]).toContain("| edit and delete |");
    expect(files["conformance.md"]).toMatch(/expected: .*\n.*seen: {5}nothing/);
  });

  it("are one page of HTML that asks for nothing else", () => {
    const page = new new Window().DOMParser().parseFromString(files["conformance.html"] ?? "", "text/html");
    expect(page.querySelectorAll("script, link, img, iframe")).toHaveLength(0);
    expect(page.querySelectorAll("tr")).toHaveLength(RULES.length);
    expect(page.querySelector("#EDT-DEL-02 pre")?.textContent).toContain("deleteMessage");
  });
});

describe("a list of known failures", () => {
  it("is read", () => {
    const text = JSON.stringify({ knownFailures: [{ rule: "MSG-TEXT-02", reason: "why", case: "a.json" }] });
    expect(readKnownFailures(text)).toEqual([{ rule: "MSG-TEXT-02", reason: "why", case: "a.json" }]);
  });

  it.each([
    ["{", "it is no JSON"],
    ['{"knownFailures":[{"rule":"NOT-A-RULE","reason":"x"}]}', 'there is no rule "NOT-A-RULE"'],
    ['{"knownFailures":[{"rule":"MSG-TEXT-02","reason":""}]}', "say why it fails"],
  ])("cannot be %s", (text, problem) => {
    expect(() => readKnownFailures(text)).toThrow(problem);
  });
});
