import * as z from "zod";
import { dropConnections } from "../connections.ts";
import { eraseUser } from "../erasure.ts";
import { serviceError } from "../errors.ts";
import { flagField } from "../fields.ts";
import { requireUser } from "../lookups.ts";
import { type Context, operation } from "../operation.ts";
import type { User } from "../records.ts";
import { knownId } from "../rules/identifiers.ts";

/**
 * Takes users out of service: they are unknown to every lookup and their tokens are refused until they are
 * reactivated, while memberships and history stay. All of them or none (undocumented); a user who is deactivated
 * already stays so. docs: rest-api/users
 */
export const deactivateUsers = operation({
  name: "deactivateUsers",
  access: "key",
  input: () => z.object({ uidsToDeactivate: z.array(knownId) }),
  run(context, { uidsToDeactivate }) {
    const users = requireAll(context, uidsToDeactivate);
    for (const user of users) deactivate(context, user);
    return { deactivatedUids: users.map((user) => user.uid) };
  },
});

/** All of them or none (undocumented); an active user stays active. docs: rest-api/users */
export const reactivateUsers = operation({
  name: "reactivateUsers",
  access: "key",
  input: () => z.object({ uidsToActivate: z.array(knownId) }),
  run(context, { uidsToActivate }) {
    const users = requireAll(context, uidsToActivate);
    for (const { deactivatedAt, ...user } of users) {
      if (deactivatedAt !== undefined) context.state.users.put(user);
    }
    return { nonDeactivatedUids: users.map((user) => user.uid) };
  },
});

/** Deactivates the user, or erases a user, active or not, for good. docs: rest-api/users/delete */
export const deleteUser = operation({
  name: "deleteUser",
  access: "key",
  input: () => z.object({ uid: knownId, permanent: flagField.default(false) }),
  run(context, { uid, permanent }): string {
    if (permanent) for (const user of requireAll(context, [uid])) eraseUser(context, user);
    else deactivate(context, requireUser(context.state, uid));
    return uid;
  },
});

/** The users of these UIDs, deactivated or not, each once. */
function requireAll({ state }: Context, uids: readonly string[]): readonly User[] {
  return [...new Set(uids)].map((uid) => {
    const user = state.users.get(uid);
    if (!user) throw serviceError("ERR_UID_NOT_FOUND", { uid });
    return user;
  });
}

function deactivate(context: Context, { uid }: User): void {
  const { state, now } = context;
  dropConnections(context, [...state.connections.list("byUser", uid)], "revoked");
  // Read only now: closing the last socket has changed the record.
  const user = state.users.get(uid);
  if (user && user.deactivatedAt === undefined) state.users.put({ ...user, deactivatedAt: now });
}
