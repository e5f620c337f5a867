import { describe, expect, it } from "vitest";
import { type Api, createApiWorld } from "../testing/api-world.ts";

function worldOf(...uids: string[]) {
  const world = createApiWorld();
  world.addUsers(...uids);
  return world;
}

const text = (receiver: string, text = "hi", receiverType = "user") => ({
  receiver,
  receiverType,
  category: "message",
  type: "text",
  data: { text },
});

async function say(api: Api, receiver: string, ...texts: string[]): Promise<void> {
  for (const words of texts) await api("POST", "/messages", text(receiver, words));
}

describe("PUT me", () => {
  const DEVICE = { platform: "WEB", deviceId: "d1", appInfo: { version: "v4.2.0" } };

  it("opens a session: the token of the request, a jwt and the settings", async () => {
    const { clientApi, server } = worldOf("alice");
    const api = clientApi("alice");
    const { data } = await api("PUT", "/v3.0/me", DEVICE);
    const [token] = server.run("listAuthTokens", { uid: "alice" }).rows;
    expect(data).toMatchObject({ uid: "alice", name: "alice", status: "offline", role: "default" });
    expect(data).toMatchObject({ authToken: token?.authToken, jwt: token?.jwt });
    expect(data.settings).toMatchObject({
      CLIENT_API_HOST: "localhost:8443",
      CHAT_HOST: "localhost:8443/ws/test-app",
    });
  });

  it("registers for push by the same body with more in it", async () => {
    const { clientApi, server } = worldOf("alice");
    const appInfo = { ...DEVICE.appInfo, pushNotification: { fcmDeviceToken: "f" } };
    const { data } = await clientApi("alice")("PUT", "/me", { ...DEVICE, appInfo });
    expect(data.jwt).toBeDefined();
    expect(server.run("listAuthTokens", { uid: "alice" }).rows[0]?.appInfo).toEqual(appInfo);
  });

  it("changes the profile, and answers the whole session again", async () => {
    const { clientApi } = worldOf("alice");
    const api = clientApi("alice");
    const before = (await api("PUT", "/me", DEVICE)).data;
    const { data } = await api("PUT", "/me", {
      uid: "alice",
      name: "Alicia",
      role: "admin",
      hasBlockedMe: false,
    });
    expect(data).toMatchObject({ name: "Alicia", role: "default" });
    expect(data).toMatchObject({ authToken: before.authToken, jwt: before.jwt, settings: before.settings });
  });

  it("answers an unknown token with the code that makes the SDK log out", async () => {
    const { anyone } = worldOf("alice");
    const { error } = await anyone("PUT", "/me", DEVICE, { appid: "test-app", authtoken: "old" });
    expect(error.code).toBe("AUTH_ERR_AUTH_TOKEN_NOT_FOUND");
  });
});

describe("a session", () => {
  it("is shown, gets its settings, and echoes telemetry", async () => {
    const { clientApi } = worldOf("alice");
    const api = clientApi("alice");
    expect((await api("GET", "/me")).data).toMatchObject({ uid: "alice", jwt: expect.any(String) });
    expect((await api("GET", "/settings")).data.APP_VERSION).toBe(4);
    expect((await api("POST", "/user_sessions", { sessionId: "s1", data: {} })).data).toEqual({
      sessionId: "s1",
    });
  });

  it("ends at logout", async () => {
    const { keyApi, anyone, addUsers } = createApiWorld();
    addUsers("alice");
    const { authToken } = (await keyApi("POST", "/users/alice/auth_tokens", { platform: "WEB" })).data;
    const headers = { appid: "test-app", authtoken: authToken };
    expect((await anyone("DELETE", "/me", undefined, headers)).data.success).toBe(true);
    expect((await anyone("GET", "/me", undefined, headers)).error.code).toBe("AUTH_ERR_AUTH_TOKEN_NOT_FOUND");
  });
});

