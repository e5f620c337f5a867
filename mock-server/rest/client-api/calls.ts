import { printCall } from "../../wire/call.ts";
import { printMessage } from "../../wire/message.ts";
import type { Call } from "../call.ts";
import { route } from "../route.ts";

/** Signalling of calls. docs: sdk default-calling; seen from the official SDK 4.2.0 */
export const callRoutes = [
  route({
    method: "POST",
    path: "/calls",
    body: "message",
    operation: "initiateCall",
    input: ({ body: { receiver, receiverType, type, data, metadata, muid } }) => ({
      receiver,
      receiverType,
      type,
      data,
      metadata,
      muid,
    }),
    print: (message, view) => printMessage(view, message),
  }),
  route({
    method: "PUT",
    path: "/calls/:sessionId",
    operation: "updateCall",
    input: stepOf,
    print: (message, view) => printMessage(view, message),
  }),
  // An empty session id leaves nothing of its place in the path.
  route({
    method: "PUT",
    path: "/calls",
    operation: "updateCall",
    input: stepOf,
    print: (message, view) => printMessage(view, message),
  }),
  route({
    method: "PATCH",
    path: "/calls/:sessionId/type",
    operation: "changeCallType",
    input: ({ params, body }) => ({ sessionId: params.sessionId, type: body.type }),
    print: (call, view) => printCall(view, call),
  }),
  route({
    method: "POST",
    path: "/me/jwt",
    operation: "createCallToken",
    input: ({ body: { passthrough } }) => ({
      sessionId: (passthrough as { sessionId?: unknown })?.sessionId,
    }),
    print: (token) => ({ token }),
  }),
];

function stepOf({ params, body }: Call) {
  return { sessionId: params.sessionId ?? "", status: body.status, joinedAt: body.joinedAt };
}
