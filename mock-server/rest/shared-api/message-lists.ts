import * as z from "zod";
import type { ShelfPage } from "../../simulator/message-shelf.ts";
import type { MessagePage } from "../../simulator/operations/list-messages.ts";
import { LIMITS } from "../../simulator/rules/limits.ts";
import { printMessage } from "../../wire/message.ts";
import { messageShape } from "../../wire/message-shape.ts";
import { listOf, shape } from "../../wire/shape.ts";
import type { Viewpoint } from "../../wire/viewpoint.ts";
import { count, filled, receiverType } from "../../wire/words.ts";
import type { Call } from "../call.ts";
import { clientMessageMeta, limitOf, messageMetaShape, serverMessageMeta } from "../paging.ts";
import { listMeta, route } from "../route.ts";
import { messageFilter, messageOptions } from "./message-filter.ts";

/** The histories one can read, and the name of the place in each path. */
const HISTORIES = [
  { path: "/messages", place: () => ({}) },
  { path: "/users/:uid/messages", place: ({ params }: Call) => ({ uid: params.uid }) },
  { path: "/groups/:guid/messages", place: ({ params }: Call) => ({ guid: params.guid }) },
] as const;

const unreadCountShape = shape("UnreadCount", () =>
  z.strictObject({ entityType: receiverType, entityId: filled, count }),
);

const pinnedMetaShape = shape("PinnedMessagesMeta", () => {
  const cursor = z.strictObject({ pinnedBefore: z.int(), affix: z.literal("prepend") });
  return z.strictObject({ cursor: cursor.optional() });
});

const savedMetaShape = shape("SavedMessagesMeta", () => {
  const cursor = z.strictObject({ id: z.int(), affix: z.literal("prepend") });
  return z.strictObject({ cursor: cursor.optional() });
});

/**
 * Messages, and how many are unread: the same paths, told apart by `count`. docs: rest-api/messages; seen from the
 * official SDK 4.2.0
 */
export const messageListRoutes = [
  ...HISTORIES.flatMap(({ path, place }) => [
    route({
      method: "GET",
      path,
      when: ({ query }) => query.flag("count") === true,
      operation: "unreadCounts",
      input: (call) => ({
        ...place(call),
        receiverType: call.query.text("receiverType"),
        hideMessagesFromBlockedUsers: call.query.flag("hideMessagesFromBlockedUsers"),
      }),
      answers: listOf(unreadCountShape),
      print: (counts) => counts.map(({ entityType, entityId, count }) => ({ entityType, entityId, count })),
    }),
    route({
      method: "GET",
      path,
      when: ({ query }) => query.flag("pinned") === true,
      operation: "listPinnedMessages",
      input: (call) => ({
        ...messageFilter(call),
        ...place(call),
        before: call.query.text("pinnedBefore"),
        limit: limitOf(call),
      }),
      answers: listOf(messageShape),
      print: printRows,
      // The SDK sends back every key of this cursor. seen from the official SDK 4.2.0
      meta: listMeta(pinnedMetaShape, ({ next }: ShelfPage) =>
        next === undefined ? {} : { cursor: { pinnedBefore: next, affix: "prepend" as const } },
      ),
    }),
    route({
      method: "GET",
      path,
      when: ({ query }) => query.flag("saved") === true,
      operation: "listSavedMessages",
      input: (call) => ({
        ...messageFilter(call),
        ...place(call),
        id: call.query.text("id"),
        limit: limitOf(call),
      }),
      answers: listOf(messageShape),
      print: printRows,
      // With an id here, the SDK asks for the next page by the ids of this one. seen from the official SDK 4.2.0
      meta: listMeta(savedMetaShape, ({ next }: ShelfPage) =>
        next === undefined ? {} : { cursor: { id: next, affix: "prepend" as const } },
      ),
    }),
    route({
      method: "GET",
      path,
      operation: "listMessages",
      input: (call) =>
        Object.assign(messageFilter(call), place(call), { limit: limitOf(call, defaultLimit(call)) }),
      answers: listOf(messageShape),
      print: printRows,
      // docs: rest-api/messages: a user's messages have the clients' meta on either side.
      meta: listMeta(messageMetaShape, (page: MessagePage, _view, call) =>
        call.side === "client" || call.params.uid !== undefined
          ? clientMessageMeta(page, limitOf(call, defaultLimit(call)))
          : serverMessageMeta(page, limitOf(call, defaultLimit(call))),
      ),
    }),
  ]),
  route({
    method: "GET",
    path: "/messages/:id/thread",
    operation: "listMessages",
    input: (call) => ({
      ...messageFilter(call),
      hideReplies: undefined,
      parentId: call.params.id,
      withParent: call.query.flag("withParent"),
      limit: limitOf(call),
    }),
    answers: listOf(messageShape),
    print: printRows,
    meta: listMeta(messageMetaShape, (page: MessagePage, _view, call) =>
      call.side === "client"
        ? clientMessageMeta(page, limitOf(call))
        : serverMessageMeta(page, limitOf(call)),
    ),
  }),
];

function printRows({ rows }: Pick<MessagePage, "rows">, view: Viewpoint, call: Call) {
  const options = { ...messageOptions(call), recurs: true };
  return rows.map((message) => printMessage(view, message, options));
}

/** docs: rest-api/messages (`limit` 10; `perPage` 100 for a user's messages) */
function defaultLimit({ side, params }: Call): number {
  return side === "server" && params.uid === undefined
    ? LIMITS.defaultMessagePageSize
    : LIMITS.defaultPageSize;
}
