import { describe, expect, it } from "vitest";
import { lastMessage } from "../conversation-reads.ts";
import type { Message } from "../records.ts";
import { historyOf, makeModeratedWorld, send, stored, TO_TEAM, unread } from "../testing/moderated-world.ts";
import { codeOf, createWorld, type World } from "../testing/world.ts";

describe("flagging", () => {
  const flag = (world: World, uid: string, id: number, more: object = {}) =>
    world.as(uid).tryRun("flagMessage", { id, reasonId: "spam", ...more });
  const queue = (world: World, name: "flagged" | "blocked" | "reviewed") =>
    world.server.run("listModerationCases", { queue: name }).rows.map((row) => row.messageId);

  it("puts a message before the moderators, visible as it was, and tells nobody", () => {
    const world = makeModeratedWorld();
    const { id } = send(world, "fine", TO_TEAM);
    expect(flag(world, "bob", id, { remark: "again" })).toMatchObject({ ok: true, events: [] });
    flag(world, "carol", id, { reasonId: "OTHER" });
    flag(world, "carol", id, { reasonId: "sexual" });
    expect(queue(world, "flagged")).toEqual([id]);
    expect(world.app.state.flags.list("byMessage", id)).toMatchObject([
      { uid: "bob", reasonId: "spam", remark: "again" },
      { uid: "carol", reasonId: "sexual" },
    ]);
    expect(historyOf(world, "carol", { guid: "team" })).toEqual(["fine"]);
  });

  it("is refused out of reach, without a reason, and with one that there is not", () => {
    const world = makeModeratedWorld();
    const { id } = send(world, "fine");
    expect(codeOf(flag(world, "carol", id))).toBe("ERR_MESSAGE_NO_ACCESS");
    expect(codeOf(flag(world, "bob", 999))).toBe("ERR_MESSAGE_ID_NOT_FOUND");
    expect(codeOf(flag(world, "bob", id, { reasonId: "boredom" }))).toBe("ERR_REASON_NOT_FOUND");
    expect(codeOf(flag(world, "bob", id, { reasonId: undefined }))).toBe("ERR_BAD_REQUEST");
    expect(codeOf(flag(world, "bob", id, { remark: "x".repeat(1_001) }))).toBe("ERR_BAD_REQUEST");
    expect(queue(world, "flagged")).toEqual([]);
  });

  it("is done by rules too", () => {
    const world = makeModeratedWorld();
    const flagged = send(world, "hm").id;
    const blocked = [send(world, "bad").id, send(world, "wait").id];
    expect(queue(world, "flagged")).toEqual([flagged]);
    expect(queue(world, "blocked")).toEqual(blocked.toReversed());
    expect(stored(world, { id: flagged } as Message).moderation?.status).toBe("approved");
  });

  it("ends in a review: approved, it stays; disapproved, it is its sender's alone", () => {
    const world = makeModeratedWorld();
    const [kept, gone] = [send(world, "one").id, send(world, "two").id];
    for (const id of [kept, gone]) flag(world, "bob", id);
    const review = (id: number, status: string) =>
      world.server.tryRun("reviewMessage", { id, queue: "flagged", status });
    expect(review(kept, "approved")).toMatchObject({ ok: true, events: [] });
    expect(review(gone, "disapproved")).toMatchObject({
      events: [
        {
          type: "on_moderation_status_changed",
          message: { id: gone, moderation: { status: "disapproved" } },
          audience: { uids: ["alice"] },
        },
      ],
    });
    expect(historyOf(world, "bob", { uid: "alice" })).toEqual(["one"]);
    expect(historyOf(world, "alice", { uid: "bob" })).toEqual(["one", "two"]);
    expect(unread(world, "bob")).toBe(1);
    const view = world.as("bob").run("getConversation", { uid: "alice" });
    expect(lastMessage(world.app.state, view)).toBeUndefined();
    expect([queue(world, "flagged"), queue(world, "reviewed")]).toEqual([[], [gone, kept]]);
    expect(codeOf(review(gone, "approved")), "a second review").toBe("ERR_MESSAGE_ID_NOT_FOUND");
    flag(world, "bob", kept);
    expect(queue(world, "flagged"), "flagged again").toEqual([kept]);
  });

  it("where moderation is off, approved, leaves the message as it was", () => {
    const world = createWorld();
    world.addUsers("alice", "bob");
    const sent = send(world, "fine");
    flag(world, "bob", sent.id);
    world.clock.advance(5_000);
    const review = { id: sent.id, queue: "flagged", status: "approved" };
    expect(world.server.tryRun("reviewMessage", review)).toMatchObject({ ok: true, events: [] });
    expect(stored(world, sent)).toEqual(sent);
  });

  it("of a queue that the message is not in is no review", () => {
    const world = makeModeratedWorld();
    const { id } = send(world, "wait");
    const review = (input: object) => codeOf(world.server.tryRun("reviewMessage", input));
    expect(review({ id, queue: "flagged", status: "approved" })).toBe("ERR_MESSAGE_ID_NOT_FOUND");
    expect(review({ id, queue: "blocked", status: "maybe" })).toBe("ERR_BAD_REQUEST");
    expect(review({ id: 999, queue: "blocked", status: "approved" })).toBe("ERR_MESSAGE_ID_NOT_FOUND");
  });

  it("leaves nothing behind of who is erased, nor of a deleted message", () => {
    const world = makeModeratedWorld();
    const [first, second] = [send(world, "one", TO_TEAM).id, send(world, "two", TO_TEAM).id];
    flag(world, "bob", first);
    flag(world, "carol", second);
    world.server.run("deleteUser", { uid: "bob", permanent: true });
    expect([...world.app.state.flags.values()].map((row) => row.uid)).toEqual(["carol"]);
    world.as("alice").run("deleteMessage", { id: second });
    expect(world.app.state.flags.size).toBe(0);
    world.server.run("deleteGroup", { guid: "team" });
    expect(world.app.state.moderationCases.size).toBe(0);
  });

  it("in a deleted group leaves no withheld message", () => {
    const world = makeModeratedWorld();
    send(world, "wait", TO_TEAM);
    world.server.run("deleteGroup", { guid: "team" });
    expect(world.app.state.messages.size).toBe(0);
  });
});

describe("flag reasons", () => {
  it("are there from the start, and the app's to change", () => {
    const { server } = createWorld();
    const ids = () => server.run("listFlagReasons").map((reason) => reason.id);
    expect(ids()).toEqual(["spam", "sexual", "harassment", "other"]);
    server.run("createFlagReason", { id: "Off-Topic", name: "Off topic" });
    expect(server.run("updateFlagReason", { id: "off-topic", description: "Not here" })).toMatchObject({
      id: "off-topic",
      name: "Off topic",
      description: "Not here",
    });
    server.run("deleteFlagReason", { id: "spam" });
    expect(ids()).toEqual(["sexual", "harassment", "other", "off-topic"]);
    for (const operation of ["getFlagReason", "updateFlagReason", "deleteFlagReason"] as const) {
      expect(codeOf(server.tryRun(operation, { id: "spam" }))).toBe("ERR_REASON_NOT_FOUND");
    }
    expect(codeOf(server.tryRun("createFlagReason", { id: "other", name: "Other" }))).toBe("ERR_BAD_REQUEST");
  });
});
