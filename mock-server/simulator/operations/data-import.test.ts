import { describe, expect, it } from "vitest";
import type { MessageRow } from "../import-messages.ts";
import { codeOf, createWorld, WORLD_START } from "../testing/world.ts";

const THEN = 1_600_000_000;

function worldOfThree() {
  const world = createWorld();
  world.addUsers("alice", "bob", "carol");
  return world;
}

/** When a message was delivered and read, as its sender may ask. */
function receiptsOf(world: ReturnType<typeof createWorld>, id: number) {
  return world.as("alice").run("messageReceipts", { id });
}

/** A row of history from alice to bob. */
function row(muid: string, more: Partial<Record<keyof MessageRow["row"], unknown>> = {}) {
  const to = { sender: "alice", receiverType: "user", receiver: "bob", sentAt: THEN };
  return { [muid]: { muid, ...to, data: { text: `text ${muid}` }, ...more } };
}

describe("importing users", () => {
  it("keeps their times, and tells nobody", () => {
    const world = createWorld();
    const ada = { uid: "Ada", name: "Ada", createdAt: `${THEN}`, lastActiveAt: THEN + 1, tags: ["t"] };
    const outcome = world.server.tryRun("importUsers", { users: { Ada: ada } });
    expect(outcome).toMatchObject({ ok: true, events: [], value: { Ada: { success: true } } });
    expect(world.app.state.users.get("ada")).toMatchObject({
      uid: "ada",
      role: "default",
      createdAt: THEN,
      lastActiveAt: THEN + 1,
    });
  });

  it("may bring deactivated ones", () => {
    const world = createWorld();
    world.server.run("importUsers", { users: { ada: { uid: "ada", name: "Ada", deactivatedAt: THEN } } });
    expect(codeOf(world.server.tryRun("getUser", { uid: "ada" }))).toBe("ERR_UID_NOT_FOUND");
  });

  it.each([
    ["alice", { uid: "alice", name: "Again" }, "ERR_UID_ALREADY_EXISTS"],
    ["ada", { uid: "other", name: "Ada" }, "ERR_IMPORT_INVALID_USER_FORMAT"],
    ["ada", { uid: "ada" }, "ERR_IMPORT_INVALID_USER_FORMAT"],
    ["ada", { uid: "ada", name: "Ada", createdAt: 12 }, "ERR_IMPORT_INVALID_USER_FORMAT"],
    ["ada", "not a row", "ERR_IMPORT_INVALID_USER_FORMAT"],
    ["ada", { uid: "ada", name: "Ada", role: "none" }, "ERR_BAD_REQUEST"],
  ])("refuses %s: %o alone with %s", (key, raw, code) => {
    const users = { [key]: raw, fine: { uid: "fine", name: "Fine" } };
    const results = worldOfThree().server.run("importUsers", { users });
    expect(results).toMatchObject({ [key]: { success: false, error: { code } }, fine: { success: true } });
  });

  it("takes fifty rows and no more", () => {
    const users = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, at) => [`u${at}`, { uid: `u${at}`, name: "U" }]));
    const { server } = createWorld();
    expect(codeOf(server.tryRun("importUsers", { users: users(51) }))).toBe("ERR_BAD_REQUEST");
    expect(codeOf(server.tryRun("importUsers", { users: users(50) }))).toBe("ok");
  });
});

