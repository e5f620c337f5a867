import { filesUrl } from "../../wire/file-urls.ts";
import { printMessage } from "../../wire/message.ts";
import { messageShape } from "../../wire/message-shape.ts";
import type { Call, Side } from "../call.ts";
import { route } from "../route.ts";

/**
 * What a message says, wherever it goes. The SDK and UI kits send much beside it, which is ignored: `data` is the
 * authority, and a parent in the body makes no reply.
 */
export function contentOf({ side, body }: Call) {
  const { data, metadata, muid, tags, quotedMessageId } = body;
  const category = body.category ?? categoryOn(side);
  const type = body.type ?? typeOn(side, category);
  return { category, type, data, metadata, muid, tags, quotedMessageId };
}

/** A message to one receiver: a reply where the path names a parent. In one literal, since nothing is asked more often. */
function messageOf({ side, body, params, files, host }: Call) {
  const category = body.category ?? categoryOn(side);
  const hasFiles = files.length > 0;
  return {
    receiver: body.receiver,
    receiverType: body.receiverType,
    parentId: params.id,
    category,
    type: body.type ?? typeOn(side, category),
    data: body.data,
    metadata: body.metadata,
    muid: body.muid,
    tags: body.tags,
    quotedMessageId: body.quotedMessageId,
    files: hasFiles ? files : undefined,
    filesUrl: hasFiles ? filesUrl(host) : undefined,
  };
}

/** Servers may leave it out; clients always say it. docs: rest-api/messages */
function categoryOn(side: Side): string | undefined {
  return side === "server" ? "message" : undefined;
}

function typeOn(side: Side, category: unknown): string | undefined {
  return side === "server" && category === "message" ? "text" : undefined;
}

/** docs: rest-api/messages; seen from the official SDK 4.2.0 */
export const messageRoutes = [
  route({
    method: "POST",
    path: "/messages",
    body: "message",
    operation: "sendMessage",
    input: messageOf,
    answers: messageShape,
    print: (message, view) => printMessage(view, message),
  }),
  route({
    method: "POST",
    path: "/messages/:id/thread",
    body: "message",
    operation: "sendMessage",
    input: messageOf,
    answers: messageShape,
    print: (message, view) => printMessage(view, message),
  }),
  route({
    method: "PUT",
    path: "/messages/:id",
    body: "message",
    operation: "editMessage",
    input: ({ params, body: { data, metadata, tags } }) => ({ id: params.id, data, metadata, tags }),
    answers: messageShape,
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
    answers: messageShape,
    print: (action, view) => printMessage(view, action),
  }),
];
