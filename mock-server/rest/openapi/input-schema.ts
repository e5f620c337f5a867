import * as z from "zod";
import { type OperationName, operations } from "../../simulator/operations/index.ts";
import type { JsonSchema } from "./openapi-types.ts";
import type { InputPath } from "./route-reads.ts";

/** What an operation takes, as JSON Schema: read off the very schema that its input is checked against. */
export function inputSchema(operation: OperationName): JsonSchema {
  return jsonSchemaOf(operations[operation].input);
}

/** What a schema lets in, as JSON Schema. */
export function jsonSchemaOf(input: z.ZodType): JsonSchema {
  const schema = z.toJSONSchema(input, {
    io: "input",
    unrepresentable: "any",
    override: tidied,
  });
  return schema as JsonSchema;
}

type Override = NonNullable<z.core.ToJSONSchemaParams["override"]>;

/** Puts right what the library leaves out of a schema, and takes out what says nothing. */
export const tidied: Override = ({ zodSchema, jsonSchema }) => {
  const { def } = zodSchema._zod;
  // Left out by the library where the value is read from digits.
  if (def.type === "default") jsonSchema.default = (def as z.core.$ZodDefaultDef).defaultValue;
  // True of every whole number that JSON can carry.
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  // True of every key that JSON can carry.
  delete jsonSchema.propertyNames;
};

/** What an operation takes at one place of its input. */
export interface InputPart {
  readonly schema: JsonSchema;
  readonly required: boolean;
}

/** The part of an operation's input at one place; nothing where the operation looks at no such thing. */
export function inputPart(schema: JsonSchema, path: InputPath): InputPart | undefined {
  let part: InputPart | undefined = { schema, required: true };
  for (const name of path) {
    const inner: JsonSchema | undefined = part?.schema.properties?.[name];
    const required: boolean = part?.schema.required?.includes(name) ?? false;
    part = part && inner && { schema: inner, required: part.required && required };
  }
  return part;
}
