import { describe, expect, it } from "vitest";
import { digest } from "../testing/digest.ts";
import { codeOf, createWorld } from "../testing/world.ts";

function withPoll() {
  const world = createWorld();
  world.addUsers("alice", "bob", "carol");
  world.as("alice").run("createGroup", {
    guid: "team",
    name: "Team",
    type: "public",
    members: { participants: ["bob"] },
  });
  const { poll, message } = world.as("alice").run("createPoll", {
    receiver: "team",
    receiverType: "group",
    question: "Lunch?",
    options: ["Pizza", "Sushi"],
  });
  return { world, poll, message };
}

const counts = (poll: { results: { options: object } }) =>
  Object.values(poll.results.options).map(({ count }: { count: number }) => count);

describe("a poll", () => {
  it("is a message that counts as unread", () => {
    const { world, message } = withPoll();
    expect([message.category, message.type, message.counts]).toEqual(["custom", "extension_poll", true]);
    expect(world.as("bob").run("getConversation", { guid: "team" }).lastMovedBy).toBe(message.id);
  });

  it("has one vote of each voter, which may be changed", () => {
    const { world, poll } = withPoll();
    const vote = (uid: string, option: string) =>
      world.as(uid).run("votePoll", { id: poll.id, vote: option });

    expect(counts(vote("bob", "1"))).toEqual([1, 0]);
    expect(counts(vote("alice", "1"))).toEqual([2, 0]);
    expect(counts(vote("bob", "2"))).toEqual([1, 1]);
    expect(counts(vote("bob", "2"))).toEqual([1, 1]);
  });

  it("tells of a vote by an edit that is the app's doing, and moves nothing", () => {
    const { world, poll, message } = withPoll();

    const outcome = world.as("bob").tryRun("votePoll", { id: poll.id, vote: "1" });

    const [event] = outcome.ok ? outcome.events : [];
    expect(event).toMatchObject({
      type: "message",
      sender: "app_system",
      message: { action: { action: "edited", by: "app_system", onMessage: { id: message.id } } },
    });
    expect(world.as("bob").run("getConversation", { guid: "team" }).lastMovedBy).toBe(message.id);
  });

  it("keeps its votes when its author edits the message", () => {
    const { world, poll, message } = withPoll();
    world.as("bob").run("votePoll", { id: poll.id, vote: "1" });

    world.as("alice").run("editMessage", {
      id: message.id,
      data: {
        customData: { more: 1 },
        metadata: { "@injected": { extensions: { polls: { forged: true } } } },
      },
    });

    expect(counts(world.as("alice").run("pollResults", { id: poll.id }))).toEqual([1, 0]);
  });

  it("takes a voter of any name", () => {
    const { world, poll } = withPoll();
    world.addUsers("__proto__");
    world.server.run("addMembers", { guid: "team", participants: ["__proto__"] });

    const voted = world.as("__proto__").run("votePoll", { id: poll.id, vote: "1" });

    expect(counts(voted)).toEqual([1, 0]);
    expect(Object.keys(voted.results.options["1"]?.voters ?? {})).toEqual(["__proto__"]);
  });

  it("is under the rules for any message of who makes it, and stands in threads like one", () => {
    const { world } = withPoll();
    const { id } = world.say("bob", { guid: "team" });
    const to = { receiver: "team", receiverType: "group", question: "Lunch?", options: ["a", "b"] };
    expect(world.as("bob").run("createPoll", { ...to, parentId: id }).message.parentId).toBe(id);

    world.server.run("restrictFeatures", { role: "default", featuresToRestrict: ["createMessage"] });

    expect(codeOf(world.as("bob").tryRun("createPoll", to))).toBe("ERR_PERMISSION_DENIED");
    expect(
      codeOf(world.as("bob").tryRun("shareCollaboration", { ...to, tool: "document", origin: "x" })),
    ).toBe("ERR_PERMISSION_DENIED");
  });

  it("changes nothing when it is refused", () => {
    const { world, poll } = withPoll();
    const before = digest(world.app.state);
    const to = { receiver: "team", receiverType: "group", question: "Lunch?", options: ["a", "b"] };

    const codes = [
      world.as("carol").tryRun("votePoll", { id: poll.id, vote: "1" }),
      world.as("bob").tryRun("votePoll", { id: poll.id, vote: "constructor" }),
      world.as("bob").tryRun("pollResults", { id: poll.id }),
      world.as("carol").tryRun("createPoll", to),
      world.as("alice").tryRun("createPoll", { ...to, options: ["only one"] }),
      world.as("alice").tryRun("createPoll", { ...to, question: " " }),
      world.as("alice").tryRun("createPoll", { ...to, options: ["x".repeat(20_000), "y"] }),
    ].map(codeOf);

    expect(codes).toEqual([
      "ERR_MESSAGE_NO_ACCESS",
      "ERR_BAD_REQUEST",
      "ERR_PERMISSION_DENIED",
      "ERR_NOT_A_MEMBER",
      "ERR_BAD_REQUEST",
      "ERR_BAD_REQUEST",
      "ERR_BAD_REQUEST",
    ]);
    expect(digest(world.app.state)).toBe(before);
  });
});
