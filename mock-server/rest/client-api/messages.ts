import * as z from "zod";
import { invariant } from "../../simulator/invariant.ts";
import { printMessage } from "../../wire/message.ts";
import { messageWith } from "../../wire/message-shape.ts";
import { shape } from "../../wire/shape.ts";
import { printUserEntity, userShape } from "../../wire/user.ts";
import { seconds } from "../../wire/words.ts";
import { route } from "../route.ts";
import { messageOptions } from "../shared-api/message-filter.ts";
import { threadList } from "../shared-api/threads.ts";

/** When one of a message's receivers had it. */
const receiptShape = shape("Receipt", () =>
  z.strictObject({
    recipient: userShape.schema,
    deliveredAt: seconds.optional(),
    readAt: seconds.optional(),
  }),
);

const messageWithReceiptsShape = shape("MessageWithReceipts", () =>
  messageWith({ receipts: z.strictObject({ data: z.array(receiptShape.schema) }) }),
);

/** What clients read of messages in a way of their own. seen from the official SDK 4.2.0 */
export const messageRoutes = [
  route({
    method: "GET",
    path: "/messages/:id",
    // The SDK asks for a message and for its receipts by the same request, and UI kits read both off the same answer.
    operation: "messageReceipts",
    input: ({ params }) => ({ id: params.id }),
    answers: messageWithReceiptsShape,
    print: (receipts, view, call) => {
      const message = view.app.state.messages.get(Number(call.params.id));
      invariant(message, "receipts were given for a message that is not there");
      const rows = receipts.map((row) => ({ ...row, recipient: printUserEntity(view, row.recipient) }));
      const options = { ...messageOptions(call), withTags: true };
      return printMessage(view, message, options).with({ receipts: { data: rows } });
    },
  }),
  threadList("/users/:uid/threads"),
  threadList("/groups/:guid/threads"),
];
