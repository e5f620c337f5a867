import { beforeEach, describe, expect, it } from "vitest";
import { isBanned, memberOf } from "../lookups.ts";
import { LIMITS } from "../rules/limits.ts";
import { digest } from "../testing/digest.ts";
import { type Caller, codeOf, createWorld, WORLD_START, type World } from "../testing/world.ts";

let world: World;

beforeEach(() => {
  world = createWorld();
  world.addUsers("alice", "bob", "carol", "dave");
  world.as("alice").run("createGroup", { guid: "team", name: "Team" });
});

const scopeOf = (uid: string, guid = "team") => memberOf(world.app.state, guid, uid)?.scope;
const codeFor = (uid: string, ...command: Parameters<Caller["tryRun"]>) =>
  codeOf(world.as(uid).tryRun(...command));

/** Whom the message of a command reaches, of those who are online. */
function heardBy(caller: Caller, ...command: Parameters<Caller["tryRun"]>): readonly string[] {
  const outcome = caller.tryRun(...command);
  const event = outcome.ok ? outcome.events.find(({ type }) => type === "message") : undefined;
  return event && "uids" in event.audience ? event.audience.uids.toSorted() : [];
}

function goOnline(...uids: string[]): void {
  for (const uid of uids) world.connect(uid);
}

describe("joining a group", () => {
  it("makes the user a participant, and leaves an action message with the new count", () => {
    const message = world.as("bob").run("joinGroup", { guid: "TEAM" });
    expect(message).toMatchObject({
      category: "action",
      type: "groupMember",
      sender: "bob",
      receiver: "team",
      receiverType: "group",
      action: { action: "joined", by: "bob", onUser: "bob", membersCount: 2 },
    });
    expect(memberOf(world.app.state, "team", "bob")).toMatchObject({
      scope: "participant",
      joinedAt: WORLD_START,
    });
  });

  it("is heard by the members online, the new one included", () => {
    goOnline("alice", "bob", "dave");
    expect(heardBy(world.as("bob"), "joinGroup", { guid: "team" })).toEqual(["alice", "bob"]);
  });

  it("puts the conversation on the list of everyone in the group", () => {
    world.as("bob").run("joinGroup", { guid: "team" });
    for (const uid of ["alice", "bob"]) {
      expect(
        world
          .as(uid)
          .run("listConversations")
          .rows.map((view) => view.with),
      ).toEqual(["team"]);
    }
  });

  it("counts nothing of the history as unread, and everything said from then on", () => {
    world.say("alice", { guid: "team" });
    world.as("bob").run("joinGroup", { guid: "team" });
    expect(world.as("bob").run("unreadCounts")).toEqual([]);
    world.say("alice", { guid: "team" });
    expect(world.as("bob").run("unreadCounts")).toMatchObject([{ entityId: "team", count: 1 }]);
  });

  it("again after leaving counts nothing said meanwhile as unread", () => {
    world.as("bob").run("joinGroup", { guid: "team" });
    world.as("bob").run("leaveGroup", { guid: "team" });
    world.say("alice", { guid: "team" });
    world.as("bob").run("joinGroup", { guid: "team" });
    expect(world.as("bob").run("unreadCounts")).toEqual([]);
  });

  it("again is refused", () => {
    expect(codeFor("alice", "joinGroup", { guid: "team" })).toBe("ERR_ALREADY_JOINED");
  });

  it("of type private is refused", () => {
    world.as("alice").run("createGroup", { guid: "secret", name: "Secret", type: "private" });
    expect(codeFor("bob", "joinGroup", { guid: "secret" })).toBe("ERR_GROUP_JOIN_NOT_ALLOWED");
  });

  it("of type password takes the right password", () => {
    world.as("alice").run("createGroup", { guid: "vault", name: "V", type: "password", password: "sesame" });
    expect(codeFor("bob", "joinGroup", { guid: "vault" })).toBe("ERR_EMPTY_GROUP_PASS");
    expect(codeFor("bob", "joinGroup", { guid: "vault", password: "" })).toBe("ERR_EMPTY_GROUP_PASS");
    expect(codeFor("bob", "joinGroup", { guid: "vault", password: "Sesame" })).toBe("ERR_WRONG_GROUP_PASS");
    expect(codeFor("bob", "joinGroup", { guid: "vault", password: "sesame" })).toBe("ok");
  });

  it("of type public looks at no password", () => {
    expect(codeFor("bob", "joinGroup", { guid: "team", password: "whatever" })).toBe("ok");
  });

  it("while banned is refused before anything about the group is told", () => {
    const group = { guid: "vault", name: "V", type: "password", password: "sesame" } as const;
    world.as("alice").run("createGroup", { ...group, members: { usersToBan: ["bob"] } });
    expect(codeFor("bob", "joinGroup", { guid: "vault" })).toBe("ERR_BANNED_GROUPMEMBER");
  });

  it("needs a user", () => {
    expect(codeOf(world.server.tryRun("joinGroup", { guid: "team" }))).toBe("ERR_BAD_REQUEST");
  });

  it("that is full is refused: ERR_NO_VACANCY to who joins, ERR_PLAN_QUOTA_RESTRICTION to who adds", () => {
    fill("team");
    expect(codeFor("bob", "joinGroup", { guid: "team" })).toBe("ERR_NO_VACANCY");
    const results = world.as("alice").run("addMembers", { guid: "team", participants: ["bob"] });
    expect(results.participants.bob).toMatchObject({
      success: false,
      error: { code: "ERR_PLAN_QUOTA_RESTRICTION" },
    });
  });

  it("is refused to a user who is in as many groups as one can be", () => {
    const { state } = world.app;
    for (let at = 1; at <= LIMITS.groupsPerUser; at += 1) {
      state.members.put({
        guid: `g${at}`,
        uid: "bob",
        scope: "participant",
        joinedAt: 0,
        serial: 1_000 + at,
      });
    }
    state.journal.commit();
    expect(codeFor("bob", "joinGroup", { guid: "team" })).toBe("ERR_PLAN_QUOTA_RESTRICTION");
  });
});

