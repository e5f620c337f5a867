import type { Message } from "./records.ts";

/** The list of messages a viewer sees in a conversation of two. */
export function userTimeline(conversationId: string, viewer: string): string {
  return `${conversationId}\0${viewer}`;
}

/** The list of unread candidates that `sender` wrote in a group: what the sender's own count leaves out. */
export function ownInGroup(conversationId: string, sender: string): string {
  return `${conversationId}\0${sender}`;
}

/**
 * The histories a message is part of: one a party in a conversation of two (a message sent to someone who had
 * blocked the sender is only in the sender's), one for all in a group.
 */
export function timelinesOf(message: Message): string | readonly string[] {
  const { conversationId, sender, receiver, hiddenFrom } = message;
  if (message.receiverType === "group") return conversationId;
  if (sender === receiver || hiddenFrom === receiver) return userTimeline(conversationId, sender);
  return [userTimeline(conversationId, sender), userTimeline(conversationId, receiver)];
}

/** The unread lists a message is in: the receiver's; or the group's and the sender's own in it. */
export function unreadListsOf(message: Message): string | readonly string[] | undefined {
  const { conversationId, sender, receiver, hiddenFrom } = message;
  if (!message.counts || message.deletedAt !== undefined) return undefined;
  if (message.receiverType === "group") return [conversationId, ownInGroup(conversationId, sender)];
  if (sender === receiver || hiddenFrom === receiver) return undefined;
  return userTimeline(conversationId, receiver);
}
