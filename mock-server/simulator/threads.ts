import { countAfter } from "./conversation-reads.ts";
import { serviceError } from "./errors.ts";
import { requireMessage } from "./lookups.ts";
import type { Context } from "./operation.ts";
import type { Message, Thread } from "./records.ts";
import { CONTENT_CATEGORIES } from "./rules/message-categories.ts";
import { pairKey, type State } from "./state.ts";
import { deletedReplies, hiddenReplies, ownReplies } from "./timelines.ts";

/**
 * The message a reply answers. One level only. docs: sdk threaded-messages; articles/error-guide
 *
 * @throws ServiceError `ERR_MESSAGE_ID_NOT_FOUND`, `ERR_MESSAGE_NO_ACCESS`, `ERR_WRONG_MESSAGE_THREAD`,
 * `ERR_MESSAGE_THREAD_NESTING`, `ERR_MESSAGE_ACTION_NOT_ALLOWED`
 */
export function requireParent(context: Context, parentId: number, conversationId: string): Message {
  const parent = requireMessage(context, parentId);
  if (parent.conversationId !== conversationId) throw serviceError("ERR_WRONG_MESSAGE_THREAD", { parentId });
  if (parent.parentId !== undefined) throw serviceError("ERR_MESSAGE_THREAD_NESTING", { parentId });
  if (!CONTENT_CATEGORIES.has(parent.category))
    throw serviceError("ERR_MESSAGE_ACTION_NOT_ALLOWED", { id: parentId });
  return parent;
}

/**
 * Takes a reply into its thread. Its author, the parent's author and whoever is mentioned follow the thread from now
 * on. docs: sdk threaded-messages (replying or being mentioned subscribes)
 */
export function joinThread({ state }: Context, parent: Message, reply: Message): void {
  const known = state.threads.get(parent.id);
  for (const uid of new Set([parent.sender, reply.sender, ...(reply.mentions ?? [])])) {
    followThread(state, parent, uid);
  }
  putThread(state, {
    parentId: parent.id,
    conversationId: parent.conversationId,
    // A reply that moderation held back may come after later ones.
    lastReplyId: Math.max(known?.lastReplyId ?? 0, reply.id),
    updatedAt: Math.max(known?.updatedAt ?? 0, reply.sentAt),
  });
}

/** Makes a user follow the thread under a message, if they do not yet. */
export function followThread(state: State, { id, conversationId }: Message, uid: string): void {
  const updatedAt = state.threads.get(id)?.updatedAt ?? 0;
  state.threadSubscriptions.put({ parentId: id, conversationId, uid, updatedAt });
}

/** Puts a thread in its place in all lists, those of its followers included. */
export function putThread(state: State, thread: Thread): void {
  state.threads.put(thread);
  tellFollowers(state, thread.parentId, thread.updatedAt);
}

/** Takes away a thread that has no replies any more; who follows its message still does. */
export function removeThread(state: State, parentId: number): void {
  state.threads.remove(parentId);
  tellFollowers(state, parentId, 0);
}

function tellFollowers(state: State, parentId: number, updatedAt: number): void {
  for (const row of [...state.threadSubscriptions.list("byParent", parentId)]) {
    if (row.updatedAt !== updatedAt) state.threadSubscriptions.put({ ...row, updatedAt });
  }
}

/** The replies to a message that a user sees, in numbers. */
export interface ReplyCounts {
  readonly replies: number;
  /** Those of others that the user has not read. */
  readonly unread: number;
}

/**
 * Counts the replies to a message that a user sees: those that were sent while the user had blocked the sender are left
 * out, and those from before the user deleted the conversation. Deleted ones are not unread. Counted by position,
 * whatever the length of the thread.
 */
export function countReplies(state: State, { id, conversationId }: Message, uid: string): ReplyCounts {
  const all = state.messages.list("replies", id);
  const apart = (list: string) => state.messages.list("repliesApart", list);
  const hidden = apart(hiddenReplies(id, uid));
  const view = state.views.get(pairKey(uid, conversationId));
  const cleared = view?.clearedUpTo ?? 0;
  const read = Math.max(view?.lastReadId ?? 0, cleared);
  const notUnread = [hidden, apart(ownReplies(id, uid)), apart(deletedReplies(id))];
  return {
    replies: countAfter(all, cleared) - countAfter(hidden, cleared),
    unread: notUnread.reduce((count, rows) => count - countAfter(rows, read), countAfter(all, read)),
  };
}
