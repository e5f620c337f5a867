import { describe, expect, it } from "vitest";
import { openPair, sendText } from "./talk.ts";
import { useWorld } from "./world.ts";

// Rules: rest-client.md §6.15 and §3.1; the vendor's pages on its AI user copilot.

const world = useWorld();

describe("a conversation starter", () => {
  it("gives three ways to begin, with a user and in a group", async () => {
    const { laptop, toBob } = await openPair(world);
    const guid = await world.group("team", { name: "Team", owner: laptop.uid });

    const starters = await laptop.sdk.getConversationStarter(toBob.uid, "user", { lastMessages: 100 });

    expect(starters).toHaveLength(3);
    expect(starters[0]).toContain("Bob");
    expect((await laptop.sdk.getConversationStarter(guid, "group"))[0]).toContain("Team");
  });

  it("says what a test has said: of this conversation before any", async () => {
    const { laptop, bob, toBob } = await openPair(world);
    world.execute("scriptAi", { feature: "conversation-starter", answer: ["Anyone?"] });
    world.execute("scriptAi", { feature: "conversation-starter", uid: bob.uid, answer: ["Bob?"] });

    expect(await laptop.sdk.getConversationStarter(toBob.uid, "user")).toEqual(["Bob?"]);
    expect(await bob.sdk.getConversationStarter(laptop.uid, "user")).toEqual(["Anyone?"]);

    world.execute("scriptAi", { feature: "conversation-starter" });
    expect(await bob.sdk.getConversationStarter(laptop.uid, "user")).toHaveLength(3);
  });
});

describe("smart replies", () => {
  it("answer what the other one said last", async () => {
    const { laptop, bob, toBob, toAlice } = await openPair(world);
    await sendText(bob, toAlice, "lunch at one?");
    await sendText(laptop, toBob, "wait");

    const replies = await laptop.sdk.getSmartReplies(toBob.uid, "user");

    expect(Object.keys(replies).sort()).toEqual(["negative", "neutral", "positive"]);
    expect(Object.values(replies).every((reply) => String(reply).includes("lunch at one?"))).toBe(true);
  });

  it("are none when nobody has said anything, or a test says so", async () => {
    const { laptop, bob, toBob, toAlice } = await openPair(world);
    await expect(laptop.sdk.getSmartReplies(toBob.uid, "user")).rejects.toMatchObject({
      code: "NO_SMART_REPLY",
    });

    await sendText(bob, toAlice, "hello");
    world.execute("scriptAi", { feature: "smart-replies", uid: bob.uid, answer: null });

    await expect(laptop.sdk.getSmartReplies(toBob.uid, "user")).rejects.toMatchObject({
      code: "NO_SMART_REPLY",
    });
  });
});

describe("a conversation summary", () => {
  it("tells how much was said, by whom and what last; of as many messages as it is asked to read", async () => {
    const { laptop, bob, toBob, toAlice } = await openPair(world);
    await sendText(laptop, toBob, "one");
    await sendText(bob, toAlice, "two");
    await sendText(bob, toAlice, "three");

    const whole = await laptop.sdk.getConversationSummary(toBob.uid, "user");
    const last = await laptop.sdk.getConversationSummary(toBob.uid, "user", { lastNMessages: 1 });
    const unread = await laptop.sdk.getConversationSummary(toBob.uid, "user", { unreadOnly: true });

    expect(whole).toContain("3 messages by Alice, Bob");
    expect(whole).toContain("“three”");
    expect(last).toContain("1 messages by Bob");
    expect(unread).toContain("2 messages by Bob");
  });

  it("is none when nothing was said", async () => {
    const { laptop, toBob } = await openPair(world);
    await expect(laptop.sdk.getConversationSummary(toBob.uid, "user")).rejects.toMatchObject({
      code: "NO_CONVERSATION_SUMMARY",
    });
  });
});

describe("a bot", () => {
  const makeBot = () => {
    const uid = world.id("bot");
    world.execute("createBot", { uid, name: "Bot" });
    return uid;
  };

  it("answers a question about a conversation, as a test has said or by itself", async () => {
    const { laptop, bob, toBob, toAlice } = await openPair(world);
    const bot = makeBot();
    await sendText(bob, toAlice, "hello");
    world.execute("scriptAi", { feature: "bots", bot, question: "why?", answer: "Because." });

    const made = await laptop.sdk.askBot(toBob.uid, "user", bot, "what was said?");

    expect(made).toContain("“what was said?”");
    expect(made).toContain("1 messages");
    expect(await laptop.sdk.askBot(toBob.uid, "user", bot, "why?")).toBe("Because.");
  });

  it("is unknown when it is none, and may have nothing to say", async () => {
    const { laptop, bob, toBob } = await openPair(world);
    const bot = makeBot();
    world.execute("scriptAi", { feature: "bots", bot, answer: null });

    await expect(laptop.sdk.askBot(toBob.uid, "user", bob.uid, "why?")).rejects.toMatchObject({
      code: "ERR_BOT_NOT_FOUND",
    });
    await expect(laptop.sdk.askBot(toBob.uid, "user", bot, "why?")).rejects.toMatchObject({
      code: "EMPTY_RESPONSE",
    });
  });
});

describe("who may ask the AI", () => {
  it("is who may read the conversation", async () => {
    const { laptop } = await openPair(world);
    const stranger = await world.join("stranger");
    const guid = await world.group("team", { owner: laptop.uid });
    const { sdk } = stranger;

    for (const ask of [sdk.getConversationStarter, sdk.getSmartReplies, sdk.getConversationSummary]) {
      await expect(ask(guid, "group")).rejects.toMatchObject({ code: "ERR_GROUP_NOT_JOINED" });
      await expect(ask("nobody", "user")).rejects.toMatchObject({ code: "ERR_UID_NOT_FOUND" });
      await expect(ask("nowhere", "group")).rejects.toMatchObject({ code: "ERR_GUID_NOT_FOUND" });
    }
  });
});

describe("features", () => {
  const SLUGS = ["conversation-starter", "smart-replies", "conversation-summary", "bots"];

  it("are on, as far as they are known", async () => {
    const alice = await world.join("alice");

    const enabled = await Promise.all(SLUGS.map((slug) => alice.sdk.isAIFeatureEnabled(slug)));

    expect(enabled).toEqual([true, true, true, true]);
    expect(await alice.sdk.isAIFeatureEnabled("mind-reading")).toBe(false);
    expect(await alice.sdk.isFeatureEnabled("core.conversations.updateOnReplies")).toBe(true);
    expect(await alice.sdk.isFeatureEnabled("features.ai.smart-replies.enabled")).toBe(true);
  });

  it("that an app has switched off are refused, and told to clients at their next login", async () => {
    const { laptop, toBob } = await openPair(world);
    world.execute("switchAiFeature", { feature: "smart-replies", enabled: false });

    await expect(laptop.sdk.getSmartReplies(toBob.uid, "user")).rejects.toMatchObject({
      code: "ERR_FEATURE_NOT_ACCESSIBLE",
    });
    const later = await world.join("later");
    expect(await later.sdk.isAIFeatureEnabled("smart-replies")).toBe(false);
    expect(await later.sdk.isAIFeatureEnabled("bots")).toBe(true);
    world.execute("switchAiFeature", { feature: "smart-replies", enabled: true });
  });
});
