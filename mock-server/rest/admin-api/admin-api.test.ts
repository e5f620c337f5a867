import { describe, expect, it } from "vitest";
import { createApiWorld } from "../testing/api-world.ts";

function worldOf(...uids: string[]) {
  const world = createApiWorld();
  world.addUsers(...uids);
  return world;
}

describe("users", () => {
  it("are made, changed and shown, with the private part of their metadata", async () => {
    const api = createApiWorld().serverApi();
    const metadata = { "@private": { email: "e" } };
    const created = await api("POST", "/v3/users", { uid: "Bob", name: "Bob", metadata, tags: ["t"] });
    expect(created.data).toEqual({
      uid: "bob",
      name: "Bob",
      role: "default",
      metadata,
      tags: ["t"],
      status: "offline",
      createdAt: expect.any(Number),
    });
    expect((await api("PUT", "/users/bob", { name: "Robert", unset: ["metadata"] })).data).toMatchObject({
      name: "Robert",
      updatedAt: expect.any(Number),
    });
    expect((await api("GET", "/users/bob")).data).not.toHaveProperty("metadata");
    expect((await api("POST", "/users", { uid: "bob", name: "B" })).status).toBe(409);
  });

  it("are given a token with them only when asked: the SDK takes any that it reads for its own", async () => {
    const { keyApi } = createApiWorld();
    expect((await keyApi("POST", "/users", { uid: "a", name: "A" })).data).not.toHaveProperty("authToken");
    expect((await keyApi("PUT", "/users/a", { uid: "a", name: "A" })).data).not.toHaveProperty("authToken");
    const { data } = await keyApi("POST", "/users", { uid: "b", name: "B", withAuthToken: true });
    expect(data.authToken).toMatch(/^b_\d{10}[0-9a-f]{30}$/);
  });

  it("hide the private part of their metadata from the Auth Key, which clients hold", async () => {
    const { keyApi, server } = createApiWorld();
    server.run("createUser", { uid: "a", name: "A", metadata: { "@private": { email: "e" } } });
    expect(JSON.stringify((await keyApi("PUT", "/users/a", { name: "B" })).data)).not.toContain("@private");
  });

  it("are listed with a page and a cursor by time of change", async () => {
    const api = worldOf("alice", "bob", "carol").serverApi();
    const { data, meta } = await api("GET", "/users?perPage=2&page=1&searchKey=");
    expect(data).toHaveLength(2);
    expect(meta).toEqual({
      pagination: { total: 3, count: 2, per_page: 2, current_page: 1, total_pages: 2 },
      cursor: { updatedAt: expect.any(Number), affix: "prepend" },
    });
    expect((await api("GET", "/users?perPage=1001")).error).toMatchObject({
      code: "ERR_BAD_REQUEST",
      details: { perPage: [expect.any(String)] },
    });
    expect((await api("GET", "/users?searchKey=nobody")).meta).toEqual({
      pagination: { total: 0, count: 0, per_page: 100, current_page: 1, total_pages: 1 },
    });
  });

  it("are deactivated, reactivated and deleted", async () => {
    const api = worldOf("alice", "bob").serverApi();
    expect((await api("DELETE", "/users", { uidsToDeactivate: ["bob"] })).data).toEqual({
      deactivatedUids: ["bob"],
    });
    expect((await api("GET", "/users/bob")).error.code).toBe("ERR_UID_NOT_FOUND");
    expect((await api("GET", "/users?onlyDeactivated=true")).data).toMatchObject([
      { uid: "bob", deactivatedAt: expect.any(Number) },
    ]);
    expect((await api("PUT", "/users", { uidsToActivate: ["bob"] })).data).toEqual({
      nonDeactivatedUids: ["bob"],
    });
    expect((await api("DELETE", "/users/bob", { permanent: true })).data).toEqual({
      success: true,
      message: "User with bob has been deleted successfully.",
    });
  });
});

describe("auth tokens", () => {
  it("are made, listed, changed and deleted", async () => {
    const api = worldOf("alice").serverApi();
    const { data } = await api("POST", "/users/alice/auth_tokens", { force: true });
    expect(data).toEqual({
      uid: "alice",
      authToken: expect.stringMatching(/^alice_/),
      createdAt: expect.any(Number),
    });
    const one = `/users/alice/auth_tokens/${data.authToken}`;
    expect((await api("PUT", one, { platform: "ios" })).data.platform).toBe("ios");
    expect((await api("GET", one)).data.authToken).toBe(data.authToken);
    expect((await api("GET", "/users/alice/auth_tokens")).meta.pagination.total).toBe(1);
    expect((await api("DELETE", one)).data.success).toBe(true);
    expect((await api("DELETE", "/users/alice/auth_tokens")).data.message).toBe(
      "Cleared Auth Tokens successfully for uid alice.",
    );
  });
});