describe("users", () => {
  it("are listed in pages that always say how many there are", async () => {
    const { clientApi } = worldOf("alice", "bob", "carol", "dan");
    const api = clientApi("alice");
    const { data, meta } = await api("GET", "/users?per_page=2&page=2");
    expect(data.map(({ uid }: { uid: string }) => uid)).toEqual(["dan"]);
    expect(meta).toEqual({
      pagination: { total: 3, count: 1, per_page: 2, current_page: 2, total_pages: 2 },
    });
    const beyond = await api("GET", "/users?per_page=2&page=9");
    expect(beyond.data).toEqual([]);
    expect(beyond.meta.pagination).toMatchObject({ total: 3, count: 0, current_page: 9 });
  });

  it("show tags in lists only when asked, and alone always", async () => {
    const { clientApi, server } = worldOf("alice");
    server.run("createUser", { uid: "bob", name: "Bob", tags: ["vip"] });
    const api = clientApi("alice");
    expect((await api("GET", "/users?per_page=9")).data[0]).not.toHaveProperty("tags");
    expect((await api("GET", "/users?per_page=9&withTags=1&tags=vip,x")).data[0].tags).toEqual(["vip"]);
    expect((await api("GET", "/users/BOB")).data.tags).toEqual(["vip"]);
  });

  it("show what lies between them and the viewer", async () => {
    const { clientApi } = worldOf("alice", "bob");
    const [alice, bob] = [clientApi("alice"), clientApi("bob")];
    const { data } = await alice("POST", "/blockedusers", { blockedUids: ["bob", "nobody", "alice"] });
    expect(data.bob).toEqual({ success: true, message: expect.stringContaining("alice has blocked") });
    expect(data.nobody).toMatchObject({ success: false, error: { code: "ERR_UID_NOT_FOUND" } });
    expect(data.alice).toMatchObject({ success: false, error: { code: "ERR_CANNOT_BLOCK_SELF" } });
    expect((await alice("GET", "/users/bob")).data).toMatchObject({
      conversationId: "alice_user_bob",
      blockedByMe: true,
      blockedByMeAt: expect.any(Number),
    });
    expect((await bob("GET", "/users/alice")).data).toMatchObject({
      hasBlockedMe: true,
      blockedAt: expect.any(Number),
    });
    expect((await alice("GET", "/users/alice")).data).not.toHaveProperty("conversationId");
    expect((await alice("GET", "/blockedusers?per_page=9")).data[0].uid).toBe("bob");
    await alice("DELETE", "/blockedusers", { blockedUids: ["bob"] });
    expect((await alice("GET", "/blockedusers?per_page=9&direction=blockedByMe")).data).toEqual([]);
  });
});

