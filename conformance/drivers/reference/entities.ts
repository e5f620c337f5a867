import type {
  Attachment,
  Conversation,
  Group,
  GroupType,
  Member,
  Message,
  Reaction,
  Receipt,
  ReceiverType,
  Scope,
  User,
} from "../../protocol/index.ts";
import { compact, filled, flag, type Json, list, number, object, text, texts, time } from "./wire.ts";

// From the wire's forms to the canonical ones.

export function toUser(wire: unknown): User {
  const it = object(wire);
  return compact({
    uid: text(it.uid) ?? "",
    name: text(it.name) ?? "",
    status: !it.status || it.status === "offline" ? ("offline" as const) : ("online" as const),
    avatar: text(it.avatar),
    link: text(it.link),
    role: text(it.role),
    statusMessage: text(it.statusMessage),
    metadata: filled(it.metadata),
    tags: texts(it.tags),
    lastActiveAt: time(it.lastActiveAt),
    blockedByMe: flag(it.blockedByMe),
    hasBlockedMe: flag(it.hasBlockedMe),
  });
}

export function toMember(wire: unknown): Member {
  const it = object(wire);
  return compact({ ...toUser(wire), scope: it.scope as Scope | undefined, joinedAt: time(it.joinedAt) });
}

export function toGroup(wire: unknown): Group {
  const it = object(wire);
  return compact({
    guid: text(it.guid) ?? "",
    name: text(it.name) ?? "",
    type: it.type as GroupType,
    icon: text(it.icon),
    description: text(it.description),
    metadata: filled(it.metadata),
    tags: texts(it.tags),
    owner: text(it.owner),
    membersCount: number(it.membersCount),
    hasJoined: flag(it.hasJoined),
    scope: it.scope as Scope | undefined,
    joinedAt: time(it.joinedAt),
    createdAt: time(it.createdAt),
    updatedAt: time(it.updatedAt),
  });
}

const entityOf = (wire: unknown) => object(object(wire).entity);

/** Any message; `undefined` for what is none. */
export function toMessage(wire: unknown, myUid: string): Message | undefined {
  const it = object(wire);
  const data = object(it.data);
  const entities = object(data.entities);
  const receipt = object(it.myReceipt);
  const mentions = object(data.mentions);
  const common = compact({
    id: text(it.id) ?? "",
    muid: text(it.muid),
    conversationId: text(it.conversationId) ?? "",
    sender: toUser({
      uid: it.sender,
      name: it.sender,
      ...entityOf(entities.sender),
      ...entityOf(entities.by),
    }),
    receiverId: text(it.receiver) ?? "",
    receiverType: it.receiverType as ReceiverType,
    sentAt: number(it.sentAt) ?? 0,
    updatedAt: time(it.updatedAt),
    editedAt: time(it.editedAt),
    editedBy: text(it.editedBy),
    deletedAt: time(it.deletedAt),
    deletedBy: text(it.deletedBy),
    deliveredAt: time(it.deliveredAt),
    readAt: time(it.readAt),
    deliveredToMeAt: time(it.deliveredToMeAt ?? receipt.deliveredAt),
    readByMeAt: time(it.readByMeAt ?? receipt.readAt),
    parentMessageId: text(it.parentId) === "0" ? undefined : text(it.parentId),
    replyCount: number(it.replyCount),
    quotedMessageId: text(it.quotedMessageId),
    tags: texts(it.tags),
    metadata: filled(data.metadata),
    mentionedUsers: data.mentions === undefined ? undefined : Object.values(mentions).map(toUser),
    hasMentionedMe: data.mentions === undefined ? undefined : Object.hasOwn(mentions, myUid),
    reactions: Array.isArray(data.reactions)
      ? data.reactions.map((one) => ({
          reaction: text(object(one).reaction) ?? "",
          count: number(object(one).count) ?? 0,
          reactedByMe: flag(object(one).reactedByMe) ?? false,
        }))
      : undefined,
  });
  switch (it.category) {
    case "message":
      return it.type === "text"
        ? (compact({ ...common, category: "message", type: "text", text: text(data.text) }) as Message)
        : (compact({
            ...common,
            category: "message",
            type: it.type,
            caption: text(data.text),
            url: text(data.url),
            attachments: Array.isArray(data.attachments) ? data.attachments.map(toAttachment) : undefined,
          }) as Message);
    case "custom":
      return compact({
        ...common,
        category: "custom",
        type: text(it.type) ?? "",
        customData: data.customData === undefined ? undefined : { ...object(data.customData) },
        subType: text(data.subType),
        text: text(data.text),
      }) as Message;
    case "interactive":
      return compact({
        ...common,
        category: "interactive",
        type: text(it.type) ?? "",
        interactiveData: filled(data.interactiveData),
        interactionGoal: toGoal(data.interactionGoal),
        interactions: list(data.interactions).map((one) =>
          compact({
            elementId: text(object(one).elementId) ?? "",
            interactedAt: time(object(one).interactedAt),
          }),
        ),
        allowSenderInteraction: flag(data.allowSenderInteraction),
      }) as Message;
    case "action":
      return toAction(common, it, data, entities);
    case "call": {
      const on = entityOf(entities.on);
      const initiator = entityOf(object(object(on.data).entities).sender);
      return compact({
        ...common,
        category: "call",
        type: it.type,
        sessionId: text(on.sessionid) ?? "",
        status: on.status,
        callInitiator: initiator.uid === undefined ? undefined : toUser(initiator),
        initiatedAt: time(on.initiatedAt),
        joinedAt: time(on.joinedAt),
      }) as Message;
    }
    default:
      return undefined;
  }
}

