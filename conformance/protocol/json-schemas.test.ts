import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { jsonSchemas, textOfSchema } from "./json-schemas.ts";

const folder = new URL("./schemas/", import.meta.url);

describe("the JSON Schemas of the protocol", () => {
  it.each(Object.entries(jsonSchemas()))("%s is current: npm run rules writes it", (file, schema) => {
    expect(readFileSync(new URL(file, folder), "utf8")).toBe(textOfSchema(schema));
  });

  it("are all there is in their folder", () => {
    expect(readdirSync(folder).sort()).toEqual(Object.keys(jsonSchemas()).sort());
  });
});
