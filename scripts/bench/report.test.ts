import { expect, test } from "vitest";
import { isReached, json, type Row, table } from "./report.ts";

const reads: Row = {
  what: "GET users",
  subjectName: "testkit",
  baselineName: "node:http",
  unit: "req/s",
  subject: { median: 12_345.6, min: 12_000, max: 13_000 },
  baseline: { median: 20_000, min: 19_000, max: 21_000 },
  ratio: { median: 0.61234, min: 0.6, max: 0.62 },
  target: { of: "ratio", atLeast: 0.5 },
};

const startUp: Row = {
  what: "start",
  subjectName: "built",
  unit: "ms",
  subject: { median: 301, min: 290, max: 400 },
  target: { of: "subject", atMost: 300 },
};

const unmeasured: Row = {
  what: "against Prism",
  subjectName: "testkit",
  baselineName: "Prism",
  unit: "req/s",
  target: { of: "ratio", atLeast: 5 },
  note: "not measured: no network",
};

test("a target is reached by the median, on the right side of its bound", () => {
  expect(isReached(reads)).toBe(true);
  expect(isReached({ ...reads, target: { of: "ratio", atLeast: 0.7 } })).toBe(false);
  expect(isReached(startUp)).toBe(false);
  expect(isReached({ ...startUp, target: { of: "subject", atMost: 301 } })).toBe(true);
});

test("what was not measured is neither reached nor missed", () => {
  expect(isReached(unmeasured)).toBeUndefined();
});

test("the table aligns its columns, gives the spread and puts the notes below", () => {
  expect(table([reads, startUp, unmeasured])).toBe(
    [
      "what           subject               baseline                ratio (min…max)   target    reached",
      "─────────────  ────────────────────  ──────────────────────  ────────────────  ────────  ────────────",
      "GET users      12,346 req/s testkit  20,000 req/s node:http  0.612 (0.6…0.62)  ≥ 0.5     yes",
      "start          301 ms built          –                       – (290…400)       ≤ 300 ms  NO",
      "against Prism  testkit               Prism                   –                 ≥ 5       not measured",
      "",
      "  against Prism: not measured: no network",
    ].join("\n"),
  );
});

test("the JSON carries the circumstances and a verdict for each row", () => {
  const written = JSON.parse(json([reads, unmeasured], { node: "v20" }));
  expect(written.node).toBe("v20");
  expect(written.rows.map((row: { reached: unknown }) => row.reached)).toEqual([true, null]);
  expect(written.rows[0].ratio.median).toBe(0.61234);
});
