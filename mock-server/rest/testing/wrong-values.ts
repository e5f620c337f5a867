import type { JsonSchema } from "../openapi/openapi-types.ts";

/** What may come in place of any value, of whatever type. */
const JUNK: readonly unknown[] = [
  "",
  " ",
  "two words",
  "no-such-thing",
  "ünïcödé 👍",
  "../../etc",
  "x".repeat(5_000),
  0,
  -1,
  1.5,
  1e300,
  "1e3",
  true,
  [],
  [[]],
  ["no-such-thing"],
  {},
  { a: { b: [] } },
  { constructor: "x", __proto__: "y" },
];

/**
 * Values that may come in place of one, with what a schema is about to break: too long, out of bounds, and junk at
 * every place inside.
 *
 * @param right what the schema allows
 */
export function wrongValues(schema: JsonSchema, right: unknown, depth = 0): unknown[] {
  const { maxLength, maximum, minimum, maxItems, items, properties } = schema;
  const values = [...JUNK];
  if (maxLength !== undefined) values.push("x".repeat(maxLength + 1));
  if (maximum !== undefined) values.push(maximum + 1);
  if (minimum !== undefined) values.push(minimum - 1);
  if (depth > 3) return values;
  if (items) {
    const [item = "x"] = Array.isArray(right) ? right : [];
    if (maxItems !== undefined) values.push(Array(maxItems + 1).fill(item));
    values.push(...wrongValues(items, item, depth + 1).map((value) => [item, value]));
  }
  for (const [name, property] of Object.entries(properties ?? {})) {
    const object = (right ?? {}) as Record<string, unknown>;
    for (const value of [undefined, ...wrongValues(property, object[name], depth + 1)]) {
      values.push({ ...object, [name]: value });
    }
  }
  return values;
}

/** Texts that may come in place of a parameter. */
export function wrongTexts({ type, items, minimum, maximum }: JsonSchema): readonly string[] {
  const texts = [
    "no-such-thing",
    " ",
    "1e3",
    "1.5",
    "-1",
    "99999999999999999999",
    "true",
    ",",
    "👍",
    "%",
    "x".repeat(5_000),
  ];
  if (minimum !== undefined) texts.push(String(minimum - 1));
  if (maximum !== undefined) texts.push(String(maximum + 1));
  return type === "array" || items ? [...texts, "no-such-thing,nor-this"] : texts;
}
