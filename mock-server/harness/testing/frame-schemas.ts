import * as z from "zod";
import type { Frame } from "./backend-world.ts";

// What the SDK needs of each frame: socket.md §4 and §5, independently of what prints them. Envelopes hold what is
// named here and no more; in bodies more is harmless.

/** Unix seconds: neither milliseconds nor a date in text. */
const seconds = z.int().min(1_000_000_000).max(9_999_999_999);
const milliseconds = z.int().min(1_000_000_000_000);
const messageId = z.string().regex(/^[1-9]\d*$/);
const filled = z.string().min(1);
const receiverType = z.enum(["user", "group"]);

const user = z.looseObject({ uid: filled, name: filled });
const group = z.looseObject({ guid: filled, name: filled });
const userEntity = z.looseObject({ entityType: z.literal("user"), entity: user });
const groupEntity = z.looseObject({ entityType: z.literal("group"), entity: group });
const party = z.discriminatedUnion("entityType", [userEntity, groupEntity]);
const parties = z.looseObject({ sender: userEntity, receiver: party });

const row = {
  id: messageId,
  muid: filled.optional(),
  conversationId: filled,
  sender: filled,
  receiver: filled,
  receiverType,
  sentAt: seconds,
  updatedAt: seconds,
  parentId: messageId.optional(),
};

function said(category: string, type: z.ZodType, data: z.ZodRawShape) {
  return z.looseObject({
    ...row,
    category: z.literal(category),
    type,
    data: z.looseObject({ entities: parties, ...data }),
  });
}

const text = said("message", z.literal("text"), { text: filled });
const media = said("message", z.enum(["image", "video", "audio", "file"]), {
  attachments: z.array(z.looseObject({ url: filled })).min(1),
});
const custom = said("custom", filled, { customData: z.looseObject({}) });
const interactive = said("interactive", filled, { interactiveData: z.looseObject({}) });
const card = said("card", z.literal("card"), { card: z.looseObject({}) });
const run = { runId: filled, threadId: filled };
const answer = said("agentic", z.literal("assistant"), {
  ...run,
  text: filled,
  elements: z.array(z.unknown()),
});
const toolResult = said("agentic", z.literal("tool-result"), { ...run, text: filled, toolCallId: filled });
const toolArguments = said("agentic", z.literal("tool-arguments"), {
  ...run,
  toolCalls: z.array(
    z.looseObject({
      id: filled,
      type: z.literal("function"),
      function: z.looseObject({ name: filled, arguments: z.string() }),
    }),
  ),
});

const subject = { ...row, category: filled, type: filled, data: z.looseObject({}) };
const edited = z.looseObject({ ...subject, editedAt: seconds, editedBy: filled });
const deleted = z.looseObject({ ...subject, deletedAt: seconds, deletedBy: filled });

function messageAction(action: string, entity: z.ZodType) {
  return z.looseObject({
    ...row,
    category: z.literal("action"),
    type: z.literal("message"),
    data: z.looseObject({
      action: z.literal(action),
      entities: z.looseObject({
        by: userEntity,
        for: party,
        on: z.looseObject({ entityType: z.literal("message"), entity }),
      }),
    }),
  });
}

function groupAction(actions: readonly string[], on: z.ZodType, more: z.ZodRawShape = {}) {
  return z.looseObject({
    ...row,
    receiverType: z.literal("group"),
    category: z.literal("action"),
    type: z.literal("groupMember"),
    data: z.looseObject({
      action: z.enum(actions),
      entities: z.looseObject({ by: userEntity, for: groupEntity, on }),
      ...more,
    }),
  });
}

const scope = z.enum(["admin", "moderator", "participant"]);
const groupActions = z.union([
  groupAction(["joined", "left"], userEntity.optional()),
  groupAction(["kicked", "banned", "unbanned", "added"], userEntity),
  groupAction(["scopeChanged"], userEntity, {
    extras: z.looseObject({ scope: z.object({ new: scope, old: scope }) }),
  }),
]);

const status = z.enum(["initiated", "ongoing", "rejected", "busy", "cancelled", "unanswered", "ended"]);
const call = z.looseObject({
  ...row,
  category: z.literal("call"),
  type: z.enum(["audio", "video"]),
  data: z.looseObject({
    action: status,
    entities: z.looseObject({
      by: userEntity,
      for: party,
      on: z.looseObject({
        entityType: z.literal("call"),
        entity: z.looseObject({
          sessionid: filled,
          status,
          type: z.enum(["audio", "video"]),
          sender: filled,
          receiver: filled,
          receiverType,
          initiatedAt: seconds,
          joinedAt: seconds,
          data: z.looseObject({ entities: parties }),
        }),
      }),
    }),
  }),
});

const SENT: readonly z.ZodType[] = [text, media, custom, interactive];
const sent = z.union(SENT);
const stored = z.union([...SENT, card]);
const message = z.union([
  ...SENT,
  card,
  answer,
  toolResult,
  toolArguments,
  messageAction("edited", edited),
  messageAction("deleted", deleted),
  groupActions,
  call,
]);

/** A frame that one party causes and others hear: the session that caused it is named, unless a server did it. */
function addressed<T extends string, B extends z.ZodType>(type: T, body: B, more: z.ZodRawShape = {}) {
  return z.strictObject({
    appId: filled,
    type: z.literal(type),
    sender: filled,
    receiver: filled,
    receiverType,
    deviceId: filled.optional(),
    body,
    ...more,
  });
}

