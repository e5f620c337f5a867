import { hasBlocked, memberOf } from "./lookups.ts";
import type { ConversationView, Message } from "./records.ts";
import { lowerBound } from "./sorted-list.ts";
import type { State } from "./state.ts";
import { isWithheld, mentionsOf, ownInGroup, userTimeline } from "./timelines.ts";

/** Rows of a list of messages with ids above `id`: a count by position, whatever the length of the list. */
export function countAfter(rows: readonly Message[], id: number): number {
  return rows.length - lowerBound(rows, (row) => row.id <= id);
}

/**
 * Messages the viewer has received and not read. docs: unread counts (own messages never count); which categories count
 * is the message's own flag, set when it was sent.
 *
 * @param options.hideBlocked leaves out what users blocked by the viewer wrote
 */
export function unreadCount(
  state: State,
  view: ConversationView,
  options: { hideBlocked?: boolean } = {},
): number {
  const { uid, conversationId } = view;
  const after = Math.max(view.lastReadId, view.clearedUpTo);
  if (view.conversationType === "user") {
    if (options.hideBlocked && hasBlocked(state, uid, view.with)) return 0;
    return countAfter(state.messages.list("unread", userTimeline(conversationId, uid)), after);
  }
  if (!memberOf(state, view.with, uid)) return 0;
  const unwanted = [uid];
  if (options.hideBlocked)
    for (const block of state.blocks.list("byBlocker", uid)) unwanted.push(block.blocked);
  return unwanted.reduce(
    (count, sender) =>
      count - countAfter(state.messages.list("unread", ownInGroup(conversationId, sender)), after),
    countAfter(state.messages.list("unread", conversationId), after),
  );
}

/** Unread messages that mention the viewer. */
export function unreadMentions(
  state: State,
  { uid, conversationId, lastReadId, clearedUpTo }: ConversationView,
): number {
  return countAfter(
    state.messages.list("mentions", mentionsOf(conversationId, uid)),
    Math.max(lastReadId, clearedUpTo),
  );
}

/** The message that moved the conversation last; none when it was deleted or taken away since. docs: rest-api/conversations */
export function lastMessage(state: State, view: ConversationView): Message | undefined {
  const message = state.messages.get(view.lastMovedBy);
  if (!message || message.deletedAt !== undefined || message.id <= view.clearedUpTo) return undefined;
  if (isWithheld(message) && message.sender !== view.uid) return undefined;
  return message;
}

/** The viewer's history of a conversation, oldest first. */
export function timelineOf(
  state: State,
  view: Pick<ConversationView, "uid" | "conversationId" | "conversationType">,
): readonly Message[] {
  const { conversationId, uid } = view;
  return state.messages.list(
    "timeline",
    view.conversationType === "group" ? conversationId : userTimeline(conversationId, uid),
  );
}

/** The newest message id of the viewer's history, of which what moderation keeps from others in a group is a part. */
export function latestMessageId(state: State, view: ConversationView): number | undefined {
  const latest = timelineOf(state, view).at(-1)?.id;
  if (view.conversationType === "user") return latest;
  const own = state.messages.list("timeline", userTimeline(view.conversationId, view.uid)).at(-1)?.id;
  return own === undefined || (latest !== undefined && latest > own) ? latest : own;
}
