import { expect, it } from "vitest";
import * as z from "zod";
import { ServiceError } from "./errors.ts";
import { parseInput } from "./operation.ts";

const audience = z.enum(["all", "friends"]);
const schema = z.object({
  name: z.string().min(1).max(3).default("abc"),
  scope: audience.default("all"),
  terms: z.union([z.string(), z.array(z.string())]).default(""),
  settings: z.union([z.object({ list: audience }), z.array(z.never()).max(0)]).default([]),
  uids: z.array(z.string()).min(1).max(2).default(["a"]),
  age: z.number().min(1).max(9).default(1),
});
const bare = z.object({ scope: audience, terms: z.union([z.string(), z.array(z.string())]) });

function detailsOf(own: z.ZodType, input: unknown): ServiceError["details"] {
  try {
    parseInput(own, input);
  } catch (error) {
    if (error instanceof ServiceError) return error.details;
    throw error;
  }
  return undefined;
}

it.each([
  [{ name: "" }, "name", "field is required."],
  [{ name: "abcd" }, "name", "may not be longer than 3 characters."],
  [{ name: 1 }, "name", "must be of type string."],
  [{ scope: "mine" }, "scope", "must be one of all, friends."],
  [{ terms: 1 }, "terms", "must be of type string or array."],
  [{ terms: [1] }, "terms.0", "must be of type string."],
  [{ settings: { list: "mine" } }, "settings.list", "must be one of all, friends."],
  [{ settings: {} }, "settings.list", "field is required."],
  [{ settings: 1 }, "settings", "must be of type object or array."],
  [{ uids: [] }, "uids", "must hold at least 1."],
  [{ uids: ["a", "b", "c"] }, "uids", "may not hold more than 2."],
  [{ age: 0 }, "age", "must be at least 1."],
  [{ age: 10 }, "age", "may not be greater than 9."],
])("the input %j is refused for its field %s, which %s", (input, field, text) => {
  expect(detailsOf(schema, input)).toEqual({ [field]: [`The ${field} ${text}`] });
});

it("what two checks find is told once", () => {
  const id = z.object({ id: z.int().max(Number.MAX_SAFE_INTEGER) });
  expect(detailsOf(id, { id: 1e20 })).toEqual({
    id: [`The id may not be greater than ${Number.MAX_SAFE_INTEGER}.`],
  });
});

it("a missing field is told as missing, whatever it might have been", () => {
  expect(detailsOf(bare, {})).toEqual({
    scope: ["The scope field is required."],
    terms: ["The terms field is required."],
  });
});
