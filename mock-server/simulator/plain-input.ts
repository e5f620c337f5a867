import * as z from "zod";
import { isJsonObject } from "./fields.ts";

/** A field of an input, as far as it can be read without its schema. */
interface Field {
  readonly name: string;
  readonly schema: z.ZodType;
  readonly optional: boolean;
  /** What may be taken as it is. */
  readonly takes: "strings" | "anything" | "nothing";
}

/** By schema; `undefined` for one that is no plain list of fields. */
const known = new WeakMap<z.ZodType, readonly Field[] | undefined>();

/**
 * Reads an input with which nothing is wrong as its schema does, without the fields that are left out, but in a fraction of the time: most fields are
 * strings or left out, which takes a look, where zod takes an object and a list of issues each.
 *
 * @returns `undefined` where that is not all there is to it: the schema has to read it then
 */
export function readPlainly(schema: z.ZodType, input: unknown): Record<string, unknown> | undefined {
  const fields = fieldsOf(schema);
  if (!fields || !isJsonObject(input)) return undefined;
  const read: Record<string, unknown> = {};
  for (const { name, schema: own, optional, takes } of fields) {
    const value = input[name];
    if (value === undefined && optional) continue;
    if (takes === "anything" && value !== undefined) {
      read[name] = value;
    } else if (takes === "strings" && typeof value === "string") {
      read[name] = value;
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
  const isString = inner instanceof z.ZodString && !inner.def.checks?.length && !inner.def.coerce;
  const takes = isString ? "strings" : inner instanceof z.ZodUnknown ? "anything" : "nothing";
  return { name, schema, optional, takes };
}
