import { describe, expect, it } from "vitest";
import type { OperationName } from "../../simulator/operations/index.ts";
import { AUTH_KEY } from "../../simulator/testing/world.ts";
import { createApiWorld } from "../testing/api-world.ts";
import { type Asked, openBench, TESTED_ROUTES } from "../testing/request-bench.ts";

// The 101 endpoints that some public method of the SDK calls, and what it reads off each answer; what it takes as it comes
// is an object. seen from the official SDK 4.2.0 (rest-client.md §6)

const number = expect.any(Number);
const text = expect.any(String);
const any = expect.any(Object);
const success = { success: true };

const USER = { uid: text, name: text };
const GROUP = { guid: text, name: text, type: text };
const MEMBER = { ...USER, scope: text };
const MESSAGE = { id: text, category: text, type: text, receiver: text, receiverType: text, data: any };
const CONVERSATION = {
  conversationId: text,
  conversationType: text,
  conversationWith: any,
  unreadMessageCount: text,
};
/** Actions whose object, or whose group, is the SDK's result. */
const actionOn = (message: object) => ({
  ...MESSAGE,
  data: { entities: { on: { entity: message, entityType: "message" } } },
});
const joined = { ...MESSAGE, data: { entities: { for: { entity: { ...GROUP, hasJoined: true } } } } };
const CALL = {
  ...MESSAGE,
  data: { action: text, entities: { on: { entity: { sessionid: text, status: text } } } },
};
const SESSION = { ...USER, authToken: text, jwt: text, settings: any };
const added = { admins: any, moderators: any, participants: any, usersToBan: any };
const preferences = { groupPreferences: any, oneOnOnePreferences: any, mutePreferences: { schedule: any } };
const FEED_ITEM = { id: text, content: any, sentAt: number, readAt: null, deliveredAt: null };
const THREAD = {
  ...MESSAGE,
  replyCount: number,
  lastReply: expect.objectContaining(MESSAGE),
  updatedAt: number,
};

const rows = (row: object) => ({ data: expect.arrayContaining([expect.objectContaining(row)]) });
const page = (row: object) => ({ ...rows(row), meta: { pagination: { total_pages: number } } });
const history = { ...rows(MESSAGE), meta: { cursor: { id: expect.anything(), affix: text } } };
const one = (data: object) => ({ data });

const ENDPOINTS: Readonly<Record<string, object>> = {
  "POST /users/:uid/auth_tokens": one({ authToken: text }),
  "PUT /me": one(SESSION),
  "GET /me": one(SESSION),
  "DELETE /me": one({}),
  "POST /me/jwt": one({ token: text }),
  "GET /settings": one({ CHAT_API_VERSION: text, CHAT_HOST: text, extensions: any, parameters: any }),
  "POST /user_sessions": one({ sessionId: text }),

  "GET /users": page(USER),
  "GET /users/:uid": one(USER),
  "POST /users": one(USER),
  "PUT /users/:uid": one(USER),
  "POST /blockedusers": one({}),
  "DELETE /blockedusers": one({}),
  "GET /blockedusers": { data: [], meta: { pagination: { total_pages: number } } },

  "GET /groups": page(GROUP),
  "GET /groups/:guid": one(GROUP),
  "POST /groups": one({ ...GROUP, hasJoined: true, scope: "admin" }),
  "POST /groups/:guid/members": one(joined),
  "PUT /groups/:guid": one(GROUP),
  "DELETE /groups/:guid": one({}),
  "DELETE /groups/:guid/members": one({}),
  "PATCH /groups/:guid/owner": one({}),
  "GET /groups/:guid/members": page(MEMBER),
  "PUT /groups/:guid/members": one(added),
  "PUT /groups/:guid/members/:uid": one({}),
  "DELETE /groups/:guid/members/:uid": one({}),
  "POST /groups/:guid/bannedusers/:uid": one({}),
  "DELETE /groups/:guid/bannedusers/:uid": one({}),
  "GET /groups/:guid/bannedusers": page(USER),

  "GET /conversations": page(CONVERSATION),
  ...ofBoth("GET", "conversation", one(CONVERSATION)),
  ...ofBoth("PUT", "conversation", one(CONVERSATION)),
  ...ofBoth("DELETE", "conversation", one({})),
  ...ofBoth("POST", "conversation/read", one({})),
  ...ofBoth("POST", "conversation/delivered", one({})),
  ...ofBoth("DELETE", "conversation/read", one({ conversation: CONVERSATION })),
  ...ofBoth("POST", "conversation/pin", one({ ...CONVERSATION, pinnedAt: number, pinnedBy: text })),
  ...ofBoth("DELETE", "conversation/pin", one(CONVERSATION)),

  "POST /messages": one(MESSAGE),
  "POST /messages/:id/thread": one({ ...MESSAGE, parentId: expect.anything() }),
  "GET /messages/:id": one({ ...MESSAGE, receipts: { data: any } }),
  "PUT /messages/:id": one(actionOn(MESSAGE)),
  "DELETE /messages/:id": one(actionOn({ deletedAt: number, deletedBy: text })),
  "POST /messages/:id/flagged": one({}),
  "PATCH /messages/:id/interacted": one({}),
  "POST /messages/:id/reactions/:reaction": one(MESSAGE),
  "DELETE /messages/:id/reactions/:reaction": one(MESSAGE),
  "GET /messages/:id/reactions": rows({ reaction: text, reactedBy: expect.objectContaining(USER) }),
  "GET /messages/:id/reactions/:reaction": rows({ reaction: text, reactedBy: expect.objectContaining(USER) }),
  "POST /messages/:id/pin": one({ ...MESSAGE, pinnedAt: number, pinnedBy: text }),
  "DELETE /messages/:id/pin": one(MESSAGE),
  "POST /messages/:id/save": one({ ...MESSAGE, savedAt: number }),
  "DELETE /messages/:id/save": one(MESSAGE),
  "POST /messages/:id/thread/subscription": one({ message: text }),
  "DELETE /messages/:id/thread/subscription": one({ message: text }),
  "POST /files/upload-url": one({}),
  "GET /messages": history,
  "GET /messages/:id/thread": history,
  ...ofBoth("GET", "messages", history),
  "GET /threads": rows(THREAD),
  "GET /users/:uid/threads": rows(THREAD),
  "GET /groups/:guid/threads": one([]),

  "POST /calls": one(CALL),
  "PUT /calls/:id": one(CALL),
  "PATCH /calls/:id/type": one({}),

  ...ofBoth("GET", "conversation-starter", one({ "conversation-starter": any }), "/ai/conversation-starter"),
  ...ofBoth("GET", "smart-replies", one({ "smart-replies": any }), "/ai/smart-replies"),
  ...ofBoth("GET", "summary", one({ "conversation-summary": text }), "/ai/conversation-summary"),
  ...ofBoth("GET", "bot", one({ "bot-reply": text }), "/ai/bots/:bot/assistance"),

  "GET /notifications/push/v1/preferences": one(preferences),
  "PATCH /notifications/push/v1/preferences": one(preferences),
  "DELETE /notifications/push/v1/preferences": one(preferences),
  "POST /notifications/push/v1/tokens": one(success),
  "DELETE /notifications/push/v1/tokens": one(success),
  "PUT /notifications/push/v1/preferences/mute": one(success),
  "DELETE /notifications/push/v1/preferences/mute": one(success),
  "GET /notifications/push/v1/preferences/mute": one({ mutedConversations: any }),
  "PATCH /notifications/v1/preferences/timezone": one(success),
  "GET /notifications/v1/preferences/timezone": one({ ...success, timezone: text }),

  "GET /campaigns/notification-feed": rows(FEED_ITEM),
  "GET /campaigns/notification-feed/:id": one(FEED_ITEM),
  "GET /campaigns/notification-feed/unread-count": one({ count: number }),
  "POST /campaigns/notification-feed/:id/delivered": one({}),
  "POST /campaigns/notification-feed/:id/read": one({}),
  "POST /campaigns/notification-feed/:id/engagement": one({}),
  "PUT /campaigns/push-notifications/:id/delivered": one({}),
  "PUT /campaigns/push-notifications/:id/clicked": one({}),
  "GET /campaigns/templates/categories": rows({ id: text, label: text }),
};

