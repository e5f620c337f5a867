import { describe, expect, it } from "vitest";
import { pairKey } from "../state.ts";
import { codeOf, createWorld, WORLD_START, type World } from "../testing/world.ts";

function makeWorld(): World {
  const world = createWorld();
  world.addUsers("alice", "bob", "carol");
  world.as("alice").run("createGroup", { guid: "team", name: "Team", members: { participants: ["bob"] } });
  return world;
}

function savedIds(world: World, uid: string, input: object = {}): number[] {
  return world
    .as(uid)
    .run("listSavedMessages", input)
    .rows.map((row) => row.id);
}

describe("saving a message (domain.md §6.10)", () => {
  it("is for whoever may read it, and private: the user's own devices hear of it", () => {
    const world = makeWorld();
    const { id } = world.say("alice", { guid: "team" });
    expect(codeOf(world.as("carol").tryRun("saveMessage", { id }))).toBe("ERR_MESSAGE_NO_ACCESS");
    expect(world.as("bob").tryRun("saveMessage", { id })).toMatchObject({
      events: [{ type: "message_saved", sender: "bob", audience: { uids: ["bob"] } }],
    });
    expect(savedIds(world, "bob")).toEqual([id]);
    expect(savedIds(world, "alice")).toEqual([]);
  });

  it("needs a user", () => {
    const world = makeWorld();
    const { id } = world.say("alice", { guid: "team" });
    expect(codeOf(world.server.tryRun("saveMessage", { id }))).toBe("ERR_BAD_REQUEST");
  });

  it("keeps the time of the first save, and tells of it once", () => {
    const world = makeWorld();
    const { id } = world.say("alice", { uid: "bob" });
    world.as("bob").run("saveMessage", { id });
    world.clock.advance(5_000);
    expect(world.as("bob").tryRun("saveMessage", { id })).toMatchObject({ ok: true, events: [] });
    expect(world.app.state.messageSaves.get(pairKey("bob", id))?.savedAt).toBe(WORLD_START);
  });

  it("is undone by unsaving, which may be repeated", () => {
    const world = makeWorld();
    const { id } = world.say("alice", { uid: "bob" });
    world.as("bob").run("saveMessage", { id });
    expect(world.as("bob").tryRun("unsaveMessage", { id })).toMatchObject({
      events: [{ type: "message_unsaved", audience: { uids: ["bob"] } }],
    });
    expect(world.as("bob").tryRun("unsaveMessage", { id })).toMatchObject({ ok: true, events: [] });
    expect(savedIds(world, "bob")).toEqual([]);
  });

  it("is not for messages that are gone, nor for actions", () => {
    const world = makeWorld();
    const { id } = world.say("alice", { uid: "bob" });
    const action = world.as("alice").run("deleteMessage", { id });
    expect(codeOf(world.as("bob").tryRun("saveMessage", { id }))).toBe("ERR_MESSAGE_ID_NOT_FOUND");
    expect(codeOf(world.as("bob").tryRun("saveMessage", { id: action.id }))).toBe(
      "ERR_MESSAGE_ACTION_NOT_ALLOWED",
    );
  });

  it("stops at a hundred over all conversations, and the refusal tells the limit", () => {
    const world = makeWorld();
    const ids = Array.from(
      { length: 101 },
      (_, at) => world.say("alice", at % 2 === 0 ? { uid: "bob" } : { guid: "team" }).id,
    );
    const last = ids.pop() as number;
    for (const id of ids) world.as("bob").run("saveMessage", { id });
    expect(world.as("bob").tryRun("saveMessage", { id: last })).toMatchObject({
      error: { code: "ERR_SAVED_MESSAGES_LIMIT_EXCEEDED", params: { limit: 100 } },
    });
    expect(codeOf(world.as("alice").tryRun("saveMessage", { id: last })), "another user's").toBe("ok");
    world.as("bob").run("leaveGroup", { guid: "team" });
    expect(codeOf(world.as("bob").tryRun("saveMessage", { id: last })), "half is out of reach").toBe("ok");
  });
});

describe("the list of saved messages", () => {
  it("has the newest save first, and is read on from any message of the page before", () => {
    const world = makeWorld();
    const ids = Array.from({ length: 7 }, () => world.say("alice", { uid: "bob" }).id);
    const order = [5, 0, 6, 2, 1, 4, 3].map((at) => ids[at] as number);
    for (const id of order) world.as("bob").run("saveMessage", { id });
    const newestFirst = order.toReversed();
    expect(savedIds(world, "bob")).toEqual(newestFirst);
    for (const edge of [Math.min, Math.max]) {
      const read = savedIds(world, "bob", { limit: 3 });
      for (let page = read; page.length > 0; ) {
        page = savedIds(world, "bob", { limit: 3, id: edge(...page) });
        read.push(...page);
      }
      expect(read).toEqual(newestFirst);
    }
  });

  it("can be that of one conversation, and leaves out what was deleted or is out of reach", () => {
    const world = makeWorld();
    const [ofTwo, gone] = [world.say("alice", { uid: "bob" }).id, world.say("alice", { uid: "bob" }).id];
    const ofTeam = world.say("alice", { guid: "team" }).id;
    for (const id of [ofTwo, gone, ofTeam]) world.as("bob").run("saveMessage", { id });
    world.as("alice").run("deleteMessage", { id: gone });
    expect(savedIds(world, "bob")).toEqual([ofTeam, ofTwo]);
    expect(savedIds(world, "bob", { uid: "alice" })).toEqual([ofTwo]);
    expect(savedIds(world, "bob", { guid: "team" })).toEqual([ofTeam]);
    world.as("bob").run("leaveGroup", { guid: "team" });
    expect(savedIds(world, "bob")).toEqual([ofTwo]);
    world.as("bob").run("deleteConversation", { uid: "alice" });
    expect(savedIds(world, "bob")).toEqual([]);
  });

  it("goes with the user who is erased", () => {
    const world = makeWorld();
    world.as("bob").run("saveMessage", { id: world.say("alice", { guid: "team" }).id });
    world.server.run("deleteUser", { uid: "bob", permanent: true });
    expect(world.app.state.messageSaves.size).toBe(0);
  });
});
