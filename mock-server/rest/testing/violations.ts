import { isJsonObject } from "../../simulator/fields.ts";
import type { JsonSchema } from "../openapi/openapi-types.ts";

/**
 * What a value breaks of a schema, each with its place; nothing when it is as the schema has it. Of JSON Schema only
 * what this project's documents say is understood.
 */
export function violations(schema: JsonSchema, value: unknown, at = "value"): string[] {
  const found: string[] = [];
  const demand = (holds: boolean, what: string) => void (holds || found.push(`${at} ${what}`));
  const { type, anyOf, oneOf } = schema as JsonSchema & { oneOf?: readonly JsonSchema[] };
  const choices = anyOf ?? oneOf;
  if (choices)
    demand(
      choices.some((choice) => violations(choice, value).length === 0),
      "is none of the choices",
    );
  if (type !== undefined) {
    const types = [type].flat();
    demand(
      types.some((name) => isOf(name, value)),
      `is no ${types.join(" or ")}: ${JSON.stringify(value)}`,
    );
    if (found.length > 0) return found;
  }
  if (schema.enum) demand(schema.enum.includes(value), `is none of ${schema.enum.join(", ")}: ${value}`);
  if (schema.const !== undefined) demand(schema.const === value, `is not ${schema.const}: ${value}`);
  if (typeof value === "string") found.push(...ofText(schema, value, at));
  if (type === "integer" || type === "number") found.push(...ofNumber(schema, Number(value), at));
  if (Array.isArray(value)) {
    const { minItems = 0, maxItems = Number.POSITIVE_INFINITY, items } = schema;
    demand(value.length >= minItems && value.length <= maxItems, `has ${value.length} items`);
    if (items) found.push(...value.flatMap((item, index) => violations(items, item, `${at}[${index}]`)));
  } else if (isJsonObject(value)) found.push(...ofObject(schema, value, at));
  return found;
}

function isOf(type: string, value: unknown): boolean {
  switch (type) {
    case "array":
      return Array.isArray(value);
    case "object":
      return isJsonObject(value);
    case "null":
      return value === null;
    case "integer":
      return Number.isSafeInteger(value) || (typeof value === "string" && /^-?\d+$/.test(value));
    default:
      return typeof value === type;
  }
}

function ofText(schema: JsonSchema, value: string, at: string): string[] {
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY, pattern, format } = schema;
  const isRight =
    value.length >= minLength &&
    value.length <= maxLength &&
    (pattern === undefined || new RegExp(pattern, "u").test(value)) &&
    (format !== "uri" || URL.canParse(value));
  return isRight ? [] : [`${at} is not as it should be: ${value.slice(0, 50)}`];
}

function ofNumber({ minimum, maximum }: JsonSchema, value: number, at: string): string[] {
  const isRight =
    value >= (minimum ?? Number.NEGATIVE_INFINITY) && value <= (maximum ?? Number.POSITIVE_INFINITY);
  return isRight ? [] : [`${at} is out of bounds: ${value}`];
}

function ofObject(schema: JsonSchema, value: Readonly<Record<string, unknown>>, at: string): string[] {
  const { properties = {}, required = [], additionalProperties } = schema;
  const missing = required
    .filter((name) => value[name] === undefined)
    .map((name) => `${at}.${name} is missing`);
  const wrong = Object.entries(value).flatMap(([name, field]) => {
    const known = properties[name];
    if (known) return field === undefined ? [] : violations(known, field, `${at}.${name}`);
    if (additionalProperties === false) return [`${at}.${name} is not known`];
    return typeof additionalProperties === "object"
      ? violations(additionalProperties, field, `${at}.${name}`)
      : [];
  });
  return [...missing, ...wrong];
}
