import { describe, expect, it } from "vitest";
import { createWorld } from "./testing/world.ts";

describe("a list of what is unread, or undelivered", () => {
  it("holds what the unread count counts, and so nothing that was deleted since", () => {
    const world = createWorld();
    world.addUsers("alice", "bob");
    const kept = world.say("alice", { uid: "bob" });
    const deleted = world.say("alice", { uid: "bob" });
    world.as("alice").run("deleteMessage", { id: deleted.id });
    const bob = world.as("bob");
    const [count] = bob.run("unreadCounts");
    const idsOf = (filter: { unread?: true; undelivered?: true }) =>
      bob.run("listMessages", { uid: "alice", ...filter }).rows.map(({ id }) => id);
    expect(count?.count).toBe(1);
    expect(idsOf({ unread: true })).toEqual([kept.id]);
    expect(idsOf({ undelivered: true })).toEqual([kept.id]);
  });
});
