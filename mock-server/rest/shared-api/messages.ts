import { printMessage } from "../../wire/message.ts";
import type { Call } from "../call.ts";
import { route } from "../route.ts";

/**
 * What a message says, wherever it goes. The SDK and UI kits send much beside it, which is ignored: `data` is the
 * authority, and a parent in the body makes no reply.
 */
export function contentOf({ body }: Call) {
  const { category, type, data, metadata, muid, tags, quotedMessageId } = body;
  return { category, type, data, metadata, muid, tags, quotedMessageId };
}

/** docs: rest-api/messages; seen from the official SDK 4.2.0 */
export const messageRoutes = [
  route({
    method: "POST",
    path: "/messages",
    body: "message",
    operation: "sendMessage",
    input: (call) => ({
      ...contentOf(call),
      receiver: call.body.receiver,
      receiverType: call.body.receiverType,
    }),
    print: (message, view) => printMessage(view, message),
  }),
  route({
    method: "POST",
    path: "/messages/:id/thread",
    body: "message",
    operation: "sendMessage",
    input: (call) => ({
      ...contentOf(call),
      receiver: call.body.receiver,
      receiverType: call.body.receiverType,
      parentId: call.params.id,
    }),
    print: (message, view) => printMessage(view, message),
  }),
  route({
    method: "PUT",
    path: "/messages/:id",
    body: "message",
    operation: "editMessage",
    input: ({ params, body: { data, metadata, tags } }) => ({ id: params.id, data, metadata, tags }),
    print: (action, view) => printMessage(view, action),
  }),
  route({
    method: "DELETE",
    path: "/messages/:id",
    operation: "deleteMessage",
    // Deleting for good is for servers. docs: rest-api/messages
    input: ({ side, params, body }) => ({
      id: params.id,
      permanent: side === "server" ? body.permanent : undefined,
    }),
    print: (action, view) => printMessage(view, action),
  }),
];
