import * as z from "zod";
import { requireMessage } from "../lookups.ts";
import { operation } from "../operation.ts";
import { deliveryTime, marksOf, timeIn } from "../receipt-marks.ts";
import type { Message } from "../records.ts";
import { messageId, SYSTEM_UID } from "../rules/identifiers.ts";

/** docs: rest-api/messages */
export const getMessage = operation({
  name: "getMessage",
  access: "any",
  input: () => z.object({ id: messageId }),
  run: (context, { id }): Message => requireMessage(context, id),
});

/** What one recipient has told of a message. Times are unix seconds. */
export interface RecipientReceipt {
  readonly recipient: string;
  readonly deliveredAt?: number | undefined;
  readonly readAt?: number | undefined;
}

/** Who has received and read a message: the other party, or the group's members. docs: delivery-read-receipts */
export const messageReceipts = operation({
  name: "messageReceipts",
  access: "any",
  input: () => z.object({ id: messageId }),
  run(context, { id }): readonly RecipientReceipt[] {
    const { state } = context;
    const message = requireMessage(context, id);
    const { conversationId, sender } = message;
    const recipients =
      message.receiverType === "group"
        ? state.members.list("byGroup", message.receiver).map((member) => member.uid)
        : [message.receiver];
    return recipients
      .filter((uid) => uid !== sender && uid !== SYSTEM_UID && uid !== message.hiddenFrom)
      .map((recipient) => {
        const delivered = marksOf(state, conversationId, recipient, "delivered");
        const read = marksOf(state, conversationId, recipient, "read");
        return { recipient, deliveredAt: deliveryTime(delivered, read, id), readAt: timeIn(read, id) };
      })
      .filter((receipt) => receipt.deliveredAt !== undefined);
  },
});