describe("groups", () => {
  it("are made with all of the SDK's noise, and say what the maker is in them", async () => {
    const { clientApi } = worldOf("alice", "bob");
    const { data } = await clientApi("alice")("POST", "/groups", {
      guid: "G1",
      name: "Team",
      type: "password",
      password: "secret",
      hasJoined: false,
      membersCount: 0,
      isBanned: false,
    });
    expect(data).toMatchObject({
      guid: "g1",
      hasJoined: true,
      scope: "admin",
      membersCount: 1,
      conversationId: "group_g1",
    });
    expect(data).toMatchObject({ owner: "alice", members: {} });
    expect(data).not.toHaveProperty("password");
    expect((await clientApi("bob")("GET", "/groups/g1")).data).toMatchObject({ hasJoined: false });
  });

  it("are made with members, of whom each has a result, and all four lists are there", async () => {
    const { clientApi } = worldOf("alice", "bob");
    const { data } = await clientApi("alice")("POST", "/groups", {
      guid: "g1",
      name: "Team",
      type: "public",
      members: { admins: ["bob"], participants: ["nobody"] },
    });
    expect(data.members.data).toMatchObject({
      admins: { bob: { success: true, data: { data: { action: "added" } } } },
      moderators: {},
      participants: {
        nobody: { success: false, error: { code: "ERR_UID_NOT_FOUND", message: expect.any(String) } },
      },
      usersToBan: {},
    });
  });

  it("are joined by an action that holds the group as the joiner sees it", async () => {
    const { clientApi, server } = worldOf("alice");
    server.run("createGroup", { guid: "g1", name: "Team", type: "password", password: "p" });
    const api = clientApi("alice");
    const join = (password?: string) =>
      api("POST", "/groups/g1/members", { guid: "g1", name: "name", type: "public", password });
    expect((await join()).error.code).toBe("ERR_EMPTY_GROUP_PASS");
    expect((await join("x")).error.code).toBe("ERR_WRONG_GROUP_PASS");
    const { data } = await join("p");
    expect(data).toMatchObject({ category: "action", data: { action: "joined" } });
    expect(data.data.entities.for.entity).toMatchObject({
      guid: "g1",
      hasJoined: true,
      scope: "participant",
    });
    expect((await api("DELETE", "/groups/g1/members")).data.success).toBe(true);
  });

  it("have their members and bans managed", async () => {
    const { clientApi } = worldOf("alice", "bob", "carol");
    const api = clientApi("alice");
    await api("POST", "/groups", { guid: "g1", name: "Team", type: "public" });
    const added = await api("PUT", "/groups/g1/members", { participants: ["bob", "carol"] });
    expect(Object.keys(added.data)).toEqual(["admins", "moderators", "participants", "usersToBan"]);
    expect((await api("PUT", "/groups/g1/members/bob", { scope: "moderator" })).data).toEqual({
      guid: "g1",
      uid: "bob",
      scope: "moderator",
      joinedAt: expect.any(Number),
    });
    const { data, meta } = await api("GET", "/groups/g1/members?per_page=10&scopes=admin,moderator");
    expect(data.map(({ uid, scope }: { uid: string; scope: string }) => [uid, scope])).toEqual([
      ["alice", "admin"],
      ["bob", "moderator"],
    ]);
    expect(meta.pagination.total).toBe(2);
    await api("DELETE", "/groups/g1/members/bob");
    await api("POST", "/groups/g1/bannedusers/carol");
    const banned = await api("GET", "/groups/g1/bannedusers?per_page=10");
    expect(banned.data).toMatchObject([{ uid: "carol", scope: "participant", isBanned: true }]);
    expect((await api("DELETE", "/groups/g1/bannedusers/carol")).data.success).toBe(true);
    await api("PUT", "/groups/g1/members", { participants: ["bob"] });
    expect((await api("PATCH", "/groups/g1/owner", { owner: "bob" })).data.message).toContain("bob");
    expect((await clientApi("bob")("PUT", "/groups/g1", { guid: "g1", name: "New" })).data.name).toBe("New");
    expect((await clientApi("bob")("DELETE", "/groups/g1")).data.success).toBe(true);
    expect((await api("GET", "/groups?per_page=10")).data).toEqual([]);
  });
});

