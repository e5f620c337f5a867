import { describe, expect, it } from "vitest";
import { createWorld } from "../testing/world.ts";

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
