import { beforeEach, describe, expect, it } from "vitest";
import { memberOf } from "../lookups.ts";
import { codeOf, createWorld, WORLD_START, type World } from "../testing/world.ts";

let world: World;
const BOB = { guid: "team", uid: "bob" };

beforeEach(() => {
  world = createWorld();
  world.addUsers("alice", "bob", "carol", "dave");
  world.as("alice").run("createGroup", {
    guid: "team",
    name: "Team",
    members: { moderators: ["bob"], participants: ["carol"] },
  });
});

describe("banning a user", () => {
  it("ends the membership and bars the way back", () => {
    const message = world.as("alice").run("banUser", BOB);
    expect(message?.action).toMatchObject({ action: "banned", by: "alice", onUser: "bob", membersCount: 2 });
    expect(memberOf(world.app.state, "team", "bob")).toBeUndefined();
    expect(world.as("bob").run("listConversations").rows).toEqual([]);
    expect(codeOf(world.as("bob").tryRun("joinGroup", { guid: "team" }))).toBe("ERR_BANNED_GROUPMEMBER");
  });

  it("is heard by the members and by the one banned", () => {
    for (const uid of ["alice", "bob", "dave"]) world.connect(uid);
    expect(world.as("alice").tryRun("banUser", BOB)).toMatchObject({
      events: [{ type: "message", audience: { uids: ["alice", "bob"] } }],
    });
  });

  it("who is no member leaves no message and tells nobody", () => {
    const outcome = world.as("alice").tryRun("banUser", { guid: "team", uid: "dave" });
    expect(outcome).toMatchObject({ ok: true, value: undefined, events: [] });
    expect(codeOf(world.as("dave").tryRun("joinGroup", { guid: "team" }))).toBe("ERR_BANNED_GROUPMEMBER");
  });

  it("makes the group's members unreadable to them, not its listing", () => {
    world.as("alice").run("banUser", BOB);
    expect(codeOf(world.as("bob").tryRun("listMembers", { guid: "team" }))).toBe("ERR_NOT_A_MEMBER");
    expect(world.as("bob").run("listGroups").total).toBe(1);
  });
});

describe("unbanning a user", () => {
  beforeEach(() => world.as("alice").run("banUser", BOB));

  it("allows joining again, and does not make a member", () => {
    const message = world.as("alice").run("unbanUser", BOB);
    expect(message.action).toMatchObject({ action: "unbanned", by: "alice", onUser: "bob", membersCount: 2 });
    expect(memberOf(world.app.state, "team", "bob")).toBeUndefined();
    world.as("bob").run("joinGroup", { guid: "team" });
    expect(memberOf(world.app.state, "team", "bob")?.scope).toBe("participant");
  });

  it("is heard by the members, which the one unbanned is not", () => {
    for (const uid of ["alice", "bob", "carol"]) world.connect(uid);
    expect(world.as("alice").tryRun("unbanUser", BOB)).toMatchObject({
      events: [{ audience: { uids: ["alice", "carol"] } }],
    });
  });
});

describe("listing the banned", () => {
  beforeEach(() => {
    world.as("alice").run("banUser", BOB);
    world.clock.advance(1_000);
    world.as("alice").run("banUser", { guid: "team", uid: "dave" });
  });

  it("goes by the time of the ban, and tells the scope lost", () => {
    const { rows } = world.as("alice").run("listBanned", { guid: "team" });
    expect(rows).toMatchObject([
      { uid: "bob", scope: "moderator", bannedAt: WORLD_START },
      { uid: "dave", scope: undefined, bannedAt: WORLD_START + 1 },
    ]);
  });

  it.each([
    [{ searchKey: "DA" }, ["dave"]],
    [{ scopes: ["moderator"] }, ["bob"]],
    [{ scopes: ["participant"] }, []],
    [{ page: 2, perPage: 1 }, ["dave"]],
  ] as const)("filters and pages by %o", (filter, expected) => {
    const outcome = world.as("alice").tryRun("listBanned", { guid: "team", ...filter });
    expect(outcome.ok && outcome.value.rows.map((ban) => ban.uid)).toEqual(expected);
  });
});
