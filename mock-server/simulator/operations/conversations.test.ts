import { describe, expect, it } from "vitest";
import { codeOf, createWorld, type World } from "../testing/world.ts";

describe("the conversation with the app itself", () => {
  it("is a user's like any other: read, answered for, tagged and deleted", () => {
    const world = createWorld();
    world.addUsers("alice");
    const { id } = world.server.run("sendMessage", {
      receiver: "alice",
      receiverType: "user",
      category: "message",
      type: "text",
      data: { text: "welcome" },
    });
    const alice = world.as("alice");
    const system = { uid: "app_system" };
    const counted = [{ entityType: "user", entityId: "app_system", count: 1 }];
    expect(alice.run("getConversation", system)).toMatchObject({ with: "app_system", lastMovedBy: id });
    expect(alice.run("listMessages", system).rows).toMatchObject([{ id, sender: "app_system" }]);
    expect(alice.run("unreadCounts", system)).toEqual(counted);
    alice.run("markRead", system);
    expect(alice.run("unreadCounts")).toEqual([]);
    expect(world.server.run("messageReceipts", { id })).toMatchObject([{ recipient: "alice" }]);
    expect(alice.run("tagConversation", { ...system, tags: ["t"] }).tags).toEqual(["t"]);
    expect(alice.run("listThreads", system)).toEqual([]);
    alice.run("deleteConversation", system);
    expect(alice.run("listMessages", system).rows).toEqual([]);
    expect(alice.run("listConversations").rows).toEqual([]);
  });
});

/** What a user sends to another that does not ask for the conversation to move. docs: `updateConversation` */
function nudge(world: World, from: string, to: string) {
  return world.as(from).run("sendMessage", {
    receiver: to,
    receiverType: "user",
    category: "custom",
    type: "nudge",
    data: { customData: { strength: 1 } },
  });
}

describe("a custom message that does not move the conversation", () => {
  it("is in the history of both though they have said nothing else, and puts it in no list", () => {
    const world = createWorld();
    world.addUsers("alice", "bob");
    const { id } = nudge(world, "alice", "bob");
    for (const [uid, other] of [["alice", "bob"] as const, ["bob", "alice"] as const]) {
      const user = world.as(uid);
      expect(user.run("listMessages").rows).toMatchObject([{ id }]);
      expect(user.run("listMessages", { uid: other }).rows).toMatchObject([{ id }]);
      expect(user.run("listConversations").rows).toEqual([]);
      expect(user.run("unreadCounts")).toEqual([]);
      expect(codeOf(user.tryRun("getConversation", { uid: other }))).toBe("ERR_CONVERSATION_NOT_ACCESSIBLE");
    }
  });

  it("is in both histories when it was imported", () => {
    const world = createWorld();
    world.addUsers("alice", "bob");
    const custom = { category: "custom", type: "nudge", data: { customData: { strength: 1 } } };
    world.server.run("loadWorld", {
      messages: [
        {
          muid: "1",
          sender: "alice",
          receiver: "bob",
          receiverType: "user",
          sentAt: 1_690_000_000,
          ...custom,
        },
      ],
    });
    for (const uid of ["alice", "bob"]) expect(world.as(uid).run("listMessages").rows).toHaveLength(1);
  });

  it("can be told delivered and read, until the conversation is deleted", () => {
    const world = createWorld();
    world.addUsers("alice", "bob");
    const bob = world.as("bob");
    const alice = { uid: "alice" };
    expect(codeOf(bob.tryRun("markDelivered", alice))).toBe("ERR_CONVERSATION_NOT_ACCESSIBLE");
    const { id } = nudge(world, "alice", "bob");
    bob.run("markDelivered", { ...alice, messageId: id });
    bob.run("markRead", { ...alice, messageId: id });
    const now = world.clock.now() / 1_000;
    expect(world.as("alice").run("messageReceipts", { id })).toMatchObject([
      { recipient: "bob", deliveredAt: now, readAt: now },
    ]);
    world.say("alice", { uid: "bob" });
    bob.run("deleteConversation", alice);
    expect(codeOf(bob.tryRun("markRead", alice))).toBe("ERR_CONVERSATION_NOT_ACCESSIBLE");
    nudge(world, "alice", "bob");
    bob.run("markRead", alice);
    expect(bob.run("listConversations").rows).toEqual([]);
  });
});
