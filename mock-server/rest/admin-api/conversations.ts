import { printConversation } from "../../wire/conversation.ts";
import { done } from "../bulk.ts";
import { route } from "../route.ts";

/** Conversations by their id. docs: rest-api/conversations (deprecated) */
export const conversationRoutes = [
  route({
    method: "GET",
    path: "/conversations/:conversationId",
    operation: "getConversation",
    input: ({ params }) => ({ conversationId: params.conversationId }),
    print: (side, view) => printConversation(view, side),
  }),
  route({
    method: "DELETE",
    path: "/conversations/:conversationId",
    operation: "eraseConversation",
    input: ({ params }) => ({ conversationId: params.conversationId }),
    print: (conversationId) =>
      done(`The conversation ${conversationId} has been deleted successfully for all the users.`),
  }),
];
