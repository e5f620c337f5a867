import type { Message } from "./records.ts";

/** The list of messages a viewer sees in a conversation of two. */
export function userTimeline(conversationId: string, viewer: string): string {
  return `${conversationId}\0${viewer}`;
}

/** The list of unread candidates that `sender` wrote in a group: what the sender's own count leaves out. */
export function ownInGroup(conversationId: string, sender: string): string {
  return `${conversationId}\0${sender}`;
}

/** The list of unread candidates of a conversation that mention `uid`. */
export function mentionsOf(conversationId: string, uid: string): string {
  return `${conversationId}\0@${uid}`;
}

/**
 * Who a one-to-one message is between. The trace of an edit or delete belongs to the parties of the message it was
 * done to, even when the app itself did it.
 */
export function partiesOfUserMessage(message: Message): readonly string[] {
  const { sender, receiver, hiddenFrom } = message.action?.onMessage ?? message;
  return sender === receiver || hiddenFrom === receiver ? [sender] : [sender, receiver];
}

/**
 * The histories a message is part of: one a party in a conversation of two (a message sent to someone who had
 * blocked the sender is only in the sender's), one for all in a group.
 */
export function timelinesOf(message: Message): string | readonly string[] {
  if (message.receiverType === "group") return message.conversationId;
  return partiesOfUserMessage(message).map((uid) => userTimeline(message.conversationId, uid));
}

/** The unread lists a message is in: the receiver's; or the group's and the sender's own in it. */
export function unreadListsOf(message: Message): string | readonly string[] | undefined {
  const { conversationId, sender, receiver, hiddenFrom } = message;
  if (!message.counts || message.deletedAt !== undefined) return undefined;
  if (message.receiverType === "group") return [conversationId, ownInGroup(conversationId, sender)];
  if (sender === receiver || hiddenFrom === receiver) return undefined;
  return userTimeline(conversationId, receiver);
}

/** The mention lists a message is in. */
export function mentionListsOf(message: Message): readonly string[] | undefined {
  const { mentions, conversationId, sender } = message;
  if (!mentions || !message.counts || message.deletedAt !== undefined) return undefined;
  return mentions.filter((uid) => uid !== sender).map((uid) => mentionsOf(conversationId, uid));
}
