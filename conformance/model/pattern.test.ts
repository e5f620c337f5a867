import { describe, expect, it } from "vitest";
import { around, differences, exactly, failure, fits, inAnyOrder, oneOf, shown, someId } from "./pattern.ts";

describe("a pattern", () => {
  it("looks only at the keys that it names", () => {
    expect(differences({ a: 1 }, { a: 1, b: 2 })).toEqual([]);
    expect(differences({ a: { b: 2 } }, { a: { b: 3 } })).toEqual([{ path: "a.b", expected: 2, seen: 3 }]);
  });

  it("says by undefined what must not be there", () => {
    expect(differences({ a: undefined }, { a: 1 })).toEqual([{ path: "a", expected: "nothing", seen: 1 }]);
    expect(fits({ a: undefined }, {})).toBe(true);
  });

  it("takes lists of the same length only", () => {
    expect(fits([1, 2], [1, 2])).toBe(true);
    expect(fits([1, 2], [1, 2, 3])).toBe(false);
    expect(fits([{ a: 1 }], [{ a: 2 }])).toBe(false);
  });

  it.each([
    [someId, "12", 12],
    [oneOf("a", "b"), "b", "c"],
    [around(10, 2), 12, 13],
    [exactly({ a: [1, { b: null }] }), { a: [1, { b: null }] }, { a: [1, { b: null }], c: 1 }],
    [inAnyOrder("a", "b"), ["b", "a"], ["b", "a", "a"]],
    [failure, "what went wrong", "success"],
  ])("has matchers: %o", (matcher, good, bad) => {
    expect([fits(matcher, good), fits(matcher, bad)]).toEqual([true, false]);
  });

  it("is shown with what its matchers take", () => {
    expect(shown({ id: someId, gone: undefined, list: [oneOf("a", "b")] })).toEqual({
      id: "<an id of a message>",
      gone: "<nothing>",
      list: ["<a or b>"],
    });
  });
});
