import { beforeEach, describe, expect, it } from "vitest";
import { memberOf } from "../lookups.ts";
import { Table } from "../table.ts";
import { canonical, digest } from "../testing/digest.ts";
import { codeOf, createWorld, WORLD_START, type World } from "../testing/world.ts";

let world: World;

beforeEach(() => {
  world = createWorld();
  world.addUsers("alice", "bob", "carol");
});

describe("deactivating users", () => {
  it("makes them unknown to every lookup, and hides them from lists", () => {
    expect(world.server.run("deactivateUsers", { uidsToDeactivate: ["BOB", "bob", "carol"] })).toEqual({
      deactivatedUids: ["bob", "carol"],
    });
    expect(codeOf(world.as("alice").tryRun("getUser", { uid: "bob" }))).toBe("ERR_UID_NOT_FOUND");
    expect(codeOf(world.as("bob").tryRun("getUser", { uid: "alice" }))).toBe("ERR_UID_NOT_FOUND");
    expect(world.server.run("listUsers").rows.map((user) => user.uid)).toEqual(["alice"]);
    expect(world.server.run("listUsers", { onlyDeactivated: true }).rows).toMatchObject([
      { uid: "bob", deactivatedAt: WORLD_START },
      { uid: "carol" },
    ]);
  });

  it("keeps their tokens and refuses them", () => {
    const { authToken } = world.server.run("createAuthToken", { uid: "bob" });
    const bob = world.by({ kind: "authToken", authToken });
    world.server.run("deleteUser", { uid: "bob" });
    expect(codeOf(bob.tryRun("listUsers"))).toBe("AUTH_ERR_AUTH_TOKEN_NOT_FOUND");
    world.server.run("reactivateUsers", { uidsToActivate: ["bob"] });
    expect(codeOf(bob.tryRun("listUsers"))).toBe("ok");
  });

  it("ends their sockets, and tells whoever follows their presence", () => {
    const bob = world.connect("bob");
    const alice = world.connect("alice", { kind: "all" });
    const outcome = world.server.tryRun("deactivateUsers", { uidsToDeactivate: ["bob"] });
    expect(outcome).toMatchObject({
      events: expect.arrayContaining([
        { type: "sessionEnded", reason: "revoked", audience: { connections: [bob.id] } },
        expect.objectContaining({
          type: "presence",
          action: "offline",
          uid: "bob",
          audience: { connections: [alice.id] },
        }),
      ]),
    });
    expect(world.app.state.connections.list("byUser", "bob")).toEqual([]);
    expect(world.app.state.users.get("bob")).toMatchObject({
      lastActiveAt: WORLD_START,
      deactivatedAt: WORLD_START,
    });
  });

  it("keeps memberships and history", () => {
    world.as("bob").run("createGroup", { guid: "team", name: "Team", members: { participants: ["alice"] } });
    world.say("bob", { guid: "team" });
    const { messages } = world.app.state;
    const before = messages.size;
    world.server.run("deactivateUsers", { uidsToDeactivate: ["bob"] });
    expect(memberOf(world.app.state, "team", "bob")?.scope).toBe("admin");
    expect(messages.size).toBe(before);
  });

  it("keeps the time of the first deactivation", () => {
    world.server.run("deactivateUsers", { uidsToDeactivate: ["bob"] });
    world.clock.advance(5_000);
    world.server.run("deactivateUsers", { uidsToDeactivate: ["bob"] });
    expect(world.app.state.users.get("bob")?.deactivatedAt).toBe(WORLD_START);
  });

  it.each(["deactivateUsers", "reactivateUsers"] as const)("%s takes all of them or none", (operation) => {
    world.server.run("deactivateUsers", { uidsToDeactivate: ["carol"] });
    const before = digest(world.app.state);
    const uids = ["bob", "carol", "nobody"];
    const outcome = world.server.tryRun(operation, { uidsToDeactivate: uids, uidsToActivate: uids });
    expect(codeOf(outcome)).toBe("ERR_UID_NOT_FOUND");
    expect(digest(world.app.state)).toBe(before);
  });

  it("is undone by reactivating, active users staying as they are", () => {
    const before = digest(world.app.state);
    world.server.run("deactivateUsers", { uidsToDeactivate: ["bob"] });
    expect(world.server.run("reactivateUsers", { uidsToActivate: ["bob", "alice"] })).toEqual({
      nonDeactivatedUids: ["bob", "alice"],
    });
    expect(digest(world.app.state)).toBe(before);
  });

  it("is the server's affair", () => {
    const outcome = world.as("alice").tryRun("deactivateUsers", { uidsToDeactivate: ["bob"] });
    expect(codeOf(outcome)).toBe("AUTH_ERR_EMPTY_APIKEY");
  });
});

