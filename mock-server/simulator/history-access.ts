import { serviceError } from "./errors.ts";
import { actorStanding, isBanned, requireGroup, requireParty } from "./lookups.ts";
import type { Context } from "./operation.ts";
import type { Group } from "./records.ts";
import { groupConversationId, userConversationId } from "./rules/identifiers.ts";

/**
 * The group, if the actor may read its history.
 *
 * docs: the vendor's own SDK tests (banned: ERR_NOT_A_MEMBER; not joined: ERR_GROUP_NOT_JOINED)
 */
export function requireReadableGroup(context: Context, guid: string): Group {
  const { state, actor } = context;
  const group = requireGroup(state, guid);
  const verdict = context.verdicts.group.readHistory[actorStanding(context, group)];
  if (verdict === "ok") return group;
  const code = isBanned(state, group.guid, actor.uid) ? "ERR_NOT_A_MEMBER" : verdict;
  throw serviceError(code, { uid: actor.uid, guid: group.guid });
}

/** The id of a group that the actor may read, or else of their conversation with a user. */
export function readableConversationId(
  context: Context,
  { uid = "", guid }: { readonly uid?: string | undefined; readonly guid?: string | undefined },
): string {
  if (guid !== undefined) return groupConversationId(requireReadableGroup(context, guid).guid);
  return userConversationId(context.actor.uid, requireParty(context.state, uid).uid);
}
