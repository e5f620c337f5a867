import * as z from "zod";
import { callShape, printCall } from "../../wire/call.ts";
import { printMessage } from "../../wire/message.ts";
import { messageShape } from "../../wire/message-shape.ts";
import { shape } from "../../wire/shape.ts";
import { filled } from "../../wire/words.ts";
import type { Call } from "../call.ts";
import { route } from "../route.ts";

const callTokenShape = shape("CallToken", () => z.strictObject({ token: filled }));

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
    answers: messageShape,
    print: (message, view) => printMessage(view, message),
  }),
  route({
    method: "PUT",
    path: "/calls/:sessionId",
    operation: "updateCall",
    input: stepOf,
    answers: messageShape,
    print: (message, view) => printMessage(view, message),
  }),
  // An empty session id leaves nothing of its place in the path.
  route({
    method: "PUT",
    path: "/calls",
    operation: "updateCall",
    input: stepOf,
    answers: messageShape,
    print: (message, view) => printMessage(view, message),
  }),
  route({
    method: "PATCH",
    path: "/calls/:sessionId/type",
    operation: "changeCallType",
    input: ({ params, body }) => ({ sessionId: params.sessionId, type: body.type }),
    answers: callShape,
    print: (call, view) => printCall(view, call),
  }),
  route({
    method: "POST",
    path: "/me/jwt",
    operation: "createCallToken",
    input: ({ body: { passthrough } }) => ({
      sessionId: (passthrough as { sessionId?: unknown })?.sessionId,
    }),
    answers: callTokenShape,
    print: (token) => ({ token }),
  }),
];

function stepOf({ params, body }: Call) {
  return { sessionId: params.sessionId ?? "", status: body.status, joinedAt: body.joinedAt };
}