/** Takes every place that is left, without what a real entry costs. */
function fill(guid: string): void {
  const { state } = world.app;
  for (let at = state.members.list("byGroup", guid).length; at < LIMITS.membersPerGroup; at += 1) {
    state.members.put({ guid, uid: `u${at}`, scope: "participant", joinedAt: 0, serial: 1_000 + at });
  }
  state.journal.commit();
}

describe("leaving a group", () => {
  beforeEach(() => {
    world.as("bob").run("joinGroup", { guid: "team" });
    world.as("carol").run("joinGroup", { guid: "team" });
  });

  it("is heard by those who stay and by the leaver's own devices", () => {
    goOnline("alice", "bob", "dave");
    expect(heardBy(world.as("bob"), "leaveGroup", { guid: "team" })).toEqual(["alice", "bob"]);
  });

  it("takes the conversation off the leaver's list, and leaves an action message", () => {
    const message = world.as("bob").run("leaveGroup", { guid: "team" });
    expect(message.action).toMatchObject({ action: "left", by: "bob", onUser: "bob", membersCount: 2 });
    expect(scopeOf("bob")).toBeUndefined();
    expect(world.as("bob").run("listConversations").rows).toEqual([]);
  });

  it("allows coming back as a participant", () => {
    world.as("alice").run("changeScope", { guid: "team", uid: "bob", scope: "admin" });
    world.as("bob").run("leaveGroup", { guid: "team" });
    world.as("bob").run("joinGroup", { guid: "team" });
    expect(scopeOf("bob")).toBe("participant");
    expect(world.as("bob").run("listConversations").rows).toHaveLength(1);
  });
});

