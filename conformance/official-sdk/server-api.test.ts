import { afterEach, describe, expect, it } from "vitest";
import { openAdminApi } from "./admin-api.ts";
import { authenticated, initialise, login, openRealmFor } from "./connect.ts";
import { withDeadline } from "./deadline.ts";
import { lastPage, sendText, textsOf } from "./talk.ts";
import { openWebhookReceiver, type WebhookReceiver } from "./webhook-receiver.ts";
import { useWorld } from "./world.ts";

// What clients see of the server-side API. Rules: rest-admin.md §4.5, §4.6 (what roles and scopes may do), §5 (import),
// §6 (webhooks), §7 (apps); domain.md §2.1 (rate limits).

const world = useWorld();

/** Joins as a user of a role that no other test has. */
async function joinAs(role: string) {
  await world.api.call("POST", "roles", { role, name: role });
  return { role, device: await world.join("alice", { role }) };
}

/** Calls the management API, for the account that owns the apps. */
async function manage(method: string, path: string, body?: unknown) {
  const headers = { ...world.management, "content-type": "application/json" };
  const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) };
  const response = await fetch(new URL(path, world.httpUrl), init);
  // biome-ignore lint/suspicious/noExplicitAny: answers of every shape
  return (await response.json()) as any;
}

describe("what a role may do (rest-admin.md §4.5, §4.6)", () => {
  it("without a restricted feature, while it is restricted", async () => {
    const { role, device } = await joinAs(world.id("visitor"));
    const path = `roles/${role}/restrictedfeatures`;
    await world.api.call("POST", path, { featuresToRestrict: ["u.listUsers"] });
    const list = () => new device.sdk.UsersRequestBuilder().setLimit(10).build().fetchNext();

    await expect(list()).rejects.toMatchObject({ code: "ERR_PERMISSION_DENIED" });
    await world.api.call("DELETE", path, { allowAll: true });
    expect(await list()).not.toEqual([]);
  });

  it("within its permissions, which say what was denied", async () => {
    const { role, device } = await joinAs(world.id("reader"));
    const bob = await world.join("bob");
    const permissions = { "sendMessage.allowedReceiverTypes": ["group"], createGroup: "deny" };
    await world.api.call("PUT", `roles/${role}/permissions`, { permissions });

    await expect(sendText(device, { uid: bob.uid }, "hi")).rejects.toMatchObject({
      code: "ERR_PERMISSION_DENIED",
      message: `Permission denied for action sendMessage.allowedReceiverTypes with role ${role} as per RBAC policy.`,
    });
    const group = new device.sdk.Group(world.id("team"), "Team", "public", "");
    await expect(device.sdk.createGroup(group)).rejects.toMatchObject({ code: "ERR_PERMISSION_DENIED" });
    await sendText(bob, { uid: device.uid }, "one way");
    await device.events.next("onTextMessageReceived", (text) => text.getText() === "one way");
    bob.events.none("onTextMessageReceived");
  });

  it("in a group, within those of the member's scope", async () => {
    const alice = await world.join("alice");
    const bob = await world.join("bob");
    const guid = await world.group("news", { owner: alice.uid, participants: [bob.uid] });
    await world.api.call("PUT", `groups/${guid}/scopes/participant/permissions`, {
      permissions: { sendMessage: "deny" },
    });

    await expect(sendText(bob, { guid }, "me too")).rejects.toMatchObject({ code: "ERR_PERMISSION_DENIED" });
    await sendText(alice, { guid }, "the news");
    await bob.events.next("onTextMessageReceived", (text) => text.getText() === "the news");
  });
});

describe("a bot (rest-admin.md §4.10)", () => {
  it("speaks to a client like anybody else", async () => {
    const alice = await world.join("alice");
    const uid = world.id("robo");
    world.execute("createBot", { uid, name: "Robo" });
    const message = { receiver: alice.uid, receiverType: "user", data: { text: "Beep." } };
    await world.api.call("POST", `bots/${uid}/messages`, message);

    const [text] = await alice.events.next("onTextMessageReceived");
    expect([text.getText(), text.getSender().getName()]).toEqual(["Beep.", "Robo"]);
  });
});

describe("imported history (rest-admin.md §5)", () => {
  const THEN = 1_600_000_000;

  it("is a client's own, at its own times, read as far as it says, without a word on the socket", async () => {
    const alice = await world.join("alice");
    const uid = world.id("old-friend");
    const row = { sender: uid, receiverType: "user", receiver: alice.uid };
    const [first, second] = [world.id("m"), world.id("m")];
    await world.api.call("POST", "data_import/users", {
      users: { [uid]: { uid, name: "Old Friend", createdAt: THEN - 100 } },
    });
    await world.api.call("POST", "data_import/messages", {
      messages: {
        [second]: { ...row, muid: second, sentAt: THEN + 60, data: { text: "still there?" } },
        [first]: { ...row, muid: first, sentAt: THEN, readAt: THEN + 30, data: { text: "hello" } },
      },
    });

    const history = await lastPage(alice, { uid });
    expect(textsOf(history)).toEqual(["hello", "still there?"]);
    expect(history.map((message) => message.getSentAt())).toEqual([THEN, THEN + 60]);
    const conversation = await alice.sdk.getConversation(uid, "user");
    expect(conversation.getUnreadMessageCount()).toBe(1);
    expect(conversation.getLastMessage().getSentAt()).toBe(THEN + 60);
    await world.settle(alice);
    alice.events.none("onTextMessageReceived");
  });

  it("has its groups and members too", async () => {
    const alice = await world.join("alice");
    const guid = world.id("old-team");
    const memberId = `${guid}_member_${alice.uid}`;
    const groupDetails = { guid, name: "Old Team", type: "private", createdAt: THEN };
    await world.api.call("POST", "data_import/members", {
      members: {
        [memberId]: { memberId, guid, uid: alice.uid, joinedAt: THEN + 1, scope: "moderator", groupDetails },
      },
    });

    const group = await alice.sdk.getGroup(guid);
    expect([group.getName(), group.getScope(), group.getJoinedAt()]).toEqual([
      "Old Team",
      "moderator",
      THEN + 1,
    ]);
    expect(await lastPage(alice, { guid })).toEqual([]);
  });
});