describe("importing groups", () => {
  it("makes the owner an admin, and makes an owner who is not there yet", () => {
    const world = createWorld();
    const groupOwnerDetails = { uid: "ada", name: "Ada" };
    const team = {
      guid: "team",
      name: "Team",
      type: "public",
      owner: "ada",
      createdAt: THEN,
      groupOwnerDetails,
    };
    expect(world.server.tryRun("importGroups", { groups: { team } })).toMatchObject({ ok: true, events: [] });
    expect(world.as("ada").run("listMembers", { guid: "team" }).rows).toMatchObject([
      { uid: "ada", scope: "admin", joinedAt: THEN },
    ]);
    expect(world.app.state.messages.size).toBe(0);
  });

  it.each([
    [{ name: "G", type: "public", owner: "nobody" }, "ERR_UID_NOT_FOUND"],
    [{ name: "G", type: "password" }, "ERR_EMPTY_GROUP_PASS"],
    [{ name: "G", type: "secret" }, "ERR_IMPORT_INVALID_GROUP_FORMAT"],
    [{ guid: "h", name: "G", type: "public" }, "ERR_IMPORT_INVALID_GROUP_FORMAT"],
  ])("refuses %o with %s and changes nothing", (fields, code) => {
    const world = worldOfThree();
    const results = world.server.run("importGroups", { groups: { g: { guid: "g", ...fields } } });
    expect(results).toMatchObject({ g: { success: false, error: { code } } });
    expect([world.app.state.groups.size, world.app.state.users.size]).toEqual([0, 3]);
  });

  it("refuses a group that is there", () => {
    const world = worldOfThree();
    world.as("alice").run("createGroup", { guid: "g", name: "G" });
    const results = world.server.run("importGroups", {
      groups: { g: { guid: "g", name: "G", type: "public" } },
    });
    expect(results).toMatchObject({ g: { error: { code: "ERR_GUID_ALREADY_EXISTS" } } });
  });
});

describe("importing members", () => {
  const member = (uid: string, more: object = {}) => {
    const memberId = `team_member_${uid}`;
    return { [memberId]: { memberId, guid: "team", uid, joinedAt: THEN + 5, ...more } };
  };

  function worldWithTeam() {
    const world = worldOfThree();
    const team = { guid: "team", name: "Team", type: "private", owner: "alice", createdAt: THEN };
    world.server.run("importGroups", { groups: { team } });
    return world;
  }

  it("keeps when they joined, and leaves no action message", () => {
    const world = worldWithTeam();
    const members = { ...member("bob", { scope: "moderator" }), ...member("carol", { isBanned: true }) };
    const outcome = world.server.tryRun("importMembers", { members });
    expect(outcome).toMatchObject({
      ok: true,
      events: [],
      value: {
        team_member_bob: { member: { guid: "team", uid: "bob", scope: "moderator", joinedAt: THEN + 5 } },
      },
    });
    expect(world.app.state.messages.size).toBe(0);
    expect(world.as("alice").run("listBanned", { guid: "team" }).rows).toMatchObject([
      { uid: "carol", bannedAt: THEN + 5 },
    ]);
    expect(codeOf(world.as("carol").tryRun("listMembers", { guid: "team" }))).toBe("ERR_NOT_A_MEMBER");
  });

  it("makes the group and the user they speak of", () => {
    const world = createWorld();
    const groupDetails = { guid: "team", name: "Team", type: "public" };
    const userDetails = { uid: "dora", name: "Dora" };
    world.server.run("importMembers", { members: member("dora", { groupDetails, userDetails }) });
    expect(world.as("dora").run("getGroup", { guid: "team" })).toMatchObject({
      owner: "app_system",
      createdAt: THEN + 5,
    });
    expect(world.app.state.members.get("team\0dora")).toMatchObject({ scope: "participant" });
  });

  it.each([
    [member("bob", { joinedAt: THEN - 1 }), "ERR_IMPORT_INVALID_JOINEDAT"],
    [member("bob", { joinedAt: WORLD_START + 1 }), "ERR_IMPORT_INVALID_JOINEDAT"],
    [member("bob", { memberId: "team_member_carol" }), "ERR_IMPORT_INVALID_MEMBER_FORMAT"],
    [member("bob", { scope: "king" }), "ERR_IMPORT_INVALID_MEMBER_FORMAT"],
    [member("nobody"), "ERR_UID_NOT_FOUND"],
    [member("alice"), "ERR_ALREADY_JOINED"],
    [
      { x_member_bob: { memberId: "x_member_bob", guid: "x", uid: "bob", joinedAt: THEN } },
      "ERR_GUID_NOT_FOUND",
    ],
  ])("refuses %o with %s", (members, code) => {
    const results = worldWithTeam().server.run("importMembers", { members });
    expect(Object.values(results)).toMatchObject([{ success: false, error: { code } }]);
  });
});

