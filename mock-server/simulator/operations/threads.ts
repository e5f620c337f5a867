import * as z from "zod";
import { conversationFields } from "../conversation-access.ts";
import { serviceError } from "../errors.ts";
import { secondsField, wholeNumber } from "../fields.ts";
import { mayRead, memberOf, requireGroup, requireMessage, requireUser } from "../lookups.ts";
import { type Context, operation } from "../operation.ts";
import type { Message, Thread } from "../records.ts";
import { groupConversationId, messageId, userConversationId } from "../rules/identifiers.ts";
import { LIMITS } from "../rules/limits.ts";
import { CONTENT_CATEGORIES } from "../rules/message-categories.ts";
import { lowerBound } from "../sorted-list.ts";
import { pairKey } from "../state.ts";

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
    context.state.threadSubscriptions.put({ parentId: id, uid: context.actor.uid });
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
    const threads = threadsOf(context, uid, guid, participatedByMe).sort(newestFirst);
    const beyond = threads.filter((thread) => {
      if (updatedAt === undefined) return true;
      const order = newestFirst(thread, { ...thread, updatedAt, parentId: id ?? thread.parentId });
      return affix === "prepend" ? order >= 0 : order <= 0;
    });
    return beyond.slice(0, limit).flatMap((thread) => rowOf(context, thread) ?? []);
  },
});

function newestFirst(a: Thread, b: Thread): number {
  return b.updatedAt - a.updatedAt || b.parentId - a.parentId;
}

function threadsOf(
  context: Context,
  uid: string | undefined,
  guid: string | undefined,
  participatedByMe: boolean,
): Thread[] {
  const { state, actor } = context;
  if (actor.isApp && uid === undefined && guid === undefined) return [...state.threads.values()];
  const conversationIds = conversationsOf(context, uid, guid);
  if (!participatedByMe || actor.isApp)
    return conversationIds.flatMap((name) => [...state.threads.list("byConversation", name)]);
  const wanted = new Set(conversationIds);
  return state.threadSubscriptions
    .list("byUser", actor.uid)
    .flatMap((row) => state.threads.get(row.parentId) ?? [])
    .filter((thread) => wanted.has(thread.conversationId));
}

function conversationsOf(
  { state, actor }: Context,
  uid: string | undefined,
  guid: string | undefined,
): readonly string[] {
  if (guid !== undefined) {
    const group = requireGroup(state, guid);
    if (!actor.isApp && !memberOf(state, group.guid, actor.uid)) {
      throw serviceError("ERR_GROUP_NOT_JOINED", { uid: actor.uid, guid: group.guid });
    }
    return [groupConversationId(group.guid)];
  }
  if (uid !== undefined) return [userConversationId(actor.uid, requireUser(state, uid).uid)];
  const ofGroups = state.members.list("byUser", actor.uid).map((member) => groupConversationId(member.guid));
  const ofTwo = state.views.list("byUser", actor.uid).filter((view) => view.conversationType === "user");
  return [...ofTwo.map((view) => view.conversationId), ...ofGroups];
}

function rowOf({ state, actor }: Context, thread: Thread): ThreadRow | undefined {
  const parent = state.messages.get(thread.parentId);
  const isWithinReach = (row: Message) => actor.isApp || mayRead(state, row, actor.uid);
  if (!parent || !isWithinReach(parent)) return undefined;
  const replies = state.messages.list("replies", parent.id).filter(isWithinReach);
  const lastReadId = state.views.get(pairKey(actor.uid, parent.conversationId))?.lastReadId ?? 0;
  const unread = replies.slice(lowerBound(replies, (row) => row.id <= lastReadId));
  return {
    parent,
    lastReply: replies.at(-1),
    replyCount: replies.length,
    updatedAt: thread.updatedAt,
    unreadReplyCount: actor.isApp ? 0 : unread.filter((row) => row.sender !== actor.uid).length,
  };
}
