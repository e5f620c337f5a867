import { partyLists } from "../across-conversations.ts";
import { interactionKey, pairKey, reactionKey } from "../keys.ts";
import { byId, bySerial, byText } from "../orders.ts";
import type {
  Interaction,
  Message,
  MessagePin,
  MessageSave,
  Reaction,
  StoredFile,
  Thread,
  ThreadSubscription,
} from "../records.ts";
import { type Journal, Table } from "../table.ts";
import {
  mentionListsOf,
  reachOf,
  repliesApartOf,
  replyListOf,
  timelinesOf,
  unreadListsOf,
} from "../timelines.ts";

/** History, and what hangs on its messages. */
export function messageTables(journal: Journal) {
  return {
    messages: new Table(journal, (row: Message) => row.id, {
      /** History as each party sees it. */
      timeline: { partition: timelinesOf, order: byId },
      /** What each user may read of all conversations. */
      reach: { partition: reachOf, order: byId },
      /** What may still be unread, as each receiver counts it. */
      unread: { partition: unreadListsOf, order: byId },
      /** Messages that may be unread and mention someone, as each of the mentioned counts them. */
      mentions: { partition: mentionListsOf, order: byId },
      /** The rows that tell of an edit or deletion, by the message it was done to. */
      traces: { partition: (row) => row.action?.onMessage?.id, order: byId },
      all: { partition: () => "all", order: byId },
      replies: { partition: replyListOf, order: byId },
      /** Replies that some users' counts leave out. */
      repliesApart: { partition: repliesApartOf, order: byId },
    }),
    /** The `muid`s that an import has used up. */
    importedMuids: new Table(journal, (row: { readonly muid: string }) => row.muid, {}),
    reactions: new Table(journal, (row: Reaction) => reactionKey(row.messageId, row.reaction, row.uid), {
      byMessage: { partition: (row) => row.messageId, order: byId },
    }),
    interactions: new Table(journal, (row: Interaction) => interactionKey(row), {
      byUser: { partition: (row) => pairKey(row.messageId, row.uid), order: bySerial },
      byMessage: { partition: (row) => row.messageId, order: bySerial },
    }),
    messagePins: new Table(journal, (row: MessagePin) => row.messageId, {
      byConversation: { partition: (row) => row.conversationId, order: bySerial },
      byParty: { partition: (row) => partyLists(row.conversationId), order: bySerial },
      all: { partition: () => "all", order: bySerial },
    }),
    messageSaves: new Table(journal, (row: MessageSave) => pairKey(row.uid, row.messageId), {
      byUser: { partition: (row) => row.uid, order: bySerial },
      byMessage: { partition: (row) => row.messageId, order: bySerial },
    }),
    files: new Table(journal, (row: StoredFile) => row.fileId, {
      byUser: { partition: (row) => row.uid, order: bySerial },
    }),
    threads: new Table(journal, (row: Thread) => row.parentId, {
      byConversation: { partition: (row) => row.conversationId, order: byThreadActivity },
      byParty: { partition: (row) => partyLists(row.conversationId), order: byThreadActivity },
      all: { partition: () => "all", order: byThreadActivity },
    }),
    threadSubscriptions: new Table(journal, (row: ThreadSubscription) => pairKey(row.parentId, row.uid), {
      byUser: { partition: (row) => row.uid, order: byThreadActivity },
      byUserIn: { partition: (row) => pairKey(row.uid, row.conversationId), order: byThreadActivity },
      byParent: { partition: (row) => row.parentId, order: (a, b) => byText(a.uid, b.uid) },
    }),
  };
}

/** Newest reply last, where a list grows at the least cost. */
export function byThreadActivity(
  a: Pick<Thread, "parentId" | "updatedAt">,
  b: Pick<Thread, "parentId" | "updatedAt">,
): number {
  return a.updatedAt - b.updatedAt || a.parentId - b.parentId;
}
