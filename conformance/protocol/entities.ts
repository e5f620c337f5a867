import * as z from "zod";

// The canonical forms: what every client is asked to hand over in, whatever its own objects look like. A key that has no
// value is left out; times are unix seconds; no form has keys that are not listed here.

const seconds = z.number().describe("Unix seconds.");
const json = z.record(z.string(), z.unknown());

/** Whom or what a message goes to. */
export const receiverType = z.enum(["user", "group"]);
export const scope = z.enum(["admin", "moderator", "participant"]);
export const groupType = z.enum(["public", "password", "private"]);

export const user = z
  .strictObject({
    uid: z.string(),
    name: z.string(),
    status: z.enum(["online", "offline"]),
    avatar: z.string().optional(),
    link: z.string().optional(),
    role: z.string().optional(),
    statusMessage: z.string().optional(),
    metadata: json.optional(),
    tags: z.array(z.string()).optional(),
    lastActiveAt: seconds.optional(),
    blockedByMe: z.boolean().optional(),
    hasBlockedMe: z.boolean().optional(),
  })
  .describe("A user.");

export const group = z
  .strictObject({
    guid: z.string(),
    name: z.string(),
    type: groupType,
    icon: z.string().optional(),
    description: z.string().optional(),
    metadata: json.optional(),
    tags: z.array(z.string()).optional(),
    owner: z.string().optional().describe("The owner's UID."),
    membersCount: z.number().optional(),
    hasJoined: z.boolean().optional().describe("Whether the logged-in user is a member."),
    scope: scope.optional().describe("The logged-in user's own scope."),
    joinedAt: seconds.optional(),
    createdAt: seconds.optional(),
    updatedAt: seconds.optional(),
  })
  .describe("A group.");

export const member = user
  .extend({ scope: scope.optional(), joinedAt: seconds.optional() })
  .describe("A user as a member of a group, or as one who is banned from it.");

export const attachment = z.strictObject({
  url: z.string(),
  name: z.string().optional(),
  extension: z.string().optional(),
  mimeType: z.string().optional(),
  size: z.number().optional(),
});

export const reactionCount = z.strictObject({
  reaction: z.string(),
  count: z.number(),
  reactedByMe: z.boolean(),
});

const sent = {
  id: z.string().describe("A decimal number, as text."),
  muid: z.string().optional(),
  conversationId: z.string(),
  sender: user,
  receiverId: z.string().describe("A UID or a GUID."),
  receiverType,
  sentAt: seconds,
  updatedAt: seconds.optional(),
  editedAt: seconds.optional(),
  editedBy: z.string().optional(),
  deletedAt: seconds.optional(),
  deletedBy: z.string().optional(),
  deliveredAt: seconds.optional(),
  readAt: seconds.optional(),
  deliveredToMeAt: seconds.optional(),
  readByMeAt: seconds.optional(),
  parentMessageId: z.string().optional(),
  replyCount: z.number().optional(),
  quotedMessageId: z.string().optional(),
  tags: z.array(z.string()).optional(),
  metadata: json.optional(),
  mentionedUsers: z.array(user).optional(),
  hasMentionedMe: z.boolean().optional(),
  reactions: z.array(reactionCount).optional(),
};

export const textMessage = z
  .strictObject({
    ...sent,
    category: z.literal("message"),
    type: z.literal("text"),
    text: z.string().optional().describe("Left out once the message is deleted."),
  })
  .describe("A text message.");

export const mediaMessage = z
  .strictObject({
    ...sent,
    category: z.literal("message"),
    type: z.enum(["image", "video", "audio", "file"]),
    caption: z.string().optional(),
    url: z.string().optional(),
    attachments: z.array(attachment).optional(),
  })
  .describe("A media message.");

export const customMessage = z
  .strictObject({
    ...sent,
    category: z.literal("custom"),
    type: z.string(),
    customData: json.optional(),
    subType: z.string().optional(),
    text: z.string().optional(),
  })
  .describe("A custom message.");