describe("adding members", () => {
  it("gives each the scope of the list, with an action message that counts one by one", () => {
    const results = world.as("alice").run("addMembers", {
      guid: "team",
      admins: ["bob"],
      moderators: ["CAROL"],
      participants: ["dave"],
    });
    expect([scopeOf("bob"), scopeOf("carol"), scopeOf("dave")]).toEqual([
      "admin",
      "moderator",
      "participant",
    ]);
    expect(results).toMatchObject({
      admins: {
        bob: { success: true, message: { action: { action: "added", by: "alice", membersCount: 2 } } },
      },
      moderators: { carol: { success: true, message: { action: { onUser: "carol", membersCount: 3 } } } },
      participants: { dave: { success: true, message: { action: { onUser: "dave", membersCount: 4 } } } },
      usersToBan: {},
    });
  });

  it("is heard by the added user too", () => {
    goOnline("alice", "bob", "dave");
    expect(heardBy(world.server, "addMembers", { guid: "team", participants: ["bob"] })).toEqual([
      "alice",
      "bob",
    ]);
  });

  it("by the app is done by app_system", () => {
    const results = world.server.run("addMembers", { guid: "team", participants: ["bob"] });
    expect(results.participants.bob).toMatchObject({
      message: { sender: "app_system", action: { by: "app_system" } },
    });
  });

  it("answers all four maps even for nothing", () => {
    expect(world.as("alice").run("addMembers", { guid: "team" })).toEqual({
      admins: {},
      moderators: {},
      participants: {},
      usersToBan: {},
    });
  });

  it("counts a user in several lists, or twice in one, in the first of them only", () => {
    const results = world.as("alice").run("addMembers", {
      guid: "team",
      moderators: ["bob", "bob"],
      participants: ["bob", "carol"],
      usersToBan: ["bob", "carol", "dave"],
    });
    const names = Object.values(results).map((list) => Object.keys(list));
    expect(names).toEqual([[], ["bob"], ["carol"], ["dave"]]);
    expect(scopeOf("bob")).toBe("moderator");
    expect(isBanned(world.app.state, "team", "bob")).toBe(false);
  });

  it("refuses one user without refusing the others", () => {
    world.as("alice").run("banUser", { guid: "team", uid: "dave" });
    const results = world
      .as("alice")
      .run("addMembers", { guid: "team", participants: ["alice", "nobody", "dave", "bob"] });
    const codes = Object.entries(results.participants).map(([uid, result]) => [
      uid,
      result.success ? "ok" : result.error.code,
    ]);
    expect(codes).toEqual([
      ["alice", "ERR_ALREADY_JOINED"],
      ["nobody", "ERR_UID_NOT_FOUND"],
      ["dave", "ERR_BANNED_GROUPMEMBER"],
      ["bob", "ok"],
    ]);
  });

  it("bans a member with an action message and anyone else without", () => {
    world.as("bob").run("joinGroup", { guid: "team" });
    const { usersToBan } = world
      .as("alice")
      .run("addMembers", { guid: "team", usersToBan: ["bob", "carol"] });
    expect(usersToBan).toMatchObject({
      bob: { success: true, message: { action: { action: "banned", onUser: "bob", membersCount: 1 } } },
      carol: { success: true },
    });
    expect(usersToBan.carol).toHaveProperty("message", undefined);
    expect(isBanned(world.app.state, "team", "carol")).toBe(true);
  });

  it("bans neither the owner nor oneself", () => {
    world.as("alice").run("addMembers", { guid: "team", admins: ["bob"] });
    const { usersToBan } = world.as("bob").run("addMembers", { guid: "team", usersToBan: ["alice", "bob"] });
    expect(usersToBan).toMatchObject({
      alice: { success: false, error: { code: "ERR_GROUP_NO_CLEARANCE" } },
      bob: { success: false, error: { code: "ERR_GROUP_NO_SELF_ACTION" } },
    });
  });

  it("keeps a user apart whose UID is a word of JavaScript", () => {
    world.addUsers("__proto__", "constructor");
    const { participants } = world
      .as("alice")
      .run("addMembers", { guid: "team", participants: ["__proto__", "constructor"] });
    expect(Object.keys(participants)).toEqual(["__proto__", "constructor"]);
    expect(scopeOf("__proto__")).toBe("participant");
  });

  it("takes 25 users over all lists and not one more", () => {
    const uids = Array.from({ length: 25 }, (_, at) => `nobody-${at}`);
    expect(codeFor("alice", "addMembers", { guid: "team", participants: uids })).toBe("ok");
    const before = digest(world.app.state);
    const outcome = world
      .as("alice")
      .tryRun("addMembers", { guid: "team", participants: uids, usersToBan: ["bob"] });
    expect(outcome).toMatchObject({
      ok: false,
      error: { code: "ERR_BAD_REQUEST", details: { members: [/25/] } },
    });
    const group = { guid: "other", name: "Other", members: { participants: uids, usersToBan: ["bob"] } };
    expect(world.as("alice").tryRun("createGroup", group)).toMatchObject({
      error: { details: { members: ["The members lists may not hold more than 25 users in all."] } },
    });
    expect(digest(world.app.state)).toBe(before);
  });
});

