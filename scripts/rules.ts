import { mkdirSync, writeFileSync } from "node:fs";
import { jsonSchemas, textOfSchema } from "../conformance/protocol/index.ts";

// Writes what is made of the conformance harness's own tables: the JSON Schemas of its protocol.

const schemas = new URL("../conformance/protocol/schemas/", import.meta.url);
mkdirSync(schemas, { recursive: true });
for (const [file, schema] of Object.entries(jsonSchemas())) {
  writeFileSync(new URL(file, schemas), textOfSchema(schema));
}
