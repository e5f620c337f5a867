import { describe, expect, it } from "vitest";
import { createWebhookWorld } from "./testing/webhook-world.ts";

const call = { receiver: "bob", receiverType: "user", type: "audio", data: {} };

async function quietWorld(...uids: string[]) {
  const world = createWebhookWorld();
  world.addUsers(...uids);
  await world.tellings();
  return world;
}

describe("what webhooks are told of messages", () => {
  it("is each message that is sent, in the service's envelope", async () => {
    const world = await quietWorld("alice", "bob");
    const message = world.say("alice", "bob", "hello");
    expect(await world.tellings()).toEqual([
      {
        trigger: "message_sent",
        data: {
          message: expect.objectContaining({
            id: String(message.id),
            sender: "alice",
            data: expect.objectContaining({ text: "hello" }),
          }),
        },
        appId: "app1",
        region: "us",
        webhook: "all",
      },
    ]);
  });

  it("is an edit and a delete as the action that tells of it", async () => {
    const world = await quietWorld("alice", "bob");
    const { id } = world.say("alice", "bob");
    world.run("alice", "editMessage", { id, data: { text: "better" } });
    world.run("alice", "deleteMessage", { id });
    const [, edited, deleted] = await world.tellings();
    expect(edited).toMatchObject({
      trigger: "message_edited",
      data: {
        message: {
          category: "action",
          data: {
            action: "edited",
            entities: { on: { entity: { id: String(id), data: { text: "better" } } } },
          },
        },
      },
    });
    expect(deleted).toMatchObject({
      trigger: "message_deleted",
      data: { message: { data: { entities: { on: { entity: { deletedBy: "alice" } } } } } },
    });
  });

  it("is a mention, beside the message", async () => {
    const world = await quietWorld("alice", "bob");
    world.say("alice", "bob", "hi <@uid:bob>");
    const tellings = await world.tellings();
    expect(tellings.map(({ trigger }) => trigger)).toEqual(["message_sent", "user_mentioned"]);
    expect(tellings[1]?.data.message.data.mentions).toMatchObject({ bob: { name: "BOB" } });
  });

  it("is a reaction, coming and going", async () => {
    const world = await quietWorld("alice", "bob");
    const { id } = world.say("alice", "bob");
    world.run("bob", "addReaction", { id, reaction: "👍" });
    world.run("bob", "removeReaction", { id, reaction: "👍" });
    const [, ...tellings] = await world.tellings();
    const reaction = { messageId: String(id), reaction: "👍", reactedBy: { uid: "bob" } };
    expect(tellings).toMatchObject([
      { trigger: "message_reaction_added", data: { reaction } },
      { trigger: "message_reaction_removed", data: { reaction } },
    ]);
  });

  it("is a receipt of each kind, and of all in a group", async () => {
    const world = await quietWorld("alice", "bob");
    const { id } = world.say("alice", "bob");
    world.run("bob", "markDelivered", { uid: "alice" });
    world.run("bob", "markRead", { uid: "alice" });
    const [, ...tellings] = await world.tellings();
    const envelope = { receiver: "alice", receiverType: "user", type: "receipts", sender: "bob" };
    expect(tellings).toMatchObject([
      {
        trigger: "message_delivery_receipt",
        data: { ...envelope, messageSender: "alice", body: { action: "delivered", messageId: String(id) } },
      },
      {
        trigger: "message_read_receipt",
        data: { ...envelope, body: { action: "read", user: { uid: "bob" } } },
      },
    ]);
    world.run("alice", "createGroup", { guid: "g", name: "G", members: { participants: ["bob"] } });
    world.run("alice", "sendMessage", {
      receiver: "g",
      receiverType: "group",
      category: "message",
      type: "text",
      data: { text: "all" },
    });
    await world.tellings();
    world.run("bob", "markRead", { guid: "g" });
    const triggers = (await world.tellings()).map(({ trigger }) => trigger);
    expect(triggers).toEqual(["message_read_receipt", "message_delivered_to_all", "message_read_by_all"]);
  });

  it("is nothing of one that moderation holds back, until it is let through", async () => {
    const world = await quietWorld("alice", "bob");
    world.run(undefined, "createModerationRule", {
      id: "no-bad",
      name: "No bad",
      conditions: [{ value: "bad" }],
      action: ["blockMessage"],
    });
    world.say("alice", "bob", "good");
    world.say("alice", "bob", "bad");
    expect((await world.tellings()).map(({ trigger }) => trigger)).toEqual([
      "message_sent",
      "moderation_engine_approved",
      "moderation_engine_blocked",
    ]);
  });
});

