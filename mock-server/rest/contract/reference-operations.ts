import type { Method } from "../route.ts";
import type { Shape } from "./shapes.ts";
import * as shapes from "./shapes.ts";

/**
 * An operation of the vendor's public descriptions of its server-side API, and what they say of it. The facts are
 * theirs; the requests are ours, with every documented field in the body.
 */
export interface ReferenceOperation {
  readonly method: Method;
  readonly path: string;
  /** Fields without which the description has no request. */
  readonly required?: readonly string[];
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  /** Further parameters, which narrow the list and what is told of it. */
  readonly filter?: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, unknown>>;
  /** For whom the app asks. */
  readonly onBehalfOf?: string;
  readonly data: Shape;
  readonly meta?: Shape;
}

const PROFILE = {
  name: "Eva",
  avatar: "https://example.com/e.png",
  link: "https://example.com/eva",
  role: "crew",
  metadata: { "@private": { email: "eva@example.com" }, team: "red" },
  tags: ["new"],
};
const MEMBERS = { admins: ["cleo"], moderators: ["dan"], participants: ["eli"], usersToBan: ["fay"] };
const GROUP = {
  name: "Regatta",
  password: "ahoy",
  icon: "https://example.com/r.png",
  description: "Boats",
  metadata: { boats: 3 },
  tags: ["sea"],
};
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
const ADA = { onBehalfOf: "ada" };

/** docs: rest-api/chat-apis */
const USERS: readonly ReferenceOperation[] = [
  {
    method: "POST",
    path: "/users",
    required: ["uid", "name"],
    body: { uid: "eva", ...PROFILE, withAuthToken: true },
    data: { ...(shapes.USER as object), metadata: {}, tags: ["string"], authToken: "string" },
  },
  {
    method: "GET",
    path: "/users",
    query: {
      searchKey: "b",
      searchIn: "uid,name",
      status: "offline",
      perPage: "5",
      page: "1",
      role: "crew",
      roles: "crew",
      withTags: "true",
      tags: "sea",
      onlyDeactivated: "false",
      withDeactivated: "false",
    },
    ...ADA,
    data: [shapes.LISTED_USER],
    meta: shapes.PAGINATION_AND_CURSOR,
  },
  {
    method: "PUT",
    path: "/users",
    body: { uidsToActivate: ["gus"] },
    data: { nonDeactivatedUids: ["string"] },
  },
  {
    method: "DELETE",
    path: "/users",
    body: { uidsToDeactivate: ["ben"] },
    data: { deactivatedUids: ["string"] },
  },
  { method: "GET", path: "/users/:uid", data: shapes.USER },
  { method: "PUT", path: "/users/:uid", body: { ...PROFILE, unset: [] }, data: shapes.WHOLE_USER },
  { method: "DELETE", path: "/users/:uid", body: { permanent: true }, data: shapes.DONE },
];

const KEYS_AND_TOKENS: readonly ReferenceOperation[] = [
  {
    method: "POST",
    path: "/apikeys",
    // The scope is described as needed and has a default, which is what counts here.
    required: ["name"],
    body: { name: "Spare", scope: "authOnly" },
    data: shapes.API_KEY,
  },
  {
    method: "GET",
    path: "/apikeys",
    query: { scope: "fullAccess", searchKey: "Rest" },
    data: [shapes.API_KEY],
    meta: shapes.PAGINATION,
  },
  { method: "GET", path: "/apikeys/:apiKey", data: shapes.API_KEY },
  {
    method: "PUT",
    path: "/apikeys/:apiKey",
    body: { name: "Renamed", scope: "fullAccess" },
    data: shapes.API_KEY,
  },
  { method: "DELETE", path: "/apikeys/:apiKey", data: shapes.DONE },
  { method: "POST", path: "/users/:uid/auth_tokens", body: { force: true }, data: shapes.AUTH_TOKEN },
  { method: "GET", path: "/users/:uid/auth_tokens", data: [shapes.AUTH_TOKEN], meta: shapes.PAGINATION },
  { method: "DELETE", path: "/users/:uid/auth_tokens", data: shapes.DONE },
  { method: "GET", path: "/users/:uid/auth_tokens/:authToken", data: shapes.AUTH_TOKEN },
  {
    method: "PUT",
    path: "/users/:uid/auth_tokens/:authToken",
    body: { platform: "ios", userAgent: "an agent", appInfo: { version: "1" } },
    data: shapes.AUTH_TOKEN,
  },
  { method: "DELETE", path: "/users/:uid/auth_tokens/:authToken", data: shapes.DONE },
];

