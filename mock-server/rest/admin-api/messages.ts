import { printMessage } from "../../wire/message.ts";
import { printResults } from "../bulk.ts";
import { route } from "../route.ts";
import { messageOptions } from "../shared-api/message-filter.ts";
import { contentOf } from "../shared-api/messages.ts";

/** What servers do with messages in a way of their own. docs: rest-api/messages */
export const messageRoutes = [
  route({
    method: "POST",
    path: "/messages",
    body: "message",
    when: ({ body }) => body.multipleReceivers !== undefined,
    operation: "sendToMany",
    input: (call) => ({ ...contentOf(call), multipleReceivers: call.body.multipleReceivers }),
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
    print: (message, view, call) => printMessage(view, message, { ...messageOptions(call), withTags: true }),
  }),
];
