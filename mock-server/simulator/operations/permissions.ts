import * as z from "zod";
import { serviceError } from "../errors.ts";
import { requireGroup } from "../lookups.ts";
import { type Context, operation } from "../operation.ts";
import { type Page, paginate, windowFields } from "../paging.ts";
import { perUid, type Results } from "../per-uid.ts";
import { knownId } from "../rules/identifiers.ts";
import {
  type PermissionRow,
  ROLE_PERMISSIONS,
  roleHolder,
  SCOPE_PERMISSIONS,
  scopeHolder,
} from "../rules/permissions.ts";
import { SCOPES } from "../rules/scope-privileges.ts";
import { pairKey } from "../state.ts";

type Value = string | readonly string[];

/** A permission, and what its holder has: its own value, if it was given one, or the default. */
export interface HeldPermission {
  readonly row: PermissionRow;
  readonly value: Value | undefined;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** What setting permissions gives: each one's result, and all that the holder has now. */
export interface SetPermissions {
  readonly results: Results;
  readonly permissions: Readonly<Record<string, Value>>;
}

/** Whose permissions are meant, and which there are. */
interface Holder {
  readonly id: string;
  readonly rows: readonly PermissionRow[];
}

const roleFields = { role: knownId };
const scopeFields = { guid: knownId, scope: z.enum(SCOPES) };
/** `null` lifts a restriction, as an empty list does. docs: rest-api/rbac-overview */
const valuesField = z.record(z.string(), z.union([z.string(), z.array(z.string()), z.null()]));

/** docs: rest-api/rbac/list-role-permissions */
export const listRolePermissions = operation({
  name: "listRolePermissions",
  access: "key",
  input: () => z.object({ ...roleFields, ...windowFields }),
  run: (context, { role, ...window }): Page<HeldPermission> =>
    paginate(heldBy(context, holderOfRole(context, role)), window),
});

/** docs: rest-api/rbac/set-role-permissions; what is not named stays as it was (assumed) */
export const setRolePermissions = operation({
  name: "setRolePermissions",
  access: "key",
  input: () => z.object({ ...roleFields, permissions: valuesField }),
  run: (context, { role, permissions }) => give(context, holderOfRole(context, role), permissions),
});

/** docs: rest-api/rbac/unset-role-permissions; unsetting what is not set is a success (assumed) */
export const unsetRolePermission = operation({
  name: "unsetRolePermission",
  access: "key",
  input: () => z.object({ ...roleFields, permission: z.string() }),
  run: (context, { role, permission }) => take(context, holderOfRole(context, role), permission),
});

/** docs: rest-api/rbac/list-scope-permissions */
export const listScopePermissions = operation({
  name: "listScopePermissions",
  access: "key",
  input: () => z.object({ ...scopeFields, ...windowFields }),
  run: (context, { guid, scope, ...window }): Page<HeldPermission> =>
    paginate(heldBy(context, holderOfScope(context, guid, scope)), window),
});

/** docs: rest-api/rbac/set-scope-permissions */
export const setScopePermissions = operation({
  name: "setScopePermissions",
  access: "key",
  input: () => z.object({ ...scopeFields, permissions: valuesField }),
  run: (context, { guid, scope, permissions }) =>
    give(context, holderOfScope(context, guid, scope), permissions),
});

/** docs: rest-api/rbac/unset-scope-permissions */
export const unsetScopePermission = operation({
  name: "unsetScopePermission",
  access: "key",
  input: () => z.object({ ...scopeFields, permission: z.string() }),
  run: (context, { guid, scope, permission }) =>
    take(context, holderOfScope(context, guid, scope), permission),
});

function holderOfRole({ state }: Context, role: string): Holder {
  if (!state.roles.has(role)) throw serviceError("ERR_ROLE_NOT_FOUND", { role });
  return { id: roleHolder(role), rows: ROLE_PERMISSIONS };
}

function holderOfScope({ state }: Context, guid: string, scope: string): Holder {
  return { id: scopeHolder(requireGroup(state, guid).guid, scope), rows: SCOPE_PERMISSIONS };
}

function heldBy({ state }: Context, holder: Holder): HeldPermission[] {
  // The catalogue is as old as the app.
  const createdAt = state.roles.get("default")?.createdAt ?? 0;
  return holder.rows.map((row) => {
    const own = state.permissions.get(pairKey(holder.id, row.id));
    return {
      row,
      value: own?.value,
      createdAt: own?.createdAt ?? createdAt,
      updatedAt: own?.updatedAt ?? createdAt,
    };
  });
}

function valuesOf(context: Context, holder: Holder): SetPermissions["permissions"] {
  return Object.fromEntries(
    heldBy(context, holder).map(({ row, value }) => [row.id, value ?? row.defaultValue]),
  );
}

function give(
  context: Context,
  holder: Holder,
  permissions: Readonly<Record<string, Value | null>>,
): SetPermissions {
  const { state, now } = context;
  const results = perUid(Object.keys(permissions), (id) => {
    const value = permissions[id] ?? null;
    const row = requireRow(holder, id);
    if (value === null) state.permissions.remove(pairKey(holder.id, id));
    else {
      checkValue(context, row, value);
      const createdAt = state.permissions.get(pairKey(holder.id, id))?.createdAt ?? now;
      state.permissions.put({ holder: holder.id, id, value, createdAt, updatedAt: now });
    }
    return {};
  });
  return { results, permissions: valuesOf(context, holder) };
}

function take(context: Context, holder: Holder, id: string): SetPermissions["permissions"] {
  requireRow(holder, id);
  context.state.permissions.remove(pairKey(holder.id, id));
  return valuesOf(context, holder);
}

/** The code is assumed. */
function requireRow(holder: Holder, id: string): PermissionRow {
  const row = holder.rows.find((one) => one.id === id);
  if (!row) {
    throw serviceError("ERR_BAD_REQUEST", {}, { permissions: [`The permission ${id} does not exist.`] });
  }
  return row;
}

function checkValue(
  { state }: Context,
  { id, dataType, availableValues }: PermissionRow,
  value: Value,
): void {
  const refuse = (text: string) => serviceError("ERR_BAD_REQUEST", {}, { [id]: [`The ${id} ${text}`] });
  if ((typeof value === "string") !== (dataType === "string")) throw refuse(`must be of type ${dataType}.`);
  for (const one of typeof value === "string" ? [value] : value) {
    if (availableValues.length > 0 && !availableValues.includes(one)) {
      throw refuse(`must be one of ${availableValues.join(", ")}.`);
    }
    if (dataType === "rolesStringArray" && !state.roles.has(one)) throw refuse(`names no role: ${one}.`);
  }
}
