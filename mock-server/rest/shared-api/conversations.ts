import * as z from "zod";
import {
  type ConversationOptions,
  conversationPinShape,
  conversationShape,
  printConversation,
  printConversationPin,
} from "../../wire/conversation.ts";
import { listOf, type Of, shape } from "../../wire/shape.ts";
import { filled } from "../../wire/words.ts";
import { done, doneShape } from "../bulk.ts";
import type { Call } from "../call.ts";
import { pageMeta, windowOf } from "../paging.ts";
import { route } from "../route.ts";

/** How a path names the other party. */
const PARTIES = [
  { path: "/users/:uid/conversation", from: ({ params }: Call) => `from the user ${params.uid}` },
  { path: "/groups/:guid/conversation", from: ({ params }: Call) => `in group ${params.guid}` },
] as const;

const PIN_VERBS = [
  { method: "POST", operation: "pinConversation" },
  { method: "DELETE", operation: "unpinConversation" },
] as const;

/** Whole for clients, in short for servers. */
const pinnedShape = shape(undefined, () => z.union([conversationShape.schema, conversationPinShape.schema]));

/** The sentence stands under `Message` for users, and under `message` for groups. docs: rest-api/conversations */
const markedShape = shape("Marked", () =>
  z.union([doneShape.schema, z.strictObject({ success: z.literal(true), Message: filled })]),
);

/** The conversation for clients, a sentence for servers. */
const unreadShape = shape("MarkedUnread", () =>
  z.union([z.strictObject({ conversation: conversationShape.schema }), doneShape.schema]),
);

/** docs: rest-api/conversations; seen from the official SDK 4.2.0 */
export const conversationRoutes = [
  route({
    method: "GET",
    path: "/conversations",
    operation: "listConversations",
    input: conversationFilter,
    answers: listOf(conversationShape),
    print: ({ rows }, view, call) =>
      rows.map((side) => printConversation(view, side, conversationOptions(call))),
    meta: pageMeta,
  }),
  ...PARTIES.flatMap(({ path, from }) => [
    route({
      method: "GET",
      path,
      operation: "getConversation",
      input: partyOf,
      answers: conversationShape,
      print: (side, view) => printConversation(view, side),
    }),
    route({
      method: "PUT",
      path,
      operation: "tagConversation",
      input: (call) => ({ ...partyOf(call), tags: call.body.tags }),
      answers: conversationShape,
      print: (side, view) => printConversation(view, side),
    }),
    route({
      method: "DELETE",
      path,
      operation: "deleteConversation",
      input: (call) => ({ ...(call.side === "server" && resetOptions(call)), ...partyOf(call) }),
      answers: doneShape,
      print: ({ conversationId, uid }) =>
        done(`The conversation ${conversationId} has been deleted successfully for UID ${uid}.`),
    }),
    ...PIN_VERBS.map(({ method, operation }) =>
      route({
        method,
        path: `${path}/pin`,
        operation,
        input: partyOf,
        answers: pinnedShape,
        // Clients need it whole. docs: rest-api/conversations for servers; seen from the official SDK 4.2.0
        print: (side, view, call) =>
          call.side === "client" ? printConversation(view, side) : printConversationPin(view, side),
      }),
    ),
    route({
      method: "POST",
      path: `${path}/delivered`,
      operation: "markDelivered",
      input: (call) => ({ ...partyOf(call), messageId: call.body.messageId }),
      answers: markedShape,
      print: ({ uid }, _view, call) =>
        marked(call, `${from(call)} are marked as delivered for the user ${uid}.`),
    }),
    route({
      method: "POST",
      path: `${path}/read`,
      operation: "markRead",
      input: (call) => ({ ...partyOf(call), messageId: call.body.messageId }),
      answers: markedShape,
      print: ({ uid }, _view, call) => marked(call, `${from(call)} are marked as read for the user ${uid}.`),
    }),
    route({
      method: "DELETE",
      path: `${path}/read`,
      operation: "markUnread",
      input: (call) => ({ ...partyOf(call), messageId: call.body.messageId }),
      answers: unreadShape,
      // The SDK hangs without the conversation.
      print: (side, view, call) =>
        call.side === "client"
          ? { conversation: printConversation(view, side) }
          : done(
              `The messages after the message id ${call.body.messageId} ${from(call)} are marked as unread for the user ${side.uid}.`,
            ),
    }),
  ]),
];

function partyOf({ params }: Call) {
  return { uid: params.uid, guid: params.guid };
}

function resetOptions({ body }: Call) {
  const { conversationWith, deleteMessagesPermanently, preserveOrder } = body;
  return { conversationWith, deleteMessagesPermanently, preserveOrder };
}

function marked({ params }: Call, rest: string): Of<typeof markedShape> {
  const text = `All the messages ${rest}`;
  return params.guid === undefined ? { success: true, Message: text } : done(text);
}

function conversationFilter(call: Call) {
  const { query } = call;
  return {
    conversationType: query.text("conversationType"),
    searchKey: query.text("searchKey"),
    tags: query.list("tags"),
    userTags: query.list("userTags"),
    groupTags: query.list("groupTags"),
    unread: query.flag("unread"),
    hideAgentic: query.flag("hideAgentic"),
    onlyAgentic: query.flag("onlyAgentic"),
    pinnedBy: query.list("pinnedBy"),
    includeBlockedUsers: query.flag("includeBlockedUsers"),
    ...windowOf(call),
  };
}

function conversationOptions({ query }: Call): ConversationOptions {
  return {
    withTags: query.flag("withTags") ?? false,
    withUserAndGroupTags: query.flag("withUserAndGroupTags"),
    withBlockedInfo: query.flag("withBlockedInfo"),
  };
}
