import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hasFilter, paginate, paginateMerged, paginateParts, paginateWithout } from "./paging.ts";

const ascending = (a: number, b: number) => a - b;
const sorted = fc.uniqueArray(fc.integer({ min: 0, max: 60 })).map((numbers) => numbers.toSorted(ascending));
const window = fc.record({ page: fc.integer({ min: 1, max: 6 }), perPage: fc.integer({ min: 1, max: 9 }) });

describe("a page", () => {
  it("of two merged lists is the page of their sorted union, in either direction", () => {
    fc.assert(
      fc.property(
        sorted,
        fc.func(fc.boolean()),
        window,
        fc.constantFrom("asc", "desc"),
        (rows, pick, at, way) => {
          const long = rows.filter((row) => pick(row));
          const short = rows.filter((row) => !pick(row));
          const union = way === "asc" ? rows : rows.toReversed();
          expect(paginateMerged(long, short, ascending, at, way)).toEqual(paginate(union, at));
        },
      ),
    );
  });

  it("of a list without some rows is the page of the filtered list, in either direction", () => {
    fc.assert(
      fc.property(
        sorted,
        fc.func(fc.boolean()),
        window,
        fc.constantFrom("asc", "desc"),
        (rows, drop, at, way) => {
          const out = rows.flatMap((row, position) => (drop(row) ? [position] : []));
          const kept = rows.filter((row) => !drop(row));
          expect(paginateWithout(rows, at, out, way)).toEqual(
            paginate(way === "asc" ? kept : kept.toReversed(), at),
          );
        },
      ),
    );
  });

  it("of several lists is the page of all of them in a row", () => {
    fc.assert(
      fc.property(fc.array(sorted, { maxLength: 5 }), window, (parts, at) => {
        expect(paginateParts(parts, at)).toEqual(paginate(parts.flat(), at));
      }),
    );
  });

  it("has the total of the matches, whatever page it is", () => {
    const even = paginate([1, 2, 3, 4, 5, 6], { page: 2, perPage: 2 }, (row) => row % 2 === 0);
    expect(even).toEqual({ rows: [6], total: 3, page: 2, perPage: 2 });
  });
});

describe("a filter", () => {
  it("is not set by what the wire sends for nothing", () => {
    expect(hasFilter({ searchKey: "", tags: [], friendsOnly: false, status: undefined })).toBe(false);
  });

  it.each([{ searchKey: "a" }, { tags: ["a"] }, { friendsOnly: true }, { createdAt: {} }])(
    "is set by %o",
    (set) => expect(hasFilter(set)).toBe(true),
  );
});
