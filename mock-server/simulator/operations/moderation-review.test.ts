import { describe, expect, it } from "vitest";
import { lastMessage, latestMessageId } from "../conversation-reads.ts";
import type { Message } from "../records.ts";
import {
  addRule,
  historyOf,
  makeModeratedWorld,
  send,
  sending,
  stored,
  TO_BOB,
  TO_TEAM,
  unread,
} from "../testing/moderated-world.ts";
import { codeOf, createWorld, WORLD_START } from "../testing/world.ts";

describe("moderation (domain.md §6.12)", () => {
  it("is off until a rule is enabled", () => {
    const world = createWorld();
    world.addUsers("alice", "bob");
    expect(send(world, "bad")).not.toHaveProperty("moderation", expect.anything());
    addRule(world, "off", "blockMessage", "bad", { enabled: false });
    expect(stored(world, send(world, "bad")).moderation).toBeUndefined();
    world.server.run("updateModerationRule", { id: "off", enabled: true });
    expect(stored(world, send(world, "bad")).moderation?.status).toBe("disapproved");
    world.server.run("deleteModerationRule", { id: "off" });
    expect(stored(world, send(world, "bad")).moderation).toBeUndefined();
  });

  it("answers a message as pending and decides right after, which the sender alone is told", () => {
    const world = makeModeratedWorld();
    const outcome = world.as("alice").tryRun("sendMessage", sending("fine"));
    expect(outcome).toMatchObject({
      value: { moderation: { status: "pending" } },
      events: [
        {
          type: "message",
          message: { moderation: { status: "approved" } },
          audience: { uids: ["alice", "bob"] },
        },
        {
          type: "on_moderation_status_changed",
          message: { moderation: { status: "approved" } },
          audience: { uids: ["alice"] },
        },
      ],
    });
    expect(historyOf(world, "bob", { uid: "alice" })).toEqual(["fine"]);
  });

  it.each([
    ["custom messages", { category: "custom", type: "t", data: { customData: {}, text: "bad" } }],
    ["files", { category: "message", type: "file", data: { url: "https://example.com/a.pdf", text: "bad" } }],
  ])("leaves %s alone", (_what, message) => {
    const world = makeModeratedWorld();
    const sent = world.as("alice").run("sendMessage", { ...TO_BOB, ...message });
    expect(stored(world, sent).moderation).toBeUndefined();
  });

  it("looks at the captions of images, and not at what the app itself sends", () => {
    const world = makeModeratedWorld();
    const image = { type: "image", data: { url: "https://example.com/a.png", text: "bad" } };
    expect(stored(world, send(world, "", TO_BOB, image)).moderation?.status).toBe("disapproved");
    const byApp = world.server.run("sendMessage", sending("bad"));
    expect(stored(world, byApp).moderation).toBeUndefined();
  });
});

