import type { Attachment, Message, ReceiverType, Scope } from "../../../protocol/index.ts";
import { toUser, toUserOrGroup } from "./users.ts";
import { compact, filled, flag, get, id, list, number, plain, text, time } from "./values.ts";

/** Any message of the SDK. What it could not read is `null` to its app, and so it is here. */
export function toMessage(message: unknown): Message | null {
  if (typeof message !== "object" || message === null) return null;
  const common = commonOf(message);
  switch (get(message, "getCategory")) {
    case "custom":
      return compact({
        ...common,
        category: "custom",
        type: text(get(message, "getType")) ?? "",
        customData: plain(get(message, "getCustomData")),
        subType: text(get(message, "getSubType")),
        text: text(get(message, "getConversationText")),
      }) as Message;
    case "interactive":
      return toInteractive(common, message);
    case "action":
      return toAction(common, message);
    case "call":
      return compact({
        ...common,
        category: "call",
        type: get(message, "getType"),
        sessionId: text(get(message, "getSessionId")) ?? "",
        status: get(message, "getStatus"),
        callInitiator: userOf(get(message, "getCallInitiator")),
        initiatedAt: time(get(message, "getInitiatedAt")),
        joinedAt: time(get(message, "getJoinedAt")),
      }) as Message;
    default:
      return get(message, "getType") === "text" ? toText(common, message) : toMedia(common, message);
  }
}

/** A list of messages: `null` where the SDK has one. */
export function toMessages(rows: unknown): (Message | null)[] {
  return Array.isArray(rows) ? rows.map(toMessage) : [];
}

function commonOf(message: object) {
  return compact({
    id: text(get(message, "getId")) ?? "",
    muid: text(get(message, "getMuid")),
    conversationId: text(get(message, "getConversationId")) ?? "",
    sender: toUser(get(message, "getSender")),
    receiverId: text(get(message, "getReceiverId")) ?? "",
    receiverType: get(message, "getReceiverType") as ReceiverType,
    sentAt: number(get(message, "getSentAt")) ?? 0,
    editedAt: time(get(message, "getEditedAt")),
    editedBy: text(get(message, "getEditedBy")),
    deletedAt: time(get(message, "getDeletedAt")),
    deletedBy: text(get(message, "getDeletedBy")),
    deliveredAt: time(get(message, "getDeliveredAt")),
    readAt: time(get(message, "getReadAt")),
    deliveredToMeAt: time(get(message, "getDeliveredToMeAt")),
    readByMeAt: time(get(message, "getReadByMeAt")),
    parentMessageId: id(get(message, "getParentMessageId")),
    replyCount: number(get(message, "getReplyCount")),
    quotedMessageId: id(get(message, "getQuotedMessageId")),
    tags: list(get(message, "getTags"), String),
    metadata: filled(get(message, "getMetadata")),
    mentionedUsers: list(get(message, "getMentionedUsers"), toUser),
    hasMentionedMe: flag(get(message, "hasMentionedMe")),
    reactions: list(get(message, "getReactions"), toReactionCount),
  });
}

function toText(common: object, message: object): Message {
  return compact({
    ...common,
    category: "message",
    type: "text",
    text: text(get(message, "getText")),
  }) as Message;
}

function toMedia(common: object, message: object): Message {
  return compact({
    ...common,
    category: "message",
    type: get(message, "getType"),
    caption: text(get(message, "getCaption")),
    url: text(get(message, "getURL")),
    attachments: list(get(message, "getAttachments"), toAttachment),
  }) as Message;
}

function toInteractive(common: object, message: object): Message {
  const goal = get(message, "getInteractionGoal");
  return compact({
    ...common,
    category: "interactive",
    type: text(get(message, "getType")) ?? "",
    interactiveData: plain(get(message, "getInteractiveData")),
    interactionGoal:
      get(goal, "getType") === undefined
        ? undefined
        : { type: String(get(goal, "getType")), elementIds: list(get(goal, "getElementIds"), String) ?? [] },
    interactions: list(get(message, "getInteractions"), (one) =>
      compact({
        elementId: text(get(one, "getElementId")) ?? "",
        interactedAt: time(get(one, "getInteractedAt")),
      }),
    ),
    allowSenderInteraction: flag(get(message, "getIsSenderInteractionAllowed")),
  }) as Message;
}

function toAction(common: object, message: object): Message {
  const on = get(message, "getActionOn");
  const target = get(message, "getActionFor");
  return compact({
    ...common,
    category: "action",
    type: text(get(message, "getType")) ?? "",
    action: text(get(message, "getAction")) ?? "",
    by: userOf(get(message, "getActionBy")),
    on: userOf(on) ?? (id(get(on, "getId")) === undefined ? undefined : { messageId: id(get(on, "getId")) }),
    for: target ? toUserOrGroup(target) : undefined,
    oldScope: text(get(message, "getOldScope")) as Scope | undefined,
    newScope: text(get(message, "getNewScope")) as Scope | undefined,
  }) as Message;
}

function userOf(one: unknown) {
  return text(get(one, "getUid")) === undefined ? undefined : toUser(one);
}

function toAttachment(attachment: unknown): Attachment {
  return compact({
    url: text(get(attachment, "getUrl")) ?? "",
    name: text(get(attachment, "getName")),
    extension: text(get(attachment, "getExtension")),
    mimeType: text(get(attachment, "getMimeType")),
    size: number(get(attachment, "getSize")),
  });
}

function toReactionCount(one: unknown) {
  return {
    reaction: text(get(one, "getReaction")) ?? "",
    count: number(get(one, "getCount")) ?? 0,
    reactedByMe: flag(get(one, "getReactedByMe")) ?? false,
  };
}