export const interactiveMessage = z
  .strictObject({
    ...sent,
    category: z.literal("interactive"),
    type: z.string(),
    interactiveData: json.optional(),
    interactionGoal: z.strictObject({ type: z.string(), elementIds: z.array(z.string()) }).optional(),
    interactions: z
      .array(z.strictObject({ elementId: z.string(), interactedAt: seconds.optional() }))
      .optional(),
    allowSenderInteraction: z.boolean().optional(),
  })
  .describe("An interactive message.");

export const actionMessage = z
  .strictObject({
    ...sent,
    category: z.literal("action"),
    type: z.string().describe("groupMember or message."),
    action: z.string(),
    by: user.optional(),
    on: z.union([user, z.strictObject({ messageId: z.string() })]).optional(),
    for: z.union([user, group]).optional(),
    oldScope: scope.optional(),
    newScope: scope.optional(),
  })
  .describe("What somebody did in a group or to a message, as a row of the history.");

export const call = z
  .strictObject({
    ...sent,
    category: z.literal("call"),
    type: z.enum(["audio", "video"]),
    sessionId: z.string(),
    status: z.enum(["initiated", "ongoing", "rejected", "cancelled", "busy", "unanswered", "ended"]),
    callInitiator: user.optional(),
    initiatedAt: seconds.optional(),
    joinedAt: seconds.optional(),
  })
  .describe("A call, as a row of the history and as what call methods answer.");

export const message = z
  .union([textMessage, mediaMessage, customMessage, interactiveMessage, actionMessage, call])
  .describe("A message of any kind: category and type tell which.");

export const receipt = z
  .strictObject({
    messageId: z.string(),
    receiptType: z.enum(["delivery", "read", "deliveredToAll", "readByAll"]),
    sender: user.describe("Who has received or read; app_system where it was everybody."),
    receiverId: z.string().optional(),
    receiverType: receiverType.optional(),
    deliveredAt: seconds.optional(),
    readAt: seconds.optional(),
  })
  .describe("A receipt, live or as a row of getMessageReceipts.");

export const reaction = z
  .strictObject({
    id: z.string().optional(),
    messageId: z.string(),
    reaction: z.string(),
    uid: z.string(),
    reactedAt: seconds,
    reactedBy: user,
  })
  .describe("One user's reaction to one message.");

export const conversation = z
  .strictObject({
    conversationId: z.string(),
    conversationType: receiverType,
    conversationWith: z.union([user, group]),
    unreadMessageCount: z.number(),
    unreadMentionsCount: z.number().optional(),
    lastMessage: message.optional(),
    lastReadMessageId: z.string().optional(),
    latestMessageId: z.string().optional(),
    tags: z.array(z.string()).optional(),
    updatedAt: seconds.optional(),
  })
  .describe("A conversation of the logged-in user.");

export const typing = z
  .strictObject({
    sender: user,
    receiverId: z.string(),
    receiverType,
    metadata: json.optional(),
  })
  .describe("Somebody has begun or ended to type.");

export const transient = z
  .strictObject({ sender: user, receiverId: z.string(), receiverType, data: json })
  .describe("A message that is not kept.");

export const error = z
  .strictObject({
    code: z.string(),
    message: z.string().optional(),
    details: z.unknown().optional(),
  })
  .describe(
    "What the client gave its app instead of a value: the service's own refusal, or one of the client.",
  );

/** All forms by the names that their JSON Schemas have. */
export const ENTITIES = {
  user,
  group,
  member,
  attachment,
  reactionCount,
  textMessage,
  mediaMessage,
  customMessage,
  interactiveMessage,
  actionMessage,
  call,
  message,
  receipt,
  reaction,
  conversation,
  typing,
  transient,
  error,
} as const;

export type User = z.output<typeof user>;
export type Group = z.output<typeof group>;
export type Member = z.output<typeof member>;
export type Attachment = z.output<typeof attachment>;
export type Call = z.output<typeof call>;
export type Message = z.output<typeof message>;
export type Receipt = z.output<typeof receipt>;
export type Reaction = z.output<typeof reaction>;
export type Conversation = z.output<typeof conversation>;
export type ClientError = z.output<typeof error>;
export type Scope = z.output<typeof scope>;
export type GroupType = z.output<typeof groupType>;
export type ReceiverType = z.output<typeof receiverType>;