describe("importing messages", () => {
  it("puts them into both histories at their own times, unread, and tells nobody", () => {
    const world = worldOfThree();
    const outcome = world.server.tryRun("importMessages", { messages: row("m1", { tags: ["old"] }) });
    expect(outcome).toMatchObject({ ok: true, events: [] });
    for (const [uid, peer] of [
      ["alice", "bob"],
      ["bob", "alice"],
    ] as const) {
      const [message] = world.as(uid).run("listMessages", { uid: peer }).rows;
      expect(message).toMatchObject({ muid: "m1", sentAt: THEN, updatedAt: THEN, tags: ["old"] });
      const [view] = world.as(uid).run("listConversations", {}).rows;
      expect(view).toMatchObject({ with: peer, updatedAt: THEN, lastMovedBy: message?.id });
    }
    expect(world.as("bob").run("unreadCounts", {})).toMatchObject([{ entityId: "alice", count: 1 }]);
    expect(world.as("alice").run("unreadCounts", {})).toEqual([]);
  });

  it("stands in the order of its times within a call, whatever the order of the rows", () => {
    const world = worldOfThree();
    const messages = {
      ...row("late", { sentAt: THEN + 9 }),
      ...row("early"),
      ...row("mid", { sentAt: THEN + 5 }),
    };
    world.server.run("importMessages", { messages });
    const { rows } = world.as("bob").run("listMessages", { uid: "alice" });
    expect(rows.map((message) => message.muid)).toEqual(["early", "mid", "late"]);
    expect(rows.map((message) => message.id)).toEqual([1, 2, 3]);
  });

  it("is read and delivered as far as it says", () => {
    const world = worldOfThree();
    const messages = {
      ...row("m1", { readAt: THEN + 60 }),
      ...row("m2", { sentAt: THEN + 1, deliveredAt: THEN + 30 }),
    };
    world.server.run("importMessages", { messages });
    expect(world.as("bob").run("unreadCounts", {})).toMatchObject([{ count: 1 }]);
    // A receipt covers all that was sent before.
    expect(receiptsOf(world, 1)).toEqual([{ recipient: "bob", deliveredAt: THEN + 30, readAt: THEN + 60 }]);
    expect(receiptsOf(world, 2)).toEqual([{ recipient: "bob", deliveredAt: THEN + 30 }]);
  });

  it("was delivered when it was read, where it says that it came later", () => {
    const world = worldOfThree();
    const messages = row("m1", { deliveredAt: THEN + 90, readAt: THEN + 60 });
    world.server.run("importMessages", { messages });
    expect(receiptsOf(world, 1)).toEqual([{ recipient: "bob", deliveredAt: THEN + 60, readAt: THEN + 60 }]);
  });

  it("is read with others at once, for one receipt", () => {
    const world = worldOfThree();
    const messages = {
      ...row("m1", { readAt: THEN + 60 }),
      ...row("m2", { sentAt: THEN + 1, readAt: THEN + 60 }),
      ...row("m3", { sentAt: THEN + 70, readAt: THEN + 80 }),
    };
    world.server.run("importMessages", { messages });
    const times = [1, 2, 3].map((id) => receiptsOf(world, id)[0]?.readAt);
    expect(times).toEqual([THEN + 60, THEN + 60, THEN + 80]);
    expect(world.app.state.receipts.size).toBe(2);
  });

  it("leaves those who come to the group later with nothing unread, whatever call brought it", () => {
    const world = worldOfThree();
    world.as("alice").run("createGroup", { guid: "g", name: "G", members: { participants: ["bob"] } });
    const toGroup = { receiverType: "group", receiver: "g" };
    for (const muid of ["m1", "m2", "m3"]) {
      world.server.run("importMessages", { messages: row(muid, { ...toGroup, sentAt: THEN + 9 }) });
    }
    const member = { memberId: "g_member_carol", guid: "g", uid: "carol", joinedAt: WORLD_START };
    world.server.run("importMembers", { members: { [member.memberId]: member } });
    expect(world.as("bob").run("unreadCounts", {})).toMatchObject([{ entityId: "g", count: 3 }]);
    expect(world.as("carol").run("unreadCounts", {})).toEqual([]);
  });

  it("is settled once, by the next command of any other kind, whatever comes of that", () => {
    const world = worldOfThree();
    for (const muid of ["m1", "m2"]) world.server.run("importMessages", { messages: row(muid) });
    const copy = world.simulator.copy(world.app);
    expect(world.app.state.views.size).toBe(0);
    expect(world.as("bob").tryRun("listConversations", { page: "x" })).toMatchObject({ ok: false });
    expect(world.as("bob").run("unreadCounts", {})).toMatchObject([{ count: 2 }]);
    world.simulator.putBack(copy);
    expect(world.as("bob").run("unreadCounts", {})).toMatchObject([{ count: 2 }]);
    expect(world.app.state.importedConversations.size).toBe(0);
  });

  it("is read by all of a group, when it says so", () => {
    const world = worldOfThree();
    world
      .as("alice")
      .run("createGroup", { guid: "g", name: "G", members: { participants: ["bob", "carol"] } });
    const toGroup = { receiverType: "group", receiver: "g" };
    const messages = {
      ...row("m1", { ...toGroup, readAt: THEN + 9 }),
      ...row("m2", { ...toGroup, sentAt: THEN + 20 }),
    };
    world.server.run("importMessages", { messages });
    for (const uid of ["bob", "carol"]) {
      expect(world.as(uid).run("unreadCounts", {})).toMatchObject([{ entityId: "g", count: 1 }]);
    }
    const all = [...world.app.state.receipts.values()].filter((mark) => mark.uid === "alice");
    expect(all.map((mark) => mark.kind)).toEqual(["readByAll"]);
  });

  it("makes senders, receivers and groups that are told of beside it", () => {
    const world = createWorld();
    const messages = {
      ...row("m1", {
        sender: "ada",
        receiver: "grace",
        senderUserDetails: { uid: "ada", name: "Ada" },
        receiverUserDetails: { uid: "grace", name: "Grace" },
      }),
      ...row("m2", {
        sender: "ada",
        sentAt: THEN + 1,
        receiverType: "group",
        receiver: "g",
        receiverGroupDetails: { guid: "g", name: "G", type: "public", owner: "grace" },
      }),
    };
    expect(world.server.run("importMessages", { messages })).toMatchObject({
      m1: { success: true },
      m2: { success: true },
    });
    expect(world.app.state.groups.get("g")).toMatchObject({ owner: "grace", createdAt: THEN + 1 });
  });

  it.each([
    [row("m1", { sender: "nobody" }), "ERR_UID_NOT_FOUND"],
    [row("m1", { receiver: "nobody" }), "ERR_UID_NOT_FOUND"],
    [row("m1", { receiverType: "group", receiver: "none" }), "ERR_GUID_NOT_FOUND"],
    [row("m1", { data: { text: "" } }), "ERR_IMPORT_INVALID_MESSAGE_FORMAT"],
    [row("m1", { data: undefined }), "ERR_IMPORT_INVALID_MESSAGE_FORMAT"],
    [row("m1", { type: "hologram" }), "ERR_IMPORT_INVALID_MESSAGE_FORMAT"],
    [row("m1", { sentAt: WORLD_START + 1 }), "ERR_IMPORT_INVALID_MESSAGE_FORMAT"],
    [row("m1", { muid: "other" }), "ERR_IMPORT_INVALID_MESSAGE_FORMAT"],
  ])("refuses %o with %s, and the other rows are imported", (bad, code) => {
    const world = worldOfThree();
    const results = world.server.run("importMessages", { messages: { ...bad, ...row("fine") } });
    expect(results).toMatchObject({ m1: { success: false, error: { code } }, fine: { success: true } });
    expect(world.app.state.messages.size).toBe(1);
  });

  it("is imported once by its muid", () => {
    const world = worldOfThree();
    world.server.run("importMessages", { messages: row("m1") });
    const again = world.server.run("importMessages", { messages: row("m1") });
    expect(again).toMatchObject({ m1: { error: { code: "ERR_IMPORT_MUID_ALREADY_EXISTS" } } });
  });
});

