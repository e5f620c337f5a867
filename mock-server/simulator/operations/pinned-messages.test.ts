import { describe, expect, it } from "vitest";
import { codeOf, createWorld, WORLD_START, type World } from "../testing/world.ts";

/** alice owns the group `team`; bob is an admin, carol a moderator, dave a participant, erin no member. */
function makeWorld(): World {
  const world = createWorld();
  world.addUsers("alice", "bob", "carol", "dave", "erin");
  world.as("alice").run("createGroup", {
    guid: "team",
    name: "Team",
    members: { admins: ["bob"], moderators: ["carol"], participants: ["dave"] },
  });
  return world;
}

const TEAM = { guid: "team" };

function pinOf(world: World, id: number) {
  return world.app.state.messagePins.get(id);
}

function pinnedIds(world: World, uid: string, place: object = TEAM): number[] {
  return world
    .as(uid)
    .run("listPinnedMessages", place)
    .rows.map((row) => row.id);
}

describe("who may pin in a group (domain.md §5.4)", () => {
  it.each([
    ["alice", "ok"],
    ["bob", "ok"],
    ["carol", "ok"],
    ["dave", "ERR_PERMISSION_DENIED"],
    ["erin", "ERR_MESSAGE_NO_ACCESS"],
  ])("%s: %s, for unpinning too", (uid, code) => {
    const world = makeWorld();
    const { id } = world.say("dave", TEAM);
    expect(codeOf(world.as(uid).tryRun("pinMessage", { id }))).toBe(code);
    world.as("alice").run("pinMessage", { id });
    expect(codeOf(world.as(uid).tryRun("unpinMessage", { id }))).toBe(code);
  });

  it("between two, either party may, and nobody else", () => {
    const world = makeWorld();
    const { id } = world.say("alice", { uid: "bob" });
    for (const uid of ["alice", "bob"]) expect(codeOf(world.as(uid).tryRun("pinMessage", { id }))).toBe("ok");
    expect(codeOf(world.as("carol").tryRun("pinMessage", { id }))).toBe("ERR_MESSAGE_NO_ACCESS");
  });

  it("the app may pin anything, as app_system", () => {
    const world = makeWorld();
    const { id } = world.say("alice", { uid: "bob" });
    world.server.run("pinMessage", { id });
    expect(pinOf(world, id)).toMatchObject({ pinnedBy: "app_system", pinnedAt: WORLD_START });
  });
});

describe("what can be pinned", () => {
  it("no message that is not there, or was deleted", () => {
    const world = makeWorld();
    const { id } = world.say("alice", TEAM);
    world.as("alice").run("deleteMessage", { id });
    for (const gone of [id, 999]) {
      expect(codeOf(world.as("alice").tryRun("pinMessage", { id: gone }))).toBe("ERR_MESSAGE_ID_NOT_FOUND");
    }
  });

  it("no action", () => {
    const world = makeWorld();
    const action = world.as("bob").run("leaveGroup", { guid: "team" });
    expect(codeOf(world.as("alice").tryRun("pinMessage", { id: action.id }))).toBe(
      "ERR_MESSAGE_ACTION_NOT_ALLOWED",
    );
  });

  it("a hundred in a conversation, by users and the app together; the refusal tells the limit", () => {
    const world = makeWorld();
    const ids = Array.from({ length: 101 }, () => world.say("dave", TEAM).id);
    const [first, ...rest] = ids as [number, ...number[]];
    const last = rest.pop() as number;
    for (const [at, id] of [first, ...rest].entries()) {
      (at % 2 === 0 ? world.as("alice") : world.server).run("pinMessage", { id });
    }
    for (const caller of [world.as("alice"), world.server]) {
      const refused = caller.tryRun("pinMessage", { id: last });
      expect(refused).toMatchObject({
        ok: false,
        error: { code: "ERR_PINNED_MESSAGES_LIMIT_EXCEEDED", params: { limit: 100 } },
      });
      expect(refused.ok || refused.error.message).toMatch(/ allowed limit of 100\.$/);
    }
    expect(codeOf(world.as("alice").tryRun("pinMessage", { id: first })), "pinning it again").toBe("ok");
    world.as("alice").run("unpinMessage", { id: first });
    expect(codeOf(world.as("alice").tryRun("pinMessage", { id: last }))).toBe("ok");
    const elsewhere = world.say("alice", { uid: "bob" }).id;
    expect(codeOf(world.as("alice").tryRun("pinMessage", { id: elsewhere }))).toBe("ok");
  });
});

