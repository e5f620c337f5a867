import type { ConversationView, Message } from "./records.ts";
import { pairKey, type State } from "./state.ts";

/** Whose side of which conversation, and since when it is there, in unix seconds. */
type SideOf = Pick<ConversationView, "uid" | "conversationId" | "conversationType" | "with" | "createdAt">;

/** A user's side of a conversation that nothing has moved yet: it is not in the user's list. */
export function newSide({ createdAt, ...of }: SideOf): ConversationView {
  return {
    ...of,
    lastMovedBy: 0,
    createdAt,
    updatedAt: createdAt,
    lastReadId: 0,
    clearedUpTo: 0,
    listed: false,
    maybeUnread: false,
  };
}

/** A user's side of a conversation: as it is, or a new one. */
export function sideOf(state: State, of: SideOf): ConversationView {
  return state.views.get(pairKey(of.uid, of.conversationId)) ?? newSide(of);
}

/** A user's side of the conversation that a message belongs to, as it is or as it comes to be by the message. */
export function sideBy(state: State, message: Message, uid: string): ConversationView {
  const { conversationId, receiver, receiverType, sender, sentAt } = message;
  return sideOf(state, {
    uid,
    conversationId,
    conversationType: receiverType,
    with: receiverType === "group" || sender === uid ? receiver : sender,
    createdAt: sentAt,
  });
}

/**
 * Makes the conversation of two that a message belongs to a user's, where it is not yet, though the message does not move
 * it: it is not in the user's list, but what was said is in their history, and they can give receipts for it
 * (undocumented).
 */
export function keepSide(state: State, message: Message, uid: string): void {
  if (!state.views.has(pairKey(uid, message.conversationId))) state.views.put(sideBy(state, message, uid));
}
