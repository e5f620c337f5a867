import * as z from "zod";

/**
 * Reads a value as a schema does, as far as that takes no more than a look: `undefined` where the schema has to read it.
 */
export type Look = (value: unknown) => unknown;

const given = new WeakMap<z.ZodType, Look>();

/** Gives a schema a look of its own, which makes of each value what the schema makes of it, or nothing. */
export function withLook<S extends z.ZodType>(schema: S, look: Look): S {
  given.set(schema, look);
  return schema;
}

/** How a schema's plain values are read; `undefined` for a schema of which that is not known. */
export function lookOf(schema: z.ZodType): Look | undefined {
  const own = given.get(schema);
  if (own) return own;
  if (schema instanceof z.ZodUnknown) return (value) => value;
  if (schema instanceof z.ZodString) {
    const isPlain = !schema.def.checks?.length && !schema.def.coerce;
    return isPlain ? (value) => (typeof value === "string" ? value : undefined) : undefined;
  }
  if (schema instanceof z.ZodEnum) {
    const words = new Set<unknown>(schema.options);
    return (value) => (words.has(value) ? value : undefined);
  }
  return schema instanceof z.ZodDefault ? lookOf(schema.unwrap() as z.ZodType) : undefined;
}
