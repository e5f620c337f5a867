import { type ErrorCode, serviceError } from "./errors.ts";
import { actorStanding, requireGroup, standingOf } from "./lookups.ts";
import type { Context } from "./operation.ts";
import type { Group } from "./records.ts";
import type { GroupPrivilege, Row, Standing } from "./rules/scope-privileges.ts";

/**
 * The group, if the actor may do this to it.
 *
 * @throws ServiceError `ERR_GUID_NOT_FOUND`, or what the table of group privileges says
 */
export function requireGroupFor(context: Context, guid: string, privilege: GroupPrivilege): Group {
  const group = requireGroup(context.state, guid);
  requireClearance(context, group, context.verdicts.group[privilege]);
  return group;
}

/** @throws ServiceError what a row of the privilege tables says about the actor */
export function requireClearance(context: Context, group: Group, row: Row): void {
  const verdict = row[actorStanding(context, group)];
  if (verdict !== "ok") throw refusal(context, group, verdict, context.actor.uid);
}

/**
 * Checks an act of the actor on someone in (or not in) the group, in the documented order: the actor is a member,
 * does not act on themselves, and has clearance over the target.
 *
 * @param rowFor the row of the privilege tables for what the target is in the group
 */
export function requireClearanceOver(
  context: Context,
  group: Group,
  uid: string,
  rowFor: (target: Standing) => Row,
): void {
  const { state, actor } = context;
  const target = standingOf(state, group, uid);
  // The app may do whatever the owner may, but is not the owner: an owner leaves office by a transfer only (assumed).
  const own = actorStanding(context, group, target);
  const standing = actor.isApp && target === "owner" ? "admin" : own;
  if (uid === actor.uid && standing !== "none") {
    throw serviceError("ERR_GROUP_NO_SELF_ACTION", { actor: actor.uid, guid: group.guid });
  }
  const verdict = rowFor(target)[standing];
  if (verdict !== "ok") throw refusal(context, group, verdict, standing === "none" ? actor.uid : uid);
}

function refusal({ actor }: Context, group: Group, code: ErrorCode, uid: string) {
  return serviceError(code, { actor: actor.uid, uid, guid: group.guid });
}
