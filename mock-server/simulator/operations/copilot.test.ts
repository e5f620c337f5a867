import { describe, expect, it } from "vitest";
import { codeOf, createWorld } from "../testing/world.ts";

function withTalk() {
  const world = createWorld();
  world.addUsers("alice", "bob", "carol");
  world.say("alice", { uid: "bob" });
  world.say("bob", { uid: "alice" });
  return world;
}

describe("the AI", () => {
  it("says the same to the same question, and stores nothing", () => {
    const world = withTalk();
    const ask = () => world.as("alice").run("summarizeConversation", { uid: "bob" });
    expect(ask()).toBe(ask());
    expect(world.as("alice").run("listMessages", { uid: "bob" }).rows).toHaveLength(2);
  });

  it("reads texts that are still there, as the one who asks sees them", () => {
    const world = withTalk();
    const { id } = world.say("bob", { uid: "alice" });
    world.as("bob").run("deleteMessage", { id });
    expect(world.as("alice").run("summarizeConversation", { uid: "bob" })).toContain("2 messages");
    world.as("alice").run("deleteConversation", { uid: "bob" });
    expect(world.as("alice").run("summarizeConversation", { uid: "bob" })).toBeNull();
    expect(world.as("bob").run("summarizeConversation", { uid: "alice" })).toContain("2 messages");
  });

  it("has nothing to reply to what one said oneself", () => {
    const world = withTalk();
    world.say("alice", { uid: "carol" });
    expect(world.as("alice").run("suggestReplies", { uid: "carol" })).toBeNull();
    expect(world.as("carol").run("suggestReplies", { uid: "alice" })?.positive).toContain(
      "a text from alice",
    );
  });

  it("answers what is scripted for bot and question, then for the bot, then for any", () => {
    const world = withTalk();
    world.server.run("createBot", { uid: "bot", name: "Bot" });
    world.server.run("createBot", { uid: "other", name: "Other" });
    const ask = (bot: string, question: string) =>
      world.as("alice").run("askBot", { bot, question, uid: "bob" });
    world.server.run("scriptAi", { feature: "bots", answer: "any" });
    world.server.run("scriptAi", { feature: "bots", bot: "bot", answer: "the bot" });
    world.server.run("scriptAi", { feature: "bots", bot: "bot", question: "why?", answer: "this" });

    expect([ask("bot", "why?"), ask("bot", "when?"), ask("other", "why?")]).toEqual([
      "this",
      "the bot",
      "any",
    ]);
    world.server.run("scriptAi", { feature: "bots", bot: "bot", question: "why?" });
    expect(ask("bot", "why?")).toBe("the bot");
  });

  it("is asked by users, about a conversation, in ways that it knows", () => {
    const world = withTalk();
    const codes = [
      world.server.tryRun("suggestReplies", { uid: "bob" }),
      world.as("alice").tryRun("suggestReplies", {}),
      world.as("alice").tryRun("suggestReplies", { uid: "bob", lastNMessages: 0 }),
      world.as("alice").tryRun("askBot", { uid: "bob", bot: "bob", question: "why?" }),
      world.as("alice").tryRun("askBot", { uid: "bob", bot: "bob" }),
      world.server.tryRun("scriptAi", { feature: "smart-replies", answer: "not three" }),
      world.as("alice").tryRun("scriptAi", { feature: "bots", answer: "x" }),
      world.as("alice").tryRun("switchAiFeature", { feature: "bots", enabled: false }),
    ].map(codeOf);
    expect(codes).toEqual([
      "ERR_BAD_REQUEST",
      "ERR_BAD_REQUEST",
      "ERR_BAD_REQUEST",
      "ERR_BOT_NOT_FOUND",
      "ERR_BAD_REQUEST",
      "ERR_BAD_REQUEST",
      "AUTH_ERR_EMPTY_APIKEY",
      "AUTH_ERR_EMPTY_APIKEY",
    ]);
  });

  it("is refused feature by feature while it is switched off", () => {
    const world = withTalk();
    world.server.run("switchAiFeature", { feature: "conversation-summary", enabled: false });
    expect(codeOf(world.as("alice").tryRun("summarizeConversation", { uid: "bob" }))).toBe(
      "ERR_FEATURE_NOT_ACCESSIBLE",
    );
    expect(codeOf(world.as("alice").tryRun("suggestStarters", { uid: "bob" }))).toBe("ok");
  });
});
