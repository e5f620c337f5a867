import * as z from "zod";
import type { Role } from "../simulator/records.ts";
import type { Fields } from "./json-text.ts";
import { type Of, shape } from "./shape.ts";
import { anyObject, anyText, filled, seconds } from "./words.ts";

export const roleShape = shape("Role", () => {
  const whom = z.enum(["all", "friendsOnly"]).optional();
  return z.strictObject({
    role: filled,
    name: filled,
    description: anyText.optional(),
    metadata: anyObject.optional(),
    settings: z.strictObject({ listUsers: whom, sendMessagesTo: whom }).optional(),
    createdAt: seconds,
    updatedAt: seconds.optional(),
  });
});

/** docs: rest-api/roles */
export function printRole(role: Role): Fields<Of<typeof roleShape>> {
  return {
    role: role.role,
    name: role.name,
    description: role.description,
    metadata: role.metadata,
    settings: role.settings,
    createdAt: role.createdAt,
    updatedAt: role.updatedAt,
  };
}
