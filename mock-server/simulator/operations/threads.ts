import * as z from "zod";
import { conversationFields } from "../conversation-access.ts";
import { serviceError } from "../errors.ts";
import { secondsField, wholeNumber } from "../fields.ts";
import { readableConversations } from "../history-access.ts";
import { mayRead, memberOf, requireGroup, requireMessage, requireUser } from "../lookups.ts";
import { type Context, operation } from "../operation.ts";
import type { Message, Thread } from "../records.ts";
import { groupConversationId, messageId, userConversationId } from "../rules/identifiers.ts";
import { LIMITS } from "../rules/limits.ts";
import { CONTENT_CATEGORIES } from "../rules/message-categories.ts";
import { lowerBound } from "../sorted-list.ts";
import { byThreadActivity, pairKey } from "../state.ts";
import { countReplies, followThread } from "../threads.ts";

const byParentId = z.object({ id: messageId });

/** Follows a thread; following it again changes nothing. docs: sdk threaded-messages */
export const subscribeThread = operation({
  name: "subscribeThread",
  access: "user",
  input: byParentId,
  run(context, { id }): void {
    const message = requireMessage(context, id);
    if (message.parentId !== undefined) throw serviceError("ERR_MESSAGE_THREAD_NESTING", { parentId: id });
    if (!CONTENT_CATEGORIES.has(message.category))
      throw serviceError("ERR_MESSAGE_ACTION_NOT_ALLOWED", { id });
    followThread(context.state, id, context.actor.uid);
  },
});

/** Stops following a thread, until the next reply or mention. docs: sdk threaded-messages */
export const unsubscribeThread = operation({
  name: "unsubscribeThread",
  access: "user",
  input: byParentId,
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
  input: z.object({
    ...conversationFields,
    participatedByMe: z.boolean().default(true),
    limit: wholeNumber(1, LIMITS.pageSize).default(LIMITS.defaultPageSize),
    affix: z.enum(["append", "prepend"]).default("prepend"),
    updatedAt: secondsField.optional(),
    id: messageId.optional(),
  }),
  run(context, { uid, guid, participatedByMe, limit, affix, updatedAt, id }): readonly ThreadRow[] {
    const { threads, isListed } = threadsOf(context, uid, guid, participatedByMe);
    const cursor = updatedAt === undefined ? undefined : { updatedAt, id };
    const from = cursor && affix === "append" ? lowerBound(threads, (row) => distance(row, cursor) < 0) : 0;
    const to =
      cursor && affix === "prepend"
        ? lowerBound(threads, (row) => distance(row, cursor) <= 0)
        : threads.length;
    const rows: ThreadRow[] = [];
    for (let at = to - 1; at >= from && rows.length < limit; at -= 1) {
      const thread = context.state.threads.get((threads[at] as ThreadPlace).parentId);
      const row = thread && isListed(thread) && rowOf(context, thread);
      if (row) rows.push(row);
    }
    return rows;
  },
});

/** What a thread's place among others depends on. */
type ThreadPlace = Pick<Thread, "parentId" | "updatedAt">;

/** Negative for a thread that is older than the cursor, 0 for the one at it. Without an id, for all of its time. */
function distance(thread: ThreadPlace, cursor: { updatedAt: number; id: number | undefined }): number {
  return thread.updatedAt - cursor.updatedAt || (cursor.id === undefined ? 0 : thread.parentId - cursor.id);
}

/** A list that holds the wanted threads, newest last, and which of its threads these are. */
interface ThreadSource {
  readonly threads: readonly ThreadPlace[];
  readonly isListed: (thread: Thread) => boolean;
}

const ALL = () => true;

function threadsOf(
  context: Context,
  uid: string | undefined,
  guid: string | undefined,
  participatedByMe: boolean,
): ThreadSource {
  const { state, actor } = context;
  const place = placeOf(context, uid, guid);
  if (participatedByMe && !actor.isApp) {
    const threads = state.threadSubscriptions.list("byUser", actor.uid);
    return { threads, isListed: place === undefined ? ALL : (thread) => thread.conversationId === place };
  }
  if (place !== undefined) return { threads: state.threads.list("byConversation", place), isListed: ALL };
  if (actor.isApp) return { threads: state.threads.list("all", "all"), isListed: ALL };
  const threads = readableConversations(context, undefined, undefined).flatMap((conversationId) =>
    state.threads.list("byConversation", conversationId),
  );
  return { threads: threads.sort(byThreadActivity), isListed: ALL };
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
  return uid === undefined ? undefined : userConversationId(actor.uid, requireUser(state, uid).uid);
}

function rowOf({ state, actor }: Context, { parentId, updatedAt }: Thread): ThreadRow | undefined {
  const parent = state.messages.get(parentId);
  const isWithinReach = (row: Message) => actor.isApp || mayRead(state, row, actor.uid);
  if (!parent || !isWithinReach(parent)) return undefined;
  const { replies, unread } = countReplies(state, parent, actor.uid);
  return {
    parent,
    lastReply: state.messages.list("replies", parentId).findLast(isWithinReach),
    replyCount: replies,
    updatedAt,
    unreadReplyCount: actor.isApp ? 0 : unread,
  };
}
