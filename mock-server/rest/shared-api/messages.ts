import { filesUrl } from "../../wire/file-urls.ts";
import { printMessage } from "../../wire/message.ts";
import type { Call } from "../call.ts";
import { route } from "../route.ts";

/**
 * What a message says, wherever it goes. The SDK and UI kits send much beside it, which is ignored: `data` is the
 * authority, and a parent in the body makes no reply.
 */
export function contentOf({ side, body }: Call) {
  const { data, metadata, muid, tags, quotedMessageId } = body;
  // docs: rest-api/messages; clients always say both
  const category = body.category ?? (side === "server" ? "message" : undefined);
  const type = body.type ?? (side === "server" && category === "message" ? "text" : undefined);
  return { category, type, data, metadata, muid, tags, quotedMessageId };
}

/** The files that come with a message, and how their sender will name them. */
function filesOf({ files, host }: Call) {
  return { files, filesUrl: filesUrl(host) };
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
      ...filesOf(call),
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
      ...filesOf(call),
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