describe("history that is older than what is there", () => {
  function worldWithLateHistory() {
    const world = worldOfThree();
    const live = world.say("alice", { uid: "bob" });
    world.server.run("importMessages", { messages: { ...row("m1"), ...row("m2", { sentAt: THEN + 100 }) } });
    return { world, live };
  }

  it("stands after it, for ids only grow, and leaves the conversation where it is", () => {
    const { world, live } = worldWithLateHistory();
    const { rows } = world.as("bob").run("listMessages", { uid: "alice" });
    expect(rows.map((message) => message.sentAt)).toEqual([live.sentAt, THEN, THEN + 100]);
    const [view] = world.as("bob").run("listConversations", {}).rows;
    expect(view).toMatchObject({ lastMovedBy: live.id, updatedAt: live.sentAt, createdAt: THEN });
    expect(world.as("bob").run("unreadCounts", {})).toMatchObject([{ count: 3 }]);
  });

  it("is found by time all the same", () => {
    const { world, live } = worldWithLateHistory();
    const list = (affix: "append" | "prepend", sentAt: number) =>
      world
        .as("bob")
        .run("listMessages", { uid: "alice", affix, sentAt })
        .rows.map((message) => message.sentAt);
    expect(list("prepend", THEN + 50)).toEqual([THEN]);
    expect(list("append", THEN + 50)).toEqual([live.sentAt, THEN + 100]);
  });
});

