import type { Role } from "../simulator/records.ts";
import type { Fields } from "./json-text.ts";

/** docs: rest-api/roles */
export function printRole(role: Role): Fields {
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