describe("changing a scope", () => {
  it("leaves an action message with the old and the new one", () => {
    world.as("bob").run("joinGroup", { guid: "team" });
    const member = world.as("alice").run("changeScope", { guid: "team", uid: "Bob", scope: "moderator" });
    expect(member).toMatchObject({ guid: "team", uid: "bob", scope: "moderator", joinedAt: WORLD_START });
    expect(world.app.state.messages.list("timeline", "group_team").at(-1)).toMatchObject({
      sender: "alice",
      action: { action: "scopeChanged", onUser: "bob", scope: { old: "participant", new: "moderator" } },
    });
  });

  it("is heard by all members", () => {
    world.as("bob").run("joinGroup", { guid: "team" });
    goOnline("alice", "bob", "carol");
    const change = { guid: "team", uid: "bob", scope: "admin" };
    expect(heardBy(world.server, "changeScope", change)).toEqual(["alice", "bob"]);
  });

  it("to an unknown one is a bad request, and to none makes a participant", () => {
    world.as("alice").run("addMembers", { guid: "team", admins: ["bob"] });
    expect(codeFor("alice", "changeScope", { guid: "team", uid: "bob", scope: "king" })).toBe(
      "ERR_BAD_REQUEST",
    );
    expect(world.as("alice").run("changeScope", { guid: "team", uid: "bob" }).scope).toBe("participant");
  });

  it("keeps the member's place in the list", () => {
    world.as("alice").run("addMembers", { guid: "team", participants: ["bob", "carol"] });
    world.as("alice").run("changeScope", { guid: "team", uid: "bob", scope: "admin" });
    const { rows } = world.as("alice").run("listMembers", { guid: "team" });
    expect(rows.map((member) => member.uid)).toEqual(["alice", "bob", "carol"]);
  });
});

describe("kicking a member", () => {
  beforeEach(() => world.as("alice").run("addMembers", { guid: "team", participants: ["bob", "carol"] }));

  it("is heard by those who stay and by the one kicked", () => {
    goOnline("alice", "bob", "dave");
    expect(heardBy(world.as("alice"), "kickMember", { guid: "team", uid: "bob" })).toEqual(["alice", "bob"]);
  });

  it("allows coming back", () => {
    const message = world.as("alice").run("kickMember", { guid: "team", uid: "bob" });
    expect(message.action).toMatchObject({ action: "kicked", by: "alice", onUser: "bob", membersCount: 2 });
    expect(world.as("bob").run("listConversations").rows).toEqual([]);
    expect(codeFor("bob", "joinGroup", { guid: "team" })).toBe("ok");
  });

  it("completes the receipts that only the one kicked was missing from", () => {
    world.say("alice", { guid: "team" });
    world.as("carol").run("markRead", { guid: "team" });
    const outcome = world.as("alice").tryRun("kickMember", { guid: "team", uid: "bob" });
    const actions = outcome.ok ? outcome.events.map((event) => "action" in event && event.action) : [];
    expect(actions).toContain("readByAll");
  });
});

describe("listing members", () => {
  beforeEach(() => {
    world.as("alice").run("addMembers", { guid: "team", moderators: ["carol"], participants: ["bob"] });
  });

  const uids = (input: object) => {
    const outcome = world.as("alice").tryRun("listMembers", { guid: "team", ...input });
    return outcome.ok ? outcome.value.rows.map((member) => member.uid) : codeOf(outcome);
  };

  it("goes by the order of joining", () => {
    expect(uids({})).toEqual(["alice", "carol", "bob"]);
  });

  it.each([
    [{ searchKey: "CA" }, ["carol"]],
    [{ searchKey: "" }, ["alice", "carol", "bob"]],
    [{ scopes: ["admin", "participant"] }, ["alice", "bob"]],
    [{ page: 2, perPage: 2 }, ["bob"]],
    [{ status: "available" }, ["carol"]],
    [{ status: "offline" }, ["alice", "bob"]],
    [{ scopes: ["king"] }, "ERR_BAD_REQUEST"],
    [{ perPage: 0 }, "ERR_BAD_REQUEST"],
  ] as const)("filters and pages by %o", (input, expected) => {
    goOnline("carol");
    expect(uids(input)).toEqual(expected);
  });

  it("keeps showing a member who is deactivated", () => {
    world.server.run("deactivateUsers", { uidsToDeactivate: ["bob"] });
    expect(uids({})).toContain("bob");
  });
});