describe("what a legacy webhook is told", () => {
  it("is each row of history as the bare message, and each connection", async () => {
    const world = createWebhookWorld();
    const legacy = ["after_message", "after_connection_status_changed"];
    world.run(undefined, "createWebhook", {
      id: "old",
      name: "Old",
      webhookURL: "https://receiver.example/old",
    });
    world.run(undefined, "addTriggers", { id: "old", triggerIds: legacy });
    world.addUsers("alice", "bob");
    await world.tellings();
    const { id } = world.say("alice", "bob", "hello");
    world.run("alice", "deleteMessage", { id });
    const { authToken } = world.run(undefined, "createAuthToken", { uid: "alice" });
    const jwt = world.app.state.authTokens.get(authToken)?.jwt ?? "";
    const session = world.backend.openSocket({ send: () => {}, close: () => {} }, "localhost");
    const body = { auth: jwt, deviceId: "phone", params: { platform: "javascript" } };
    session.receive(
      JSON.stringify({ appId: "app1", type: "auth", deviceId: "phone", sender: "alice", body }),
    );
    const told = (await world.tellings()).filter(({ webhook }) => webhook === "old");
    expect(told).toMatchObject([
      {
        trigger: legacy[0],
        appId: "app1",
        data: { id: String(id), sender: "alice", data: { text: "hello" } },
      },
      { trigger: legacy[0], data: { category: "action", data: { action: "deleted" } } },
      { trigger: legacy[1], data: { user: { uid: "alice" }, event: { type: "connected" } } },
    ]);
  });

  it("is nothing before a message is sent, for which there is no trigger here", () => {
    const world = createWebhookWorld();
    const input = { id: "all", triggerIds: ["before_message"] };
    expect(world.run(undefined, "addTriggers", input)).toMatchObject({
      before_message: { success: false, error: { code: "ERR_TRIGGER_NOT_FOUND" } },
    });
  });
});

describe("what webhooks are told of people", () => {
  it("is who blocked whom, in one go", async () => {
    const world = await quietWorld("alice", "bob", "carol");
    world.run("alice", "blockUsers", { blockedUids: ["bob", "carol", "nobody"] });
    world.run("alice", "unblockUsers", { blockedUids: ["bob"] });
    expect(await world.tellings()).toMatchObject([
      { trigger: "user_blocked", data: { users: { bob: { name: "BOB" }, carol: {} }, by: { uid: "alice" } } },
      { trigger: "user_unblocked", data: { users: { bob: {} }, by: { uid: "alice" } } },
    ]);
  });

  it("is each socket that comes and goes, and whether it changed the presence", async () => {
    const world = await quietWorld("alice");
    const { authToken } = world.run(undefined, "createAuthToken", { uid: "alice" });
    const jwt = world.app.state.authTokens.get(authToken)?.jwt ?? "";
    const open = (deviceId: string) => {
      const session = world.backend.openSocket({ send: () => {}, close: () => {} }, "localhost");
      const body = { auth: jwt, deviceId, params: { platform: "javascript" } };
      session.receive(JSON.stringify({ appId: "app1", type: "auth", deviceId, sender: "alice", body }));
      return session;
    };
    const [laptop, phone] = [open("laptop"), open("phone")];
    laptop.closed(1000);
    phone.closed(1000);
    await world.pass(1_000);
    const tellings = await world.tellings();
    expect(
      tellings.map(({ data }) => [data.currentConnection.action, data.status, data.userPresenceChanged]),
    ).toEqual([
      ["connected", "online", true],
      ["connected", "online", false],
      ["disconnected", "online", false],
      ["disconnected", "offline", true],
    ]);
    expect(tellings[0]).toMatchObject({
      trigger: "user_connection_status_changed",
      data: {
        timestamp: 1_700_000_000_000,
        user: { uid: "alice" },
        currentConnection: { platform: "javascript", connectedAt: 1_700_000_000_000 },
      },
    });
  });
});

