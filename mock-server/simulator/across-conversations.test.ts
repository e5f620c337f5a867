import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { partyLists } from "./across-conversations.ts";
import { mayRead } from "./lookups.ts";
import type { Message } from "./records.ts";
import { byThreadActivity, pairKey } from "./state.ts";
import { beginLife, commandsArbitrary, UIDS } from "./testing/arbitrary-commands.ts";
import { createWorld, type World } from "./testing/world.ts";
import { IN_GROUPS } from "./timelines.ts";

/** More than there are in any of these worlds, and so everything on one page. */
const ALL = { limit: 1_000 };

function threadIds(world: World, uid: string, input: object = ALL): readonly number[] {
  const threads = world.as(uid).run("listThreads", { participatedByMe: false, ...input });
  return threads.map(({ parent }) => parent.id);
}

/** The threads under what a user may read, looked for one by one, newest reply first. */
function threadsOneByOne({ app: { state } }: World, uid: string): readonly number[] {
  return [...state.threads.values()]
    .filter(({ parentId }) => canRead(state.messages.get(parentId)))
    .sort((a, b) => byThreadActivity(b, a))
    .map(({ parentId }) => parentId);

  function canRead(message: Message | undefined): boolean {
    return message !== undefined && mayRead(state, message, uid);
  }
}

function pinnedIds(world: World, uid: string, input: object = ALL): readonly number[] {
  return world
    .as(uid)
    .run("listPinnedMessages", input)
    .rows.map(({ id }) => id);
}

/** The pinned messages that a user may read and has not cleared, looked for one by one, newest pin first. */
function pinsOneByOne({ app: { state } }: World, uid: string): readonly number[] {
  return [...state.messagePins.values()]
    .filter(({ messageId: id }) => {
      const message = state.messages.get(id);
      if (!message || !mayRead(state, message, uid)) return false;
      return id > (state.views.get(pairKey(uid, message.conversationId))?.clearedUpTo ?? 0);
    })
    .sort((a, b) => b.serial - a.serial)
    .map(({ messageId }) => messageId);
}

function inOnePiece(world: World, uid: string): void {
  expect(threadIds(world, uid)).toEqual(threadsOneByOne(world, uid));
  expect(pinnedIds(world, uid)).toEqual(pinsOneByOne(world, uid));
}

/** Someone writes and answers, and the app pins it. @returns the message's id */
function begin(world: World, uid: string, to: Parameters<World["say"]>[1]): number {
  world.clock.advance(1_000);
  const { id } = world.say(uid, to);
  world.say(uid, to, id);
  world.server.run("pinMessage", { id });
  return id;
}

describe("threads and pins of all conversations", () => {
  it("are those of the single ones put together, whatever happened", () => {
    const lives = fc.property(commandsArbitrary, (commands) => {
      const world = createWorld();
      beginLife(world);
      for (const { as, operation, input } of commands) {
        world.clock.advance(500);
        (as === null ? world.server : world.as(as)).tryRun(operation, input);
      }
      const { users } = world.app.state;
      for (const uid of UIDS)
        if (users.get(uid)?.deactivatedAt === undefined && users.has(uid)) inOnePiece(world, uid);
    });
    fc.assert(lives, { numRuns: 100 });
  });

  it("go page by page over all of them, none twice, none left out", () => {
    const world = createWorld();
    world.addUsers("alice", "bob", "carol");
    world.server.run("createGroup", {
      guid: "team",
      name: "Team",
      members: { participants: ["alice", "bob"] },
    });
    world.as("carol").run("createGroup", { guid: "other", name: "Other" });
    const ids = Array.from({ length: 24 }, (_, at) => {
      if (at % 4 === 0) begin(world, "carol", { guid: "other" });
      return begin(
        world,
        at % 2 ? "alice" : "bob",
        at % 3 ? { uid: at % 2 ? "bob" : "alice" } : { uid: "carol" },
      );
    }).filter((_, at) => at % 3 || at % 2);
    const pins: number[] = [];
    for (let before: number | undefined; ; ) {
      const page = world.as("alice").run("listPinnedMessages", { limit: 5, before });
      pins.push(...page.rows.map(({ id }) => id));
      if (page.next === undefined) break;
      before = page.next;
    }
    expect(pins).toEqual(ids.toReversed());
    const threads: number[] = [];
    for (let cursor: object = {}; ; ) {
      const page = world.as("alice").run("listThreads", { participatedByMe: false, limit: 5, ...cursor });
      const fresh = page.filter(({ parent }) => !threads.includes(parent.id));
      if (fresh.length === 0) break;
      threads.push(...fresh.map(({ parent }) => parent.id));
      const last = page.at(-1);
      cursor = { updatedAt: last?.updatedAt, id: last?.parent.id };
    }
    expect(threads).toEqual(ids.toReversed());
  });

  it("go past any number of threads and pins of groups that the user is not in", () => {
    const world = createWorld();
    world.addUsers("alice", "bob");
    for (const guid of ["quiet", "loud"]) world.as("bob").run("createGroup", { guid, name: guid });
    world.as("alice").run("joinGroup", { guid: "quiet" });
    const first = begin(world, "bob", { guid: "quiet" });
    for (let at = 0; at < 50; at += 1) begin(world, "bob", { guid: "loud" });
    const between = begin(world, "bob", { uid: "alice" });
    for (let at = 0; at < 20; at += 1) begin(world, "bob", { guid: "loud" });
    const last = begin(world, "bob", { guid: "quiet" });
    expect(threadIds(world, "alice")).toEqual([last, between, first]);
    expect(pinnedIds(world, "alice")).toEqual([last, between, first]);
  });

  it("are nobody else's where ids can be read in two ways", () => {
    const world = createWorld();
    const uids = ["a", "b_user_c", "a_user_b", "c", "group_x", "y"];
    world.addUsers(...uids);
    world.as("a").run("createGroup", { guid: "x_user_y", name: "X", members: { participants: ["y"] } });
    begin(world, "a", { uid: "b_user_c" });
    begin(world, "a_user_b", { uid: "c" });
    begin(world, "group_x", { uid: "y" });
    begin(world, "y", { guid: "x_user_y" });
    for (const uid of uids) inOnePiece(world, uid);
    expect(pinnedIds(world, "y")).toHaveLength(2);
  });

  it("are found by who may be in a conversation", () => {
    expect(partyLists("alice_user_bob")).toEqual(["alice", "bob"]);
    expect(partyLists("alice_user_alice")).toEqual(["alice"]);
    expect(partyLists("group_team")).toBe(IN_GROUPS);
    expect(partyLists("a_user_b_user_c")).toEqual(["a", "b_user_c", "a_user_b", "c"]);
  });
});

it("conversations narrowed to pinned ones are in the order of the list, whoever asks", () => {
  const world = createWorld();
  world.addUsers("alice", "bob", "carol", "dave");
  for (const uid of ["bob", "carol", "dave"]) world.say(uid, { uid: "alice" });
  for (const uid of ["dave", "bob"]) world.as("alice").run("pinConversation", { uid });
  world.server.run("replaceAppPins", { pinnedConversations: [{ uid: "carol" }] });
  const listed = (pinnedBy: ("me" | "system")[]) =>
    world
      .as("alice")
      .run("listConversations", { pinnedBy })
      .rows.map((view) => view.with);
  expect(listed(["me"])).toEqual(["bob", "dave"]);
  expect(listed(["system"])).toEqual(["carol"]);
  expect(listed(["me", "system"])).toEqual(["carol", "bob", "dave"]);
});
