import { describe, expect, it } from "vitest";
import { pinOf } from "../conversation-pins.ts";
import type { ConversationView } from "../records.ts";
import { codeOf, createWorld, WORLD_START, type World } from "../testing/world.ts";

const PEERS = ["bob", "carol", "dave", "erin", "frank", "grace"];

/** alice has talked with everybody, with bob first and in the group `team` last. */
function makeWorld(): World {
  const world = createWorld();
  world.addUsers("alice", ...PEERS);
  for (const uid of PEERS) world.say("alice", { uid });
  world.as("alice").run("createGroup", { guid: "team", name: "Team", members: { participants: ["bob"] } });
  world.say("alice", { guid: "team" });
  return world;
}

function listed(world: World, uid = "alice", input: object = {}): string[] {
  return world
    .as(uid)
    .run("listConversations", input)
    .rows.map((view) => view.with);
}

function shownPin(world: World, view: ConversationView) {
  return pinOf(world.app.state, view);
}

describe("a user's pins of conversations (domain.md §6.9)", () => {
  it("put conversations on top of the list, the newest pin first", () => {
    const world = makeWorld();
    expect(listed(world)).toEqual(["team", "grace", "frank", "erin", "dave", "carol", "bob"]);
    world.as("alice").run("pinConversation", { uid: "bob" });
    world.as("alice").run("pinConversation", { guid: "team" });
    world.as("alice").run("pinConversation", { uid: "dave" });
    expect(listed(world)).toEqual(["dave", "team", "bob", "grace", "frank", "erin", "carol"]);
    world.say("carol", { uid: "alice" });
    expect(listed(world)).toEqual(["dave", "team", "bob", "carol", "grace", "frank", "erin"]);
    expect(listed(world, "bob")).toEqual(["team", "alice"]);
  });

  it("are kept with the first time, told to the user's devices, and told once", () => {
    const world = makeWorld();
    expect(world.as("alice").tryRun("pinConversation", { uid: "bob" })).toMatchObject({
      value: { with: "bob" },
      events: [{ type: "conversation_pinned", sender: "alice", audience: { uids: ["alice"] } }],
    });
    world.clock.advance(5_000);
    const again = world.as("alice").tryRun("pinConversation", { uid: "bob" });
    expect(again).toMatchObject({ ok: true, events: [] });
    expect(again.ok && shownPin(world, again.value)).toEqual({ pinnedAt: WORLD_START, pinnedBy: "alice" });
  });

  it("are taken away by unpinning, which may be repeated", () => {
    const world = makeWorld();
    world.as("alice").run("pinConversation", { uid: "bob" });
    const outcome = world.as("alice").tryRun("unpinConversation", { uid: "bob" });
    expect(outcome).toMatchObject({ events: [{ type: "conversation_unpinned" }] });
    expect(outcome.ok && shownPin(world, outcome.value)).toBeUndefined();
    expect(listed(world)[0]).toBe("team");
    expect(world.as("alice").tryRun("unpinConversation", { uid: "bob" })).toMatchObject({ events: [] });
  });

  it("are five at most, and the refusal tells so", () => {
    const world = makeWorld();
    const [last, ...five] = PEERS as [string, ...string[]];
    for (const uid of five) world.as("alice").run("pinConversation", { uid });
    expect(world.as("alice").tryRun("pinConversation", { uid: last })).toMatchObject({
      error: { code: "ERR_PINNED_CONVERSATIONS_LIMIT_EXCEEDED", params: { limit: 5 } },
    });
    expect(codeOf(world.as("alice").tryRun("pinConversation", { uid: "carol" })), "one that is pinned").toBe(
      "ok",
    );
    world.as("alice").run("unpinConversation", { uid: "carol" });
    expect(codeOf(world.as("alice").tryRun("pinConversation", { uid: last }))).toBe("ok");
  });

  it("need a conversation: a party, and something said", () => {
    const world = makeWorld();
    const pin = (uid: string, name: object) => codeOf(world.as(uid).tryRun("pinConversation", name));
    expect(pin("carol", { guid: "team" })).toBe("ERR_CONVERSATION_NOT_ACCESSIBLE");
    expect(pin("carol", { uid: "dave" })).toBe("ERR_CONVERSATION_NOT_ACCESSIBLE");
    expect(pin("alice", { uid: "nobody" })).toBe("ERR_UID_NOT_FOUND");
    expect(pin("alice", { guid: "nowhere" })).toBe("ERR_GUID_NOT_FOUND");
    expect(pin("alice", {})).toBe("ERR_BAD_REQUEST");
  });

  it("end when the conversation is deleted or the group left, and do not come back with it", () => {
    const world = makeWorld();
    world.as("alice").run("pinConversation", { uid: "bob" });
    world.as("bob").run("pinConversation", { guid: "team" });
    world.as("alice").run("deleteConversation", { uid: "bob" });
    world.say("bob", { uid: "alice" });
    world.say("carol", { uid: "alice" });
    expect(listed(world).slice(0, 2)).toEqual(["carol", "bob"]);
    world.as("bob").run("leaveGroup", { guid: "team" });
    world.as("bob").run("joinGroup", { guid: "team" });
    world.say("alice", { guid: "team" });
    world.say("dave", { uid: "bob" });
    expect(listed(world, "bob")[0]).toBe("dave");
  });
});

