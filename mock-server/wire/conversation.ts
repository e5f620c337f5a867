import * as z from "zod";
import { pinOf } from "../simulator/conversation-pins.ts";
import {
  lastMessage,
  latestMessageId,
  unreadCount,
  unreadMentions,
} from "../simulator/conversation-reads.ts";
import type { AppPin, ConversationView } from "../simulator/records.ts";
import { groupConversationId, SYSTEM_UID } from "../simulator/rules/identifiers.ts";
import { groupShape, printGroup, printGroupEntity } from "./group.ts";
import { type Fields, type Printed, printed } from "./json-text.ts";
import { printMessage } from "./message.ts";
import { messageShape } from "./message-shape.ts";
import { type Of, shape } from "./shape.ts";
import { printUserRow, userShape } from "./user.ts";
import type { Viewpoint } from "./viewpoint.ts";
import { count, filled, messageId, receiverType, seconds, tags } from "./words.ts";

export const conversationShape = shape("Conversation", () =>
  z.strictObject({
    conversationId: filled,
    conversationType: receiverType,
    unreadMessageCount: z.string().regex(/^\d+$/),
    unreadMentionsCount: count,
    lastReadMessageId: messageId.optional(),
    latestMessageId: messageId.optional(),
    createdAt: seconds,
    updatedAt: seconds,
    tags: tags.optional(),
    pinnedAt: seconds.optional(),
    pinnedBy: filled.optional(),
    conversationWith: z.union([userShape.schema, groupShape.schema]),
    lastMessage: messageShape.schema.optional(),
  }),
);

/** A conversation in short. */
export const conversationPinShape = shape("ConversationPin", () =>
  z.strictObject({
    conversationId: filled,
    conversationType: receiverType,
    pinnedAt: seconds.optional(),
    pinnedBy: filled.optional(),
  }),
);

export const appPinShape = shape("AppPin", () => conversationPinShape.schema.required());

/** What a list of conversations may ask for. docs: rest-api/conversations */
export interface ConversationOptions {
  readonly withTags?: boolean | undefined;
  readonly withUserAndGroupTags?: boolean | undefined;
  readonly withBlockedInfo?: boolean | undefined;
}

/** One user's side of a conversation. docs: rest-api/conversations */
export function printConversation(
  view: Viewpoint,
  side: ConversationView,
  { withTags = true, withUserAndGroupTags: partyTags, withBlockedInfo }: ConversationOptions = {},
): Printed<Of<typeof conversationShape>> {
  const { state } = view.app;
  const last = lastMessage(state, side);
  return printed({
    conversationId: side.conversationId,
    conversationType: side.conversationType,
    // A string in the service's examples, and never absent: the SDK makes NaN of that.
    unreadMessageCount: String(unreadCount(state, side)),
    unreadMentionsCount: unreadMentions(state, side),
    lastReadMessageId: idText(side.lastReadId),
    latestMessageId: idText(latestMessageId(state, side)),
    createdAt: side.createdAt,
    updatedAt: side.updatedAt,
    tags: withTags ? (side.tags ?? []) : undefined,
    ...pinOf(state, side),
    conversationWith:
      side.conversationType === "group"
        ? printGroupSide(view, side.with, partyTags ?? false)
        : printUserRow(view, side.with, {
            withTags: partyTags ?? false,
            withBlockedInfo: withBlockedInfo ?? false,
          }),
    lastMessage: last && printMessage(view, last, { withTags: true, recurs: true }),
  });
}

/** A conversation in short: what it is, and how it is pinned. docs: rest-api/conversations (pin) */
export function printConversationPin(
  { app }: Viewpoint,
  side: ConversationView,
): Fields<Of<typeof conversationPinShape>> {
  const { conversationId, conversationType } = side;
  return { conversationId, conversationType, ...pinOf(app.state, side) };
}

/**
 * What the app has pinned for everybody. docs: rest-api/conversations; the id of a conversation that each user has with
 * someone is assumed.
 */
export function printAppPin({
  conversationType,
  with: other,
  pinnedAt,
}: AppPin): Fields<Of<typeof appPinShape>> {
  const conversationId = conversationType === "group" ? groupConversationId(other) : `user_${other}`;
  return { conversationId, conversationType, pinnedBy: SYSTEM_UID, pinnedAt };
}

function printGroupSide(view: Viewpoint, guid: string, withTags: boolean) {
  const group = view.app.state.groups.get(guid);
  return group ? printGroup(view, group, { withTags }) : printGroupEntity(view, guid);
}

function idText(id: number | undefined): string | undefined {
  return id ? String(id) : undefined;
}