describe.each([
  ["a user", TO_BOB, { uid: "alice" }, { uid: "bob" }],
  ["a group", TO_TEAM, { guid: "team" }, { guid: "team" }],
])("a withheld message to %s", (_what, to, fromBob, fromAlice) => {
  it.each([
    ["bad", "disapproved", "no-bad"],
    ["wait", "pending", "waits"],
  ])("(%s: %s) is its sender's alone", (text, status, rule) => {
    const world = makeModeratedWorld();
    for (const uid of ["alice", "bob", "carol"]) world.connect(uid);
    send(world, "before", to);
    const outcome = world.as("alice").tryRun("sendMessage", sending(text, to));
    const { id } = (outcome as { value: Message }).value;
    const messages = (outcome.ok ? outcome.events : []).filter(({ type }) => type === "message");
    expect(messages).toMatchObject([{ audience: { uids: ["alice"] } }]);
    expect(world.app.state.messages.get(id)?.moderation).toEqual({ status, rule: { id: rule, name: rule } });
    expect(historyOf(world, "alice", fromAlice)).toEqual(["before", text]);
    expect(historyOf(world, "bob", fromBob)).toEqual(["before"]);
    expect(unread(world, "bob")).toBe(1);
    expect(codeOf(world.as("bob").tryRun("getMessage", { id }))).toBe("ERR_MESSAGE_NO_ACCESS");
    const view = world.as("bob").run("getConversation", fromBob);
    expect(lastMessage(world.app.state, view)?.data.text).toBe("before");
  });

  it("can be neither pinned, saved nor flagged, not even by its sender", () => {
    const world = makeModeratedWorld();
    const { id } = send(world, "wait", to);
    for (const uid of ["alice", "bob"]) {
      for (const operation of ["pinMessage", "saveMessage", "unsaveMessage"] as const) {
        expect(codeOf(world.as(uid).tryRun(operation, { id }))).toBe("ERR_MESSAGE_NO_ACCESS");
      }
      const flag = world.as(uid).tryRun("flagMessage", { id, reasonId: "spam" });
      expect(codeOf(flag)).toBe("ERR_MESSAGE_NO_ACCESS");
    }
  });

  it("is edited and deleted without a word to others", () => {
    const world = makeModeratedWorld();
    for (const uid of ["alice", "bob"]) world.connect(uid);
    const { id } = send(world, "wait", to);
    for (const [operation, input] of [
      ["editMessage", { id, data: { text: "edited" } }],
      ["deleteMessage", { id }],
    ] as const) {
      expect(world.as("alice").tryRun(operation, input)).toMatchObject({
        events: [{ audience: { uids: ["alice"] } }],
      });
    }
    expect(
      world
        .as("bob")
        .run("listMessages", fromBob)
        .rows.every((row) => row.action?.onMessage === undefined),
    ).toBe(true);
    expect(world.app.state.moderationCases.size).toBe(0);
  });

  it("is delivered when a moderator approves it, in its place among later ones", () => {
    const world = makeModeratedWorld();
    for (const uid of ["alice", "bob"]) world.connect(uid);
    const held = send(world, "wait", to);
    send(world, "later", to);
    world.clock.advance(5_000);
    const outcome = world.server.tryRun("reviewMessage", {
      id: held.id,
      queue: "blocked",
      status: "approved",
    });
    expect(outcome).toMatchObject({
      events: [
        {
          type: "message",
          message: { id: held.id, moderation: { status: "approved" } },
          audience: { uids: ["bob"] },
        },
        { type: "on_moderation_status_changed", audience: { uids: ["alice"] } },
      ],
    });
    expect(stored(world, held).updatedAt).toBe(WORLD_START + 5);
    for (const [uid, place] of [
      ["alice", fromAlice],
      ["bob", fromBob],
    ] as const) {
      expect(historyOf(world, uid, place)).toEqual(["wait", "later"]);
      const view = world.as(uid).run("getConversation", place);
      expect(lastMessage(world.app.state, view)?.data.text).toBe("later");
    }
    expect(unread(world, "bob")).toBe(2);
  });

  it("is the newest of its sender's history, and goes with the conversation when the sender deletes that", () => {
    const world = makeModeratedWorld();
    const before = send(world, "before", to).id;
    const { id } = send(world, "wait", to);
    const newest = (uid: string, from: typeof fromAlice | typeof fromBob) =>
      latestMessageId(world.app.state, world.as(uid).run("getConversation", from));
    expect([newest("alice", fromAlice), newest("bob", fromBob)]).toEqual([id, before]);
    world.as("alice").run("deleteConversation", fromAlice);
    expect(historyOf(world, "alice", fromAlice)).toEqual([]);
  });

  it("stays with its sender when a moderator rejects it", () => {
    const world = makeModeratedWorld();
    const held = send(world, "wait", to);
    expect(
      world.server.tryRun("reviewMessage", { id: held.id, queue: "blocked", status: "rejected" }),
    ).toMatchObject({
      events: [{ type: "on_moderation_status_changed", message: { moderation: { status: "disapproved" } } }],
    });
    expect(historyOf(world, "bob", fromBob)).toEqual([]);
    expect(historyOf(world, "alice", fromAlice)).toEqual(["wait"]);
  });
});

it("a withheld message that a group's owner deletes is gone for its sender and the owner, and told to them alone", () => {
  const world = makeModeratedWorld();
  for (const uid of ["alice", "bob", "carol"]) world.connect(uid);
  const { id } = world.as("bob").run("sendMessage", sending("wait", TO_TEAM));
  const outcome = world.as("alice").tryRun("deleteMessage", { id });
  expect(outcome).toMatchObject({ events: [{ audience: { uids: ["bob", "alice"] } }] });
});

describe("a withheld first message", () => {
  it("makes the conversation for its sender, and for the receiver when it is approved", () => {
    const world = makeModeratedWorld();
    const held = send(world, "wait");
    expect(world.as("alice").run("listConversations", { conversationType: "user" }).rows).toHaveLength(1);
    expect(world.as("bob").run("listConversations", { conversationType: "user" }).rows).toEqual([]);
    world.server.run("reviewMessage", { id: held.id, queue: "blocked", status: "approved" });
    const [row] = world.as("bob").run("listConversations", { conversationType: "user" }).rows;
    expect(row).toMatchObject({ with: "alice", lastMovedBy: held.id, maybeUnread: true });
  });
});

describe("a withheld reply", () => {
  it("is in the thread for its sender alone, until it is approved", () => {
    const world = makeModeratedWorld();
    const parent = send(world, "parent", TO_TEAM);
    const held = send(world, "wait", TO_TEAM, { parentId: parent.id });
    world.clock.advance(5_000);
    world.say("bob", { guid: "team" }, parent.id);
    const thread = (uid: string) => historyOf(world, uid, { parentId: parent.id });
    expect(thread("bob")).toEqual(["a text from bob"]);
    expect(thread("alice")).toEqual(["wait", "a text from bob"]);
    const counted = () =>
      world
        .as("bob")
        .run("listThreads", { participatedByMe: false })
        .map((row) => row.replyCount);
    expect(counted()).toEqual([1]);
    world.server.run("reviewMessage", { id: held.id, queue: "blocked", status: "approved" });
    expect(thread("carol")).toEqual(["wait", "a text from bob"]);
    expect(counted()).toEqual([2]);
    const [row] = world.as("bob").run("listThreads", { participatedByMe: false });
    expect(row).toMatchObject({ lastReply: { sender: "bob" }, updatedAt: WORLD_START + 5 });
    expect(world.app.state.threads.get(parent.id)?.lastReplyId).toBe(row?.lastReply?.id);
  });
});