/** Asked with the Auth Key, not as somebody. */
const BY_KEY = new Set(["POST /users/:uid/auth_tokens", "POST /users", "PUT /users/:uid"]);

/** What is meant where one path serves several things. */
const OPERATIONS: Readonly<Record<string, OperationName>> = {
  "POST /groups/:guid/members": "joinGroup",
  "GET /messages": "listMessages",
  ...ofBoth<OperationName>("GET", "messages", "listMessages"),
};

/** What must be said for the answer to say it again. */
const BODIES: Readonly<Record<string, Asked>> = {
  "POST /user_sessions": { body: { sessionId: "telemetry-1" } },
};

/** What has the same path for users and for groups; AI has it before the id, all else behind. */
function ofBoth<T>(method: string, what: string, value: T, before?: string): Record<string, T> {
  return Object.fromEntries(
    ["users/:uid", "groups/:guid"].map((of) => [
      before ? `${method} ${before}/${of}` : `${method} /${of}/${what}`,
      value,
    ]),
  );
}

const unnamed = (endpoint: string) => endpoint.replace(/:\w+/g, ":");

describe("the endpoints of the SDK", () => {
  it("are 101", () => {
    expect(Object.keys(ENDPOINTS)).toHaveLength(101);
  });

  it.each(Object.entries(ENDPOINTS))("%s", async (endpoint, answer) => {
    const side = BY_KEY.has(endpoint) ? "server" : "client";
    const tested = TESTED_ROUTES.find(
      ({ side: of, route: { method, path, operation } }) =>
        of === side &&
        unnamed(`${method} ${path}`) === unnamed(endpoint) &&
        operation === (OPERATIONS[endpoint] ?? operation),
    );
    if (!tested) throw new Error(`Failed to find a route for ${endpoint}.`);
    const bench = openBench(tested);
    const { appid = "" } = bench.sample.headers;
    const headers = side === "server" ? { headers: { appid, apikey: AUTH_KEY } } : {};
    expect(await bench.ask({ ...headers, ...BODIES[endpoint] })).toMatchObject(answer);
  });
});

describe("the entries of the SDK's table that nothing calls", () => {
  it.each([
    ["POST", "/admin/users/auth"],
    ["DELETE", "/admin/users/auth/token"],
    ["PUT", "/groups/team/promote"],
    ["DELETE", "/groups/team/demote"],
    ["GET", "/user/messages/muid"],
  ])("%s %s is refused as whatever the service does not know", async (method, path) => {
    const world = createApiWorld();
    world.addUsers("alice");
    const { error, status } = await world.clientApi("alice")(method, path);
    expect([error.code, status]).toEqual(["ERR_API_NOT_FOUND", 404]);
  });

  it("POST /groups/:guid/members with uids adds them, beside the join that has its path", async () => {
    const world = createApiWorld();
    world.addUsers("alice", "bob");
    world.server.run("createGroup", { guid: "team", name: "Team", owner: "alice" });
    const { data } = await world.clientApi("alice")("POST", "/groups/team/members", { uids: ["bob"] });
    expect(data).toMatchObject({ participants: { bob: { success: true } } });
  });
});
