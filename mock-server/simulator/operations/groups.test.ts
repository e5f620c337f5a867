import { beforeEach, describe, expect, it } from "vitest";
import { memberOf } from "../lookups.ts";
import { LIMITS } from "../rules/limits.ts";
import { canonical, digest } from "../testing/digest.ts";
import { codeOf, createWorld, WORLD_START, type World } from "../testing/world.ts";

let world: World;

beforeEach(() => {
  world = createWorld();
  world.addUsers("alice", "bob", "carol");
});

const scopeOf = (uid: string, guid = "team") => memberOf(world.app.state, guid, uid)?.scope;
const codeFor = (uid: string, ...command: Parameters<ReturnType<World["as"]>["tryRun"]>) =>
  codeOf(world.as(uid).tryRun(...command));

describe("creating a group", () => {
  it("makes the acting user its owner and first admin, whatever owner the call names", () => {
    const { group, members } = world
      .as("alice")
      .run("createGroup", { guid: "Team", name: "Team", owner: "bob" });
    expect(group).toMatchObject({ guid: "team", name: "Team", type: "public", owner: "alice" });
    expect(group.createdAt).toBe(WORLD_START);
    expect(members).toBeUndefined();
    expect(scopeOf("alice")).toBe("admin");
    expect(scopeOf("bob")).toBeUndefined();
  });

  it("leaves no action message for the owner's own entry", () => {
    world.as("alice").run("createGroup", { guid: "team", name: "Team" });
    expect(world.app.state.messages.size).toBe(0);
  });

  it("by the app gives it to the named owner", () => {
    expect(world.server.run("createGroup", { guid: "team", name: "Team", owner: "BOB" }).group.owner).toBe(
      "bob",
    );
    expect(scopeOf("bob")).toBe("admin");
  });

  it("by the app without an owner leaves it to the app, and nobody is a member", () => {
    expect(world.server.run("createGroup", { guid: "team", name: "Team" }).group.owner).toBe("app_system");
    expect(world.app.state.members.size).toBe(0);
  });

  it("by the app for an unknown owner is refused", () => {
    const outcome = world.server.tryRun("createGroup", { guid: "team", name: "Team", owner: "nobody" });
    expect(codeOf(outcome)).toBe("ERR_UID_NOT_FOUND");
  });

  it("takes the old word protected for password", () => {
    const input = { guid: "team", name: "Team", type: "protected", password: "sesame" } as const;
    expect(world.as("alice").run("createGroup", input).group.type).toBe("password");
  });

  it.each([undefined, ""])("of type password needs a password, and %o is none", (password) => {
    expect(codeFor("alice", "createGroup", { guid: "team", name: "Team", type: "password", password })).toBe(
      "ERR_EMPTY_GROUP_PASS",
    );
  });

  it("with a GUID that is taken, in whatever case, is refused", () => {
    world.as("alice").run("createGroup", { guid: "team", name: "Team" });
    expect(codeFor("bob", "createGroup", { guid: "TEAM", name: "Other" })).toBe("ERR_GUID_ALREADY_EXISTS");
  });

  it.each([
    { guid: "te am", name: "Team" },
    { guid: "", name: "Team" },
    { guid: "g".repeat(101), name: "Team" },
    { guid: "team" },
    { guid: "team", name: "n".repeat(101) },
    { guid: "team", name: "Team", type: "secret" },
    { guid: "team", name: "Team", icon: "not a url" },
    { guid: "team", name: "Team", description: "d".repeat(256) },
    { guid: "team", name: "Team", tags: Array.from({ length: 26 }, (_, at) => `tag ${at}`) },
    { guid: "team", name: "Team", metadata: { big: "m".repeat(5_200) } },
    {
      guid: "team",
      name: "Team",
      members: { participants: Array.from({ length: 26 }, (_, at) => `user-${at}`) },
    },
  ])("is refused with bad fields (%#)", (input) => {
    const before = digest(world.app.state);
    expect(codeFor("alice", "createGroup", input)).toBe("ERR_BAD_REQUEST");
    expect(digest(world.app.state)).toBe(before);
  });

  it("with members adds them one by one, and no failure of one fails the call", () => {
    const { members } = world.as("alice").run("createGroup", {
      guid: "team",
      name: "Team",
      members: { moderators: ["bob", "nobody"], usersToBan: ["carol"] },
    });
    expect(members?.moderators).toMatchObject({
      bob: {
        success: true,
        message: { action: { action: "added", by: "alice", onUser: "bob", membersCount: 2 } },
      },
      nobody: { success: false, error: { code: "ERR_UID_NOT_FOUND" } },
    });
    expect(members).toMatchObject({ admins: {}, participants: {}, usersToBan: { carol: { success: true } } });
    expect(scopeOf("bob")).toBe("moderator");
  });

  it("is refused to a user who is in as many groups as one can be", () => {
    const { state } = world.app;
    for (let serial = 1; serial <= LIMITS.groupsPerUser; serial += 1) {
      state.members.put({ guid: `g${serial}`, uid: "alice", scope: "participant", joinedAt: 0, serial });
    }
    state.journal.commit();
    expect(codeFor("alice", "createGroup", { guid: "team", name: "Team" })).toBe(
      "ERR_PLAN_QUOTA_RESTRICTION",
    );
  });
});

