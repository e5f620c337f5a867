import { removeCalls } from "./calls.ts";
import { settleGroupReceipts } from "./group-receipts.ts";
import { removeMessages } from "./message-removal.ts";
import type { Context } from "./operation.ts";
import type { Group, Message, User } from "./records.ts";
import { groupConversationId, SYSTEM_UID, userConversationId } from "./rules/identifiers.ts";
import { scopeHolder } from "./rules/permissions.ts";
import { SCOPES } from "./rules/scope-privileges.ts";
import { appPinKey, interactionKey, muteKey, pairKey, reactionKey, type State } from "./state.ts";
import { itself, type Table } from "./table.ts";
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
  removeWhere(state.receipts, itself, (row) => row.conversationId === conversationId);
  const views = state.views.list("byConversation", conversationId);
  state.views.removeAll(views.map(({ uid }) => pairKey(uid, conversationId)));
  const members = state.members.list("byGroup", guid).map(({ uid }) => pairKey(guid, uid));
  state.members.removeAll(members);
  state.onlineMembers.removeAll(members);
  state.appPins.remove(appPinKey({ conversationType: "group", with: guid }));
  state.bans.removeAll(state.bans.list("byGroup", guid).map(({ uid }) => pairKey(guid, uid)));
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
  removeWhere(
    state.callParticipants,
    (row) => pairKey(row.sessionId, uid),
    (row) => row.uid === uid,
  );
  removeWhere(
    state.meetingParticipants,
    (row) => pairKey(row.sessionId, uid),
    (row) => row.uid === uid,
  );
  removeMessages(
    state,
    state.messages.list("all", "all").filter((message) => concerns(message, uid)),
  );
  removeWhere(
    state.reactions,
    (row) => reactionKey(row.messageId, row.reaction, uid),
    (row) => row.uid === uid,
  );
  removeWhere(
    state.receipts,
    itself,
    (row) => row.uid === uid || row.conversationId === userConversationId(uid, row.uid),
  );
  removeWhere(
    state.views,
    (row) => pairKey(row.uid, row.conversationId),
    (row) => row.uid === uid || (row.conversationType === "user" && row.with === uid),
  );
  for (const row of [...state.messageSaves.list("byUser", uid)]) {
    state.messageSaves.remove(pairKey(uid, row.messageId));
  }
  removeWhere(state.interactions, interactionKey, (row) => row.uid === uid);
  removeWhere(
    state.flags,
    (row) => pairKey(row.messageId, uid),
    (row) => row.uid === uid,
  );
  removeWhere(
    state.messagePins,
    (row) => row.messageId,
    (row) => row.pinnedBy === uid,
  );
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
  state.feedItems.removeAll(state.feedItems.list("byReceiver", uid).map(({ id }) => id));
  removeWhere(state.mutes, muteKey, (row) => row.uid === uid || (row.type === "oneOnOne" && row.id === uid));
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

/** Removes what is told of by no index, reading the whole table. */
function removeWhere<K extends string | number | object, R extends object, I extends string>(
  table: Table<K, R, I>,
  keyOf: (row: R) => K,
  isGone: (row: R) => boolean,
): void {
  const gone: K[] = [];
  for (const row of table.values()) if (isGone(row)) gone.push(keyOf(row));
  table.removeAll(gone);
}
