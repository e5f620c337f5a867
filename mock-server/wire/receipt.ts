import { deliveryTime, marksOf, timeIn } from "../simulator/receipt-marks.ts";
import type { Message } from "../simulator/records.ts";
import { joined } from "./json-text.ts";
import type { ReceiptMarks, Viewpoint } from "./viewpoint.ts";

/**
 * When a message was delivered and read: by the other party, or by all of a group; and by the viewer, if someone else
 * wrote it. Empty text when it was not. docs: sdk delivery-read-receipts
 */
export function receiptTimes(view: Viewpoint, message: Message): string {
  const { id, conversationId, sender, receiver, receiverType } = message;
  // A later mark covers messages that were hidden from the receiver too, and these were never delivered.
  if (message.category === "action" || message.hiddenFrom === receiver) return "";
  const others =
    receiverType === "group"
      ? marksBy(view, "all", conversationId, sender)
      : marksBy(view, "own", conversationId, receiver);
  const times = timesText(others, id, "deliveredAt", "readAt");
  if (view.viewer === undefined || view.viewer === sender) return times;
  const mine = marksBy(view, "own", conversationId, view.viewer);
  return joined(times, timesText(mine, id, "deliveredToMeAt", "readByMeAt"));
}

function marksBy(
  { app, viewer, last }: Viewpoint,
  whose: "own" | "all",
  conversationId: string,
  uid: string,
): ReceiptMarks {
  const slot = whose === "own" && uid === viewer ? "mine" : "others";
  const known = last[slot];
  if (known?.conversationId === conversationId && known.uid === uid && known.whose === whose) return known;
  const [deliveredKind, readKind] = whose === "own" ? KINDS.own : KINDS.all;
  const delivered = marksOf(app.state, conversationId, uid, deliveredKind);
  const read = marksOf(app.state, conversationId, uid, readKind);
  const marks = { whose, conversationId, uid, delivered, read };
  last[slot] = marks;
  return marks;
}

const KINDS = { own: ["delivered", "read"], all: ["deliveredToAll", "readByAll"] } as const;

function timesText(marks: ReceiptMarks, id: number, deliveredName: string, readName: string): string {
  const deliveredAt = deliveryTime(marks.delivered, marks.read, id);
  const readAt = timeIn(marks.read, id);
  const delivered = deliveredAt === undefined ? "" : `"${deliveredName}":${deliveredAt}`;
  if (readAt === undefined) return delivered;
  return joined(delivered, `"${readName}":${readAt}`);
}