describe("pinning again and unpinning", () => {
  it("the latest pinner takes the pin over", () => {
    const world = makeWorld();
    const { id } = world.say("dave", TEAM);
    const other = world.say("dave", TEAM).id;
    world.as("alice").run("pinMessage", { id });
    world.as("alice").run("pinMessage", { id: other });
    world.clock.advance(5_000);
    world.as("carol").run("pinMessage", { id });
    expect(pinOf(world, id)).toMatchObject({ pinnedBy: "carol", pinnedAt: WORLD_START + 5 });
    expect(pinnedIds(world, "dave")).toEqual([id, other]);
  });

  it("unpinning twice is a success, and told once", () => {
    const world = makeWorld();
    const { id } = world.say("dave", TEAM);
    world.as("alice").run("pinMessage", { id });
    expect(world.as("carol").tryRun("unpinMessage", { id })).toMatchObject({
      events: [{ type: "message_unpinned", message: { id } }],
    });
    expect(pinOf(world, id)).toBeUndefined();
    expect(world.as("carol").tryRun("unpinMessage", { id })).toMatchObject({ ok: true, events: [] });
  });

  it("is told to everybody online in the conversation, the pinner's other devices included", () => {
    const world = makeWorld();
    for (const uid of ["alice", "dave", "erin"]) world.connect(uid);
    const { id } = world.say("dave", TEAM);
    expect(world.as("alice").tryRun("pinMessage", { id })).toMatchObject({
      events: [
        {
          type: "message_pinned",
          sender: "alice",
          receiver: "team",
          receiverType: "group",
          audience: { uids: ["alice", "dave"] },
        },
      ],
    });
  });
});

describe("a pin ends", () => {
  it.each([false, true])("with its message (permanent: %s)", (permanent) => {
    const world = makeWorld();
    const { id } = world.say("dave", TEAM);
    world.as("alice").run("pinMessage", { id });
    world.server.run("deleteMessage", { id, permanent });
    expect(world.app.state.messagePins.size).toBe(0);
    expect(pinnedIds(world, "dave")).toEqual([]);
  });

  it("with its group", () => {
    const world = makeWorld();
    world.as("alice").run("pinMessage", { id: world.say("dave", TEAM).id });
    world.server.run("deleteGroup", TEAM);
    expect(world.app.state.messagePins.size).toBe(0);
  });

  it("with its pinner, who was erased", () => {
    const world = makeWorld();
    world.as("bob").run("pinMessage", { id: world.say("dave", TEAM).id });
    world.server.run("deleteUser", { uid: "bob", permanent: true });
    expect(world.app.state.messagePins.size).toBe(0);
  });
});

describe("the list of pinned messages", () => {
  it("has the newest pin first, whatever the age of the messages, page by page", () => {
    const world = makeWorld();
    const ids = Array.from({ length: 5 }, () => world.say("dave", TEAM).id);
    const order = [2, 0, 4, 1, 3].map((at) => ids[at] as number);
    for (const id of order) world.as("alice").run("pinMessage", { id });
    const newestFirst = order.toReversed();
    const read: number[] = [];
    let before: number | undefined;
    do {
      const page = world.as("dave").run("listPinnedMessages", { ...TEAM, limit: 2, before });
      read.push(...page.rows.map((row) => row.id));
      before = page.next;
    } while (before !== undefined);
    expect(read).toEqual(newestFirst);
  });

  it("is for who may read the conversation", () => {
    const world = makeWorld();
    const ofTwo = world.say("alice", { uid: "bob" }).id;
    const ofTeam = world.say("alice", TEAM).id;
    for (const id of [ofTwo, ofTeam]) world.as("alice").run("pinMessage", { id });
    expect(codeOf(world.as("erin").tryRun("listPinnedMessages", TEAM))).toBe("ERR_GROUP_NOT_JOINED");
    expect(pinnedIds(world, "bob", { uid: "alice" })).toEqual([ofTwo]);
    expect(pinnedIds(world, "carol", { uid: "alice" })).toEqual([]);
    expect(pinnedIds(world, "bob", {})).toEqual([ofTeam, ofTwo]);
    expect(pinnedIds(world, "dave", {})).toEqual([ofTeam]);
    expect(world.server.run("listPinnedMessages").rows.map((row) => row.id)).toEqual([ofTeam, ofTwo]);
  });

  it("leaves out what the reader has deleted for themselves, and can be narrowed like any history", () => {
    const world = makeWorld();
    const [first, second] = [world.say("alice", { uid: "bob" }).id, world.say("bob", { uid: "alice" }).id];
    for (const id of [first, second]) world.as("alice").run("pinMessage", { id });
    expect(pinnedIds(world, "alice", { uid: "bob", senders: ["bob"] })).toEqual([second]);
    world.as("bob").run("deleteConversation", { uid: "alice" });
    expect(pinnedIds(world, "bob", { uid: "alice" })).toEqual([]);
    expect(pinnedIds(world, "alice", { uid: "bob" })).toEqual([second, first]);
  });
});
