import type { Receipt, ReceiptKind } from "./records.ts";
import { lowerBound } from "./sorted-list.ts";
import { receiptList, type State } from "./state.ts";

/**
 * When a user's receipt of one kind first covered a message, in unix seconds: a mark covers its message and all before
 * it. docs: delivery-read-receipts
 */
export function receiptTime(
  state: State,
  conversationId: string,
  uid: string,
  kind: ReceiptKind,
  messageId: number,
): number | undefined {
  const marks = state.receipts.list("marks", receiptList(conversationId, uid, kind));
  return marks[lowerBound(marks, (row) => row.messageId < messageId)]?.at;
}

/** The newest message id that a user's receipts of one kind cover; 0 when there is none. */
export function latestMark(state: State, conversationId: string, uid: string, kind: ReceiptKind): number {
  return state.receipts.list("marks", receiptList(conversationId, uid, kind)).at(-1)?.messageId ?? 0;
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
