import type { Side } from "../call.ts";
import type { AnyRoute } from "../route.ts";
import { inputPart, inputSchema } from "./input-schema.ts";
import type { JsonSchema, Parameter } from "./openapi-types.ts";
import { type InputPath, type Probeable, probeable, type RouteReads, readsOf } from "./route-reads.ts";

/** What one route takes. */
export interface RouteDescription {
  readonly parameters: readonly Parameter[];
  readonly body: JsonSchema | undefined;
}

/** Describes what a route takes, by what it reads and what its operation makes of it. */
export function describeRoute(route: AnyRoute, side: Side): RouteDescription {
  return describeReads(probeable(route), side, inputSchema(route.operation));
}

/** Describes what a route takes, given what its input may be. */
export function describeReads(route: Probeable, side: Side, input: JsonSchema): RouteDescription {
  const reads = readsOf(route, side, Object.keys(input.properties ?? {}));
  const inPath = [...reads.params].map(([name, at]): Parameter => {
    const schema = (at && inputPart(input, at)?.schema) ?? FORMS.text;
    return { name, in: "path", required: true, schema };
  });
  const places = [...reads.query.values()].map(({ at }) => at);
  const inQuery = [...reads.query].flatMap(([name, { form, at }]): Parameter[] => {
    const part = at ? inputPart(input, at) : { schema: FORMS[form], required: false };
    if (!part) return [];
    const isList = form === "list";
    const required = part.required && hasOneName(places, at);
    const { schema } = part;
    return [{ name, in: "query", ...(required && { required }), ...(isList && LIST), schema }];
  });
  return { parameters: [...inPath, ...inQuery], body: fieldsOf(reads.body, input) };
}

/** How a parameter is read that is none of the operation's: it shapes the answer, or chooses the operation. */
const FORMS = {
  text: { type: "string" },
  flag: { type: "boolean" },
  list: { type: "array", items: { type: "string" } },
} as const satisfies Record<string, JsonSchema>;

/** How the items of a list are written: `a,b`. */
const LIST = { style: "form", explode: false } as const;

/** Whether a field of the input has one name only: older names of it live on beside the new, and any will do. */
function hasOneName(names: Iterable<InputPath | undefined>, at: InputPath | undefined): boolean {
  return [...names].filter((other) => other?.join() === at?.join()).length === 1;
}

function fieldsOf(fields: RouteReads["body"], input: JsonSchema): JsonSchema | undefined {
  const anything = { schema: {}, required: false };
  const rows = [...fields].flatMap(([name, at]) => {
    const part = at ? inputPart(input, at) : anything;
    if (!part) return [];
    return [{ name, schema: part.schema, required: part.required && hasOneName(fields.values(), at) }];
  });
  if (rows.length === 0) return undefined;
  const required = rows.filter((row) => row.required).map(({ name }) => name);
  return {
    type: "object",
    properties: Object.fromEntries(rows.map(({ name, schema }) => [name, schema])),
    ...(required.length > 0 && { required }),
  };
}
