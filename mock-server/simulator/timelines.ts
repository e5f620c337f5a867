import { pairKey } from "./keys.ts";
import type { Message } from "./records.ts";

/** The list of messages a viewer sees in a conversation of two. */
export function userTimeline(conversationId: string, viewer: string): string {
  return pairKey(conversationId, viewer);
}

/** The list of unread candidates that `sender` wrote in a group: what the sender's own count leaves out. */
export function ownInGroup(conversationId: string, sender: string): string {
  return pairKey(conversationId, sender);
}

/** The list of unread candidates of a conversation that mention `uid`. */
export function mentionsOf(conversationId: string, uid: string): string {
  return `${conversationId}\0@${uid}`;
}

/** Whether a message is kept from everybody but its sender: it waits for a moderator, or was disapproved. */
export function isWithheld({ moderation }: Message): boolean {
  return moderation !== undefined && moderation.status !== "approved";
}

/** The list of withheld replies that `sender` wrote to a message: beside those that all see. */
export function withheldReplies(parentId: number, sender: string): string {
  return pairKey(parentId, sender);
}

/** The list of replies a message is in. */
export function replyListOf(message: Message): number | string | undefined {
  const { parentId, sender } = message;
  return parentId !== undefined && isWithheld(message) ? withheldReplies(parentId, sender) : parentId;
}

/** The list of replies to a message that `sender` wrote: what the sender's own count of unread ones leaves out. */
export function ownReplies(parentId: number, sender: string): string {
  return pairKey(parentId, sender);
}

/** The list of replies to a message that are hidden from `uid`. */
export function hiddenReplies(parentId: number, uid: string): string {
  // No UID has this sign in it.
  return `${parentId}\0!${uid}`;
}

/** The list of deleted replies to a message, which nobody has to read any more. */
export function deletedReplies(parentId: number): string {
  return `${parentId}\0?`;
}

/** The lists of replies apart that a message is in; nobody's unread count leaves it out twice. */
export function repliesApartOf(message: Message): string | readonly string[] | undefined {
  const { parentId, sender, hiddenFrom, deletedAt } = message;
  if (parentId === undefined || isWithheld(message)) return undefined;
  if (hiddenFrom !== undefined) return [ownReplies(parentId, sender), hiddenReplies(parentId, hiddenFrom)];
  return deletedAt === undefined ? ownReplies(parentId, sender) : deletedReplies(parentId);
}

/**
 * Who a one-to-one message is between. The trace of an edit or delete belongs to the parties of the message it was
 * done to, even when the app itself did it.
 */
export function partiesOfUserMessage(message: Message): readonly string[] {
  const original = message.action?.onMessage ?? message;
  const { sender, receiver, hiddenFrom } = original;
  return sender === receiver || hiddenFrom === receiver || isWithheld(original)
    ? [sender]
    : [sender, receiver];
}

/**
 * The histories a message is part of: one a party in a conversation of two (a message sent to someone who had
 * blocked the sender is only in the sender's), one for all in a group.
 */
export function timelinesOf(message: Message): string | readonly string[] {
  const { conversationId, sender, receiverType } = message;
  if (receiverType === "group")
    return isWithheld(message) ? userTimeline(conversationId, sender) : conversationId;
  return partiesOfUserMessage(message).map((uid) => userTimeline(message.conversationId, uid));
}

/** The list of what is said in all groups of an app; no UID has this sign in it. */
export const IN_GROUPS = "\0groups";

/**
 * The lists that all of a user's conversations are read from: those of two by party, with what a sender wrote in groups
 * that is kept from the others, and all groups in one, so that a message costs the same however many members it reaches.
 */
export function reachOf(message: Message): string | readonly string[] {
  if (message.receiverType === "group") return isWithheld(message) ? message.sender : IN_GROUPS;
  return partiesOfUserMessage(message);
}

/** The unread lists a message is in: the receiver's; or the group's and the sender's own in it. */
export function unreadListsOf(message: Message): string | readonly string[] | undefined {
  const { conversationId, sender, receiver, hiddenFrom } = message;
  if (!message.counts || message.deletedAt !== undefined || isWithheld(message)) return undefined;
  if (message.receiverType === "group") return [conversationId, ownInGroup(conversationId, sender)];
  if (sender === receiver || hiddenFrom === receiver) return undefined;
  return userTimeline(conversationId, receiver);
}

/** The mention lists a message is in: not of whom it is hidden from, nor of the sender. */
export function mentionListsOf(message: Message): readonly string[] | undefined {
  const { mentions, conversationId, sender, hiddenFrom } = message;
  if (!mentions || !message.counts || message.deletedAt !== undefined || isWithheld(message))
    return undefined;
  return mentions
    .filter((uid) => uid !== sender && uid !== hiddenFrom)
    .map((uid) => mentionsOf(conversationId, uid));
}
