import { serviceError } from "./errors.ts";
import { actorStanding, isBanned, requireGroup, requireUser } from "./lookups.ts";
import type { Context } from "./operation.ts";
import type { Group } from "./records.ts";
import { groupConversationId, userConversationId } from "./rules/identifiers.ts";
import { GROUP_PRIVILEGES } from "./rules/scope-privileges.ts";

/**
 * The group, if the actor may read its history.
 *
 * docs: the vendor's own SDK tests (banned: ERR_NOT_A_MEMBER; not joined: ERR_GROUP_NOT_JOINED)
 */
export function requireReadableGroup(context: Context, guid: string): Group {
  const { state, actor } = context;
  const group = requireGroup(state, guid);
  const verdict = GROUP_PRIVILEGES.readHistory[actorStanding(context, group)];
  if (verdict === "ok") return group;
  const code = isBanned(state, group.guid, actor.uid) ? "ERR_NOT_A_MEMBER" : verdict;
  throw serviceError(code, { uid: actor.uid, guid: group.guid });
}

/**
 * The ids of the conversations whose history is asked for: with a user, of a group, or all that the actor is part of.
 * The app itself has none with a user: it gets all of that user's.
 */
export function readableConversations(
  context: Context,
  uid: string | undefined,
  guid: string | undefined,
): readonly string[] {
  const { state, actor } = context;
  if (guid !== undefined) return [groupConversationId(requireReadableGroup(context, guid).guid)];
  if (uid === undefined) return conversationsOf(context, actor.uid);
  const user = requireUser(state, uid);
  return actor.isApp ? conversationsOf(context, user.uid) : [userConversationId(actor.uid, user.uid)];
}

function conversationsOf({ state }: Context, uid: string): readonly string[] {
  const ofTwo = state.views.list("byUser", uid).filter((view) => view.conversationType === "user");
  const ofGroups = state.members.list("byUser", uid);
  return [
    ...ofTwo.map((view) => view.conversationId),
    ...ofGroups.map(({ guid }) => groupConversationId(guid)),
  ];
}