describe("loading a world", () => {
  const world = {
    users: [
      { uid: "ada", name: "Ada" },
      { uid: "grace", name: "Grace" },
    ],
    groups: [{ guid: "g", name: "G", type: "public", owner: "ada", createdAt: THEN }],
    members: [{ memberId: "g_member_grace", guid: "g", uid: "grace", joinedAt: THEN }],
    messages: Array.from({ length: 100 }, (_, at) => ({
      muid: `m${at}`,
      sender: "ada",
      receiverType: at % 2 ? "user" : "group",
      receiver: at % 2 ? "grace" : "g",
      sentAt: THEN + at,
      data: { text: `text ${at}` },
    })),
  };

  it("takes any number of rows of all kinds at once", () => {
    const { server, as } = createWorld();
    expect(server.run("loadWorld", world)).toEqual({ users: 2, groups: 1, members: 1, messages: 100 });
    expect(as("grace").run("unreadCounts", {})).toMatchObject([
      { entityId: "ada", count: 50 },
      { entityId: "g", count: 50 },
    ]);
  });

  it("lists no group for who joins it by a later part than that of its messages", () => {
    const { server, as } = createWorld();
    const { users, groups, members, messages } = world;
    for (const part of [{ users, groups }, { messages }, { members }]) server.run("loadWorld", part);
    const { rows } = as("grace").run("listConversations", {});
    expect(rows.map((view) => view.with)).toEqual(["ada"]);
  });

  it("takes all or nothing, and names the row that is wrong", () => {
    const { server, app } = createWorld();
    const messages = [...world.messages, { ...world.messages[0], muid: "bad", sender: "nobody" }];
    const outcome = server.tryRun("loadWorld", { ...world, messages });
    expect(codeOf(outcome)).toBe("ERR_UID_NOT_FOUND");
    expect(!outcome.ok && outcome.error.message).toContain("messages[");
    expect([app.state.users.size, app.state.messages.size, app.state.importedMuids.size]).toEqual([0, 0, 0]);
  });
});
