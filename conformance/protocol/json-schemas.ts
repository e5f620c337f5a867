import * as z from "zod";
import { ENTITIES } from "./entities.ts";
import { EVENTS } from "./events.ts";
import { driverEvent, REQUESTS } from "./messages.ts";
import { METHODS } from "./methods.ts";
import { PROTOCOL_VERSION } from "./version.ts";

const entities = z.registry<{ id: string }>();
for (const [id, schema] of Object.entries(ENTITIES)) entities.add(schema as z.ZodType, { id });
const ENTITY_FILE = "entities.json";

/** The protocol's JSON Schemas, by the names of their files; the others refer to the entities. */
export function jsonSchemas(): Readonly<Record<string, unknown>> {
  const pairs = (table: Readonly<Record<string, { params: z.ZodType; result: z.ZodType }>>) =>
    mapValues(table, ({ params, result }) => ({ params: schemaOf(params), result: schemaOf(result) }));
  return {
    [ENTITY_FILE]: versioned(mapValues(ENTITIES, writtenOut)),
    "requests.json": versioned({
      requests: pairs(REQUESTS),
      notifications: { event: { params: schemaOf(driverEvent) } },
    }),
    "methods.json": versioned(pairs(METHODS)),
    "events.json": versioned(mapValues(EVENTS, (ofListener) => mapValues(ofListener, schemaOf))),
  };
}

/** One file, as it is written. */
export function textOfSchema(schema: unknown): string {
  return `${JSON.stringify(schema, null, 2)}\n`;
}

function versioned(schemas: object): object {
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    protocolVersion: PROTOCOL_VERSION,
    schemas,
  };
}

function schemaOf(schema: z.ZodType): object {
  const entity = entities.get(schema);
  return entity ? { $ref: addressOf(entity.id) } : writtenOut(schema);
}

function writtenOut(schema: z.ZodType): object {
  const made = z.toJSONSchema(schema, { io: "input", metadata: entities });
  const own = entities.get(schema)?.id ?? "";
  const { $schema: _, $defs: __, id: ___, ...rest } = made.$defs?.[own] ?? made;
  return JSON.parse(JSON.stringify(rest).replace(/#\/\$defs\/(\w+)/g, (_match, id: string) => addressOf(id)));
}

function addressOf(id: string): string {
  return `${ENTITY_FILE}#/schemas/${id}`;
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, map: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
