import { serviceError } from "./errors.ts";
import { enterGroup, exitGroup } from "./group-membership.ts";
import { settleGroupReceipts } from "./group-receipts.ts";
import { isBanned, memberOf, membersCount } from "./lookups.ts";
import type { Context } from "./operation.ts";
import { postGroupAction } from "./posting.ts";
import type { Action, Group, Message } from "./records.ts";
import { LIMITS } from "./rules/limits.ts";
import type { Scope } from "./rules/scope-privileges.ts";
import type { State } from "./state.ts";

/**
 * Checks that the user is out of the group and not barred from it.
 *
 * @throws ServiceError `ERR_BANNED_GROUPMEMBER`, `ERR_ALREADY_JOINED`
 */
export function requireOutside(state: State, { guid }: Group, uid: string): void {
  if (isBanned(state, guid, uid)) throw serviceError("ERR_BANNED_GROUPMEMBER", { uid, guid });
  if (memberOf(state, guid, uid)) throw serviceError("ERR_ALREADY_JOINED", { uid, guid });
}

/**
 * Checks that the group has a place for one more, and the user for one more group.
 *
 * @throws ServiceError `ERR_NO_VACANCY` to who joins (articles/error-guide), `ERR_PLAN_QUOTA_RESTRICTION` to who adds
 * (rest-api/groups) and for a user in too many groups (code assumed)
 */
export function requireVacancy(state: State, { guid }: Group, uid: string, entry: "joined" | "added"): void {
  if (membersCount(state, guid) >= LIMITS.membersPerGroup) {
    if (entry === "joined") throw serviceError("ERR_NO_VACANCY", { guid });
    throw serviceError("ERR_PLAN_QUOTA_RESTRICTION", {
      limit: LIMITS.membersPerGroup,
      what: "members per group",
    });
  }
  requireRoomForGroup(state, uid);
}

/** @throws ServiceError `ERR_PLAN_QUOTA_RESTRICTION` when the user is in as many groups as one can be (code assumed) */
export function requireRoomForGroup(state: State, uid: string): void {
  if (state.members.list("byUser", uid).length < LIMITS.groupsPerUser) return;
  throw serviceError("ERR_PLAN_QUOTA_RESTRICTION", { limit: LIMITS.groupsPerUser, what: "groups per user" });
}

/** Takes a user in, and leaves the trace of it in the group's history. The rules have been checked before. */
export function admit(
  context: Context,
  group: Group,
  uid: string,
  scope: Scope,
  action: "joined" | "added",
): Message {
  enterGroup(context, group.guid, uid, scope);
  return postGroupAction(context, group, { action, onUser: uid });
}

/**
 * Lets a member go, and leaves the trace of it in the group's history. The one who goes hears of it too, on every
 * device. docs: sdk real-time-listeners (for `left`: assumed)
 */
export function dismiss(
  context: Context,
  group: Group,
  uid: string,
  action: Extract<Action["action"], "left" | "kicked" | "banned">,
): Message {
  exitGroup(context, group.guid, uid);
  const message = postGroupAction(context, group, { action, onUser: uid }, { alsoTo: [uid] });
  settleGroupReceipts(context, group.guid);
  return message;
}
