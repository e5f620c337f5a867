import { describe, expect, it } from "vitest";
import type { InputFor } from "../simulator.ts";
import { createWorld, type World } from "../testing/world.ts";

const TEAM = { guid: "team" };

/** alice asks five questions in a group, one a second, and bob answers them, the third first. */
function worldWithThreads() {
  const world = createWorld();
  world.addUsers("alice", "bob", "carol");
  world
    .as("alice")
    .run("createGroup", { guid: "team", name: "Team", members: { participants: ["bob", "carol"] } });
  const tell = (from: string, to: Parameters<World["say"]>[1], parentId?: number) => {
    world.clock.advance(1_000);
    return world.say(from, to, parentId).id;
  };
  const questions = Array.from({ length: 5 }, () => tell("alice", TEAM)) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const [first, second, third, fourth, fifth] = questions;
  for (const id of [third, first, fifth, second, fourth]) tell("bob", TEAM, id);
  return { ...world, tell, questions };
}

function listed(world: World, uid: string, input: InputFor<"listThreads"> = {}): number[] {
  return world
    .as(uid)
    .run("listThreads", input)
    .map(({ parent }) => parent.id);
}

describe("the list of threads", () => {
  it("goes from the newest reply to the oldest, and follows every further one", () => {
    const world = worldWithThreads();
    const [first, second, third, fourth, fifth] = world.questions;
    expect(listed(world, "alice")).toEqual([fourth, second, fifth, first, third]);
    world.tell("bob", TEAM, first);
    expect(listed(world, "alice")).toEqual([first, fourth, second, fifth, third]);
    expect(listed(world, "alice", { guid: "team", limit: 2 })).toEqual([first, fourth]);
  });

  it("holds what a user follows, or everything within reach", () => {
    const world = worldWithThreads();
    const [, second] = world.questions;
    expect(listed(world, "carol")).toEqual([]);
    world.as("carol").run("subscribeThread", { id: second });
    world.as("alice").run("unsubscribeThread", { id: second });
    expect(listed(world, "carol")).toEqual([second]);
    expect(listed(world, "alice")).not.toContain(second);
    expect(listed(world, "alice", { participatedByMe: false })).toHaveLength(5);
    expect(world.server.run("listThreads", {})).toHaveLength(5);
  });

  it("goes on from a thread, inclusive, in either direction", () => {
    const world = worldWithThreads();
    const [first, second, third, fourth, fifth] = world.questions;
    const at = world.as("alice").run("listThreads", { limit: 3 }).at(-1);
    const cursor = { updatedAt: at?.updatedAt ?? 0, id: fifth };
    expect(listed(world, "alice", cursor)).toEqual([fifth, first, third]);
    expect(listed(world, "alice", { ...cursor, affix: "append" })).toEqual([fourth, second, fifth]);
    expect(listed(world, "alice", { ...cursor, id: undefined, limit: 1 })).toEqual([fifth]);
  });

  it("does not hold a message that was followed and never answered", () => {
    const world = worldWithThreads();
    world.as("carol").run("subscribeThread", { id: world.tell("alice", TEAM) });
    expect(listed(world, "carol")).toEqual([]);
  });

  it("sets a thread back when its newest reply is gone for good, and drops it without any", () => {
    const world = worldWithThreads();
    const [first, second, third, fourth, fifth] = world.questions;
    world.tell("carol", TEAM, third);
    expect(listed(world, "alice")[0]).toBe(third);
    world.server.run("deleteUser", { uid: "carol", permanent: true });
    expect(listed(world, "alice")).toEqual([fourth, second, fifth, first, third]);
    world.server.run("deleteUser", { uid: "bob", permanent: true });
    expect(listed(world, "alice")).toEqual([]);
  });
});

describe("the counts of a thread", () => {
  it("are of others' replies that are unread, for each user", () => {
    const world = worldWithThreads();
    const [first] = world.questions;
    world.tell("alice", TEAM, first);
    const counts = (uid: string) => {
      const rows = world.as(uid).run("listThreads", { participatedByMe: false });
      const row = rows.find(({ parent }) => parent.id === first);
      return [row?.replyCount, row?.unreadReplyCount];
    };
    expect([counts("alice"), counts("bob"), counts("carol")]).toEqual([
      [2, 1],
      [2, 1],
      [2, 2],
    ]);
    world.as("carol").run("markRead", { guid: "team" });
    expect(counts("carol")).toEqual([2, 0]);
  });

  it("hold no deleted reply to be read, whoever wrote it", () => {
    const world = worldWithThreads();
    const [first] = world.questions;
    const deleted = world.tell("alice", TEAM, first);
    const unread = (uid: string) =>
      world
        .as(uid)
        .run("listThreads", { participatedByMe: false })
        .find(({ parent }) => parent.id === first)?.unreadReplyCount;
    expect(["alice", "bob", "carol"].map(unread)).toEqual([1, 1, 2]);
    world.as("alice").run("deleteMessage", { id: deleted });
    expect(["alice", "bob", "carol"].map(unread)).toEqual([1, 0, 1]);
  });

  it("begin anew for who has deleted the conversation, as its history does", () => {
    const world = worldWithThreads();
    const [alice, bob] = [{ uid: "alice" }, { uid: "bob" }];
    const parent = world.tell("alice", bob);
    world.tell("bob", alice, parent);
    world.as("alice").run("deleteConversation", bob);
    const repliesOf = (uid: string) =>
      world
        .as(uid)
        .run("listMessages", { parentId: parent })
        .rows.map(({ id }) => id);
    expect([listed(world, "alice", bob), repliesOf("alice")]).toEqual([[], []]);
    expect([listed(world, "bob", alice), repliesOf("bob").length]).toEqual([[parent], 1]);
    const reply = world.tell("bob", alice, parent);
    expect(repliesOf("alice")).toEqual([reply]);
    expect(world.as("alice").run("listThreads", bob)).toMatchObject([
      { parent: { id: parent }, lastReply: { id: reply }, replyCount: 1, unreadReplyCount: 1 },
    ]);
  });

  it("leave out what was written while it was hidden, for whom it was hidden from", () => {
    const world = worldWithThreads();
    const parent = world.tell("alice", { uid: "bob" });
    world.tell("bob", { uid: "alice" }, parent);
    world.as("alice").run("blockUsers", { blockedUids: ["bob"] });
    world.tell("bob", { uid: "alice" }, parent);
    const row = (uid: string) => world.as(uid).run("listThreads", { limit: 1 })[0];
    expect(row("alice")).toMatchObject({ replyCount: 1, unreadReplyCount: 1 });
    expect(row("bob")).toMatchObject({ replyCount: 2, unreadReplyCount: 0 });
    expect(row("alice")?.lastReply?.id).not.toBe(row("bob")?.lastReply?.id);
  });
});
