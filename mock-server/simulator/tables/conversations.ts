import { appPinKey, pairKey, receiptList } from "../keys.ts";
import { bySerial, byText } from "../orders.ts";
import type { AppPin, ConversationView, ImportedConversation, Receipt, ReceiverType } from "../records.ts";
import { itself, type Journal, Table } from "../table.ts";

/** The sides of conversations, and how far each user has come in them. */
export function conversationTables(journal: Journal) {
  return {
    views: new Table(journal, (row: ConversationView) => pairKey(row.uid, row.conversationId), {
      byUser: { partition: (row) => row.uid, order: (a, b) => byText(a.conversationId, b.conversationId) },
      listed: { partition: (row) => (row.listed ? row.uid : undefined), order: byActivity },
      listedUsers: { partition: (row) => listedAs("user", row), order: byActivity },
      listedGroups: { partition: (row) => listedAs("group", row), order: byActivity },
      maybeUnread: {
        partition: (row) => (row.listed && row.maybeUnread ? row.uid : undefined),
        order: byActivity,
      },
      byConversation: { partition: (row) => row.conversationId, order: (a, b) => byText(a.uid, b.uid) },
      pinned: { partition: (row) => (row.listed && row.pin ? row.uid : undefined), order: byPin },
    }),
    appPins: new Table(journal, (row: AppPin) => appPinKey(row), {
      all: { partition: () => "all", order: bySerial },
    }),
    receipts: new Table(journal, itself<Receipt>, {
      marks: { partition: (row) => receiptList(row.conversationId, row.uid, row.kind), order: byMessageId },
    }),
    /** Conversations whose sides still have to be told of an import. */
    importedConversations: new Table(journal, (row: ImportedConversation) => row.conversationId, {}),
  };
}

function byMessageId(a: Receipt, b: Receipt): number {
  return a.messageId - b.messageId;
}

/** Newest pin first (assumed). */
function byPin(a: ConversationView, b: ConversationView): number {
  return (b.pin?.serial ?? 0) - (a.pin?.serial ?? 0);
}

/** Newest activity first. docs: rest-api/conversations (updatedAt, then the other party) */
export function byActivity(a: ConversationView, b: ConversationView): number {
  return b.updatedAt - a.updatedAt || b.lastMovedBy - a.lastMovedBy || byText(a.with, b.with);
}

function listedAs(type: ReceiverType, row: ConversationView): string | undefined {
  return row.listed && row.conversationType === type ? row.uid : undefined;
}
