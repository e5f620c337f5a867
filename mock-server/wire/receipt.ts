import { receiptTime } from "../simulator/receipt-marks.ts";
import type { Message } from "../simulator/records.ts";
import type { Json, Viewpoint } from "./viewpoint.ts";

/**
 * When a message was delivered and read: by the other party, or by all of a group; and by the viewer, if someone else
 * wrote it. docs: sdk delivery-read-receipts
 */
export function printReceiptTimes({ app: { state }, viewer }: Viewpoint, message: Message): Json | undefined {
  const { id, conversationId, sender, receiver, receiverType } = message;
  // A later mark covers messages that were hidden from the receiver too, and these were never delivered.
  if (message.category === "action" || message.hiddenFrom === receiver) return undefined;
  const at = (uid: string, kind: "delivered" | "read" | "deliveredToAll" | "readByAll") =>
    receiptTime(state, conversationId, uid, kind, id);
  const isMine = viewer === undefined || viewer === sender;
  return {
    deliveredAt: receiverType === "group" ? at(sender, "deliveredToAll") : at(receiver, "delivered"),
    readAt: receiverType === "group" ? at(sender, "readByAll") : at(receiver, "read"),
    deliveredToMeAt: isMine ? undefined : at(viewer, "delivered"),
    readByMeAt: isMine ? undefined : at(viewer, "read"),
  };
}
