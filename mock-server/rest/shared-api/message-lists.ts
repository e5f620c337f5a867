import type { MessagePage } from "../../simulator/operations/list-messages.ts";
import { LIMITS } from "../../simulator/rules/limits.ts";
import { printMessage } from "../../wire/message.ts";
import type { Viewpoint } from "../../wire/viewpoint.ts";
import type { Call } from "../call.ts";
import { clientMessageMeta, limitOf, serverMessageMeta } from "../paging.ts";
import { route } from "../route.ts";
import { messageFilter, messageOptions } from "./message-filter.ts";

/** The histories one can read, and the name of the place in each path. */
const HISTORIES = [
  { path: "/messages", place: () => ({}) },
  { path: "/users/:uid/messages", place: ({ params }: Call) => ({ uid: params.uid }) },
  { path: "/groups/:guid/messages", place: ({ params }: Call) => ({ guid: params.guid }) },
] as const;

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
      print: printRows,
      // The SDK sends back every key of this cursor. seen from the official SDK 4.2.0
      meta: ({ next }) => (next === undefined ? {} : { cursor: { pinnedBefore: next, affix: "prepend" } }),
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
      print: printRows,
      // With an id here, the SDK asks for the next page by the ids of this one. seen from the official SDK 4.2.0
      meta: ({ next }) => (next === undefined ? {} : { cursor: { id: next, affix: "prepend" } }),
    }),
    route({
      method: "GET",
      path,
      operation: "listMessages",
      input: (call) => ({ ...messageFilter(call), ...place(call), limit: limitOf(call, defaultLimit(call)) }),
      print: printRows,
      // docs: rest-api/messages: a user's messages have the clients' meta on either side.
      meta: (page, _view, call) =>
        call.side === "client" || call.params.uid !== undefined
          ? clientMessageMeta(page, limitOf(call, defaultLimit(call)))
          : serverMessageMeta(page, limitOf(call, defaultLimit(call))),
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
      limit: limitOf(call),
    }),
    print: printRows,
    meta: (page, _view, call) =>
      call.side === "client"
        ? clientMessageMeta(page, limitOf(call))
        : serverMessageMeta(page, limitOf(call)),
  }),
];

function printRows({ rows }: Pick<MessagePage, "rows">, view: Viewpoint, call: Call): object {
  const options = { ...messageOptions(call), recurs: true };
  return rows.map((message) => printMessage(view, message, options));
}

/** docs: rest-api/messages (`limit` 10; `perPage` 100 for a user's messages) */
function defaultLimit({ side, params }: Call): number {
  return side === "server" && params.uid === undefined
    ? LIMITS.defaultMessagePageSize
    : LIMITS.defaultPageSize;
}
