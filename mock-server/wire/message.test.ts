import { describe, expect, it } from "vitest";
import type { Message } from "../simulator/records.ts";
import { createWorld, WORLD_START, type World } from "../simulator/testing/world.ts";
import { printMessage } from "./message.ts";
import { viewpoint } from "./viewpoint.ts";

function worldOf(...uids: string[]): World {
  const world = createWorld();
  world.addUsers(...uids);
  return world;
}

const TEXT = { category: "message", type: "text" } as const;
const toBob = { ...TEXT, receiver: "bob", receiverType: "user" } as const;

/** What is printed, as the other end reads it. */
function read(world: World, message: Message, viewer?: string, options?: Parameters<typeof printMessage>[2]) {
  return JSON.parse(JSON.stringify(printMessage(viewpoint(world.app, viewer), message, options)));
}

function sendToBob(world: World, text = "hi", extra: object = {}): Message {
  return world.as("alice").run("sendMessage", { ...toBob, data: { text }, ...extra });
}

function again(world: World, { id }: Message): Message {
  return world.server.run("getMessage", { id });
}

describe("a message", () => {
  it("is printed with its parties", () => {
    const world = worldOf("alice", "bob");
    const user = (uid: string) => ({
      uid,
      name: uid,
      role: "default",
      status: "offline",
      createdAt: WORLD_START,
    });
    expect(read(world, sendToBob(world, "hi", { muid: "m1", tags: ["t1"] }))).toEqual({
      id: "1",
      muid: "m1",
      conversationId: "alice_user_bob",
      sender: "alice",
      receiver: "bob",
      receiverType: "user",
      category: "message",
      type: "text",
      data: {
        text: "hi",
        entities: {
          sender: { entity: user("alice"), entityType: "user" },
          receiver: { entity: { ...user("bob"), conversationId: "alice_user_bob" }, entityType: "user" },
        },
      },
      sentAt: WORLD_START,
      updatedAt: WORLD_START,
      tags: ["t1"],
    });
  });

  it("tells a viewer of the own reactions only, and nobody in a frame", () => {
    const world = worldOf("alice", "bob");
    const sent = sendToBob(world);
    world.as("bob").run("addReaction", { id: sent.id, reaction: "👍" });
    world.as("alice").run("addReaction", { id: sent.id, reaction: "👍" });
    world.as("alice").run("addReaction", { id: sent.id, reaction: "🎉" });
    const reactions = (viewer?: string) => read(world, again(world, sent), viewer).data.reactions;
    expect(reactions("bob")).toEqual([
      { reaction: "👍", count: 2, reactedByMe: true },
      { reaction: "🎉", count: 1 },
    ]);
    expect(reactions()).toEqual([
      { reaction: "👍", count: 2 },
      { reaction: "🎉", count: 1 },
    ]);
  });

  it("tells the sender when it arrived, and the receiver when it did so for them", () => {
    const world = worldOf("alice", "bob");
    const sent = sendToBob(world);
    world.clock.advance(5_000);
    world.as("bob").run("markDelivered", { uid: "alice" });
    world.clock.advance(5_000);
    world.as("bob").run("markRead", { uid: "alice" });
    const times = { deliveredAt: WORLD_START + 5, readAt: WORLD_START + 10 };
    expect(read(world, sent, "alice")).toMatchObject(times);
    expect(read(world, sent, "alice")).not.toHaveProperty("readByMeAt");
    expect(read(world, sent, "bob")).toMatchObject({
      ...times,
      deliveredToMeAt: WORLD_START + 5,
      readByMeAt: WORLD_START + 10,
    });
    expect(read(world, sent)).not.toHaveProperty("readByMeAt");
  });

  it("was never delivered to someone from whom it was hidden", () => {
    const world = worldOf("alice", "bob");
    world.as("bob").run("blockUsers", { blockedUids: ["alice"] });
    const hidden = sendToBob(world);
    world.as("bob").run("unblockUsers", { blockedUids: ["alice"] });
    sendToBob(world);
    world.as("bob").run("markRead", { uid: "alice" });
    expect(read(world, hidden, "alice")).not.toHaveProperty("readAt");
  });

  it("counts its replies, and those the viewer has not read", () => {
    const world = worldOf("alice", "bob");
    const parent = sendToBob(world);
    for (const text of ["one", "two"]) {
      world.as("bob").run("sendMessage", {
        ...TEXT,
        receiver: "alice",
        receiverType: "user",
        data: { text },
        parentId: parent.id,
      });
    }
    expect(read(world, parent, "alice")).toMatchObject({ replyCount: 2, unreadRepliesCount: 2 });
    expect(read(world, parent, "bob")).toMatchObject({ replyCount: 2, unreadRepliesCount: 0 });
    expect(read(world, parent)).not.toHaveProperty("unreadRepliesCount");
    const [reply] = world.app.state.messages.list("replies", parent.id);
    expect(read(world, reply as Message).parentId).toBe("1");
  });

  it("carries what it quotes one level deep, unless that is not wanted", () => {
    const world = worldOf("alice", "bob");
    const first = sendToBob(world, "first");
    const second = sendToBob(world, "second", { quotedMessageId: first.id });
    const third = sendToBob(world, "third", { quotedMessageId: second.id });
    const printed = read(world, third);
    expect(printed).toMatchObject({ quotedMessageId: "2", quotedMessage: { id: "2", quotedMessageId: "1" } });
    expect(printed.quotedMessage).not.toHaveProperty("quotedMessage");
    expect(read(world, third, "bob", { hideQuotedMessages: true })).not.toHaveProperty("quotedMessage");
  });

  it("lists whom it mentions by their UIDs, whatever these are", () => {
    const world = worldOf("alice", "bob", "__proto__");
    const printed = read(world, sendToBob(world, "<@uid:bob> <@uid:__proto__> <@uid:nobody>"));
    expect(Object.keys(printed.data.mentions)).toEqual(["bob", "__proto__"]);
    expect(printed.data.mentions.bob.name).toBe("bob");
  });

  it("tells whether the viewer follows its thread, when asked", () => {
    const world = worldOf("alice", "bob");
    const parent = sendToBob(world);
    world.as("bob").run("subscribeThread", { id: parent.id });
    const asked = { withThreadSubscribed: true };
    expect(read(world, parent, "bob", asked).threadSubscribed).toBe(true);
    expect(read(world, parent, "alice", asked).threadSubscribed).toBe(false);
    expect(read(world, parent, "bob")).not.toHaveProperty("threadSubscribed");
  });

  it("keeps its envelope when it is deleted", () => {
    const world = worldOf("alice", "bob");
    const action = world.as("alice").run("deleteMessage", { id: sendToBob(world).id });
    const { entity, entityType } = read(world, action).data.entities.on;
    expect(entityType).toBe("message");
    expect(entity).toMatchObject({ id: "1", deletedAt: WORLD_START, deletedBy: "alice" });
    expect(entity.data).not.toHaveProperty("text");
    expect(entity.data.entities.sender.entity.uid).toBe("alice");
  });

  it("still prints when its parties are gone for good", () => {
    const world = worldOf("alice", "bob");
    world.server.run("createGroup", {
      guid: "g",
      name: "G",
      owner: "alice",
      members: { participants: ["bob"] },
    });
    const sent = world.as("bob").run("sendMessage", {
      ...TEXT,
      receiver: "g",
      receiverType: "group",
      data: { text: "hi" },
    });
    world.server.run("deleteUser", { uid: "bob", permanent: true });
    world.server.run("deleteGroup", { guid: "g" });
    const { entities } = read(world, sent).data;
    expect(entities.sender.entity).toMatchObject({ uid: "bob", name: "bob" });
    expect(entities.receiver.entity).toMatchObject({ guid: "g", name: "g", type: "public" });
  });

  it("hides the private part of its parties' metadata from all but servers", () => {
    const world = worldOf("bob");
    const metadata = { shown: 1, "@private": { email: "e" } };
    world.server.run("createUser", { uid: "alice", name: "Alice", metadata });
    const sent = sendToBob(world);
    const seenBy = (server: boolean) => printMessage(viewpoint(world.app, "bob", server), sent).text;
    expect(seenBy(false)).toContain('"metadata":{"shown":1}');
    expect(seenBy(false)).not.toContain("@private");
    expect(seenBy(true)).toContain("@private");
    expect(seenBy(false)).not.toContain("@private");
  });
});