describe("webhooks (rest-admin.md §6)", () => {
  let receiver: WebhookReceiver | undefined;

  afterEach(async () => {
    await manage("DELETE", `/apps/${world.server.appId}/webhooks/mine`);
    await receiver?.close();
  });

  it("are told over HTTP what clients do", async () => {
    receiver = await openWebhookReceiver();
    const hook = { id: "mine", name: "Mine", webhookURL: receiver.url };
    const credentials = { useBasicAuth: true, username: "me", password: "geheim ü" };
    await manage("POST", `/apps/${world.server.appId}/webhooks`, { ...hook, ...credentials });
    await manage("POST", `/apps/${world.server.appId}/webhooks/mine/triggers`, {
      triggerIds: [
        "message_sent",
        "message_read_receipt",
        "group_member_joined",
        "user_blocked",
        "user_connection_status_changed",
      ],
    });
    const alice = await world.join("alice");
    const bob = await world.join("bob");
    const guid = await world.group("team", { owner: bob.uid });

    const connected = await receiver.next(
      "user_connection_status_changed",
      ({ data }) => data.user.uid === alice.uid,
    );
    expect(connected.data).toMatchObject({
      status: "online",
      currentConnection: { action: "connected", platform: "javascript" },
    });
    const [name, password] = Buffer.from(connected.authorization?.slice("Basic ".length) ?? "", "base64")
      .toString("utf8")
      .split(":");
    expect([name, password]).toEqual(["me", "geheim ü"]);

    const message = await sendText(alice, { uid: bob.uid }, "hook, line and sinker");
    const sent = await receiver.next("message_sent", ({ data }) => data.message.sender === alice.uid);
    expect(sent.data.message).toMatchObject({
      id: String(message.getId()),
      data: { text: "hook, line and sinker" },
    });

    const [received] = await bob.events.next("onTextMessageReceived");
    await bob.sdk.markAsRead(received);
    const read = await receiver.next("message_read_receipt");
    expect(read.data).toMatchObject({ sender: bob.uid, messageSender: alice.uid, body: { action: "read" } });

    await alice.sdk.joinGroup(guid);
    const joined = await receiver.next("group_member_joined");
    expect(joined.data).toMatchObject({ group: { guid }, members: { [alice.uid]: { uid: alice.uid } } });

    await alice.sdk.blockUsers([bob.uid]);
    expect((await receiver.next("user_blocked")).data.users).toHaveProperty(bob.uid);
  });
});

describe("apps (rest-admin.md §7)", () => {
  it("come with sample users to log in as, and go with their sessions", async () => {
    const { data } = await manage("POST", "/apps", { name: "Shop", region: world.server.region });
    const [authKey, restApiKey] = Object.keys(data.apiKeys) as [string, string];
    const server = { ...world.server, appId: data.id as string, authKey };
    const realm = openRealmFor({ server });
    try {
      await initialise(realm, { server });
      const user = await login(realm, server, { uid: "cometchat-uid-1" });
      expect(user.getName()).toBe("Andrew Joseph");
      await authenticated(realm);
      const api = openAdminApi(world.httpUrl, { appId: data.id, restApiKey });
      expect(await api.call("GET", "users?status=available")).toMatchObject([{ uid: "cometchat-uid-1" }]);

      await manage("DELETE", `/apps/${data.id}`);

      await expect(withDeadline(realm.CometChat.getUser("cometchat-uid-2"), "getUser")).rejects.toMatchObject(
        {
          code: "AUTH_ERR_INVALID_APPID",
        },
      );
      await expect(api.call("GET", "users")).rejects.toMatchObject({ code: "AUTH_ERR_INVALID_APPID" });
    } finally {
      await realm.close();
    }
  });
});

describe("rate limits (domain.md §2.1)", () => {
  it("refuse a client what is one too many", async () => {
    const alice = await world.join("alice");
    const bob = await world.user("bob");
    world.setRateLimits({ standard: 0 });
    try {
      await expect(alice.sdk.getUser(bob)).rejects.toMatchObject({ code: "ERR_TOO_MANY_REQUESTS" });
    } finally {
      world.setRateLimits(undefined);
    }
    expect((await alice.sdk.getUser(bob)).getUid()).toBe(bob);
  });
});
