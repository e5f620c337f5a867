import * as z from "zod";
import { printMessage } from "../../wire/message.ts";
import { messageShape } from "../../wire/message-shape.ts";
import { shape } from "../../wire/shape.ts";
import { printResults, resultsOf, successWith } from "../bulk.ts";
import { route } from "../route.ts";
import { messageOptions } from "../shared-api/message-filter.ts";
import { contentOf } from "../shared-api/messages.ts";

const sentToManyShape = shape("SentToMany", () => {
  const each = resultsOf(successWith(messageShape)).schema;
  return z.strictObject({ uids: each, guids: each });
});

/** What servers do with messages in a way of their own. docs: rest-api/messages */
export const messageRoutes = [
  route({
    method: "POST",
    path: "/messages",
    body: "message",
    when: ({ body }) => body.multipleReceivers !== undefined,
    operation: "sendToMany",
    input: (call) => ({ ...contentOf(call), multipleReceivers: call.body.multipleReceivers }),
    answers: sentToManyShape,
    print: ({ uids, guids }, view) => ({
      uids: printResults(uids, ({ message }) => ({ data: printMessage(view, message) })),
      guids: printResults(guids, ({ message }) => ({ data: printMessage(view, message) })),
    }),
  }),
  route({
    method: "GET",
    path: "/messages/:id",
    operation: "getMessage",
    input: ({ params }) => ({ id: params.id }),
    answers: messageShape,
    print: (message, view, call) => printMessage(view, message, { ...messageOptions(call), withTags: true }),
  }),
];
