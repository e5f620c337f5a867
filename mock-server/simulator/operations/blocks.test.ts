import { beforeEach, describe, expect, it } from "vitest";
import { unreadCount, unreadMentions } from "../conversation-reads.ts";
import { hasBlocked } from "../lookups.ts";
import { type Caller, codeOf, createWorld, REST_API_KEY, WORLD_START, type World } from "../testing/world.ts";

let world: World;

beforeEach(() => {
  world = createWorld();
  world.addUsers("alice", "bob", "carol", "dave");
});

function listed(caller: Caller, filter: object = {}): unknown {
  const outcome = caller.tryRun("listBlocked", filter);
  return outcome.ok ? outcome.value.rows.map(({ user }) => user.uid) : codeOf(outcome);
}

describe("blocking users", () => {
  it("goes one way", () => {
    expect(world.as("alice").run("blockUsers", { blockedUids: ["BOB"] })).toEqual({ bob: { success: true } });
    expect(hasBlocked(world.app.state, "alice", "bob")).toBe(true);
    expect(hasBlocked(world.app.state, "bob", "alice")).toBe(false);
  });

  it("refuses one without refusing the others", () => {
    expect(world.as("alice").run("blockUsers", { blockedUids: ["alice", "nobody", "bob"] })).toMatchObject({
      alice: { success: false, error: { code: "ERR_CANNOT_BLOCK_SELF" } },
      nobody: { success: false, error: { code: "ERR_UID_NOT_FOUND" } },
      bob: { success: true },
    });
  });

  it("again keeps the time of the first", () => {
    world.as("alice").run("blockUsers", { blockedUids: ["bob"] });
    world.clock.advance(9_000);
    expect(world.as("alice").run("blockUsers", { blockedUids: ["bob"] })).toEqual({ bob: { success: true } });
    expect(world.as("alice").run("listBlocked").rows).toMatchObject([{ blockedByMeAt: WORLD_START }]);
  });

  it("by a client is always the client's own", () => {
    world.as("alice").run("blockUsers", { uid: "carol", blockedUids: ["bob"] });
    expect(hasBlocked(world.app.state, "carol", "bob")).toBe(false);
    expect(hasBlocked(world.app.state, "alice", "bob")).toBe(true);
  });

  it("by the server is the named user's, or that of the user it acts for", () => {
    world.server.run("blockUsers", { uid: "carol", blockedUids: ["bob"] });
    expect(hasBlocked(world.app.state, "carol", "bob")).toBe(true);
    const forDave = world.by({ kind: "apiKey", apiKey: REST_API_KEY, onBehalfOf: "dave" });
    forDave.run("blockUsers", { blockedUids: ["bob"] });
    expect(hasBlocked(world.app.state, "dave", "bob")).toBe(true);
    expect(codeOf(world.server.tryRun("blockUsers", { blockedUids: ["bob"] }))).toBe("ERR_BAD_REQUEST");
    expect(codeOf(world.server.tryRun("blockUsers", { uid: "nobody", blockedUids: [] }))).toBe(
      "ERR_UID_NOT_FOUND",
    );
  });
});

describe("unblocking users", () => {
  it("succeeds whether or not they were blocked, and refuses the unknown", () => {
    world.as("alice").run("blockUsers", { blockedUids: ["bob"] });
    expect(world.as("alice").run("unblockUsers", { blockedUids: ["bob", "carol", "nobody"] })).toMatchObject({
      bob: { success: true },
      carol: { success: true },
      nobody: { success: false, error: { code: "ERR_UID_NOT_FOUND" } },
    });
    expect(hasBlocked(world.app.state, "alice", "bob")).toBe(false);
  });

  it("leaves a block from the other side", () => {
    world.as("bob").run("blockUsers", { blockedUids: ["alice"] });
    world.as("alice").run("unblockUsers", { blockedUids: ["bob"] });
    expect(hasBlocked(world.app.state, "bob", "alice")).toBe(true);
  });
});