describe("the app's pins of conversations", () => {
  it("stand above everything, in their order, for everybody who has the conversation", () => {
    const world = makeWorld();
    world.as("alice").run("pinConversation", { uid: "frank" });
    world.as("alice").run("pinConversation", { uid: "bob" });
    world.server.run("replaceAppPins", { pinnedConversations: [{ uid: "bob" }, { guid: "team" }] });
    expect(listed(world)).toEqual(["bob", "team", "frank", "grace", "erin", "dave", "carol"]);
    expect(listed(world, "bob")).toEqual(["team", "alice"]);
    expect(listed(world, "carol")).toEqual(["alice"]);
    const [first] = world.as("alice").run("listConversations").rows;
    expect(first && shownPin(world, first)).toEqual({ pinnedAt: WORLD_START, pinnedBy: "app_system" });
  });

  it("are said anew as a whole: repeated ones count once, kept ones keep their time, none clears", () => {
    const world = makeWorld();
    const { server } = world;
    server.run("replaceAppPins", { pinnedConversations: [{ uid: "bob" }] });
    world.clock.advance(5_000);
    const pins = server.run("replaceAppPins", {
      pinnedConversations: [{ guid: "team" }, { uid: "bob" }, { guid: "TEAM" }],
    });
    expect(pins).toMatchObject([
      { with: "team", pinnedAt: WORLD_START + 5 },
      { with: "bob", pinnedAt: WORLD_START },
    ]);
    expect(server.run("listAppPins")).toEqual(pins);
    server.run("replaceAppPins", { pinnedConversations: [] });
    expect(server.run("listAppPins")).toEqual([]);
    expect(listed(world)[0]).toBe("team");
  });

  it("are five at most, of users and groups there are", () => {
    const world = makeWorld();
    const replace = (parties: object[]) =>
      world.server.tryRun("replaceAppPins", { pinnedConversations: parties });
    expect(replace(PEERS.map((uid) => ({ uid })))).toMatchObject({
      error: { code: "ERR_SYSTEM_PINNED_CONVERSATIONS_LIMIT_EXCEEDED", params: { limit: 5 } },
    });
    expect(codeOf(replace([{ uid: "nobody" }]))).toBe("ERR_UID_NOT_FOUND");
    expect(codeOf(replace([{ guid: "nowhere" }]))).toBe("ERR_GUID_NOT_FOUND");
    expect(codeOf(replace([{}]))).toBe("ERR_BAD_REQUEST");
    expect(world.server.run("listAppPins")).toEqual([]);
    expect(codeOf(world.as("alice").tryRun("replaceAppPins", { pinnedConversations: [] }))).toBe(
      "AUTH_ERR_EMPTY_APIKEY",
    );
  });

  it("are not the users' to change, and a user's own pin below shows again when they end", () => {
    const world = makeWorld();
    world.as("alice").run("pinConversation", { uid: "bob" });
    world.server.run("replaceAppPins", { pinnedConversations: [{ uid: "bob" }, { guid: "team" }] });
    for (const operation of ["pinConversation", "unpinConversation"] as const) {
      for (const name of [{ uid: "bob" }, { guid: "team" }]) {
        expect(codeOf(world.as("alice").tryRun(operation, name))).toBe("ERR_SYSTEM_PINNED_CONVERSATION");
      }
    }
    world.server.run("replaceAppPins", { pinnedConversations: [] });
    const view = world.as("alice").run("getConversation", { uid: "bob" });
    expect(shownPin(world, view)?.pinnedBy).toBe("alice");
  });

  it("are told to who is online and has the conversation, as far as they change", () => {
    const world = makeWorld();
    for (const uid of ["alice", "bob", "carol"]) world.connect(uid);
    const told = (parties: object[]) => {
      const outcome = world.server.tryRun("replaceAppPins", { pinnedConversations: parties });
      return (outcome.ok ? outcome.events : []).map((event) =>
        "side" in event ? `${event.type} ${event.side.conversationId} to ${event.side.uid}` : event.type,
      );
    };
    expect(told([{ guid: "team" }])).toEqual([
      "conversation_pinned group_team to alice",
      "conversation_pinned group_team to bob",
    ]);
    expect(told([{ guid: "team" }])).toEqual([]);
    expect(told([{ uid: "carol" }])).toEqual([
      "conversation_unpinned group_team to alice",
      "conversation_unpinned group_team to bob",
      "conversation_pinned alice_user_carol to alice",
    ]);
  });

  it("end with the user or group", () => {
    const world = makeWorld();
    world.server.run("replaceAppPins", { pinnedConversations: [{ guid: "team" }, { uid: "carol" }] });
    world.server.run("deleteGroup", { guid: "team" });
    world.server.run("deleteUser", { uid: "carol", permanent: true });
    expect(world.server.run("listAppPins")).toEqual([]);
  });
});

