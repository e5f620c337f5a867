import { afterEach, describe, expect, it } from "vitest";
import { UsageError } from "../../usage-error.ts";
import { createTestbed, type Testbed } from "../testkit/testbed.ts";
import type { BotScript } from "./script.ts";

const open: Testbed[] = [];
afterEach(() => {
  for (const testbed of open.splice(0)) testbed.close();
});

async function setUp(...scripts: BotScript[]) {
  const testbed = createTestbed({
    seed: 1,
    preset: "empty",
    start: 1_700_000_000_000,
    frozen: true,
    settled: async () => {},
  });
  open.push(testbed);
  const control = testbed.addApp({ appId: "one" });
  for (const uid of ["alice", "bot", "bot2"])
    await control.do("createUser", { uid, name: uid.toUpperCase() });
  for (const script of scripts) control.bots.add(script);
  const alice = control.as("alice");
  const said = async () =>
    (await alice.do("listMessages", { uid: "bot", limit: 100 })).rows.flatMap(({ sender, data }) =>
      sender === "bot" ? [data.text] : [],
    );
  return { control, alice, said };
}

describe("a bot", () => {
  it("comes online, takes its time to read and to type, and says what its script says", async () => {
    const { control, alice, said } = await setUp({
      uid: "bot",
      answers: [{ when: "hello", say: "Hi {sender}, you said {text}", react: "👋" }],
      readAfter: "1s",
      typing: "2s",
    });
    expect((await control.do("onlineCounts", {})).onlineUsersCount).toBe(1);
    const { id } = await alice.sendText({ receiver: "bot", text: "HELLO!" });
    const did = () =>
      control.log.query({ kind: "command", uid: "bot", after: 0 }).flatMap((entry) => {
        return entry.kind === "command" && entry.operation !== "connect" ? [entry.operation] : [];
      });
    await control.clock.advance(0);
    expect(did()).toEqual(["markDelivered"]);
    await control.clock.advance("1s");
    expect(did()).toEqual(["markDelivered", "markRead", "addReaction", "sendTyping"]);
    expect(await said()).toEqual([]);
    await control.clock.advance("2s");
    expect(await said()).toEqual(["Hi ALICE, you said HELLO!"]);
    expect(await alice.do("getMessage", { id })).toMatchObject({ id });
  });

  it("does nothing that would count as reached by the tests", async () => {
    const { control, alice } = await setUp();
    control.clearReach();
    control.bots.add({ uid: "bot", answers: [{ say: "Hi", react: "👋" }] });
    await control.clock.advance("1m");
    expect(control.reach().operations.seen).toEqual([]);
    await alice.sendText({ receiver: "bot", text: "hello" });
    await control.clock.advance("1m");
    const commands = control.log.query({ kind: "command", uid: "bot" });
    expect(commands.map((entry) => entry.kind === "command" && entry.operation)).toContain("addReaction");
    const { operations, events } = control.reach();
    expect(operations.seen).toEqual(["sendMessage"]);
    expect(events.seen).toEqual(["message/message"]);
    await control.as("bot").do("markRead", { uid: "alice" });
    expect(control.reach().operations.seen).toEqual(["markRead", "sendMessage"]);
  });

  it("takes the first answer that fits, and says its lines in turn", async () => {
    const { control, alice, said } = await setUp({
      uid: "bot",
      answers: [{ when: "^bye", say: "See you" }, { say: ["one", "two"] }],
    });
    for (const text of ["so", "and", "bye now", "well"]) {
      await alice.sendText({ receiver: "bot", text });
      await control.clock.advance("5s");
    }
    expect(await said()).toEqual(["one", "two", "See you", "one"]);
  });

  it("answers in a group when it is mentioned, in the thread that it is asked in", async () => {
    const { control, alice } = await setUp({ uid: "bot", answers: [{ say: "Yes?" }] });
    await alice.do("createGroup", { guid: "team", name: "Team", type: "public" });
    await control.as("bot").joinGroup("team");
    const { id: parentId } = await alice.sendText({ receiver: "team", receiverType: "group", text: "hm" });
    await control.clock.advance("5s");
    const to = { receiver: "team", receiverType: "group" } as const;
    await alice.sendText({ ...to, text: "what do you think, <@uid:bot>?", parentId });
    await control.clock.advance("5s");
    const answers = control.log.query({ kind: "command", uid: "bot", operation: "sendMessage" });
    expect(answers).toMatchObject([{ input: { receiver: "team", parentId, data: { text: "Yes?" } } }]);
  });

  it("does not answer other bots, unless it is told to", async () => {
    const { control, said } = await setUp(
      { uid: "bot", answers: [{ say: "and you?" }] },
      { uid: "bot2", answers: [{ say: "fine" }] },
    );
    await control.as("bot2").sendText({ receiver: "bot", text: "hello" });
    await control.clock.advance("1h");
    expect(await said()).toEqual([]);
  });

  it("says nothing after it was removed, nor when the service refuses what it would say", async () => {
    const { control, alice, said } = await setUp({ uid: "bot", answers: [{ say: "yes" }] });
    await alice.sendText({ receiver: "bot", text: "hello" });
    await control.as("bot").do("blockUsers", { blockedUids: ["alice"] });
    await control.clock.advance("5s");
    await control.as("bot").do("unblockUsers", { blockedUids: ["alice"] });
    await alice.sendText({ receiver: "bot", text: "hello" });
    control.bots.remove("bot");
    await control.clock.advance("5s");
    expect(await said()).toEqual([]);
    expect((await control.do("onlineCounts", {})).onlineUsersCount).toBe(0);
  });

  it.each<[string, BotScript, RegExp]>([
    ["a user who is not there", { uid: "nobody" }, /no user "nobody" in the app "one"/],
    ["a pattern that is none", { uid: "bot", answers: [{ when: "(" }] }, /is not a regular expression/],
    ["a time that is none", { uid: "bot", typing: "soon" }, /"soon" is no length of time/],
    ["an unknown field", { uid: "bot", says: "hi" } as BotScript, /says/],
  ])("is not to be had with %s", async (_what, script, text) => {
    const { control } = await setUp();
    expect(() => control.bots.add(script)).toThrow(UsageError);
    expect(() => control.bots.add(script)).toThrow(text);
    expect(control.bots.list()).toEqual([]);
  });
});

describe("the bots of an app", () => {
  it("are there from the start and after a reset, and what was added since is not", async () => {
    const testbed = createTestbed({ seed: 1, preset: "demo", frozen: true, settled: async () => {} });
    open.push(testbed);
    const control = testbed.addApp({ appId: "one", bots: [{ uid: "cometchat-uid-2" }] });
    control.bots.add({ uid: "cometchat-uid-3" });
    await control.reset();
    expect(control.bots.list()).toEqual(["cometchat-uid-2"]);
    expect((await control.do("onlineCounts", {})).onlineUsersCount).toBe(1);
  });

  it("keep an app from being added that cannot have them", () => {
    const testbed = createTestbed({ seed: 1, preset: "empty", settled: async () => {} });
    open.push(testbed);
    expect(() => testbed.addApp({ appId: "one", bots: [{ uid: "nobody" }] })).toThrow(UsageError);
    expect(testbed.apps()).toEqual([]);
  });
});
