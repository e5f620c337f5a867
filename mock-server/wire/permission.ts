import type { HeldPermission } from "../simulator/operations/permissions.ts";
import type { RestrictedFeature } from "../simulator/records.ts";
import { FEATURES } from "../simulator/rules/restricted-features.ts";
import type { Fields } from "./json-text.ts";

/** A permission of a role or scope. docs: rest-api/rbac/list-role-permissions; `value`, where one was set, is ours. */
export function printPermission({ row, value, createdAt, updatedAt }: HeldPermission): Fields {
  const { id, type, title, dataType, availableValues, defaultValue } = row;
  const kind = { id, type, title, description: title, dataType, availableValues, defaultValue };
  return { ...kind, value, createdAt, updatedAt };
}

/** docs: rest-api/restrict-features */
export function printRestrictedFeature({ key, createdAt }: RestrictedFeature): Fields {
  const feature = FEATURES.find((row) => row.key === key);
  const description = feature && `Allows logged-in user to ${feature.does}.`;
  return { title: feature?.title, description, key, path: feature?.path, createdAt };
}
