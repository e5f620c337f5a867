import {
  lastMessage,
  latestMessageId,
  unreadCount,
  unreadMentions,
} from "../simulator/conversation-reads.ts";
import type { ConversationView } from "../simulator/records.ts";
import { printGroup, printGroupEntity } from "./group.ts";
import { type Printed, printed } from "./json-text.ts";
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

function printGroupSide(view: Viewpoint, guid: string, withTags: boolean): Printed {
  const group = view.app.state.groups.get(guid);
  return group ? printGroup(view, group, { withTags }) : printGroupEntity(view, guid);
}

function idText(id: number | undefined): string | undefined {
  return id ? String(id) : undefined;
}
