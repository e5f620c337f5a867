import { beforeEach, describe, expect, it } from "vitest";
import { areFriends } from "../lookups.ts";
import { LIMITS } from "../rules/limits.ts";
import { codeOf, createWorld, type World } from "../testing/world.ts";

let world: World;

beforeEach(() => {
  world = createWorld();
  world.addUsers("alice", "bob", "carol", "dave");
});

const friendsOf = (uid: string, filter: object = {}) => {
  const outcome = world.server.tryRun("listFriends", { uid, ...filter });
  return outcome.ok ? outcome.value.rows.map((user) => user.uid) : codeOf(outcome);
};

describe("adding friends", () => {
  it("is mutual", () => {
    expect(world.server.run("addFriends", { uid: "Alice", accepted: ["BOB"] })).toEqual({
      bob: { success: true },
    });
    expect(areFriends(world.app.state, "alice", "bob")).toBe(true);
    expect(areFriends(world.app.state, "bob", "alice")).toBe(true);
  });

  it("refuses one without refusing the others", () => {
    world.server.run("addFriends", { uid: "bob", accepted: ["alice"] });
    const results = world.server.run("addFriends", {
      uid: "alice",
      accepted: ["alice", "nobody", "bob", "carol", "carol"],
    });
    expect(results).toMatchObject({
      alice: { success: false, error: { code: "ERR_CANNOT_FORM_SELF_RELATION" } },
      nobody: { success: false, error: { code: "ERR_UID_NOT_FOUND" } },
      bob: { success: false, error: { code: "ERR_ALREADY_FRIEND" } },
      carol: { success: true },
    });
  });

  it("takes 25 at once and not one more", () => {
    const accepted = Array.from({ length: 26 }, (_, at) => `nobody-${at}`);
    expect(codeOf(world.server.tryRun("addFriends", { uid: "alice", accepted }))).toBe("ERR_BAD_REQUEST");
    expect(codeOf(world.server.tryRun("addFriends", { uid: "alice", accepted: accepted.slice(1) }))).toBe(
      "ok",
    );
  });

  it("stops at the limit of either side", () => {
    const { state } = world.app;
    for (let serial = 1; serial <= LIMITS.friendsPerUser; serial += 1) {
      state.friendships.put({ uid: "bob", friend: `f${serial}`, serial: 10_000 + serial });
    }
    state.journal.commit();
    expect(world.server.run("addFriends", { uid: "alice", accepted: ["bob", "carol"] })).toMatchObject({
      bob: { success: false, error: { code: "ERR_PLAN_QUOTA_RESTRICTION" } },
      carol: { success: true },
    });
    expect(areFriends(state, "alice", "bob")).toBe(false);
  });

  it("opens the conversation for both when asked to, without a message", () => {
    world.server.run("addFriends", { uid: "alice", accepted: ["bob"], addToConversations: true });
    world.server.run("addFriends", { uid: "alice", accepted: ["carol"] });
    expect(world.as("alice").run("listConversations").rows).toMatchObject([
      { with: "bob", conversationType: "user", conversationId: "alice_user_bob", lastMovedBy: 0 },
    ]);
    expect(world.as("bob").run("listConversations").rows).toMatchObject([{ with: "alice" }]);
    expect(world.app.state.messages.size).toBe(0);
  });

  it("leaves a conversation alone that is on the list already", () => {
    world.say("bob", { uid: "alice" });
    const [before] = world.as("alice").run("listConversations").rows;
    world.clock.advance(5_000);
    world.server.run("addFriends", { uid: "alice", accepted: ["bob"], addToConversations: true });
    expect(world.as("alice").run("listConversations").rows).toEqual([before]);
  });
});

describe("listing friends", () => {
  beforeEach(() => world.server.run("addFriends", { uid: "alice", accepted: ["dave", "bob", "carol"] }));

  it("goes by name", () => {
    expect(friendsOf("alice")).toEqual(["bob", "carol", "dave"]);
    expect(friendsOf("dave")).toEqual(["alice"]);
  });

  it.each([
    [{ searchKey: "C" }, ["carol"]],
    [{ page: 2, perPage: 2 }, ["dave"]],
  ])("filters and pages by %o", (filter, expected) => expect(friendsOf("alice", filter)).toEqual(expected));

  it("leaves out whoever is deactivated, until reactivated", () => {
    world.server.run("deactivateUsers", { uidsToDeactivate: ["carol"] });
    expect(friendsOf("alice")).toEqual(["bob", "dave"]);
    world.server.run("reactivateUsers", { uidsToActivate: ["carol"] });
    expect(friendsOf("alice")).toEqual(["bob", "carol", "dave"]);
  });

  it("of an unknown user is refused", () => {
    expect(friendsOf("nobody")).toBe("ERR_UID_NOT_FOUND");
  });
});

describe("removing friends", () => {
  it("ends it for both", () => {
    world.server.run("addFriends", { uid: "alice", accepted: ["bob", "carol"] });
    world.server.run("removeFriends", { uid: "bob", friends: ["alice"] });
    expect([friendsOf("alice"), friendsOf("bob")]).toEqual([["carol"], []]);
  });

  it("ends none when one of them is none", () => {
    world.server.run("addFriends", { uid: "alice", accepted: ["bob"] });
    const outcome = world.server.tryRun("removeFriends", { uid: "alice", friends: ["bob", "carol"] });
    expect(codeOf(outcome)).toBe("ERR_NOT_A_FRIEND");
    expect(friendsOf("alice")).toEqual(["bob"]);
  });
});
