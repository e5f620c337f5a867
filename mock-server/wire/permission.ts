import * as z from "zod";
import type { HeldPermission } from "../simulator/operations/permissions.ts";
import type { RestrictedFeature } from "../simulator/records.ts";
import { FEATURES } from "../simulator/rules/restricted-features.ts";
import type { Fields } from "./json-text.ts";
import { type Of, shape } from "./shape.ts";
import { anyText, filled, seconds } from "./words.ts";

export const permissionValueShape = shape(undefined, () => z.union([z.string(), z.array(z.string())]));

export const permissionShape = shape("Permission", () =>
  z.strictObject({
    id: filled,
    type: z.enum(["role", "scope"]),
    title: filled,
    description: filled,
    dataType: z.enum(["string", "stringArray", "rolesStringArray", "customStringArray"]),
    availableValues: z.array(z.string()),
    defaultValue: permissionValueShape.schema,
    value: permissionValueShape.schema.optional(),
    createdAt: seconds,
    updatedAt: seconds,
  }),
);

export const restrictedFeatureShape = shape("RestrictedFeature", () =>
  z.strictObject({
    title: anyText.optional(),
    description: anyText.optional(),
    key: filled,
    path: anyText.optional(),
    createdAt: seconds,
  }),
);

/** A permission of a role or scope. docs: rest-api/rbac/list-role-permissions; `value`, where one was set, is ours. */
export function printPermission({
  row,
  value,
  createdAt,
  updatedAt,
}: HeldPermission): Fields<Of<typeof permissionShape>> {
  const { id, type, title, dataType, availableValues, defaultValue } = row;
  const kind = { id, type, title, description: title, dataType, availableValues, defaultValue };
  return { ...kind, value, createdAt, updatedAt };
}

/** docs: rest-api/restrict-features */
export function printRestrictedFeature({
  key,
  createdAt,
}: RestrictedFeature): Fields<Of<typeof restrictedFeatureShape>> {
  const feature = FEATURES.find((row) => row.key === key);
  const description = feature && `Allows logged-in user to ${feature.does}.`;
  return { title: feature?.title, description, key, path: feature?.path, createdAt };
}
