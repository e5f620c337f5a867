import { removeCalls } from "./calls.ts";
import { settleGroupReceipts } from "./group-receipts.ts";
import { removeMessages } from "./message-removal.ts";
import type { Context } from "./operation.ts";
import type { Group, Message, User } from "./records.ts";
import { groupConversationId, SYSTEM_UID, userConversationId } from "./rules/identifiers.ts";
import { scopeHolder } from "./rules/permissions.ts";
import { SCOPES } from "./rules/scope-privileges.ts";
import { appPinKey, interactionKey, muteKey, pairKey, reactionKey, receiptKey, type State } from "./state.ts";
import { revokeToken } from "./tokens.ts";

// What is erased is gone for good, without a trace in history. Erasures are rare: they read whole tables where an
// index for them alone would be paid for by every message sent.

/** Erases a group with its members, bans and whole history. */
export function eraseGroup(state: State, { guid }: Group): void {
  const conversationId = groupConversationId(guid);
  removeMessages(
    state,
    state.messages.list("all", "all").filter((message) => message.conversationId === conversationId),
  );
  removeCalls(state, (call) => call.conversationId === conversationId);
  for (const receipt of [...state.receipts.values()]) {
    if (receipt.conversationId === conversationId) state.receipts.remove(receiptKey(receipt));
  }
  for (const view of [...state.views.list("byConversation", conversationId)]) {
    state.views.remove(pairKey(view.uid, conversationId));
  }
  for (const member of [...state.members.list("byGroup", guid)]) {
    state.members.remove(pairKey(guid, member.uid));
    state.onlineMembers.remove(pairKey(guid, member.uid));
  }
  state.appPins.remove(appPinKey({ conversationType: "group", with: guid }));
  for (const ban of [...state.bans.list("byGroup", guid)]) state.bans.remove(pairKey(guid, ban.uid));
  for (const scope of SCOPES) {
    for (const { holder, id } of [...state.permissions.list("byHolder", scopeHolder(guid, scope))]) {
      state.permissions.remove(pairKey(holder, id));
    }
  }
  state.groups.remove(guid);
}

/**
 * Erases a user with all that they said, did and were part of: their one-to-one conversations for both sides, their
 * messages in groups, their files and the traces of what was done to them. Groups they own fall to the app (assumed).
 */
export function eraseUser(context: Context, { uid }: User): void {
  const { state, now, actor } = context;
  for (const token of [...state.authTokens.list("byUser", uid)]) revokeToken(context, token, "revoked");
  for (const group of [...state.groups.list("byOwner", uid)]) {
    state.groups.put({ ...group, owner: SYSTEM_UID, updatedAt: now, updatedBy: actor.uid });
  }
  eraseHistory(state, uid);
  eraseRelations(state, uid);
  eraseNotifications(state, uid);
  const left = [...state.members.list("byUser", uid)];
  for (const { guid } of left) {
    state.members.remove(pairKey(guid, uid));
    state.onlineMembers.remove(pairKey(guid, uid));
  }
  state.users.remove(uid);
  state.bots.remove(uid);
  for (const { guid } of left) settleGroupReceipts(context, guid);
}

function eraseHistory(state: State, uid: string): void {
  removeCalls(
    state,
    (call) => call.initiator === uid || (call.receiverType === "user" && call.receiver === uid),
  );
  for (const row of [...state.callParticipants.values()]) {
    if (row.uid === uid) state.callParticipants.remove(pairKey(row.sessionId, uid));
  }
  removeMessages(
    state,
    state.messages.list("all", "all").filter((message) => concerns(message, uid)),
  );
  for (const row of [...state.reactions.values()]) {
    if (row.uid === uid) state.reactions.remove(reactionKey(row.messageId, row.reaction, uid));
  }
  for (const row of [...state.receipts.values()]) {
    if (row.uid === uid || row.conversationId === userConversationId(uid, row.uid)) {
      state.receipts.remove(receiptKey(row));
    }
  }
  for (const row of [...state.views.values()]) {
    if (row.uid === uid || (row.conversationType === "user" && row.with === uid)) {
      state.views.remove(pairKey(row.uid, row.conversationId));
    }
  }
  for (const row of [...state.messageSaves.list("byUser", uid)]) {
    state.messageSaves.remove(pairKey(uid, row.messageId));
  }
  for (const row of [...state.interactions.values()]) {
    if (row.uid === uid) state.interactions.remove(interactionKey(row));
  }
  for (const row of [...state.flags.values()]) {
    if (row.uid === uid) state.flags.remove(pairKey(row.messageId, uid));
  }
  for (const row of [...state.messagePins.values()]) {
    if (row.pinnedBy === uid) state.messagePins.remove(row.messageId);
  }
  state.appPins.remove(appPinKey({ conversationType: "user", with: uid }));
  for (const row of [...state.threadSubscriptions.list("byUser", uid)]) {
    state.threadSubscriptions.remove(pairKey(row.parentId, uid));
  }
}

/** Whether a message is by the user, to the user, or the trace of something done to the user or the user's message. */
function concerns({ sender, receiver, receiverType, action, call }: Message, uid: string): boolean {
  const original = action?.onMessage;
  if (sender === uid || action?.onUser === uid || original?.sender === uid) return true;
  if (call?.call.initiator === uid) return true;
  return receiverType === "user" && (receiver === uid || original?.receiver === uid);
}

function eraseNotifications(state: State, uid: string): void {
  state.notificationSettings.remove(uid);
  for (const { id } of [...state.feedItems.list("byReceiver", uid)]) state.feedItems.remove(id);
  for (const mute of [...state.mutes.values()]) {
    if (mute.uid === uid || (mute.type === "oneOnOne" && mute.id === uid)) state.mutes.remove(muteKey(mute));
  }
}

function eraseRelations(state: State, uid: string): void {
  for (const { friend } of [...state.friendships.list("byUser", uid)]) {
    state.friendships.remove(pairKey(uid, friend));
    state.friendships.remove(pairKey(friend, uid));
  }
  for (const row of [...state.blocks.list("byBlocker", uid), ...state.blocks.list("byBlocked", uid)]) {
    state.blocks.remove(pairKey(row.uid, row.blocked));
  }
  for (const { guid } of [...state.bans.list("byUser", uid)]) state.bans.remove(pairKey(guid, uid));
  for (const { fileId } of [...state.files.list("byUser", uid)]) state.files.remove(fileId);
}