describe("getting a group", () => {
  it.each(["public", "password"] as const)("of type %s needs no membership", (type) => {
    world.as("alice").run("createGroup", { guid: "team", name: "Team", type, password: "sesame" });
    expect(world.as("bob").run("getGroup", { guid: "Team" }).guid).toBe("team");
  });

  it("of type private needs one, unless the app asks", () => {
    world.as("alice").run("createGroup", { guid: "team", name: "Team", type: "private" });
    expect(codeFor("bob", "getGroup", { guid: "team" })).toBe("ERR_GROUP_NOT_JOINED");
    expect(world.server.run("getGroup", { guid: "team" }).type).toBe("private");
  });
});

describe("updating a group", () => {
  beforeEach(() => {
    const profile = {
      icon: "https://example.com/i.png",
      description: "old",
      metadata: { a: 1 },
      tags: ["x"],
    };
    world.as("alice").run("createGroup", { guid: "team", name: "Team", ...profile });
  });

  it("changes what is named and keeps the rest", () => {
    world.clock.advance(5_000);
    const updated = world.as("alice").run("updateGroup", { guid: "team", name: "New", tags: ["y"] });
    expect(updated).toMatchObject({
      name: "New",
      description: "old",
      tags: ["y"],
      updatedAt: WORLD_START + 5,
      updatedBy: "alice",
    });
  });

  it("clears what is unset", () => {
    const updated = world
      .as("alice")
      .run("updateGroup", { guid: "team", unset: ["icon", "description", "metadata"] });
    expect(canonical(updated)).not.toMatch(/icon|description|metadata/);
  });

  it("to type password needs a password, given now or kept from before", () => {
    expect(codeFor("alice", "updateGroup", { guid: "team", type: "password" })).toBe("ERR_EMPTY_GROUP_PASS");
    world.as("alice").run("updateGroup", { guid: "team", type: "password", password: "sesame" });
    world.as("alice").run("updateGroup", { guid: "team", type: "public" });
    expect(world.as("alice").run("updateGroup", { guid: "team", type: "password" }).password).toBe("sesame");
    expect(codeFor("alice", "updateGroup", { guid: "team", password: "" })).toBe("ERR_EMPTY_GROUP_PASS");
  });

  it("by a user leaves the owner alone, whatever the call names", () => {
    world.as("bob").run("joinGroup", { guid: "team" });
    expect(world.as("alice").run("updateGroup", { guid: "team", owner: "bob" }).owner).toBe("alice");
  });

  it("by the app may name another member as owner, who becomes an admin", () => {
    expect(codeOf(world.server.tryRun("updateGroup", { guid: "team", owner: "bob" }))).toBe(
      "ERR_NOT_A_MEMBER",
    );
    world.as("bob").run("joinGroup", { guid: "team" });
    expect(world.server.run("updateGroup", { guid: "team", owner: "bob" }).owner).toBe("bob");
    expect(scopeOf("bob")).toBe("admin");
  });

  it("moves it in the lists by name", () => {
    world.as("alice").run("createGroup", { guid: "middle", name: "m" });
    world.as("alice").run("updateGroup", { guid: "team", name: "a" });
    expect(
      world
        .as("bob")
        .run("listGroups")
        .rows.map((group) => group.guid),
    ).toEqual(["team", "middle"]);
  });
});

