import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { insertSorted, lowerBound, positionOf } from "./sorted-list.ts";

const ascending = (a: number, b: number) => a - b;
const distinct = fc.uniqueArray(fc.integer({ min: -50, max: 50 }));

describe("a sorted list", () => {
  it("stays sorted whatever the order of insertion, and finds each row again", () => {
    fc.assert(
      fc.property(distinct, (numbers) => {
        const rows: number[] = [];
        for (const number of numbers) insertSorted(rows, number, ascending);
        const sorted = [...numbers].sort(ascending);
        expect(rows).toEqual(sorted);
        for (const [at, number] of sorted.entries()) expect(positionOf(rows, number, ascending)).toBe(at);
      }),
    );
  });

  it("counts the rows before a bound", () => {
    fc.assert(
      fc.property(distinct, fc.integer({ min: -60, max: 60 }), (numbers, bound) => {
        const rows = numbers.sort(ascending);
        expect(lowerBound(rows, (row) => row < bound)).toBe(rows.filter((row) => row < bound).length);
      }),
    );
  });
});