describe("lists with pins", () => {
  it("give every conversation once, whatever the size of the pages", () => {
    const world = makeWorld();
    for (const uid of ["carol", "grace", "bob"]) world.as("alice").run("pinConversation", { uid });
    world.server.run("replaceAppPins", { pinnedConversations: [{ uid: "erin" }] });
    const whole = listed(world);
    expect(whole).toEqual(["erin", "bob", "grace", "carol", "team", "frank", "dave"]);
    for (let perPage = 1; perPage <= 8; perPage += 1) {
      const read: string[] = [];
      for (let page = 1; read.length < whole.length; page += 1) {
        const { rows, total } = world.as("alice").run("listConversations", { page, perPage });
        expect(total).toBe(7);
        expect(rows.length).toBeGreaterThan(0);
        read.push(...rows.map((view) => view.with));
      }
      expect(read, `pages of ${perPage}`).toEqual(whole);
      expect(listed(world, "alice", { page: 9, perPage })).toEqual([]);
    }
  });

  it.each([
    [{}, ["erin", "grace", "team", "frank", "dave"]],
    [{ conversationType: "user" }, ["erin", "grace", "frank", "dave"]],
    [{ conversationType: "group" }, ["team"]],
    [{ includeBlockedUsers: true }, ["erin", "bob", "grace", "team", "frank", "dave", "carol"]],
    [{ conversationType: "user", searchKey: "e" }, ["erin"]],
  ])("leave out the blocked, and the other kind: %o", (input, whole) => {
    const world = makeWorld();
    for (const uid of ["grace", "bob"]) world.as("alice").run("pinConversation", { uid });
    world.server.run("replaceAppPins", { pinnedConversations: [{ uid: "erin" }] });
    world.as("alice").run("blockUsers", { blockedUids: ["bob", "carol"] });
    for (let perPage = 1; perPage <= 8; perPage += 1) {
      const pages = Array.from({ length: Math.ceil(whole.length / perPage) + 1 }, (_, at) =>
        listed(world, "alice", { ...input, perPage, page: at + 1 }),
      );
      expect(pages.flat(), `pages of ${perPage}`).toEqual(whole);
    }
    expect(world.as("alice").run("listConversations", input as object)).toMatchObject({
      total: whole.length,
    });
  });

  it("keep the pinned ones on top of what a filter leaves", () => {
    const world = makeWorld();
    world.as("alice").run("pinConversation", { uid: "bob" });
    world.as("alice").run("pinConversation", { guid: "team" });
    expect(listed(world, "alice", { conversationType: "user" }).slice(0, 2)).toEqual(["bob", "grace"]);
    expect(listed(world, "alice", { searchKey: "b" })).toEqual(["bob"]);
  });

  it("can be narrowed to who pinned them", () => {
    const world = makeWorld();
    for (const uid of ["bob", "carol"]) world.as("alice").run("pinConversation", { uid });
    world.server.run("replaceAppPins", { pinnedConversations: [{ uid: "bob" }, { guid: "team" }] });
    const by = (...pinnedBy: string[]) => listed(world, "alice", { pinnedBy });
    expect(by("me")).toEqual(["carol"]);
    expect(by("system")).toEqual(["bob", "team"]);
    expect(by("me", "system")).toEqual(["bob", "team", "carol"]);
    expect(codeOf(world.as("alice").tryRun("listConversations", { pinnedBy: ["bob"] }))).toBe(
      "ERR_BAD_REQUEST",
    );
  });

  it("are ordered by activity alone for servers. docs: rest-api/conversations", () => {
    const world = makeWorld();
    world.as("alice").run("pinConversation", { uid: "bob" });
    const rows = world
      .by({ kind: "apiKey", apiKey: "test-rest-api-key", onBehalfOf: "alice" })
      .run("listConversations").rows;
    expect(rows.map((view) => view.with)).toEqual(
      listed(world)
        .filter((uid) => uid !== "bob")
        .concat("bob"),
    );
  });

  it("cost their page: no more is read of ten thousand conversations than of ten", () => {
    const world = createWorld();
    const { state } = world.app;
    world.addUsers("alice", "bob");
    world.say("alice", { uid: "bob" });
    const [template] = world.as("alice").run("listConversations").rows as [ConversationView];
    for (let at = 0; at < 10_000; at += 1) {
      state.views.put({
        ...template,
        conversationId: `c${at}`,
        with: `u${at}`,
        lastMovedBy: at,
        updatedAt: at,
      });
    }
    world.as("alice").run("pinConversation", { uid: "bob" });
    let reads = 0;
    const list = state.views.list("listed", "alice");
    const counted = new Proxy(list as ConversationView[], {
      get(target, key) {
        if (typeof key === "string" && /^\d+$/.test(key)) reads += 1;
        return Reflect.get(target, key);
      },
    });
    const original = state.views.list.bind(state.views);
    state.views.list = (index, partition) => (index === "listed" ? counted : original(index, partition));
    expect(world.as("alice").run("listConversations", { page: 100, perPage: 50 }).rows).toHaveLength(50);
    expect(reads).toBeLessThan(200);
  });
});