/** A frame that a user's client has caused, and nobody else can. */
function fromDevice<T extends string, B extends z.ZodType>(type: T, body: B, more: z.ZodRawShape = {}) {
  return addressed(type, body, { deviceId: filled, ...more });
}

/** A frame of the system's own: no session has caused it, so that none takes it for its own. */
function fromSystem<T extends string, B extends z.ZodType>(type: T, body: B, more: z.ZodRawShape = {}) {
  return addressed(type, body, { sender: z.literal("app_system"), deviceId: z.never().optional(), ...more });
}

function receipt(...actions: readonly string[]) {
  return z.strictObject({ action: z.enum(actions), messageId, timestamp: seconds, user });
}

const reaction = z.looseObject({
  action: z.enum(["message_reaction_added", "message_reaction_removed"]),
  id: filled,
  messageId,
  reaction: filled,
  uid: filled,
  reactedAt: seconds,
  reactedBy: user,
  conversationId: filled,
  parentId: messageId.optional(),
});

const interaction = z.looseObject({ elementId: filled, interactedAt: seconds });
const moderated = z.looseObject({
  moderation: z.looseObject({ status: z.enum(["pending", "approved", "disapproved"]) }),
});

const conversation = {
  conversationId: filled,
  conversationType: receiverType,
  conversationWith: z.union([user, group]),
};

function conversationPin(type: string, marks: z.ZodRawShape) {
  return z.strictObject({
    appId: filled,
    type: z.literal(type),
    sender: filled,
    deviceId: filled.optional(),
    body: z.strictObject({ conversation: z.looseObject({ ...conversation, ...marks }) }),
  });
}

const ABSENT = z.never().optional();
const receipts = { messageSender: filled };

const FRAMES = [
  addressed("message", message),
  fromDevice(
    "typing_indicator",
    z.strictObject({ action: z.enum(["started", "ended"]), user, metadata: z.looseObject({}).optional() }),
  ),
  fromDevice("transient_message", z.strictObject({ user, data: z.looseObject({}) })),
  addressed("receipts", receipt("delivered", "read"), receipts),
  fromSystem("receipts", receipt("deliveredToAll", "readByAll"), {
    ...receipts,
    receiverType: z.literal("group"),
  }),
  z.strictObject({
    appId: filled,
    type: z.literal("presence"),
    sender: filled,
    deviceId: filled.optional(),
    body: z.strictObject({ action: z.enum(["online", "offline"]), timestamp: seconds, user }),
  }),
  addressed(
    "interaction_completed",
    z.strictObject({ messageId, user, interactions: z.array(interaction).min(1) }),
    receipts,
  ),
  addressed("reaction", reaction),
  fromSystem("on_moderation_status_changed", z.intersection(sent, z.looseObject({ data: moderated }))),
  addressed("message_pinned", z.intersection(stored, z.looseObject({ pinnedAt: seconds, pinnedBy: filled }))),
  addressed(
    "message_unpinned",
    z.intersection(stored, z.looseObject({ pinnedAt: ABSENT, pinnedBy: ABSENT })),
  ),
  addressed("message_saved", z.intersection(stored, z.looseObject({ savedAt: seconds }))),
  addressed("message_unsaved", z.intersection(stored, z.looseObject({ savedAt: ABSENT }))),
  conversationPin("conversation_pinned", { pinnedAt: seconds, pinnedBy: filled }),
  conversationPin("conversation_unpinned", { pinnedAt: ABSENT, pinnedBy: ABSENT }),
  addressed(
    "streamed_message",
    z.strictObject({
      type: filled,
      conversationId: filled,
      id: messageId,
      parentId: messageId,
      data: z.looseObject({ ...run, timestamp: milliseconds }),
    }),
    { deviceId: ABSENT },
  ),
  z.strictObject({
    appId: filled,
    type: z.literal("notification_feed_item"),
    body: z.strictObject({
      action: z.literal("sent"),
      feedItem: z.looseObject({
        id: filled,
        category: filled,
        content: z.looseObject({}),
        readAt: seconds.nullable(),
        deliveredAt: seconds.nullable(),
        sentAt: seconds,
        metadata: z.looseObject({}),
        tags: z.array(z.string()),
        sender: filled,
        receiver: filled,
        receiverType,
      }),
    }),
  }),
  z.strictObject({
    appId: filled,
    type: z.literal("auth"),
    sender: filled,
    deviceId: filled,
    body: z.strictObject({ code: z.literal("200"), status: z.literal("OK") }),
  }),
];

/**
 * What is wrong with a frame that the server has pushed, by the facts about what the SDK needs of it.
 *
 * @returns one line a fault; nothing for a frame that is right
 */
export function faultsOf(frame: Frame): readonly string[] {
  const schemas = FRAMES.filter(({ shape }) => shape.type.value === frame.type);
  const results = schemas.map((schema) => schema.safeParse(frame));
  if (results.some(({ success }) => success)) return [];
  const issues = results.flatMap(({ error }) => error?.issues ?? []);
  const lines = issues.map(({ path, message: what }) => `${frame.type} ${path.join(".")}: ${what}`);
  return schemas.length > 0 ? lines : [`${frame.type}: no frame of the protocol`];
}