describe("messages", () => {
  it("are sent without what UI kits send beside them", async () => {
    const { clientApi } = worldOf("alice", "bob");
    const api = clientApi("alice");
    const parent = await api("POST", "/messages", text("bob"));
    const { data } = await api("POST", "/messages", {
      ...text("bob"),
      muid: "m1",
      sender: { uid: "alice", authToken: "secret" },
      sentAt: 1,
      text: "other",
      parentMessageId: parent.data.id,
    });
    expect(data).toMatchObject({ sender: "alice", muid: "m1", data: { text: "hi", resource: "WEB-alice" } });
    expect(data).not.toHaveProperty("parentId");
    expect(JSON.stringify(data)).not.toContain("secret");
  });

  it("become replies on the thread's own route", async () => {
    const { clientApi } = worldOf("alice", "bob");
    const api = clientApi("alice");
    await say(api, "bob", "root");
    const { data } = await api("POST", "/messages/1/thread", { ...text("bob", "reply"), parentMessageId: 1 });
    expect(data.parentId).toBe("1");
    const thread = await api(
      "GET",
      "/messages/1/thread?per_page=30&hideReplies=true&withThreadSubscribed=true",
    );
    expect(thread.data).toMatchObject([{ id: "2", threadSubscribed: true }]);
    const history = await api("GET", "/users/bob/messages?per_page=30&hideReplies=true");
    expect(history.data).toMatchObject([{ id: "1", replyCount: 1 }]);
    const threads = await api("GET", "/threads?participatedByMe=true&limit=30");
    expect(threads.data).toMatchObject([
      { id: "1", replyCount: 1, unreadReplyCount: 0, lastReply: { id: "2" } },
    ]);
    expect((await api("DELETE", "/messages/1/thread/subscription")).data.message).toEqual(expect.any(String));
    expect((await api("GET", "/users/bob/threads?participatedByMe=true&limit=30")).data).toEqual([]);
    expect((await api("GET", "/users/bob/threads?participatedByMe=false&limit=30")).data).toHaveLength(1);
  });

  it("are edited and deleted by an action around the message", async () => {
    const { clientApi } = worldOf("alice", "bob");
    const api = clientApi("alice");
    await say(api, "bob", "hi");
    const edited = await api("PUT", "/messages/1", {
      id: "1",
      receiverId: "",
      receiverType: "",
      data: { text: "new" },
    });
    expect(edited.data).toMatchObject({ category: "action", type: "message", data: { action: "edited" } });
    expect(edited.data.data.entities.on).toMatchObject({
      entityType: "message",
      entity: { id: "1", data: { text: "new" }, editedBy: "alice" },
    });
    const deleted = await api("DELETE", "/messages/1", { id: "1", permanent: true });
    expect(deleted.data.data.entities.on.entity).toMatchObject({ id: "1", deletedBy: "alice" });
    expect((await api("GET", "/messages/1")).data).toMatchObject({ id: "1", deletedAt: expect.any(Number) });
  });

  it("come with their receipts", async () => {
    const { clientApi } = worldOf("alice", "bob");
    const [alice, bob] = [clientApi("alice"), clientApi("bob")];
    await say(alice, "bob", "hi");
    expect((await alice("GET", "/messages/1")).data.receipts).toEqual({ data: [] });
    await bob("POST", "/users/alice/conversation/read");
    const { data } = await alice("GET", "/messages/1?withThreadSubscribed=true");
    expect(data.receipts.data).toMatchObject([
      { recipient: { uid: "bob", name: "bob" }, deliveredAt: expect.any(Number), readAt: expect.any(Number) },
    ]);
    expect((await alice("GET", "/messages/99")).error.code).toBe("ERR_MESSAGE_ID_NOT_FOUND");
  });

  it("take reactions, answer whole, and list them with cursors both ways", async () => {
    const { clientApi } = worldOf("alice", "bob");
    const [alice, bob] = [clientApi("alice"), clientApi("bob")];
    await say(alice, "bob", "hi");
    const keycap = encodeURIComponent("#️⃣");
    expect((await bob("POST", `/messages/1/reactions/${keycap}`)).data.data.reactions).toEqual([
      { reaction: "#️⃣", count: 1, reactedByMe: true },
    ]);
    await alice("POST", `/messages/1/reactions/${encodeURIComponent("👍")}`);
    const first = await alice("GET", "/messages/1/reactions/?limit=1&affix=append");
    expect(first.data).toMatchObject([
      { id: "1", messageId: "1", reaction: "#️⃣", uid: "bob", reactedBy: { uid: "bob" } },
    ]);
    expect(first.meta).toMatchObject({
      next: { affix: "append", id: "1" },
      previous: { affix: "prepend", id: "1" },
    });
    const second = await alice("GET", "/messages/1/reactions?limit=1&affix=append&id=1");
    expect(second.data).toMatchObject([{ reaction: "👍" }]);
    expect((await alice("GET", "/messages/1/reactions?limit=1&affix=append&id=2")).data).toEqual([]);
    expect((await alice("GET", `/messages/1/reactions/${keycap}`)).data).toHaveLength(1);
    expect((await bob("DELETE", `/messages/1/reactions/${keycap}`)).data.data.reactions).toEqual([
      { reaction: "👍", count: 1 },
    ]);
  });
});

