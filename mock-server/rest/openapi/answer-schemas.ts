import * as z from "zod";
import { namedSchemas, type Shape } from "../../wire/shape.ts";
import { tidied } from "./input-schema.ts";
import type { JsonSchema } from "./openapi-types.ts";

/** What a route answers with. */
interface Answering {
  readonly answers: Shape;
  readonly meta: Shape | undefined;
}

/** The whole answer of one route. */
export function envelopeOf({ answers, meta }: Answering): z.ZodType {
  return z.strictObject({ data: answers.schema, ...(meta && { meta: meta.schema }) });
}

/** Where the description keeps what has a name. */
const SCHEMAS = "#/components/schemas/";

/** The answers of the routes as JSON Schema, and everything with a name that they refer to. */
export interface AnswerSchemas {
  of(route: Answering): JsonSchema;
  readonly named: Readonly<Record<string, JsonSchema>>;
}

/** Makes the JSON Schema of every answer, and of the shapes that stand for themselves. */
export function answerSchemas(routes: readonly Answering[], others: readonly Shape[]): AnswerSchemas {
  const registry = z.registry<{ id: string }>();
  const numbers = new Map(routes.map((route, number) => [route, `${number}`]));
  for (const [route, id] of numbers) registry.add(envelopeOf(route), { id });
  for (const other of others) other.schema;
  for (const [id, schema] of namedSchemas()) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, {
    uri: (id) => SCHEMAS + id,
    unrepresentable: "any",
    override: tidied,
  });
  const made = (id: string): JsonSchema => {
    const { $schema: _dialect, $id: _address, ...schema } = schemas[id] ?? {};
    return schema as JsonSchema;
  };
  const names = [...namedSchemas().keys()].sort();
  return {
    of: (route) => made(numbers.get(route) ?? ""),
    named: Object.fromEntries(names.map((name) => [name, made(name)])),
  };
}
