import * as z from "zod";

// What the SDK needs of a row of history, and of what is in it: socket.md §4.3 to §4.5 and §5, independently of what prints
// it. More is harmless.

/** Unix seconds: neither milliseconds nor a date in text. */
export const seconds = z.int().min(1_000_000_000).max(9_999_999_999);
/** Unix milliseconds. */
export const milliseconds = z.int().min(1_000_000_000_000);
/** A message id in text, as REST spells it too. */
export const messageId = z.string().regex(/^[1-9]\d*$/);
/** A text that says something. */
export const filled = z.string().min(1);
/** What a message is addressed to. */
export const receiverType = z.enum(["user", "group"]);

/** A user, with what the SDK cannot do without: the name is part of the sentences it makes. */
export const user = z.looseObject({ uid: filled, name: filled });
/** A group, likewise. */
export const group = z.looseObject({ guid: filled, name: filled });
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
/** What every row and frame of an agent's work names. */
export const run = { runId: filled, threadId: filled };
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
/** What users send to each other. */
export const sent = z.union(SENT);
/** What can be pinned and saved. */
export const stored = z.union([...SENT, card]);
/** Any row of history. */
export const message = z.union([
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