describe("what webhooks are told of groups", () => {
  it("is each change of a group", async () => {
    const world = await quietWorld("alice", "bob");
    world.run("alice", "createGroup", { guid: "g", name: "G", members: { participants: ["bob"] } });
    world.run("alice", "updateGroup", { guid: "g", name: "H" });
    world.run("alice", "transferOwnership", { guid: "g", owner: "bob" });
    world.run("bob", "deleteGroup", { guid: "g" });
    const tellings = await world.tellings();
    expect(tellings).toMatchObject([
      { trigger: "group_member_added" },
      {
        trigger: "group_created",
        data: { group: { guid: "g", scope: "admin", hasJoined: true }, members: { alice: {}, bob: {} } },
      },
      { trigger: "group_updated", data: { group: { name: "H", updatedBy: "alice", membersCount: 2 } } },
      { trigger: "group_owner_transferred", data: { group: { owner: "bob", oldOwner: "alice" } } },
      { trigger: "group_deleted", data: { group: { guid: "g", membersCount: 2 } } },
    ]);
  });

  it("is each change of its members, by whom it was made", async () => {
    const world = await quietWorld("alice", "bob", "carol");
    world.run("alice", "createGroup", { guid: "g", name: "G" });
    await world.tellings();
    world.run("bob", "joinGroup", { guid: "g" });
    world.run("alice", "changeScope", { guid: "g", uid: "bob", scope: "moderator" });
    world.run("bob", "leaveGroup", { guid: "g" });
    world.run("alice", "addMembers", { guid: "g", participants: ["bob", "carol"] });
    world.run("alice", "kickMember", { guid: "g", uid: "bob" });
    world.run("alice", "banUser", { guid: "g", uid: "carol" });
    world.run("alice", "unbanUser", { guid: "g", uid: "carol" });
    const tellings = await world.tellings();
    const group = { guid: "g" };
    const by = { uid: "alice" };
    expect(tellings).toMatchObject([
      {
        trigger: "group_member_joined",
        data: { group: { membersCount: 2 }, members: { bob: { uid: "bob" } } },
      },
      {
        trigger: "group_member_scope_changed",
        data: { group, members: { bob: { scope: "moderator", oldScope: "participant" } }, by },
      },
      { trigger: "group_member_left", data: { group: { membersCount: 1 }, members: { bob: {} } } },
      { trigger: "group_member_added", data: { members: { bob: {} }, by } },
      { trigger: "group_member_added", data: { members: { carol: {} }, by } },
      { trigger: "group_member_kicked", data: { members: { bob: {} }, by } },
      { trigger: "group_member_banned", data: { members: { carol: {} }, by } },
      { trigger: "group_member_unbanned", data: { members: { carol: {} }, by } },
    ]);
    expect(tellings[0]?.data).not.toHaveProperty("by");
    expect(tellings[2]?.data).not.toHaveProperty("by");
  });
});

describe("what webhooks are told of calls", () => {
  it("is a call from its beginning to its end", async () => {
    const world = await quietWorld("alice", "bob");
    const { call: step } = world.run("alice", "initiateCall", call);
    const sessionId = step?.call.sessionId ?? "";
    world.run("bob", "updateCall", { sessionId, status: "ongoing" });
    await world.pass(5_000);
    world.run("bob", "updateCall", { sessionId, status: "ended" });
    const tellings = await world.tellings();
    expect(tellings).toMatchObject([
      { trigger: "call_initiated", data: { call: { category: "call", sender: "alice" } } },
      { trigger: "call_started", type: "call", data: { sessionId } },
      {
        trigger: "call_participant_joined",
        type: "call",
        data: { occupant: { name: "BOB", audio_call: "true" } },
      },
      { trigger: "call_participant_left", type: "call", data: { occupant: { name: "BOB" }, sessionId } },
      {
        trigger: "call_ended",
        type: "call",
        data: { sessionId, all_occupants: [{ name: "ALICE" }, { name: "BOB" }] },
      },
    ]);
    const [, , , , { data }] = tellings as [
      unknown,
      unknown,
      unknown,
      unknown,
      { data: Record<string, number> },
    ];
    expect((data.destroyed_at ?? 0) - (data.created_at ?? 0)).toBe(5);
  });

  it.each([
    ["rejected", "bob"],
    ["busy", "bob"],
    ["cancelled", "alice"],
    ["unanswered", "alice"],
  ] as const)("is that it was %s", async (status, uid) => {
    const world = await quietWorld("alice", "bob");
    const { call: step } = world.run("alice", "initiateCall", call);
    world.run(uid, "updateCall", { sessionId: step?.call.sessionId ?? "", status });
    expect((await world.tellings()).map(({ trigger }) => trigger)).toEqual([
      "call_initiated",
      `call_${status}`,
    ]);
  });
});

