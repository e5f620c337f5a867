import { requireGroup } from "./lookups.ts";
import type { Context } from "./operation.ts";
import { type Draft, postMessage } from "./posting.ts";
import type { Action, Message } from "./records.ts";
import type { State } from "./state.ts";
import { isWithheld } from "./timelines.ts";

/** The row that tells of an edit or delete: it neither moves the conversation nor counts as unread (assumed). */
export function postMessageAction(context: Context, action: Action["action"], message: Message): Message {
  const { state, actor } = context;
  const to =
    message.receiverType === "group"
      ? { group: requireGroup(state, message.receiver) }
      : { user: { uid: message.receiver } };
  const draft: Draft = {
    category: "action",
    type: "message",
    data: {},
    conversationId: message.conversationId,
    hiddenFrom: message.hiddenFrom,
    // What was kept from others is kept from them in this row too.
    moderation: isWithheld(message) ? message.moderation : undefined,
    action: { action, by: actor.uid, onMessage: message },
    movesConversation: false,
    counts: false,
  };
  const onlyTo = isWithheld(message) ? [...new Set([message.sender, actor.uid])] : undefined;
  return postMessage(context, to, draft, onlyTo ? { onlyTo } : {});
}

/** Takes a deleted message's content out of the rows that told of its edits: they show it as it is now (assumed). */
export function clearTraces(state: State, deleted: Message): void {
  for (const row of [...state.messages.list("traces", deleted.id)]) {
    if (row.action) state.messages.put({ ...row, action: { ...row.action, onMessage: deleted } });
  }
}
