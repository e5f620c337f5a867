import * as z from "zod";
import { conversationShape } from "../../wire/conversation.ts";
import { feedItemShape } from "../../wire/feed-item.ts";
import { interactionShape } from "../../wire/interaction.ts";
import { messageShape } from "../../wire/message-shape.ts";
import { reactionShape } from "../../wire/reaction.ts";
import { userShape } from "../../wire/user.ts";
import { filled, messageId, milliseconds, receiverType, seconds } from "../../wire/words.ts";
import type { Frame } from "./backend-world.ts";

// What the SDK needs of each frame: socket.md §4 and §5. Envelopes and bodies hold what is named here and no more; what
// stands in them has the shape that it has in answers.

const user = userShape.schema;
const message = messageShape.schema;

/** A message of one of these categories. */
function messageOf(...categories: readonly string[]) {
  return message.refine(({ category }) => categories.includes(category), {
    error: "It has another category.",
  });
}

const SENT = ["message", "custom", "interactive"];
/** What users send to each other. */
const sent = messageOf(...SENT);
/** What can be pinned and saved. */
const stored = messageOf(...SENT, "card");

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

const reaction = reactionShape.schema.extend({
  action: z.enum(["message_reaction_added", "message_reaction_removed"]),
  conversationId: filled,
  parentId: messageId.optional(),
});

const moderated = z.looseObject({
  moderation: z.looseObject({ status: z.enum(["pending", "approved", "disapproved"]) }),
});

function conversationPin(type: string, marks: z.ZodRawShape) {
  return z.strictObject({
    appId: filled,
    type: z.literal(type),
    sender: filled,
    deviceId: filled.optional(),
    body: z.strictObject({ conversation: z.intersection(conversationShape.schema, z.looseObject(marks)) }),
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
  fromDevice("transient_message", z.strictObject({ user, data: z.json() })),
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
    z.strictObject({ messageId, user, interactions: z.array(interactionShape.schema).min(1) }),
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
      data: z.looseObject({ runId: filled, threadId: filled, timestamp: milliseconds }),
    }),
    { deviceId: ABSENT },
  ),
  z.strictObject({
    appId: filled,
    type: z.literal("notification_feed_item"),
    body: z.strictObject({
      action: z.literal("sent"),
      feedItem: feedItemShape.schema,
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