const ROLE = {
  name: "Mate",
  description: "Second to the captain",
  metadata: { rank: 2 },
  settings: { listUsers: "all", sendMessagesTo: "friendsOnly" },
};

const ROLES: readonly ReferenceOperation[] = [
  {
    method: "POST",
    path: "/roles",
    required: ["role", "name"],
    body: { role: "mate", ...ROLE },
    data: shapes.ROLE,
  },
  {
    method: "GET",
    path: "/roles",
    data: [{ role: "string", name: "string", createdAt: "number" }],
    meta: shapes.PAGINATION,
  },
  { method: "GET", path: "/roles/:role", data: shapes.ROLE },
  { method: "PUT", path: "/roles/:role", body: { ...ROLE, unset: [] }, data: shapes.ROLE },
  { method: "DELETE", path: "/roles/:role", data: shapes.DONE },
  {
    method: "POST",
    path: "/roles/:role/restrictedfeatures",
    required: ["featuresToRestrict"],
    body: { featuresToRestrict: ["u.listUsers"] },
    data: shapes.results({ message: "string" }),
  },
  {
    method: "GET",
    path: "/roles/:role/restrictedfeatures",
    data: [shapes.RESTRICTED_FEATURE],
    meta: shapes.PAGINATION,
  },
  { method: "DELETE", path: "/roles/:role/restrictedfeatures", body: { allowAll: true }, data: shapes.DONE },
];

const GROUPS: readonly ReferenceOperation[] = [
  {
    method: "POST",
    path: "/groups",
    // The type is described as needed and has a default, which is what counts here.
    required: ["guid", "name"],
    body: { guid: "regatta", ...GROUP, type: "password", owner: "ada", members: MEMBERS },
    ...ADA,
    data: shapes.WHOLE_GROUP,
  },
  {
    method: "GET",
    path: "/groups",
    query: {
      searchKey: "crew",
      searchIn: "guid,name",
      sortBy: "name",
      sortOrder: "asc",
      perPage: "5",
      page: "1",
      affix: "prepend",
      withTags: "true",
      tags: "sea",
      type: "public",
      types: "public",
      hasJoined: "true",
    },
    ...ADA,
    data: [shapes.WHOLE_GROUP],
    // One of the two pages has the cursor inside, and so has the answer here.
    meta: shapes.PAGINATION_AND_CURSOR,
  },
  { method: "GET", path: "/groups/:guid", ...ADA, data: shapes.WHOLE_GROUP },
  {
    method: "PUT",
    path: "/groups/:guid",
    body: { ...GROUP, type: "public", owner: "ada", unset: [] },
    ...ADA,
    data: shapes.WHOLE_GROUP,
  },
  { method: "DELETE", path: "/groups/:guid", data: shapes.DONE },
  { method: "POST", path: "/groups/:guid/bannedusers/:uid", data: shapes.DONE },
  { method: "DELETE", path: "/groups/:guid/bannedusers/:uid", params: { uid: "hal" }, data: shapes.DONE },
  {
    method: "GET",
    path: "/groups/:guid/bannedusers",
    ...ADA,
    data: [shapes.LISTED_USER],
    meta: shapes.PAGINATION,
  },
  {
    method: "POST",
    path: "/groups/:guid/members",
    body: MEMBERS,
    data: {
      usersToBan: shapes.results({}),
      admins: shapes.results({ data: shapes.ACTION_MESSAGE }),
      moderators: shapes.results({ data: shapes.ACTION_MESSAGE }),
      participants: shapes.results({ data: shapes.ACTION_MESSAGE }),
    },
  },
  {
    method: "GET",
    path: "/groups/:guid/members",
    query: { perPage: "5", page: "1", scopes: "moderator,participant" },
    ...ADA,
    data: [shapes.MEMBER],
    meta: shapes.PAGINATION,
  },
  { method: "PUT", path: "/groups/:guid/members/:uid", body: { scope: "admin" }, data: shapes.MEMBERSHIP },
  { method: "DELETE", path: "/groups/:guid/members/:uid", data: shapes.DONE },
];