describe("listing blocked users", () => {
  beforeEach(() => {
    world.as("alice").run("blockUsers", { blockedUids: ["dave", "carol"] });
    world.clock.advance(1_000);
    world.as("bob").run("blockUsers", { blockedUids: ["alice"] });
    world.as("carol").run("blockUsers", { blockedUids: ["alice"] });
  });

  it.each([
    [{}, ["bob", "carol", "dave"]],
    [{ direction: "both" }, ["bob", "carol", "dave"]],
    [{ direction: "blockedByMe" }, ["carol", "dave"]],
    [{ direction: "hasBlockedMe" }, ["bob", "carol"]],
    [{ searchKey: "CA" }, ["carol"]],
    [{ page: 2, perPage: 2 }, ["dave"]],
    [{ direction: "sideways" }, "ERR_BAD_REQUEST"],
  ])("filters and pages by %o", (filter, expected) => {
    expect(listed(world.as("alice"), filter)).toEqual(expected);
    expect(listed(world.server, { uid: "alice", ...filter })).toEqual(expected);
  });

  it("tells when each side blocked the other", () => {
    expect(world.as("alice").run("listBlocked").rows).toEqual([
      { user: expect.objectContaining({ uid: "bob" }), blockedAt: WORLD_START + 1 },
      {
        user: expect.objectContaining({ uid: "carol" }),
        blockedByMeAt: WORLD_START,
        blockedAt: WORLD_START + 1,
      },
      { user: expect.objectContaining({ uid: "dave" }), blockedByMeAt: WORLD_START },
    ]);
  });

  it("leaves out whoever is deactivated, whose block can still be lifted", () => {
    world.server.run("deactivateUsers", { uidsToDeactivate: ["dave"] });
    expect(listed(world.as("alice"))).toEqual(["bob", "carol"]);
    expect(world.as("alice").run("unblockUsers", { blockedUids: ["dave"] })).toEqual({
      dave: { success: true },
    });
  });
});

describe("a list of users without those with a block between", () => {
  it.each(["asc", "desc"] as const)("gives each of the others once, whatever its pages: %s", (sortOrder) => {
    world.addUsers("erin", "frank", "grace");
    world.as("alice").run("blockUsers", { blockedUids: ["bob", "dave"] });
    world.as("frank").run("blockUsers", { blockedUids: ["alice"] });
    world.server.run("deactivateUsers", { uidsToDeactivate: ["dave"] });
    const whole = sortOrder === "asc" ? ["carol", "erin", "grace"] : ["grace", "erin", "carol"];
    for (let perPage = 1; perPage <= 4; perPage += 1) {
      const read = [1, 2, 3, 4].flatMap((page) => {
        const input = { hideBlockedUsers: true, sortOrder, page, perPage };
        const { rows, total } = world.as("alice").run("listUsers", input);
        expect(total).toBe(3);
        return rows.map((user) => user.uid);
      });
      expect(read, `pages of ${perPage}`).toEqual(whole);
    }
  });
});

describe("a message to someone who has blocked its sender", () => {
  /** alice writes to bob, mentioning him, while he has blocked her; he lifts the block and reads what she writes then. */
  function writtenDuringBlock(world: World) {
    const [alice, bob] = [world.as("alice"), world.as("bob")];
    bob.run("blockUsers", { blockedUids: ["alice"] });
    const { id } = alice.run("sendMessage", {
      receiver: "bob",
      receiverType: "user",
      category: "message",
      type: "text",
      data: { text: "<@uid:bob>" },
    });
    bob.run("unblockUsers", { blockedUids: ["alice"] });
    const later = world.say("alice", { uid: "bob" }).id;
    return { id, later };
  }

  it("does not count as a mention when the block is lifted", () => {
    writtenDuringBlock(world);
    const { state } = world.app;
    const view = world.as("bob").run("getConversation", { uid: "alice" });
    expect([unreadCount(state, view), unreadMentions(state, view)]).toEqual([1, 0]);
  });

  it("is neither delivered nor read when a later one is", () => {
    const { id, later } = writtenDuringBlock(world);
    world.as("bob").run("markRead", { uid: "alice" });
    const alice = world.as("alice");
    expect(alice.run("messageReceipts", { id: later })).toMatchObject([{ recipient: "bob" }]);
    expect(alice.run("messageReceipts", { id })).toEqual([]);
  });
});
