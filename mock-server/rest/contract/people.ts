import type { ReferenceOperation } from "./reference-operation.ts";
import * as shapes from "./shapes.ts";

const PROFILE = {
  name: "Eva",
  avatar: "https://example.com/e.png",
  link: "https://example.com/eva",
  role: "crew",
  metadata: { "@private": { email: "eva@example.com" }, team: "red" },
  tags: ["new"],
};
/** The app asks for her. */
const ADA = { onBehalfOf: "ada" };

/** docs: rest-api/chat-apis */
export const USERS: readonly ReferenceOperation[] = [
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

/** docs: rest-api/api-keys, rest-api/auth-tokens */
export const KEYS_AND_TOKENS: readonly ReferenceOperation[] = [
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

/** docs: rest-api/roles, rest-api/restrict-features */
export const ROLES: readonly ReferenceOperation[] = [
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

/** docs: rest-api/friends, rest-api/blocked-users */
export const RELATIONS: readonly ReferenceOperation[] = [
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