describe("message lists", () => {
  it("say where they end and how much is left, so that the SDK goes on and stops", async () => {
    const { clientApi } = worldOf("alice", "bob");
    const api = clientApi("alice");
    await say(api, "bob", "1", "2", "3");
    const ids = (data: { id: string }[]) => data.map(({ id }) => id);
    const newest = await api("GET", "/users/bob/messages?per_page=2&affix=prepend");
    expect(ids(newest.data)).toEqual(["2", "3"]);
    expect(newest.meta.cursor).toEqual({ id: 2, sentAt: expect.any(Number), affix: "prepend" });
    expect(newest.meta.pagination).toMatchObject({ count: 2, per_page: 2, total_pages: 2 });
    const { id, sentAt } = newest.meta.cursor;
    const older = await api("GET", `/users/bob/messages?per_page=2&affix=prepend&id=${id}&sentAt=${sentAt}`);
    expect(ids(older.data)).toEqual(["1"]);
    expect(older.meta.pagination.total_pages).toBe(1);
    const none = await api("GET", "/users/bob/messages?per_page=2&affix=prepend&id=1");
    expect(none.data).toEqual([]);
    expect(none.meta).not.toHaveProperty("cursor");
    const newer = await api("GET", "/users/bob/messages?per_page=2&affix=append&id=1");
    expect([ids(newer.data), newer.meta.cursor.id]).toEqual([["2", "3"], 3]);
  });

  it("are narrowed as the SDK words it", async () => {
    const { clientApi } = worldOf("alice", "bob");
    const api = clientApi("alice");
    await api("POST", "/messages", { ...text("bob", "a b&c"), tags: ["t,1"] });
    await say(api, "bob", "other");
    const found = async (query: string) => (await api("GET", `/messages?per_page=9&${query}`)).data.length;
    expect(await found("searchKey=a%2520b%2526c")).toBe(1);
    expect(await found("tags=t%2C1&withTags=1")).toBe(1);
    expect(await found("categories=message,call&types=text,image")).toBe(2);
    expect(await found("categories=custom")).toBe(0);
    expect(await found("hasReactions=1")).toBe(0);
    expect(await found("hideDeleted=0&hasReactions=false")).toBe(2);
    expect(await found("saved=1")).toBe(0);
  });

  it("give way to unread counts when these are asked for", async () => {
    const { clientApi, server } = worldOf("alice", "bob", "carol");
    server.run("createGroup", { guid: "g", name: "G", owner: "alice", members: { participants: ["bob"] } });
    await say(clientApi("alice"), "bob", "1", "2");
    await say(clientApi("carol"), "bob", "3");
    await clientApi("alice")("POST", "/messages", text("g", "4", "group"));
    const bob = clientApi("bob");
    const { data, meta } = await bob("GET", "/messages?unread=1&count=1&hideMessagesFromBlockedUsers=0");
    expect(meta).toBeUndefined();
    expect(data).toHaveLength(3);
    expect(data).toContainEqual({ entityType: "user", entityId: "alice", count: 2 });
    expect(data).toContainEqual({ entityType: "group", entityId: "g", count: 1 });
    const users = await bob(
      "GET",
      "/messages?hideMessagesFromBlockedUsers=0&receiverType=user&unread=1&count=1",
    );
    expect(users.data).toHaveLength(2);
    const one = await bob(
      "GET",
      "/users/carol/messages?hideMessagesFromBlockedUsers=0&unread=1&count=1&uid=carol",
    );
    expect(one.data).toEqual([{ entityType: "user", entityId: "carol", count: 1 }]);
    expect((await bob("GET", "/groups/g/messages?unread=1&count=1&guid=g")).data[0].count).toBe(1);
  });
});

