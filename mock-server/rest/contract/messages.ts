import type { ReferenceOperation } from "./reference-operation.ts";
import * as shapes from "./shapes.ts";

const ATTACHMENT = {
  url: "https://example.com/chart.png",
  name: "chart",
  mimeType: "image/png",
  extension: "png",
  size: "2048",
};
const TEXT = { text: "Ahoy", metadata: { mood: "good" } };
const MESSAGE = {
  receiver: "ben",
  receiverType: "user",
  category: "message",
  type: "text",
  data: TEXT,
  tags: ["t"],
};
/** The app asks for her. */
const ADA = { onBehalfOf: "ada" };

const FILTER = {
  searchKey: "ahoy",
  affix: "append",
  id: "0",
  hideReplies: "true",
  category: "message",
  categories: "message",
  type: "text",
  types: "text",
  limit: "5",
  fromTimestamp: "1",
  toTimestamp: "1800000000",
  withTags: "true",
  tags: "t",
};

/** docs: rest-api/messages */
export const MESSAGES: readonly ReferenceOperation[] = [
  { method: "POST", path: "/messages", body: MESSAGE, ...ADA, data: shapes.TEXT_MESSAGE },
  {
    method: "GET",
    path: "/messages",
    query: {
      ...FILTER,
      receiverType: "user",
      hideDeleted: "true",
      onlyDeleted: "false",
      sentAt: "1",
      conversationId: "ada_user_ben",
    },
    data: [shapes.TEXT_MESSAGE],
    meta: shapes.MESSAGE_CURSOR,
  },
  { method: "GET", path: "/messages/:id", data: shapes.TEXT_MESSAGE },
  {
    method: "PUT",
    path: "/messages/:id",
    body: { data: TEXT, tags: ["t2"] },
    ...ADA,
    data: shapes.ACTION_MESSAGE,
  },
  {
    method: "DELETE",
    path: "/messages/:id",
    body: { permanent: false },
    ...ADA,
    data: shapes.ACTION_MESSAGE,
  },
  { method: "POST", path: "/messages/:id/thread", body: MESSAGE, ...ADA, data: shapes.REPLY },
  { method: "GET", path: "/messages/:id/thread", ...ADA, data: [shapes.REPLY], meta: shapes.MESSAGE_CURSOR },
  {
    method: "GET",
    path: "/users/:uid/messages",
    query: { perPage: "5", unread: "false", undelivered: "false" },
    // How many there are in all is told of a whole history only.
    filter: FILTER,
    ...ADA,
    data: [shapes.TEXT_MESSAGE],
    meta: shapes.MESSAGE_PAGES,
  },
  {
    method: "GET",
    path: "/groups/:guid/messages",
    query: { ...FILTER, unread: "false", undelivered: "false", hideMessagesFromBlockedUsers: "true" },
    ...ADA,
    data: [shapes.TEXT_MESSAGE],
    meta: shapes.MESSAGE_CURSOR,
  },
  {
    method: "POST",
    path: "/bots/:uid/messages",
    params: { uid: "polly" },
    body: { ...MESSAGE, type: "image", data: { ...TEXT, attachments: [ATTACHMENT] } },
    data: shapes.TEXT_MESSAGE,
  },
];

/** docs: rest-api/conversations */
export const CONVERSATIONS: readonly ReferenceOperation[] = [
  {
    method: "GET",
    path: "/conversations",
    query: {
      conversationType: "group",
      withTags: "true",
      tags: "t",
      withUserAndGroupTags: "true",
      groupTags: "sea",
      unread: "true",
      perPage: "5",
      page: "1",
    },
    ...ADA,
    data: [shapes.CONVERSATION],
    meta: shapes.PAGINATION,
  },
  { method: "GET", path: "/conversations/:conversationId", ...ADA, data: shapes.CONVERSATION },
  { method: "DELETE", path: "/conversations/:conversationId", ...ADA, data: shapes.DONE },
  // The examples show one conversation in a list of its own; the official SDK 4.2.0 wants it bare.
  ...["/users/:uid/conversation", "/groups/:guid/conversation"].flatMap((path): ReferenceOperation[] => [
    { method: "GET", path, ...ADA, data: shapes.CONVERSATION },
    { method: "PUT", path, body: { tags: ["t"] }, ...ADA, data: shapes.CONVERSATION },
    {
      method: "DELETE",
      path,
      body: path.includes(":uid") ? { conversationWith: "ben", deleteMessagesPermanently: true } : {},
      ...ADA,
      data: shapes.DONE,
    },
    ...["delivered", "read"].map(
      (mark): ReferenceOperation => ({
        method: "POST",
        path: `${path}/${mark}`,
        ...ADA,
        data: path.includes(":uid") ? shapes.DONE_WITH_CAPITAL : shapes.DONE,
      }),
    ),
  ]),
];
