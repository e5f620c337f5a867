import { sideOf } from "./conversation-sides.ts";
import { isOnline } from "./lookups.ts";
import type { Context } from "./operation.ts";
import type { Member } from "./records.ts";
import { groupConversationId } from "./rules/identifiers.ts";
import type { Scope } from "./rules/scope-privileges.ts";
import { nextSerial, pairKey } from "./state.ts";

/** Makes a user a member of a group, with everything that hangs on it. The rules have been checked before. */
export function enterGroup(context: Context, guid: string, uid: string, scope: Scope): Member {
  const { state, now } = context;
  const member: Member = { guid, uid, scope, joinedAt: now, serial: nextSerial(state, "member") };
  replaceMember(context, member);
  markHistoryRead(context, guid, uid);
  return member;
}

/** What was said before someone came (back) is theirs to read, and no news to them (undocumented, assumed). */
function markHistoryRead({ state, now }: Context, guid: string, uid: string): void {
  const conversationId = groupConversationId(guid);
  const newest = state.messages.list("timeline", conversationId).at(-1);
  if (!newest) return;
  const side = sideOf(state, { uid, conversationId, conversationType: "group", with: guid, createdAt: now });
  state.views.put({ ...side, lastReadId: newest.id, maybeUnread: false });
}

/** Puts a member's new record in the place of the old one. */
export function replaceMember({ state }: Context, member: Member): void {
  state.members.put(member);
  if (isOnline(state, member.uid)) state.onlineMembers.put(member);
}

/**
 * Ends a membership: the group's conversation leaves the user's list while they are out (undocumented, assumed), and
 * comes back with the messages of a new membership.
 */
export function exitGroup({ state }: Context, guid: string, uid: string): void {
  state.members.remove(pairKey(guid, uid));
  state.onlineMembers.remove(pairKey(guid, uid));
  const view = state.views.get(pairKey(uid, groupConversationId(guid)));
  if (view) state.views.put({ ...view, listed: false, pin: undefined });
}
