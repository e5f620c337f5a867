import * as z from "zod";
import { walkConversations } from "../across-conversations.ts";
import { conversationFields } from "../conversation-access.ts";
import { serviceError } from "../errors.ts";
import { secondsField, wholeNumber } from "../fields.ts";
import { mayRead, memberOf, requireGroup, requireMessage, requireParty } from "../lookups.ts";
import { type Context, operation } from "../operation.ts";
import type { Message, Thread } from "../records.ts";
import { groupConversationId, messageId, userConversationId } from "../rules/identifiers.ts";
import { LIMITS } from "../rules/limits.ts";
import { CONTENT_CATEGORIES } from "../rules/message-categories.ts";
import { lowerBound } from "../sorted-list.ts";
import { backwards, type RowSpan } from "../span-walk.ts";
import { byThreadActivity, pairKey } from "../state.ts";
import { countReplies, followThread } from "../threads.ts";

const byParentId = z.object({ id: messageId });

/** Follows a thread; following it again changes nothing. docs: sdk threaded-messages */
export const subscribeThread = operation({
  name: "subscribeThread",
  access: "user",
  input: () => byParentId,
  run(context, { id }): void {
    const message = requireMessage(context, id);
    if (message.parentId !== undefined) throw serviceError("ERR_MESSAGE_THREAD_NESTING", { parentId: id });
    if (!CONTENT_CATEGORIES.has(message.category))
      throw serviceError("ERR_MESSAGE_ACTION_NOT_ALLOWED", { id });
    followThread(context.state, message, context.actor.uid);
  },
});

/** Stops following a thread, until the next reply or mention. docs: sdk threaded-messages */
export const unsubscribeThread = operation({
  name: "unsubscribeThread",
  access: "user",
  input: () => byParentId,
  run(context, { id }): void {
    requireMessage(context, id);
    context.state.threadSubscriptions.remove(pairKey(id, context.actor.uid));
  },
});

/** A thread as its list shows it. */
export interface ThreadRow {
  readonly parent: Message;
  readonly lastReply: Message | undefined;
  readonly replyCount: number;
  /** When the last reply was sent, in unix seconds. */
  readonly updatedAt: number;
  readonly unreadReplyCount: number;
}

/**
 * Threads by their last reply, newest first: those the actor follows, or all within reach; the app itself gets all. The
 * cursor is inclusive, as the SDK expects. docs: rest-api/messages (threads)
 */
export const listThreads = operation({
  name: "listThreads",
  access: "any",
  input: () =>
    z.object({
      ...conversationFields,
      participatedByMe: z.boolean().default(true),
      limit: wholeNumber(1, LIMITS.pageSize).default(LIMITS.defaultPageSize),
      affix: z.enum(["append", "prepend"]).default("prepend"),
      updatedAt: secondsField.optional(),
      id: messageId.optional(),
    }),
  run(context, { uid, guid, participatedByMe, limit, affix, updatedAt, id }): readonly ThreadRow[] {
    const cursor = updatedAt === undefined ? undefined : { updatedAt, id };
    const first = cursor && affix === "append" ? cursor : FIRST_THREAD;
    const spanOf = <R extends ThreadPlace>(rows: readonly R[]): RowSpan<R> => ({
      rows,
      from: lowerBound(rows, (row) => distance(row, first) < 0),
      to: cursor && affix === "prepend" ? lowerBound(rows, (row) => distance(row, cursor) <= 0) : rows.length,
    });
    const rows: ThreadRow[] = [];
    for (const { parentId } of walkThreads(context, { uid, guid, participatedByMe }, spanOf)) {
      const thread = context.state.threads.get(parentId);
      const row = thread && rowOf(context, thread);
      if (row) rows.push(row);
      if (rows.length === limit) break;
    }
    return rows;
  },
});

/** What a thread's place among others depends on. */
type ThreadPlace = Pick<Thread, "parentId" | "updatedAt">;

/** Where a list of threads begins: before it are followed messages that nobody has answered. */
const FIRST_THREAD = { updatedAt: 1, id: undefined };

/** Negative for a thread that is older than the cursor, 0 for the one at it. Without an id, for all of its time. */
function distance(thread: ThreadPlace, cursor: { updatedAt: number; id: number | undefined }): number {
  return thread.updatedAt - cursor.updatedAt || (cursor.id === undefined ? 0 : thread.parentId - cursor.id);
}

/** Which threads are asked for. */
interface Wanted {
  readonly uid: string | undefined;
  readonly guid: string | undefined;
  readonly participatedByMe: boolean;
}

/** The wanted threads of a span, newest first. */
function walkThreads(
  context: Context,
  { uid, guid, participatedByMe }: Wanted,
  spanOf: <R extends ThreadPlace>(rows: readonly R[]) => RowSpan<R>,
): Iterable<ThreadPlace> {
  const { state, actor } = context;
  const place = placeOf(context, uid, guid);
  if (participatedByMe && !actor.isApp) {
    const { threadSubscriptions } = state;
    const followed =
      place === undefined
        ? threadSubscriptions.list("byUser", actor.uid)
        : threadSubscriptions.list("byUserIn", pairKey(actor.uid, place));
    return backwards(spanOf(followed));
  }
  if (place !== undefined) return backwards(spanOf(state.threads.list("byConversation", place)));
  if (actor.isApp) return backwards(spanOf(state.threads.list("all", "all")));
  return walkConversations<Thread>(state, actor.uid, {
    list: (index, partition) => state.threads.list(index, partition),
    order: byThreadActivity,
    spanOf,
    openMessage: ({ parentId }) => readableMessage(context, parentId),
  });
}

/** The id of the conversation whose threads are asked for, if it is one. */
function placeOf(
  { state, actor }: Context,
  uid: string | undefined,
  guid: string | undefined,
): string | undefined {
  if (guid !== undefined) {
    const group = requireGroup(state, guid);
    if (!actor.isApp && !memberOf(state, group.guid, actor.uid)) {
      throw serviceError("ERR_GROUP_NOT_JOINED", { uid: actor.uid, guid: group.guid });
    }
    return groupConversationId(group.guid);
  }
  return uid === undefined ? undefined : userConversationId(actor.uid, requireParty(state, uid).uid);
}

function rowOf(context: Context, { parentId, updatedAt }: Thread): ThreadRow | undefined {
  const { state, actor } = context;
  const parent = readableMessage(context, parentId);
  if (!parent) return undefined;
  const { replies, unread } = countReplies(state, parent, actor.uid);
  // All were hidden from the actor, or went with a conversation that the actor deleted.
  if (replies === 0) return undefined;
  return {
    parent,
    lastReply: state.messages.list("replies", parentId).findLast((row) => isReadable(context, row)),
    replyCount: replies,
    updatedAt,
    unreadReplyCount: actor.isApp ? 0 : unread,
  };
}

function readableMessage(context: Context, id: number): Message | undefined {
  const message = context.state.messages.get(id);
  return message && isReadable(context, message) ? message : undefined;
}

function isReadable({ state, actor }: Context, message: Message): boolean {
  return actor.isApp || mayRead(state, message, actor.uid);
}
