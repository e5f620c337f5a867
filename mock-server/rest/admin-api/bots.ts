import { printMessage } from "../../wire/message.ts";
import { messageShape } from "../../wire/message-shape.ts";
import { route } from "../route.ts";
import { contentOf } from "../shared-api/messages.ts";

/** docs: rest-api (send-bot-message) */
export const botRoutes = [
  route({
    method: "POST",
    path: "/bots/:uid/messages",
    body: "message",
    operation: "sendBotMessage",
    input: (call) => ({
      ...contentOf(call),
      uid: call.params.uid,
      receiver: call.body.receiver,
      receiverType: call.body.receiverType,
    }),
    answers: messageShape,
    print: (message, view) => printMessage(view, message),
  }),
];
