import { beforeAll, describe, expect, it } from "vitest";
import { conform } from "../../harness/conform.ts";
import { openReference } from "../../harness/open-driver.ts";
import { suitesOfRule } from "../../rules/coverage.ts";
import { RULES } from "../../rules/index.ts";
import { type BookedCase, writeCaseBook } from "../case-book.ts";
import { kill } from "../kill.ts";
import { HAND_MADE, SERVER_MUTANTS } from "./index.ts";

const SUITES = ["groups", "paging"];

let book: readonly BookedCase[];
beforeAll(async () => {
  book = await writeCaseBook({ seed: 1, runs: 0, suites: SUITES });
});

const mutant = (name: string) => {
  const found = SERVER_MUTANTS.find((one) => one.name === name);
  if (!found) throw new Error(`There is no mutant ${name}.`);
  return found;
};

describe("a server", () => {
  it.each([
    ["join.private is allowed", "GRP-JOIN-05"],
    ["join.public is refused", "GRP-JOIN-01"],
    ["any password opens a group", "GRP-JOIN-03"],
    ["every second frame of a message is lost", "MSG-TEXT-02"],
    ["kicking is not told", "MBR-KICK-02"],
    ["the previous page repeats the oldest row", "PAG-PREV-01"],
  ])("in which %s is caught by the rule that names it", async (name, rule) => {
    const { failure, isNamed } = await kill(mutant(name), book);
    expect(failure?.rules).toContain(rule);
    expect(isNamed).toBe(true);
  });

  it("that is right is caught by none", async () => {
    expect(await kill({ name: "nothing", rules: [] }, book)).toMatchObject({ failure: undefined });
  });

  it("stays right behind a layer that passes everything on", async () => {
    const opened = await openReference(undefined, {
      layer: () => ({
        answer: (request, ask) => ask({ ...request }),
        sends: (frame) => [frame],
        hears: (frame) => [frame],
      }),
    });
    const { failures, cases } = await conform({
      opened,
      seed: 1,
      runs: 0,
      suites: ["groups", "paging", "signals"],
    });
    await opened.close();
    expect(failures.map(({ failure }) => failure.what)).toEqual([]);
    expect(cases).toBeGreaterThan(10);
  });
});

describe("the broken servers", () => {
  it("are called by names of their own", () => {
    const names = SERVER_MUTANTS.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)]);
  });

  it("break every rule of the server's side that suites come to", () => {
    const named = new Set(SERVER_MUTANTS.flatMap(({ rules }) => rules));
    // Their suites are young.
    const isYoung = (area: string) => area === "calls" || area === "interactive";
    const whole = RULES.filter(
      ({ id, side, area }) => side !== "client" && !isYoung(area) && suitesOfRule(id).length > 0,
    );
    expect(whole.filter(({ id }) => !named.has(id)).map(({ id }) => id)).toEqual([]);
    expect(HAND_MADE.length).toBeGreaterThan(200);
  });
});
