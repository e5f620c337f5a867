import * as z from "zod";
import { conversationFields, requireViewToMark } from "../conversation-access.ts";
import { latestMessageId, timelineOf, unreadCount } from "../conversation-reads.ts";
import { serviceError } from "../errors.ts";
import { settleGroupReceipts } from "../group-receipts.ts";
import { type Context, operation } from "../operation.ts";
import { mayHear } from "../posting.ts";
import { latestMark, putMark } from "../receipt-marks.ts";
import type { ConversationView, Message } from "../records.ts";
import { messageId } from "../rules/identifiers.ts";
import { LIMITS } from "../rules/limits.ts";
import { lowerBound } from "../sorted-list.ts";
import { ownInGroup, userTimeline } from "../timelines.ts";

const markInput = z.object({ ...conversationFields, messageId: messageId.optional() });

/**
 * Marks a conversation as delivered up to a message, or up to the newest. docs: delivery-read-receipts
 *
 * @returns the actor's side of the conversation
 */
export const markDelivered = operation({
  name: "markDelivered",
  access: "user",
  input: () => markInput,
  run: (context, input): ConversationView => mark(context, input, "delivered"),
});

/** Marks a conversation as read, and so as delivered (assumed), up to a message or up to the newest. */
export const markRead = operation({
  name: "markRead",
  access: "user",
  input: () => markInput,
  run: (context, input): ConversationView => mark(context, input, "read"),
});

/**
 * Makes the messages after the given one unread again, for the actor alone: what the senders were told stays told.
 * docs: rest-api/conversations
 */
export const markUnread = operation({
  name: "markUnread",
  access: "user",
  input: () => z.object({ ...conversationFields, messageId }),
  run(context, input): ConversationView {
    const view = requireViewToMark(context, input);
    requireInConversation(context, view, input.messageId);
    return putView(context, {
      ...view,
      lastReadId: Math.min(input.messageId, latestMessageId(context.state, view) ?? 0),
    });
  },
});

function mark(
  context: Context,
  input: z.output<typeof markInput>,
  kind: "delivered" | "read",
): ConversationView {
  const { state, actor, now } = context;
  const view = requireViewToMark(context, input);
  if (input.messageId !== undefined) requireInConversation(context, view, input.messageId);
  const upTo = input.messageId ?? latestMessageId(state, view);
  if (upTo === undefined) return view;
  const after = latestMark(state, view.conversationId, actor.uid, kind);
  const newest = newestFromOthers(context, view, after, upTo);
  const { conversationId } = view;
  putMark(state, { conversationId, uid: actor.uid, kind, messageId: upTo, at: now });
  const marked =
    kind === "read" ? putView(context, { ...view, lastReadId: Math.max(view.lastReadId, upTo) }) : view;
  if (newest && hasReceipts(context, view)) {
    publish(
      context,
      view,
      kind,
      input.messageId === undefined ? newest : (state.messages.get(upTo) ?? newest),
      newest,
    );
    if (view.conversationType === "group") settleGroupReceipts(context, view.with);
  }
  return marked;
}

/** docs: articles/properties-and-constraints; the limit is silent */
function hasReceipts({ state }: Context, view: ConversationView): boolean {
  return (
    view.conversationType === "user" ||
    state.onlineMembers.list("byGroup", view.with).length <= LIMITS.receiptsOnlineMembers
  );
}

function putView({ state }: Context, view: ConversationView): ConversationView {
  const current = { ...view, maybeUnread: unreadCount(state, view) > 0 };
  state.views.put(current);
  return current;
}

/** The newest message of somebody else in the ids above `after` up to `upTo`: without one, a receipt tells nothing new. */
function newestFromOthers(
  context: Context,
  view: ConversationView,
  after: number,
  upTo: number,
): Message | undefined {
  const { state, actor } = context;
  const { conversationId } = view;
  const list = view.conversationType === "user" ? userTimeline(conversationId, actor.uid) : conversationId;
  const rows = state.messages.list("unread", list);
  const from = lowerBound(rows, (row) => row.id <= after);
  const to = lowerBound(rows, (row) => row.id <= upTo);
  if (view.conversationType === "user") return to > from ? rows[to - 1] : undefined;
  const own = state.messages.list("unread", ownInGroup(conversationId, actor.uid));
  const ownInRange = lowerBound(own, (row) => row.id <= upTo) - lowerBound(own, (row) => row.id <= after);
  if (to - from === ownInRange) return undefined;
  for (let at = to - 1; at >= from; at -= 1) if (rows[at]?.sender !== actor.uid) return rows[at];
  return undefined;
}

/** @throws ServiceError `ERR_MESSAGE_ID_NOT_FOUND` when the message is not in the actor's history of the conversation */
function requireInConversation({ state }: Context, view: ConversationView, id: number): void {
  const rows = timelineOf(state, view);
  const found = rows[lowerBound(rows, (row) => row.id < id)];
  if (found?.id !== id) throw serviceError("ERR_MESSAGE_ID_NOT_FOUND", { id });
}

/**
 * Tells the other party, or the author of the message in a group, and the reader's other devices.
 *
 * @param message the one the receipt names
 * @param newest the newest message of somebody else that it covers
 */
function publish(
  context: Context,
  view: ConversationView,
  action: "delivered" | "read",
  message: Message,
  newest: Message,
): void {
  const { actor, now } = context;
  const place = { receiver: view.with, receiverType: view.conversationType };
  const author = newest.sender;
  context.emit({
    type: "receipts",
    action,
    messageId: message.id,
    messageSender: author,
    sender: actor.uid,
    ...place,
    at: now,
    audience: { uids: [author, actor.uid].filter((uid) => mayHear(context, place, uid)) },
  });
}
