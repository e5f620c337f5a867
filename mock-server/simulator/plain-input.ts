import * as z from "zod";
import { isJsonObject } from "./fields.ts";
import { type Look, lookOf } from "./looks.ts";

/** A field of an input, as far as it can be read without its schema. */
interface Field {
  readonly name: string;
  readonly schema: z.ZodType;
  readonly optional: boolean;
  readonly look: Look | undefined;
  /** What it is when it is left out, if that is a word, a number or the like. */
  readonly fallback: unknown;
}

/** By schema; `undefined` for one that is no plain list of fields. */
const known = new WeakMap<z.ZodType, readonly Field[] | undefined>();

/**
 * Reads an input with which nothing is wrong as its schema does, without the fields that are left out, but in a fraction of the
 * time: most fields are strings, words, numbers or left out, which takes a look, where zod takes an object and a list of
 * issues each.
 *
 * @returns `undefined` where that is not all there is to it: the schema has to read it then
 */
export function readPlainly(schema: z.ZodType, input: unknown): Record<string, unknown> | undefined {
  const fields = fieldsOf(schema);
  if (!fields || !isJsonObject(input)) return undefined;
  const read: Record<string, unknown> = {};
  for (const { name, schema: own, optional, look, fallback } of fields) {
    const value = input[name];
    if (value === undefined && optional) continue;
    const seen = value === undefined ? fallback : look?.(value);
    if (seen !== undefined) {
      read[name] = seen;
    } else if (!(name in input) && !(own instanceof z.ZodDefault)) {
      return undefined;
    } else {
      const parsed = own.safeParse(value);
      if (!parsed.success) return undefined;
      read[name] = parsed.data;
    }
  }
  return read;
}

function fieldsOf(schema: z.ZodType): readonly Field[] | undefined {
  if (known.has(schema)) return known.get(schema);
  const isPlain = schema instanceof z.ZodObject && !schema.def.catchall && !schema.def.checks?.length;
  const fields = isPlain ? Object.entries(schema.shape).map(([name, own]) => fieldOf(name, own)) : undefined;
  known.set(schema, fields);
  return fields;
}

function fieldOf(name: string, schema: z.ZodType): Field {
  // One with a default inside makes something of nothing.
  const optional = schema instanceof z.ZodOptional && schema.parse(undefined) === undefined;
  const inner = optional ? schema.unwrap() : schema;
  const fallback = inner instanceof z.ZodDefault ? inner.def.defaultValue : undefined;
  // Lists and objects have to be new ones each time.
  return {
    name,
    schema,
    optional,
    look: lookOf(inner as z.ZodType),
    fallback: typeof fallback === "object" ? undefined : fallback,
  };
}
