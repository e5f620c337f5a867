import { serviceError } from "./errors.ts";
import { requireMessage } from "./lookups.ts";
import type { Context } from "./operation.ts";
import type { Message } from "./records.ts";
import { CONTENT_CATEGORIES } from "./rules/message-categories.ts";

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
  state.threads.put({
    parentId: parent.id,
    conversationId: parent.conversationId,
    // A reply that moderation held back may come after later ones.
    lastReplyId: Math.max(known?.lastReplyId ?? 0, reply.id),
    updatedAt: Math.max(known?.updatedAt ?? 0, reply.sentAt),
  });
  for (const uid of new Set([parent.sender, reply.sender, ...(reply.mentions ?? [])])) {
    state.threadSubscriptions.put({ parentId: parent.id, uid });
  }
}