describe("conversations", () => {
  it("are listed, tagged, marked and deleted", async () => {
    const { clientApi, addUsers } = createApiWorld();
    addUsers("alice", "bob");
    const [alice, bob] = [clientApi("alice"), clientApi("bob")];
    expect((await bob("GET", "/users/alice/conversation")).error.code).toBe(
      "ERR_CONVERSATION_NOT_ACCESSIBLE",
    );
    await say(alice, "bob", "1", "2");
    const { data, meta } = await bob("GET", "/conversations?per_page=50");
    expect(meta.pagination.total).toBe(1);
    expect(data[0]).toMatchObject({
      conversationId: "alice_user_bob",
      conversationType: "user",
      unreadMessageCount: "2",
      unreadMentionsCount: 0,
      latestMessageId: "2",
      conversationWith: { uid: "alice" },
      lastMessage: { id: "2", data: { text: "2" } },
    });
    expect(data[0]).not.toHaveProperty("tags");
    expect((await bob("PUT", "/users/ALICE/conversation", { tags: ["x"] })).data.tags).toEqual(["x"]);
    expect((await bob("POST", "/users/alice/conversation/delivered")).data.success).toBe(true);
    expect((await bob("POST", "/users/alice/conversation/read")).data.success).toBe(true);
    expect((await bob("GET", "/users/alice/conversation")).data).toMatchObject({
      unreadMessageCount: "0",
      lastReadMessageId: "2",
      tags: ["x"],
    });
    const unread = await bob("DELETE", "/users/alice/conversation/read", { messageId: "1" });
    expect(unread.data.conversation.unreadMessageCount).toBe("1");
    expect((await bob("DELETE", "/users/alice/conversation")).data.success).toBe(true);
    expect((await bob("GET", "/conversations?per_page=50")).data).toEqual([]);
    expect((await bob("GET", "/conversations?per_page=50&pinnedBy=me,nobody")).error.code).toBe(
      "ERR_BAD_REQUEST",
    );
  });

  it("of groups work alike", async () => {
    const { clientApi, server } = worldOf("alice", "bob");
    server.run("createGroup", { guid: "g", name: "G", owner: "alice", members: { participants: ["bob"] } });
    await clientApi("alice")("POST", "/messages", text("g", "hi", "group"));
    const bob = clientApi("bob");
    expect((await bob("GET", "/groups/G/conversation")).data).toMatchObject({
      conversationType: "group",
      conversationWith: { guid: "g", hasJoined: true },
      unreadMessageCount: "1",
    });
    expect((await bob("POST", "/groups/g/conversation/read")).data.message).toContain("read");
    expect((await bob("DELETE", "/groups/g/conversation")).data.success).toBe(true);
  });
});

describe("online counts", () => {
  it.each(["/api/v1/online-members", "/ws/api/v1/online-members", "/ws/api/v3.0/online-members"])(
    "are found at %s, by the jwt of the session",
    async (path) => {
      const { clientApi, anyone, server } = worldOf("alice");
      server.run("createGroup", { guid: "g1", name: "G" });
      const { jwt } = (await clientApi("alice")("GET", "/me")).data;
      const headers = { appid: "test-app", authorization: jwt };
      expect((await anyone("POST", path, undefined, headers)).data).toEqual({ onlineUsersCount: 0 });
      expect((await anyone("POST", path, { groups: ["g1"] }, headers)).data).toEqual({ groups: { g1: 0 } });
    },
  );

  it("are refused without a jwt that is one", async () => {
    const { anyone } = worldOf("alice");
    const ask = (headers: Record<string, string>) =>
      anyone("POST", "/api/v1/online-members", undefined, { appid: "test-app", ...headers });
    expect((await ask({})).error.code).toBe("AUTH_ERR_EMPTY_AUTH_TOKEN");
    expect((await ask({ authorization: "x" })).error.code).toBe("AUTH_ERR_AUTH_TOKEN_NOT_FOUND");
  });
});