describe("what webhooks are told of meetings", () => {
  const sessionId = "weekly";

  it("is who comes and goes, from the first to the last", async () => {
    const world = await quietWorld("alice", "bob");
    world.run("alice", "joinMeeting", { sessionId });
    world.run("alice", "joinMeeting", { sessionId });
    await world.pass(5_000);
    world.run("bob", "joinMeeting", { sessionId, type: "audio" });
    world.run("alice", "leaveMeeting", { sessionId });
    await world.pass(5_000);
    world.run("bob", "leaveMeeting", { sessionId });
    const tellings = await world.tellings();
    const start = 1_700_000_000;
    const alice = { name: "ALICE", audio_call: "false", joined_at: start };
    const bob = { name: "BOB", audio_call: "true", joined_at: start + 5 };
    expect(tellings.map(({ trigger, data }) => [trigger, data])).toEqual([
      ["meeting_started", { created_at: start, sessionId }],
      ["meeting_participant_joined", { occupant: alice, sessionId }],
      ["meeting_participant_joined", { occupant: bob, sessionId }],
      ["meeting_participant_left", { occupant: { ...alice, left_at: start + 5 }, sessionId }],
      ["meeting_participant_left", { occupant: { ...bob, left_at: start + 10 }, sessionId }],
      [
        "meeting_ended",
        {
          all_occupants: [
            { ...alice, left_at: start + 5 },
            { ...bob, left_at: start + 10 },
          ],
          created_at: start,
          destroyed_at: start + 10,
          sessionId,
        },
      ],
    ]);
    expect(new Set(tellings.map(({ type }) => type))).toEqual(new Set(["meet"]));
  });
});

