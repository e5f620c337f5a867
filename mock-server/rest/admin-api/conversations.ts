import { appPinShape, conversationShape, printAppPin, printConversation } from "../../wire/conversation.ts";
import { listOf } from "../../wire/shape.ts";
import { done, doneShape } from "../bulk.ts";
import { route } from "../route.ts";

/** What the app pins for everybody, and conversations by their id. docs: rest-api/conversations (the latter deprecated) */
export const conversationRoutes = [
  route({
    method: "GET",
    // The router tells no fixed word from a parameter in the same place.
    path: "/conversations/:conversationId",
    when: ({ params }) => params.conversationId === "pinned",
    operation: "listAppPins",
    answers: listOf(appPinShape),
    print: (pins) => pins.map(printAppPin),
  }),
  route({
    method: "PUT",
    path: "/conversations/pinned",
    operation: "replaceAppPins",
    input: ({ body }) => ({ pinnedConversations: body.pinnedConversations }),
    answers: listOf(appPinShape),
    print: (pins) => pins.map(printAppPin),
  }),
  route({
    method: "GET",
    path: "/conversations/:conversationId",
    operation: "getConversation",
    input: ({ params }) => ({ conversationId: params.conversationId }),
    answers: conversationShape,
    print: (side, view) => printConversation(view, side),
  }),
  route({
    method: "DELETE",
    path: "/conversations/:conversationId",
    operation: "eraseConversation",
    input: ({ params }) => ({ conversationId: params.conversationId }),
    answers: doneShape,
    print: (conversationId) =>
      done(`The conversation ${conversationId} has been deleted successfully for all the users.`),
  }),
];
