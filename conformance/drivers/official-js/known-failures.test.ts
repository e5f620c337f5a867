import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { conform, replay } from "../../harness/conform.ts";
import { type Opened, openDriver } from "../../harness/open-driver.ts";
import { type KnownFailure, loadKnownFailures } from "../../report/known-failures.ts";
import { createTally, exitCodeOf } from "../../report/run-result.ts";
import { knownFailuresOf } from "../named.ts";

const KNOWN = loadKnownFailures(knownFailuresOf("official-js") ?? "");

describe("what the official SDK is known to get wrong", () => {
  let official: Opened;
  let reference: Opened;
  beforeAll(async () => {
    official = await openDriver("official-js-in-process");
    reference = await openDriver("reference");
  });
  afterAll(async () => {
    await official.close();
    await reference.close();
  });

  it("is listed once each", () => {
    expect(new Set(KNOWN.map(({ rule }) => rule)).size).toBe(KNOWN.length);
  });

  it.each(KNOWN)("$rule is shown by its case, and by no client that is right", async ({ rule, scenario }) => {
    expect(scenario).toBeDefined();
    if (!scenario) return;
    const shown = await replay(official, scenario);
    expect(shown.failures.flatMap(({ failure }) => failure.rules)).toContain(rule);
    expect(exitCodeOf(await replay(reference, scenario))).toBe(0);
  });
});

describe("a run with a list of known failures", () => {
  const entry = KNOWN.find(({ rule }) => rule === "PAG-LIMIT-02");
  const run = async (
    driver: string,
    known: readonly KnownFailure[],
    shard?: { index: number; of: number },
  ) => {
    const opened = await openDriver(driver);
    const result = await conform({
      opened,
      seed: 1,
      runs: 0,
      suites: ["users"],
      known,
      shard,
      shrinks: false,
    });
    await opened.close();
    return { result, state: result.rules.find(({ id }) => id === "PAG-LIMIT-02")?.state };
  };

  it("is green while an entry fails, in a part that comes to it by the entry's own case alone as well", async () => {
    const { result, state } = await run("official-js-in-process", entry ? [entry] : [], {
      index: 999,
      of: 1_000,
    });
    expect([state, result.complaints, exitCodeOf(result)]).toEqual(["known", [], 0]);
  });

  it("is red when something fails that is not listed", async () => {
    const { result, state } = await run("official-js-in-process", []);
    expect([state, exitCodeOf(result)]).toEqual(["failed", 1]);
  });

  it("is red when an entry has come to hold", async () => {
    const { result } = await run("reference", entry ? [entry] : []);
    expect(result.complaints).toEqual([
      "PAG-LIMIT-02 is listed as failing, and holds: take it off the list.",
    ]);
    expect(exitCodeOf(result)).toBe(1);
  });

  it("is red when nothing has come to an entry", () => {
    const tally = createTally({
      known: [{ rule: "PAG-LIMIT-02", reason: "So it was." }],
      isWanted: () => true,
      suitesOf: () => [],
      isCut: () => false,
      isWhole: true,
      isShard: false,
    });
    const driver = {
      name: "n",
      version: "1",
      language: "l",
      protocolVersion: "1.0",
      capabilities: [],
      methods: [],
    };
    const result = tally.result({ driver, seed: 1, runs: 0, milliseconds: 0, isFull: true });
    expect(result.complaints).toEqual([
      "PAG-LIMIT-02 is listed as failing, and no case has come to it: it is unreached.",
    ]);
    expect(exitCodeOf(result)).toBe(1);
  });
});