function toAction(common: object, it: Json, data: Json, entities: Json): Message {
  const by = entityOf(entities.by);
  const on = entityOf(entities.on);
  const of = entityOf(entities.for);
  const scope = object(object(data.extras).scope);
  return compact({
    ...common,
    category: "action",
    type: text(it.type) ?? "",
    action: text(data.action) ?? "",
    by: by.uid === undefined ? undefined : toUser(by),
    on: on.uid !== undefined ? toUser(on) : on.id !== undefined ? { messageId: String(on.id) } : undefined,
    for: of.guid !== undefined ? toGroup(of) : of.uid !== undefined ? toUser(of) : undefined,
    oldScope: scope.old as Scope | undefined,
    newScope: scope.new as Scope | undefined,
  }) as Message;
}

function toAttachment(wire: unknown): Attachment {
  const it = object(wire);
  return compact({
    url: text(it.url) ?? "",
    name: text(it.name),
    extension: text(it.extension),
    mimeType: text(it.mimeType),
    size: number(it.size),
  });
}

function toGoal(wire: unknown): { type: string; elementIds: string[] } | undefined {
  const it = object(wire);
  return it.type === undefined
    ? undefined
    : { type: String(it.type), elementIds: list(it.elementIds).map(String) };
}

/** The message that an edit or a deletion has answered, or told of: it is inside an action. */
export function toChangedMessage(wire: unknown, myUid: string): Message | undefined {
  return toMessage(entityOf(object(object(object(wire).data).entities).on), myUid);
}

/** The group that a member action is about. */
export function groupOfAction(wire: unknown): Group {
  return toGroup(entityOf(object(object(object(wire).data).entities).for));
}

export function toConversation(wire: unknown, myUid: string): Conversation {
  const it = object(wire);
  const isGroup = it.conversationType === "group";
  return compact({
    conversationId: text(it.conversationId) ?? "",
    conversationType: it.conversationType as ReceiverType,
    conversationWith: isGroup ? toGroup(it.conversationWith) : toUser(it.conversationWith),
    unreadMessageCount: number(it.unreadMessageCount) ?? 0,
    unreadMentionsCount: number(it.unreadMentionsCount),
    lastMessage: object(it.lastMessage).id === undefined ? undefined : toMessage(it.lastMessage, myUid),
    lastReadMessageId: text(it.lastReadMessageId),
    latestMessageId: text(it.latestMessageId),
    tags: texts(it.tags),
    updatedAt: time(it.updatedAt),
  });
}

/** A row of the receipts of a message. */
export function toReceiptRow(wire: unknown, messageId: string): Receipt {
  const it = object(wire);
  const readAt = time(it.readAt);
  return compact({
    messageId,
    receiptType: readAt === undefined ? ("delivery" as const) : ("read" as const),
    sender: toUser(it.recipient),
    deliveredAt: time(it.deliveredAt),
    readAt,
  });
}

export function toReaction(wire: unknown): Reaction {
  const it = object(wire);
  return compact({
    id: text(it.id),
    messageId: text(it.messageId) ?? "",
    reaction: text(it.reaction) ?? "",
    uid: text(it.uid) ?? "",
    reactedAt: number(it.reactedAt) ?? 0,
    reactedBy: toUser(it.reactedBy),
  });
}
