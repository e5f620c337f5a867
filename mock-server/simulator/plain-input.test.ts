import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { wholeNumber } from "./fields.ts";
import { importRows } from "./import-rows.ts";
import { operations } from "./operations/index.ts";
import { readPlainly } from "./plain-input.ts";

const value = fc.constantFrom<unknown>(
  ...[
    undefined,
    null,
    true,
    false,
    0,
    1,
    -1,
    1.5,
    1_600_000_000,
    2 ** 53,
    "",
    " ",
    "Text",
    " padded ",
    "12",
    "true",
    "x".repeat(300),
  ],
  ...[
    "user",
    "group",
    "message",
    "public",
    "admin",
    "https://example.com/a.png",
    [],
    ["Some", "more"],
    [1],
    {},
  ],
  ...[{ some: "thing" }, { uids: ["Alice"] }, [{ name: "a" }], new Uint8Array(1)],
);

/** Anything in any of an operation's fields, and one field more. */
function inputFor(shape: z.ZodRawShape): fc.Arbitrary<Record<string, unknown>> {
  const fields = Object.fromEntries(Object.keys(shape).map((name) => [name, value]));
  return fc.record({ ...fields, unknown: value }, { requiredKeys: [] });
}

const schemas = [
  ...Object.entries(operations).map(([name, { input }]) => [name, input as z.ZodType] as const),
  ...Object.entries(importRows()).map(
    ([kind, row]) => [`a row of an import, ${kind}`, row as z.ZodType] as const,
  ),
];

describe("an input that is read plainly", () => {
  it.each(schemas)("is what its schema makes of it: %s", (_, schema) => {
    if (!(schema instanceof z.ZodObject)) {
      expect(readPlainly(schema, {})).toBeUndefined();
      return;
    }
    fc.assert(
      fc.property(inputFor(schema.shape), (input) => {
        const read = readPlainly(schema, input);
        const parsed = schema.safeParse(input);
        if (read) expect(parsed.data).toEqual(read);
        else expect(parsed.success && !schema.def.checks && !schema.def.catchall).toBe(false);
      }),
    );
  });

  it.each([
    ["a refinement of the whole", z.object({ a: z.string() }).refine(({ a }) => a === "fine")],
    ["a rule for other fields", z.object({ a: z.string() }).catchall(z.number())],
    ["a ban on other fields", z.strictObject({ a: z.string() })],
    ["a transformation", z.object({ a: z.string() }).transform(({ a }) => a)],
  ])("is not there for a schema with %s", (_, schema) => {
    expect(readPlainly(schema, { a: "fine" })).toBeUndefined();
  });

  it.each([
    ["a default, inside of what is optional too", z.string().default("a").optional(), undefined, "a"],
    ["a change of the text", z.string().trim().toLowerCase(), " A ", "a"],
    ["a conversion", z.coerce.string(), 1, "1"],
    ["a bound", z.string().max(1), "ab", undefined],
    ["a format", z.url(), "no address", undefined],
    ["bounds of a number", wholeNumber(2, 3), 4, undefined],
    ["a number spelled as its digits", wholeNumber(2, 3), "3", 3],
    ["a default, of what is there", z.string().default("a"), "b", "b"],
    ["a list by default", z.array(z.string()).default([]), undefined, []],
    ["a word of a few", z.enum(["a"]).optional(), "b", undefined],
  ])("heeds a field's schema with %s", (_, field, given, expected) => {
    const read = readPlainly(z.object({ field }), { field: given });
    expect(read).toStrictEqual(expected === undefined ? undefined : { field: expected });
  });

  it("is not there for what is no object", () => {
    const schema = z.object({ a: z.string().optional() });
    for (const input of [undefined, null, "a", 1, ["a"]]) expect(readPlainly(schema, input)).toBeUndefined();
  });
});