describe("a group action", () => {
  it("shows the group as large as it was right after it", () => {
    const world = worldOf("alice", "bob", "carol");
    const { members } = world.server.run("createGroup", {
      guid: "g",
      name: "G",
      owner: "alice",
      members: { participants: ["bob", "carol"] },
    });
    const added = members?.participants.bob as { message: Message };
    const printed = read(world, added.message);
    expect(printed).toMatchObject({ category: "action", type: "groupMember", sender: "app_system" });
    expect(printed.data).toMatchObject({
      action: "added",
      entities: {
        by: { entity: { uid: "app_system", name: "System" }, entityType: "user" },
        on: { entity: { uid: "bob" }, entityType: "user" },
        for: { entity: { guid: "g", membersCount: 2 }, entityType: "group" },
      },
    });
  });

  it("shows both scopes of a change", () => {
    const world = worldOf("alice", "bob");
    world.server.run("createGroup", {
      guid: "g",
      name: "G",
      owner: "alice",
      members: { participants: ["bob"] },
    });
    world.as("alice").run("changeScope", { guid: "g", uid: "bob", scope: "admin" });
    const action = [...world.app.state.messages.values()].at(-1) as Message;
    expect(read(world, action).data.extras).toEqual({ scope: { old: "participant", new: "admin" } });
  });
});
