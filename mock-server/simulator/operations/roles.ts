import * as z from "zod";
import { serviceError } from "../errors.ts";
import { metadataField, nameField, patchOf } from "../fields.ts";
import { type Context, operation } from "../operation.ts";
import { type Page, paginate, windowFields } from "../paging.ts";
import type { Role } from "../records.ts";
import { knownId, newRole } from "../rules/identifiers.ts";
import { LIMITS } from "../rules/limits.ts";
import { roleHolder } from "../rules/permissions.ts";
import { pairKey, type State } from "../state.ts";

/** The role of everybody who was given no other. It always exists. docs: rest-api/roles */
const DEFAULT_ROLE = "default";

const audience = z.enum(["all", "friendsOnly"]).optional();

/** What some servers make of an empty object. docs: rest-api/roles (an example) */
const emptyList = z.array(z.never()).max(0);

const roleFields = {
  description: z.string().max(LIMITS.descriptionLength).optional(),
  metadata: metadataField.optional(),
  settings: z
    .union([z.object({ listUsers: audience, sendMessagesTo: audience }), emptyList.transform(() => ({}))])
    .optional(),
};

/** docs: rest-api/roles; the code of a repeated role and of the 26th are assumed. */
export const createRole = operation({
  name: "createRole",
  access: "key",
  input: () => z.object({ role: newRole, name: nameField, ...roleFields }),
  run({ state, now }, fields): Role {
    if (state.roles.has(fields.role)) throw serviceError("ERR_ROLE_ALREADY_EXISTS", { role: fields.role });
    if (state.roles.size >= LIMITS.rolesPerApp) {
      throw serviceError("ERR_PLAN_QUOTA_RESTRICTION", { limit: LIMITS.rolesPerApp, what: "roles per app" });
    }
    const role: Role = { ...fields, createdAt: now };
    state.roles.put(role);
    return role;
  },
});

/** By role id (undocumented). docs: rest-api/roles */
export const listRoles = operation({
  name: "listRoles",
  access: "key",
  input: () => z.object(windowFields),
  run: ({ state }, window): Page<Role> => paginate(state.roles.list("all", "all"), window),
});

/** docs: rest-api/roles */
export const getRole = operation({
  name: "getRole",
  access: "key",
  input: () => z.object({ role: knownId }),
  run: (context, { role }): Role => requireRole(context, role),
});

/** Settings are replaced as a whole, like metadata (undocumented). docs: rest-api/roles */
export const updateRole = operation({
  name: "updateRole",
  access: "key",
  input: () =>
    z.object({
      role: knownId,
      name: nameField.optional(),
      unset: z.array(z.enum(["settings", "description", "metadata"])).optional(),
      ...roleFields,
    }),
  run(context, { role, unset, ...fields }): Role {
    const updated: Role = {
      ...requireRole(context, role),
      ...patchOf(fields, unset),
      updatedAt: context.now,
    };
    context.state.roles.put(updated);
    return updated;
  },
});

/** Whoever has the role falls back to the default one (undocumented). docs: rest-api/roles */
export const deleteRole = operation({
  name: "deleteRole",
  access: "key",
  input: () => z.object({ role: knownId }),
  run(context, { role }): string {
    const { state, now } = context;
    requireRole(context, role);
    if (role === DEFAULT_ROLE) throw serviceError("ERR_ROLE_DELETE_DENIED", { role });
    state.roles.remove(role);
    erasePermissions(state, role);
    for (const user of [...state.users.values()]) {
      if (user.role === role) state.users.put({ ...user, role: DEFAULT_ROLE, updatedAt: now });
    }
    return role;
  },
});

function requireRole({ state }: Context, role: string): Role {
  const found = state.roles.get(role);
  if (!found) throw serviceError("ERR_ROLE_NOT_FOUND", { role });
  return found;
}

/** What was allowed and restricted to a role goes with it. */
function erasePermissions(state: State, role: string): void {
  for (const { key } of [...state.restrictedFeatures.list("byRole", role)]) {
    state.restrictedFeatures.remove(pairKey(role, key));
  }
  for (const { holder, id } of [...state.permissions.list("byHolder", roleHolder(role))]) {
    state.permissions.remove(pairKey(holder, id));
  }
}
