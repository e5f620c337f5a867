import type { Receipt, ReceiptKind } from "./records.ts";
import { lowerBound } from "./sorted-list.ts";
import { receiptList, type State } from "./state.ts";

/** The kind that tells a sender in a group of the last one, by the kind of each member. */
export const TO_ALL = { delivered: "deliveredToAll", read: "readByAll" } as const;

/** What a receipt of another kind says as well: what is read has been delivered. docs: delivery-read-receipts (assumed) */
const IMPLIED_BY: Readonly<Partial<Record<ReceiptKind, ReceiptKind>>> = {
  delivered: "read",
  deliveredToAll: "readByAll",
};

/**
 * A user's receipts of one kind in a conversation, oldest first, without those that another kind implies. It is the live
 * list: read it at once.
 */
export function marksOf(
  state: State,
  conversationId: string,
  uid: string,
  kind: ReceiptKind,
): readonly Receipt[] {
  return state.receipts.list("marks", receiptList(conversationId, uid, kind));
}

/**
 * When receipts of one kind first covered a message, in unix seconds: a mark covers its message and all before it.
 * docs: delivery-read-receipts
 */
export function timeIn(marks: readonly Receipt[], messageId: number): number | undefined {
  // As for most messages, each of which is asked several times.
  if (marks.length === 0) return undefined;
  return marks[lowerBound(marks, (row) => row.messageId < messageId)]?.at;
}

/** When a message was delivered, which it was when it was read at the latest, in unix seconds. */
export function deliveryTime(
  delivered: readonly Receipt[],
  read: readonly Receipt[],
  messageId: number,
): number | undefined {
  const deliveredAt = timeIn(delivered, messageId);
  const readAt = timeIn(read, messageId);
  return deliveredAt === undefined || (readAt !== undefined && readAt < deliveredAt) ? readAt : deliveredAt;
}

/** The newest message id that a user's receipts of one kind cover; 0 when there is none. */
export function latestMark(state: State, conversationId: string, uid: string, kind: ReceiptKind): number {
  const latest = marksOf(state, conversationId, uid, kind).at(-1)?.messageId ?? 0;
  const implied = IMPLIED_BY[kind];
  return implied === undefined ? latest : Math.max(latest, latestMark(state, conversationId, uid, implied));
}

/**
 * Records that a user's receipts cover a conversation up to a message.
 *
 * @returns false when they did so already: receipts never go back, and the first time is kept
 */
export function putMark(state: State, mark: Receipt): boolean {
  const { conversationId, uid, kind, messageId } = mark;
  const last = marksOf(state, conversationId, uid, kind).at(-1);
  const implied = IMPLIED_BY[kind];
  if (last !== undefined && last.messageId >= messageId) return false;
  if (implied && latestMark(state, conversationId, uid, implied) >= messageId) return false;
  // It covers all that this one covers, and says the same of it: people read many messages at once.
  if (last?.at === mark.at) state.receipts.remove(last);
  state.receipts.add(mark);
  return true;
}