describe("transferring a group", () => {
  beforeEach(() => {
    world.as("alice").run("createGroup", { guid: "team", name: "Team", members: { participants: ["bob"] } });
  });

  it("makes the new owner an admin, and the old one stays one", () => {
    expect(world.as("alice").run("transferOwnership", { guid: "team", owner: "bob" }).owner).toBe("bob");
    expect([scopeOf("alice"), scopeOf("bob")]).toEqual(["admin", "admin"]);
  });

  it("lets the old owner leave and the new one not", () => {
    world.as("alice").run("transferOwnership", { guid: "team", owner: "bob" });
    expect(codeFor("bob", "leaveGroup", { guid: "team" })).toBe("ERR_OWNER_EXIT_FORBIDDEN");
    expect(codeFor("alice", "leaveGroup", { guid: "team" })).toBe("ok");
  });

  it("to its owner changes nothing", () => {
    const before = digest(world.app.state);
    expect(world.as("alice").run("transferOwnership", { guid: "team", owner: "alice" }).owner).toBe("alice");
    expect(digest(world.app.state)).toBe(before);
  });

  it("leaves no action message", () => {
    const outcome = world.as("alice").tryRun("transferOwnership", { guid: "team", owner: "bob" });
    expect(outcome).toMatchObject({ ok: true, events: [{ type: "group", action: "ownerTransferred" }] });
  });
});

describe("deleting a group", () => {
  it("leaves nothing of it, and nothing else missing", () => {
    const { state } = world.app;
    world
      .as("alice")
      .run("createGroup", { guid: "other", name: "Other", members: { participants: ["bob"] } });
    world.say("alice", { guid: "other" });
    const before = digest(state);
    world.as("alice").run("createGroup", {
      guid: "team",
      name: "Team",
      members: { participants: ["bob"], usersToBan: ["carol"] },
    });
    const { id } = world.say("alice", { guid: "team" });
    world.say("bob", { guid: "team" }, id);
    world.as("bob").run("addReaction", { id, reaction: "👍" });
    world.as("bob").run("markRead", { guid: "team" });
    expect(world.as("alice").run("deleteGroup", { guid: "team" })).toBe("team");
    expect(withoutCounters(digest(state))).toBe(withoutCounters(before));
    expect(codeFor("alice", "getGroup", { guid: "team" })).toBe("ERR_GUID_NOT_FOUND");
  });

  it("frees its GUID for a group without the old one's members", () => {
    world.as("alice").run("createGroup", { guid: "team", name: "Team", members: { participants: ["bob"] } });
    world.as("alice").run("deleteGroup", { guid: "team" });
    world.as("carol").run("createGroup", { guid: "team", name: "Team" });
    expect(scopeOf("bob")).toBeUndefined();
    expect(world.as("carol").run("listMembers", { guid: "team" }).total).toBe(1);
  });
});

/** Serial numbers only grow, so they alone remember. */
function withoutCounters(text: string): string {
  return JSON.stringify((JSON.parse(text) as [string, string[]][]).filter(([table]) => table !== "counters"));
}
