import * as z from "zod";
import { conversationFields, namedConversationId } from "../conversation-access.ts";
import { unreadCount } from "../conversation-reads.ts";
import { type Context, operation } from "../operation.ts";
import type { ConversationView, ReceiverType } from "../records.ts";
import { pairKey } from "../state.ts";

/** How many unread messages one conversation holds. */
export interface UnreadCount {
  readonly entityType: ReceiverType;
  readonly entityId: string;
  readonly count: number;
}

/**
 * Unread counts of all conversations of the actor, of one kind, or of one; conversations without unread messages are
 * left out. Costs the conversations that have some. docs: unread counts
 */
export const unreadCounts = operation({
  name: "unreadCounts",
  access: "user",
  input: () =>
    z.object({
      ...conversationFields,
      receiverType: z.enum(["user", "group"]).optional(),
      hideMessagesFromBlockedUsers: z.boolean().default(false),
    }),
  run(
    context,
    { uid, guid, receiverType, hideMessagesFromBlockedUsers: hideBlocked },
  ): readonly UnreadCount[] {
    const counts: UnreadCount[] = [];
    for (const view of viewsOf(context, uid, guid)) {
      if (receiverType !== undefined && view.conversationType !== receiverType) continue;
      const count = unreadCount(context.state, view, { hideBlocked });
      if (count > 0) counts.push({ entityType: view.conversationType, entityId: view.with, count });
    }
    return counts;
  },
});

function viewsOf(
  context: Context,
  uid: string | undefined,
  guid: string | undefined,
): readonly ConversationView[] {
  const { state, actor } = context;
  if (uid === undefined && guid === undefined) return state.views.list("maybeUnread", actor.uid);
  const conversationId = namedConversationId(context, { uid, guid });
  const view = state.views.get(pairKey(actor.uid, conversationId));
  return view?.listed ? [view] : [];
}