describe("deleting a user", () => {
  it("deactivates, unless it is for good", () => {
    expect(world.server.run("deleteUser", { uid: "Bob" })).toBe("bob");
    expect(world.app.state.users.get("bob")?.deactivatedAt).toBe(WORLD_START);
    expect(codeOf(world.server.tryRun("deleteUser", { uid: "bob" }))).toBe("ERR_UID_NOT_FOUND");
    expect(world.server.run("deleteUser", { uid: "bob", permanent: true })).toBe("bob");
    expect(world.app.state.users.has("bob")).toBe(false);
  });

  it.each(["nobody", "app_system"])("refuses %s", (uid) => {
    expect(codeOf(world.server.tryRun("deleteUser", { uid, permanent: true }))).toBe("ERR_UID_NOT_FOUND");
  });

  it("for good leaves no trace of the user in any table", () => {
    const { state } = world.app;
    world.server.run("addFriends", { uid: "bob", accepted: ["alice"], addToConversations: true });
    world.as("bob").run("blockUsers", { blockedUids: ["carol"] });
    world.as("carol").run("blockUsers", { blockedUids: ["bob"] });
    world
      .as("alice")
      .run("createGroup", { guid: "team", name: "Team", members: { participants: ["bob", "carol"] } });
    world.as("alice").run("createGroup", { guid: "other", name: "Other", members: { usersToBan: ["bob"] } });
    world.as("bob").run("createGroup", { guid: "own", name: "Own", members: { participants: ["alice"] } });
    world.connect("bob");
    const question = world.say("alice", { guid: "team" });
    const reply = world.say("bob", { guid: "team" }, question.id);
    world.as("alice").run("editMessage", { id: reply.id, data: { text: "moderated" } });
    world.as("bob").run("addReaction", { id: question.id, reaction: "👍" });
    world.as("bob").run("markRead", { guid: "team" });
    world.say("alice", { uid: "bob" });
    world.say("bob", { uid: "alice" });
    world.as("alice").run("markRead", { uid: "bob" });
    world.server.run("deleteUser", { uid: "bob", permanent: true });
    expect(rowsThatName("bob")).toEqual([]);
    expect(state.groups.get("own")?.owner).toBe("app_system");
    expect(memberOf(state, "own", "alice")).toBeDefined();
    expect(state.threads.has(question.id)).toBe(false);
    expect(
      world
        .as("alice")
        .run("listConversations")
        .rows.map((view) => view.with),
    ).not.toContain("bob");
  });

  it("for good leaves everyone else's conversations as they were", () => {
    world.say("alice", { uid: "carol" });
    world.as("carol").run("markRead", { uid: "alice" });
    const before = rowsThatName("alice_user_carol");
    world.say("bob", { uid: "carol" });
    world.server.run("deleteUser", { uid: "bob", permanent: true });
    expect(rowsThatName("alice_user_carol")).toEqual(before);
  });

  it("for good ends the sockets, and frees the UID for someone new", () => {
    const { id } = world.connect("bob");
    const { authToken } = world.server.run("createAuthToken", { uid: "bob" });
    expect(world.server.tryRun("deleteUser", { uid: "bob", permanent: true })).toMatchObject({
      events: expect.arrayContaining([
        { type: "sessionEnded", reason: "revoked", audience: { connections: [id] } },
      ]),
    });
    world.addUsers("bob");
    expect(world.server.run("listAuthTokens", { uid: "bob" }).total).toBe(0);
    expect(codeOf(world.by({ kind: "authToken", authToken }).tryRun("listUsers"))).toBe(
      "AUTH_ERR_AUTH_TOKEN_NOT_FOUND",
    );
  });

  it("for good completes the receipts that only the user was missing from", () => {
    const members = { participants: ["bob", "carol"] };
    world.as("alice").run("createGroup", { guid: "team", name: "Team", members });
    world.say("alice", { guid: "team" });
    world.as("carol").run("markRead", { guid: "team" });
    expect(world.server.tryRun("deleteUser", { uid: "bob", permanent: true })).toMatchObject({
      events: expect.arrayContaining([expect.objectContaining({ type: "receipts", action: "readByAll" })]),
    });
  });
});

/** Every record that has this text in it; serial numbers are kept for good, and do not count. */
function rowsThatName(text: string): string[] {
  const tables = Object.entries(world.app.state).flatMap(([name, table]) =>
    table instanceof Table && name !== "counters" ? [...table.values()].map(canonical) : [],
  );
  return tables.filter((row) => row.includes(text)).sort();
}
