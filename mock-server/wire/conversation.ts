import { pinOf } from "../simulator/conversation-pins.ts";
import {
  lastMessage,
  latestMessageId,
  unreadCount,
  unreadMentions,
} from "../simulator/conversation-reads.ts";
import type { AppPin, ConversationView } from "../simulator/records.ts";
import { groupConversationId, SYSTEM_UID } from "../simulator/rules/identifiers.ts";
import { printGroup, printGroupEntity } from "./group.ts";
import { type Fields, type Printed, printed } from "./json-text.ts";
import { printMessage } from "./message.ts";
import { printUserRow } from "./user.ts";
import type { Viewpoint } from "./viewpoint.ts";

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
): Printed {
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
export function printConversationPin({ app }: Viewpoint, side: ConversationView): Fields {
  const { conversationId, conversationType } = side;
  return { conversationId, conversationType, ...pinOf(app.state, side) };
}

/**
 * What the app has pinned for everybody. docs: rest-api/conversations; the id of a conversation that each user has with
 * someone is assumed.
 */
export function printAppPin({ conversationType, with: other, pinnedAt }: AppPin): Fields {
  const conversationId = conversationType === "group" ? groupConversationId(other) : `user_${other}`;
  return { conversationId, conversationType, pinnedBy: SYSTEM_UID, pinnedAt };
}

function printGroupSide(view: Viewpoint, guid: string, withTags: boolean): Printed {
  const group = view.app.state.groups.get(guid);
  return group ? printGroup(view, group, { withTags }) : printGroupEntity(view, guid);
}

function idText(id: number | undefined): string | undefined {
  return id ? String(id) : undefined;
}
