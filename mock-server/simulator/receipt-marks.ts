import type { Receipt, ReceiptKind } from "./records.ts";
import { lowerBound } from "./sorted-list.ts";
import { receiptList, type State } from "./state.ts";

/** A user's receipts of one kind in a conversation, oldest first. It is the live list: read it at once. */
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
  return marks[lowerBound(marks, (row) => row.messageId < messageId)]?.at;
}

/** When a user's receipt of one kind first covered a message, in unix seconds. */
export function receiptTime(
  state: State,
  conversationId: string,
  uid: string,
  kind: ReceiptKind,
  messageId: number,
): number | undefined {
  return timeIn(marksOf(state, conversationId, uid, kind), messageId);
}

/** The newest message id that a user's receipts of one kind cover; 0 when there is none. */
export function latestMark(state: State, conversationId: string, uid: string, kind: ReceiptKind): number {
  return marksOf(state, conversationId, uid, kind).at(-1)?.messageId ?? 0;
}

/**
 * Records that a user's receipts cover a conversation up to a message.
 *
 * @returns false when they did so already: receipts never go back, and the first time is kept
 */
export function putMark(state: State, mark: Receipt): boolean {
  if (latestMark(state, mark.conversationId, mark.uid, mark.kind) >= mark.messageId) return false;
  state.receipts.put(mark);
  return true;
}