const RELATIONS: readonly ReferenceOperation[] = [
  {
    method: "POST",
    path: "/users/:uid/friends",
    body: { accepted: ["cleo", "dan"] },
    data: { accepted: shapes.results({ message: "string" }) },
  },
  {
    method: "GET",
    path: "/users/:uid/friends",
    params: { uid: "ada" },
    query: { searchKey: "b" },
    data: [shapes.LISTED_USER],
    meta: shapes.PAGINATION_AND_CURSOR,
  },
  { method: "DELETE", path: "/users/:uid/friends", body: { friends: ["ada"] }, data: shapes.DONE },
  ...(["POST", "DELETE"] as const).map((method) => ({
    method,
    path: "/users/:uid/blockedusers",
    required: ["blockedUids"],
    body: { blockedUids: ["cleo"] },
    data: shapes.results({ message: "string" }),
  })),
  {
    method: "GET",
    path: "/users/:uid/blockedusers",
    params: { uid: "ada" },
    data: [shapes.BLOCKED_USER],
    meta: shapes.PAGINATION_AND_CURSOR,
  },
];

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

const MESSAGES: readonly ReferenceOperation[] = [
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

const CONVERSATIONS: readonly ReferenceOperation[] = [
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

const IMPORTED_USER = {
  uid: "ivy",
  name: "Ivy",
  avatar: "https://example.com/i.png",
  link: "https://example.com/ivy",
  role: "crew",
  createdAt: "1673421419",
  lastActiveAt: "1673421425",
  metadata: { team: "red" },
  tags: ["old"],
};
const OWNER = { uid: "ada", name: "Ada" };
const IMPORTED_GROUP = {
  guid: "harbour",
  name: "Harbour",
  icon: "https://example.com/h.png",
  type: "public",
  owner: "ada",
  createdAt: "1673421419",
  metadata: { piers: 2 },
  tags: ["old"],
};

/** docs: rest-api/data-import */
const DATA_IMPORT: readonly ReferenceOperation[] = [
  {
    method: "POST",
    path: "/data_import/users",
    body: { users: { ivy: IMPORTED_USER } },
    data: shapes.results({
      data: {
        data: { uid: "string", name: "string", status: "string", role: "string", createdAt: "number" },
      },
    }),
  },
  {
    method: "POST",
    path: "/data_import/groups",
    body: { groups: { harbour: { ...IMPORTED_GROUP, groupOwnerDetails: OWNER } } },
    // The example shows the id of a group under `uid`, which is a user's.
    data: shapes.results({
      data: {
        data: { guid: "string", name: "string", type: "string", owner: "string", createdAt: "number" },
      },
    }),
  },
  {
    method: "POST",
    path: "/data_import/members",
    body: {
      members: {
        harbour_member_ivy: {
          memberId: "harbour_member_ivy",
          guid: "harbour",
          uid: "ivy",
          scope: "admin",
          isBanned: false,
          joinedAt: "1673421450",
          groupDetails: IMPORTED_GROUP,
          userDetails: IMPORTED_USER,
        },
      },
    },
    data: shapes.results({ data: { data: shapes.MEMBERSHIP } }),
  },
  {
    method: "POST",
    path: "/data_import/messages",
    body: {
      messages: {
        m1: {
          muid: "m1",
          sender: "ada",
          receiver: "ben",
          receiverType: "user",
          category: "message",
          type: "text",
          data: TEXT,
          tags: ["old"],
          sentAt: "1673421460",
          deliveredAt: "1673421461",
          readAt: "1673421462",
          senderUserDetails: OWNER,
          receiverUserDetails: { uid: "ben", name: "Ben" },
        },
      },
    },
    data: shapes.results({ data: { ...(shapes.TEXT_MESSAGE as object), muid: "string" } }),
  },
];

/** All of them, each once. */
export const REFERENCE_OPERATIONS: readonly ReferenceOperation[] = [
  ...KEYS_AND_TOKENS,
  ...USERS,
  ...ROLES,
  ...GROUPS,
  ...RELATIONS,
  ...MESSAGES,
  ...CONVERSATIONS,
  ...DATA_IMPORT,
];
