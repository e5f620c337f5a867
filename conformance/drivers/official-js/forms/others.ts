import type { Conversation, Reaction, Receipt, ReceiverType } from "../../../protocol/index.ts";
import { toMessage } from "./messages.ts";
import { toGroup, toUser } from "./users.ts";
import { compact, get, id, isObject, list, number, plain, text, time } from "./values.ts";

export function toConversation(conversation: unknown): Conversation {
  const conversationType = get(conversation, "getConversationType") as ReceiverType;
  const partner = get(conversation, "getConversationWith");
  const lastMessage = get(conversation, "getLastMessage");
  return compact({
    conversationId: text(get(conversation, "getConversationId")) ?? "",
    conversationType,
    conversationWith: conversationType === "group" ? toGroup(partner) : toUser(partner),
    unreadMessageCount: number(get(conversation, "getUnreadMessageCount")) ?? 0,
    unreadMentionsCount: number(get(conversation, "getUnreadMentionsCount")),
    lastMessage:
      id(get(lastMessage, "getId")) === undefined ? undefined : (toMessage(lastMessage) ?? undefined),
    lastReadMessageId: id(get(conversation, "getLastReadMessageId")),
    latestMessageId: id(get(conversation, "getLatestMessageId")),
    tags: list(get(conversation, "getTags"), String),
  });
}

export function toReceipt(receipt: unknown): Receipt {
  return compact({
    messageId: id(get(receipt, "getMessageId")) ?? "",
    receiptType: get(receipt, "getReceiptType") as Receipt["receiptType"],
    sender: toUser(get(receipt, "getSender")),
    receiverId: text(get(receipt, "getReceiver")),
    receiverType: text(get(receipt, "getReceiverType")) as ReceiverType | undefined,
    deliveredAt: time(get(receipt, "getDeliveredAt")),
    readAt: time(get(receipt, "getReadAt")),
  });
}

export function toReaction(reaction: unknown): Reaction {
  return compact({
    id: text(get(reaction, "getReactionId")),
    messageId: id(get(reaction, "getMessageId")) ?? "",
    reaction: text(get(reaction, "getReaction")) ?? "",
    uid: text(get(reaction, "getUid")) ?? "",
    reactedAt: number(get(reaction, "getReactedAt")) ?? 0,
    reactedBy: toUser(get(reaction, "getReactedBy")),
  });
}

/** Whom something goes to that is kept nowhere: typing and transient messages. */
export function toSignal(signal: unknown) {
  return {
    sender: toUser(get(signal, "getSender")),
    receiverId: text(get(signal, "getReceiverId")) ?? "",
    receiverType: get(signal, "getReceiverType") as ReceiverType,
  };
}

/** By UID, what has come of it: the SDK hands over what the service has said, or a text that it has made of that. */
export function toOutcomes(outcomes: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(isObject(outcomes) ? outcomes : {}).map(([uid, one]) => {
      if (typeof one === "string") return [uid, one];
      const { success, error } = plain(one) ?? {};
      const message = isObject(error) ? text(error.message) : undefined;
      return [uid, success === true ? "success" : (message ?? "failed")];
    }),
  );
}

export function toCounts(counts: unknown): Record<string, number> {
  return Object.fromEntries(
    Object.entries(isObject(counts) ? counts : {}).map(([key, count]) => [key, number(count) ?? 0]),
  );
}