describe("the delivery of webhooks", () => {
  it("does not happen while the command runs, and has the credentials with it", async () => {
    const world = createWebhookWorld({ useBasicAuth: true, username: "me", password: "pass" });
    world.addUsers("alice", "bob");
    world.say("alice", "bob");
    expect(world.received).toEqual([]);
    await world.pass();
    expect(world.received).toMatchObject([
      { url: "https://receiver.example/hook", credentials: { username: "me", password: "pass" } },
    ]);
  });

  it("is only of what a webhook wants to hear, while it is enabled", async () => {
    const world = createWebhookWorld();
    world.addUsers("alice", "bob");
    world.run(undefined, "removeTriggers", { id: "all", triggerIds: ["message_sent"] });
    world.say("alice", "bob");
    expect(await world.tellings()).toEqual([]);
    world.run("alice", "blockUsers", { blockedUids: ["bob"] });
    expect(await world.tellings()).toHaveLength(1);
    world.run(undefined, "updateWebhook", { id: "all", enabled: false });
    world.run("alice", "unblockUsers", { blockedUids: ["bob"] });
    expect(await world.tellings()).toEqual([]);
  });

  it("is tried again after 10 s and after 30 s more, and keeps its order meanwhile", async () => {
    const world = createWebhookWorld({ retryOnFailure: true });
    world.addUsers("alice", "bob");
    world.receiveAs(500);
    world.say("alice", "bob", "first");
    await world.pass();
    world.say("alice", "bob", "second");
    await world.pass(9_999);
    expect(world.received.map(({ at }) => at)).toEqual([0]);
    await world.pass(1);
    await world.pass(29_999);
    expect(world.received.map(({ at }) => at)).toEqual([0, 10_000]);
    world.receiveAs(200);
    await world.pass(1);
    expect(world.received.map(({ at }) => at)).toEqual([0, 10_000, 40_000, 40_000]);
    const texts = world.received.map(({ body }) => JSON.parse(body).data.message.data.text);
    expect(texts).toEqual(["first", "first", "first", "second"]);
    expect(world.backend.webhooks.log("app1")).toMatchObject([
      { state: "delivered", attempts: [{ status: 500 }, { status: 500 }, { status: 200 }] },
      { state: "delivered", attempts: [{ status: 200 }] },
    ]);
  });

  it("fails for good after the third time, or at once for a webhook that does not retry", async () => {
    const world = createWebhookWorld({ retryOnFailure: true });
    world.addUsers("alice", "bob");
    world.receiveAs("broken");
    world.say("alice", "bob");
    await world.pass();
    await world.pass(10_000);
    await world.pass(30_000);
    await world.pass(3_600_000);
    expect(world.backend.webhooks.log("app1")).toMatchObject([
      { state: "failed", attempts: Array(3).fill({ error: "connection refused" }) },
    ]);
    world.run(undefined, "updateWebhook", { id: "all", retryOnFailure: false });
    world.say("alice", "bob");
    await world.pass();
    expect(world.backend.webhooks.log("app1")[1]).toMatchObject({ state: "failed", attempts: [{}] });
  });

  it("waits two seconds for an answer, and then ends the request", async () => {
    const world = createWebhookWorld();
    world.addUsers("alice", "bob");
    world.receiveAs("silence");
    world.say("alice", "bob");
    await world.pass();
    await world.pass(1_999);
    expect(world.backend.webhooks.log("app1")).toMatchObject([{ state: "waiting", attempts: [] }]);
    await world.pass(1);
    expect(world.backend.webhooks.log("app1")).toMatchObject([
      { state: "failed", attempts: [{ error: "no answer within 2000 ms" }] },
    ]);
    expect(world.received[0]?.signal.aborted).toBe(true);
  });

  it("goes to the URL that the webhook has by then, and not to one that is gone", async () => {
    const world = createWebhookWorld({ retryOnFailure: true });
    world.addUsers("alice", "bob");
    world.receiveAs(503);
    world.say("alice", "bob");
    await world.pass();
    world.run(undefined, "updateWebhook", { id: "all", webhookURL: "https://new.example/" });
    await world.pass(10_000);
    expect(world.received.map(({ url }) => url)).toEqual([
      "https://receiver.example/hook",
      "https://new.example/",
    ]);
    world.run(undefined, "deleteWebhook", { id: "all" });
    await world.pass(30_000);
    expect(world.received).toHaveLength(2);
    expect(world.backend.webhooks.log("app1")).toMatchObject([{ state: "dropped" }]);
  });

  it("ends with the backend, whatever is under way", async () => {
    const world = createWebhookWorld({ retryOnFailure: true });
    world.addUsers("alice", "bob");
    world.receiveAs("silence");
    world.say("alice", "bob");
    await world.pass();
    world.backend.close();
    expect(world.received[0]?.signal.aborted).toBe(true);
    world.say("alice", "bob");
    await world.pass(60_000);
    expect(world.received).toHaveLength(1);
  });

  it("ends with the app, and so do its sockets", async () => {
    const world = createWebhookWorld();
    world.addUsers("alice", "bob");
    const { authToken } = world.run(undefined, "createAuthToken", { uid: "alice" });
    const jwt = world.app.state.authTokens.get(authToken)?.jwt;
    const closed: number[] = [];
    const session = world.backend.openSocket(
      { send: () => {}, close: (code) => closed.push(code) },
      "localhost",
    );
    const frame = {
      appId: "app1",
      type: "auth",
      deviceId: "d",
      sender: "alice",
      body: { auth: jwt, deviceId: "d" },
    };
    session.receive(JSON.stringify(frame));
    world.say("alice", "bob");
    world.backend.removeApp("app1");
    await world.pass(60_000);
    expect([closed, world.received, world.backend.webhooks.log("app1")]).toEqual([[1000], [], []]);
  });
});