describe("roles", () => {
  it("are made, listed, changed and deleted", async () => {
    const api = createApiWorld().serverApi();
    const settings = { listUsers: "all", sendMessagesTo: "friendsOnly" };
    expect((await api("POST", "/roles", { role: "Manager", name: "M", settings })).data).toMatchObject({
      role: "manager",
      settings,
    });
    expect((await api("GET", "/roles")).meta.pagination.total).toBe(2);
    expect((await api("PUT", "/roles/manager", { description: "d" })).data.description).toBe("d");
    expect((await api("DELETE", "/roles/manager")).data.message).toBe(
      "Role manager has been deleted successfully.",
    );
    expect((await api("DELETE", "/roles/default")).error.code).toBe("ERR_ROLE_DELETE_DENIED");
  });
});

describe("friends and blocked users", () => {
  it("are shown as the user in the path sees them", async () => {
    const api = worldOf("alice", "bob").serverApi();
    expect(
      (await api("POST", "/users/alice/friends", { accepted: ["bob", "nobody"] })).data.accepted,
    ).toMatchObject({
      bob: { success: true, message: "Created relationship with status accepted." },
      nobody: { success: false, error: { code: "ERR_UID_NOT_FOUND" } },
    });
    const friends = await api("GET", "/users/Alice/friends");
    expect(friends.data).toMatchObject([{ uid: "bob", conversationId: "alice_user_bob" }]);
    await api("POST", "/users/alice/blockedusers", { blockedUids: ["bob"] });
    expect((await api("GET", "/users/alice/blockedusers")).data).toMatchObject([
      { uid: "bob", blockedByMe: true },
    ]);
    expect((await api("GET", "/users/bob/blockedusers")).data).toMatchObject([
      { uid: "alice", hasBlockedMe: true },
    ]);
    await api("DELETE", "/users/alice/blockedusers", { blockedUids: ["bob"] });
    expect((await api("DELETE", "/users/alice/friends", { friends: ["bob"] })).data.message).toBe(
      "Deleted the friend relations succussfully",
    );
  });
});

describe("groups", () => {
  it("belong to the app, or to the user acted for", async () => {
    const { serverApi } = worldOf("alice");
    const own = await serverApi()("POST", "/groups", { guid: "g1", name: "G" });
    expect(own.data).toMatchObject({ owner: "app_system", membersCount: 0, type: "public" });
    expect(own.data).not.toHaveProperty("hasJoined");
    expect(own.data).not.toHaveProperty("members");
    const hers = await serverApi("Alice")("POST", "/groups", { guid: "g2", name: "G" });
    expect(hers.data).toMatchObject({ owner: "alice", hasJoined: true, scope: "admin" });
  });

  it("are listed by what is asked for", async () => {
    const api = createApiWorld().serverApi();
    await api("POST", "/groups", { guid: "g1", name: "A", type: "password", password: "p", tags: ["t"] });
    await api("POST", "/groups", { guid: "g2", name: "B", type: "private" });
    const guids = async (query: string) =>
      (await api("GET", `/groups?${query}`)).data.map(({ guid }: { guid: string }) => guid);
    expect(await guids("types=protected")).toEqual(["g1"]);
    expect(await guids("guids=g2,g9")).toEqual(["g2"]);
    expect(await guids("membersCount[gte]=1")).toEqual([]);
    expect(await guids("sortBy=name&sortOrder=desc")).toEqual(["g2", "g1"]);
    expect((await api("GET", "/groups?withTags=true&tags=t")).data[0].tags).toEqual(["t"]);
  });

  it("take members and bans in the documented words", async () => {
    const api = worldOf("alice", "bob", "carol").serverApi();
    await api("POST", "/groups", { guid: "g1", name: "G", owner: "alice" });
    const { data } = await api("POST", "/groups/g1/members", {
      participants: ["bob"],
      usersToBan: ["carol"],
    });
    expect(data.usersToBan).toEqual({ carol: { success: true } });
    expect(data.participants.bob.data.data.entities.by.entity.uid).toBe("app_system");
    expect((await api("DELETE", "/groups/g1/members/bob")).data.message).toBe(
      "The member with bob has been kicked from the Group with g1.",
    );
    expect((await api("GET", "/groups/g1/banned_members")).data).toMatchObject([{ uid: "carol" }]);
    expect((await api("DELETE", "/groups/g1/banned_members/carol")).data.success).toBe(true);
    expect((await api("POST", "/groups/g1/bannedusers/bob")).data.message).toBe(
      "The user with uid bob has been banned from the Group with g1.",
    );
    expect((await api("GET", "/groups/g1/members?perPage=5")).meta.pagination.per_page).toBe(5);
    expect((await api("DELETE", "/groups/g1")).data.message).toBe(
      "Group with guid g1 has been deleted successfully.",
    );
  });
});

describe("messages", () => {
  const message = { category: "message", type: "text", data: { text: "hi" } };

  it("are sent by the app or for a user, to one or to many", async () => {
    const { serverApi } = worldOf("alice", "bob");
    const toBob = { ...message, receiver: "bob", receiverType: "user" };
    expect((await serverApi()("POST", "/messages", toBob)).data.sender).toBe("app_system");
    expect((await serverApi("alice")("POST", "/messages", toBob)).data.sender).toBe("alice");
    const many = await serverApi("alice")("POST", "/messages", {
      ...message,
      multipleReceivers: { uids: ["bob", "nobody"], guids: ["g"] },
    });
    expect(many.data).toMatchObject({
      uids: { bob: { success: true, data: { receiver: "bob" } }, nobody: { success: false } },
      guids: { g: { success: false, error: { code: "ERR_GUID_NOT_FOUND" } } },
    });
    const toNobody = { ...message, multipleReceivers: { uids: [] } };
    expect((await serverApi("alice")("POST", "/messages", toNobody)).error.code).toBe("ERR_EMPTY_RECEIVER");
  });

  it("are listed with a cursor either way", async () => {
    const { serverApi } = worldOf("alice", "bob");
    const api = serverApi("alice");
    for (let n = 0; n < 3; n += 1)
      await api("POST", "/messages", { ...message, receiver: "bob", receiverType: "user" });
    const { data, meta } = await serverApi()("GET", "/messages?limit=2&affix=append");
    expect(data).toHaveLength(2);
    expect(meta).toEqual({
      current: { limit: 2, count: 2 },
      next: { affix: "append", sentAt: expect.any(Number), id: "2" },
      previous: { affix: "prepend", sentAt: expect.any(Number), id: "1" },
    });
    expect((await serverApi()("GET", "/messages")).meta.current.limit).toBe(10);
    expect((await api("GET", "/users/bob/messages?limit=2")).meta.cursor).toMatchObject({
      id: 2,
      affix: "prepend",
    });
    expect((await api("GET", "/users/bob/messages")).meta.pagination.per_page).toBe(100);
  });

  it("are deleted for good only by servers", async () => {
    const { serverApi } = worldOf("alice", "bob");
    await serverApi("alice")("POST", "/messages", { ...message, receiver: "bob", receiverType: "user" });
    expect((await serverApi()("GET", "/messages/1")).data).not.toHaveProperty("receipts");
    await serverApi()("DELETE", "/messages/1", { permanent: true });
    expect((await serverApi()("GET", "/messages/1")).error.code).toBe("ERR_MESSAGE_ID_NOT_FOUND");
  });

  it("take reactions only for a user", async () => {
    const { serverApi } = worldOf("alice", "bob");
    await serverApi("alice")("POST", "/messages", { ...message, receiver: "bob", receiverType: "user" });
    const refused = await serverApi()("POST", "/messages/1/reactions/x");
    expect(refused.error.details).toHaveProperty("onBehalfOf");
    expect(
      (await serverApi("bob")("POST", "/messages/1/reactions/x")).data.data.reactions[0].reactedByMe,
    ).toBe(true);
  });
});

describe("conversations", () => {
  it("are marked, reset and erased in the documented words", async () => {
    const { serverApi } = worldOf("alice", "bob");
    const message = {
      category: "message",
      type: "text",
      data: { text: "hi" },
      receiver: "bob",
      receiverType: "user",
    };
    await serverApi("alice")("POST", "/messages", message);
    const bob = serverApi("bob");
    expect((await bob("POST", "/users/alice/conversation/delivered", { messageId: 1 })).data).toEqual({
      success: true,
      Message: "All the messages from the user alice are marked as delivered for the user bob.",
    });
    expect((await bob("POST", "/users/alice/conversation/read")).data.Message).toContain("marked as read");
    expect((await bob("DELETE", "/users/alice/conversation/read", { messageId: 1 })).data.message).toBe(
      "The messages after the message id 1 from the user alice are marked as unread for the user bob.",
    );
    expect((await bob("GET", "/conversations/alice_user_bob")).data.conversationId).toBe("alice_user_bob");
    expect((await bob("DELETE", "/users/alice/conversation", { preserveOrder: true })).data.message).toBe(
      "The conversation alice_user_bob has been deleted successfully for UID bob.",
    );
    expect((await serverApi("alice")("DELETE", "/conversations/alice_user_bob")).data.message).toBe(
      "The conversation alice_user_bob has been deleted successfully for all the users.",
    );
    expect((await serverApi("alice")("GET", "/conversations/alice_user_bob")).error.code).toBe(
      "ERR_CONVERSATION_NOT_FOUND",
    );
  });
});
