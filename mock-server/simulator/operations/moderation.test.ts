import { describe, expect, it } from "vitest";
import { lastMessage } from "../conversation-reads.ts";
import type { RuleAction } from "../moderation-records.ts";
import type { Message } from "../records.ts";
import { codeOf, createWorld, WORLD_START, type World } from "../testing/world.ts";

/** alice, bob and carol share the group `team`; what contains "bad" is blocked, "wait" held, "hm" flagged. */
function makeWorld(): World {
  const world = createWorld();
  world.addUsers("alice", "bob", "carol");
  world
    .as("alice")
    .run("createGroup", { guid: "team", name: "Team", members: { participants: ["bob", "carol"] } });
  addRule(world, "no-bad", "blockMessage", "bad");
  addRule(world, "waits", "holdMessage", "wait");
  addRule(world, "hms", "flagMessage", "hm");
  return world;
}

function addRule(world: World, id: string, action: RuleAction, value: string, more: object = {}): void {
  world.server.run("createModerationRule", {
    id,
    name: id,
    action: [action],
    conditions: [{ value }],
    ...more,
  });
}

const TO_BOB = { receiver: "bob", receiverType: "user" };
const TO_TEAM = { receiver: "team", receiverType: "group" };

function sending(text: string, to: object = TO_BOB, more: object = {}) {
  return { ...to, category: "message", type: "text", data: { text }, ...more };
}

function send(world: World, text: string, to: object = TO_BOB, more: object = {}): Message {
  return world.as("alice").run("sendMessage", sending(text, to, more) as never);
}

function stored(world: World, { id }: Message): Message {
  return world.app.state.messages.get(id) as Message;
}

function historyOf(world: World, uid: string, place: object): unknown[] {
  return world
    .as(uid)
    .run("listMessages", place)
    .rows.flatMap(({ data }) => data.text ?? []);
}

function unread(world: World, uid: string): number {
  return world
    .as(uid)
    .run("unreadCounts")
    .reduce((sum, { count }) => sum + count, 0);
}

describe("moderation (domain.md §6.12)", () => {
  it("is off until a rule is enabled", () => {
    const world = createWorld();
    world.addUsers("alice", "bob");
    expect(send(world, "bad")).not.toHaveProperty("moderation", expect.anything());
    addRule(world, "off", "blockMessage", "bad", { enabled: false });
    expect(stored(world, send(world, "bad")).moderation).toBeUndefined();
    world.server.run("updateModerationRule", { id: "off", enabled: true });
    expect(stored(world, send(world, "bad")).moderation?.status).toBe("disapproved");
    world.server.run("deleteModerationRule", { id: "off" });
    expect(stored(world, send(world, "bad")).moderation).toBeUndefined();
  });

  it("answers a message as pending and decides right after, which the sender alone is told", () => {
    const world = makeWorld();
    const outcome = world.as("alice").tryRun("sendMessage", sending("fine"));
    expect(outcome).toMatchObject({
      value: { moderation: { status: "pending" } },
      events: [
        {
          type: "message",
          message: { moderation: { status: "approved" } },
          audience: { uids: ["alice", "bob"] },
        },
        {
          type: "on_moderation_status_changed",
          message: { moderation: { status: "approved" } },
          audience: { uids: ["alice"] },
        },
      ],
    });
    expect(historyOf(world, "bob", { uid: "alice" })).toEqual(["fine"]);
  });

  it.each([
    ["custom messages", { category: "custom", type: "t", data: { customData: {}, text: "bad" } }],
    ["files", { category: "message", type: "file", data: { url: "https://example.com/a.pdf", text: "bad" } }],
  ])("leaves %s alone", (_what, message) => {
    const world = makeWorld();
    const sent = world.as("alice").run("sendMessage", { ...TO_BOB, ...message });
    expect(stored(world, sent).moderation).toBeUndefined();
  });

  it("looks at the captions of images, and not at what the app itself sends", () => {
    const world = makeWorld();
    const image = { type: "image", data: { url: "https://example.com/a.png", text: "bad" } };
    expect(stored(world, send(world, "", TO_BOB, image)).moderation?.status).toBe("disapproved");
    const byApp = world.server.run("sendMessage", sending("bad"));
    expect(stored(world, byApp).moderation).toBeUndefined();
  });
});

describe.each([
  ["a user", TO_BOB, { uid: "alice" }, { uid: "bob" }],
  ["a group", TO_TEAM, { guid: "team" }, { guid: "team" }],
])("a withheld message to %s", (_what, to, fromBob, fromAlice) => {
  it.each([
    ["bad", "disapproved", "no-bad"],
    ["wait", "pending", "waits"],
  ])("(%s: %s) is its sender's alone", (text, status, rule) => {
    const world = makeWorld();
    for (const uid of ["alice", "bob", "carol"]) world.connect(uid);
    send(world, "before", to);
    const outcome = world.as("alice").tryRun("sendMessage", sending(text, to));
    const { id } = (outcome as { value: Message }).value;
    const messages = (outcome.ok ? outcome.events : []).filter(({ type }) => type === "message");
    expect(messages).toMatchObject([{ audience: { uids: ["alice"] } }]);
    expect(world.app.state.messages.get(id)?.moderation).toEqual({ status, rule: { id: rule, name: rule } });
    expect(historyOf(world, "alice", fromAlice)).toEqual(["before", text]);
    expect(historyOf(world, "bob", fromBob)).toEqual(["before"]);
    expect(unread(world, "bob")).toBe(1);
    expect(codeOf(world.as("bob").tryRun("getMessage", { id }))).toBe("ERR_MESSAGE_NO_ACCESS");
    const view = world.as("bob").run("getConversation", fromBob);
    expect(lastMessage(world.app.state, view)?.data.text).toBe("before");
  });

  it("can be neither pinned, saved nor flagged, not even by its sender", () => {
    const world = makeWorld();
    const { id } = send(world, "wait", to);
    for (const uid of ["alice", "bob"]) {
      for (const operation of ["pinMessage", "saveMessage", "unsaveMessage"] as const) {
        expect(codeOf(world.as(uid).tryRun(operation, { id }))).toBe("ERR_MESSAGE_NO_ACCESS");
      }
      const flag = world.as(uid).tryRun("flagMessage", { id, reasonId: "spam" });
      expect(codeOf(flag)).toBe("ERR_MESSAGE_NO_ACCESS");
    }
  });

  it("is edited and deleted without a word to others", () => {
    const world = makeWorld();
    for (const uid of ["alice", "bob"]) world.connect(uid);
    const { id } = send(world, "wait", to);
    for (const [operation, input] of [
      ["editMessage", { id, data: { text: "edited" } }],
      ["deleteMessage", { id }],
    ] as const) {
      expect(world.as("alice").tryRun(operation, input)).toMatchObject({
        events: [{ audience: { uids: ["alice"] } }],
      });
    }
    expect(
      world
        .as("bob")
        .run("listMessages", fromBob)
        .rows.every((row) => row.action?.onMessage === undefined),
    ).toBe(true);
    expect(world.app.state.moderationCases.size).toBe(0);
  });

  it("is delivered when a moderator approves it, in its place among later ones", () => {
    const world = makeWorld();
    for (const uid of ["alice", "bob"]) world.connect(uid);
    const held = send(world, "wait", to);
    send(world, "later", to);
    world.clock.advance(5_000);
    const outcome = world.server.tryRun("reviewMessage", {
      id: held.id,
      queue: "blocked",
      status: "approved",
    });
    expect(outcome).toMatchObject({
      events: [
        {
          type: "message",
          message: { id: held.id, moderation: { status: "approved" } },
          audience: { uids: ["bob"] },
        },
        { type: "on_moderation_status_changed", audience: { uids: ["alice"] } },
      ],
    });
    expect(stored(world, held).updatedAt).toBe(WORLD_START + 5);
    for (const [uid, place] of [
      ["alice", fromAlice],
      ["bob", fromBob],
    ] as const) {
      expect(historyOf(world, uid, place)).toEqual(["wait", "later"]);
      const view = world.as(uid).run("getConversation", place);
      expect(lastMessage(world.app.state, view)?.data.text).toBe("later");
    }
    expect(unread(world, "bob")).toBe(2);
  });

  it("stays with its sender when a moderator rejects it", () => {
    const world = makeWorld();
    const held = send(world, "wait", to);
    expect(
      world.server.tryRun("reviewMessage", { id: held.id, queue: "blocked", status: "rejected" }),
    ).toMatchObject({
      events: [{ type: "on_moderation_status_changed", message: { moderation: { status: "disapproved" } } }],
    });
    expect(historyOf(world, "bob", fromBob)).toEqual([]);
    expect(historyOf(world, "alice", fromAlice)).toEqual(["wait"]);
  });
});

it("a withheld message that a group's owner deletes is gone for its sender and the owner, and told to them alone", () => {
  const world = makeWorld();
  for (const uid of ["alice", "bob", "carol"]) world.connect(uid);
  const { id } = world.as("bob").run("sendMessage", sending("wait", TO_TEAM));
  const outcome = world.as("alice").tryRun("deleteMessage", { id });
  expect(outcome).toMatchObject({ events: [{ audience: { uids: ["bob", "alice"] } }] });
});

describe("a withheld first message", () => {
  it("makes the conversation for its sender, and for the receiver when it is approved", () => {
    const world = makeWorld();
    const held = send(world, "wait");
    expect(world.as("alice").run("listConversations", { conversationType: "user" }).rows).toHaveLength(1);
    expect(world.as("bob").run("listConversations", { conversationType: "user" }).rows).toEqual([]);
    world.server.run("reviewMessage", { id: held.id, queue: "blocked", status: "approved" });
    const [row] = world.as("bob").run("listConversations", { conversationType: "user" }).rows;
    expect(row).toMatchObject({ with: "alice", lastMovedBy: held.id, maybeUnread: true });
  });
});

describe("a withheld reply", () => {
  it("is in the thread for its sender alone, until it is approved", () => {
    const world = makeWorld();
    const parent = send(world, "parent", TO_TEAM);
    const held = send(world, "wait", TO_TEAM, { parentId: parent.id });
    world.clock.advance(5_000);
    world.say("bob", { guid: "team" }, parent.id);
    const thread = (uid: string) => historyOf(world, uid, { parentId: parent.id });
    expect(thread("bob")).toEqual(["a text from bob"]);
    expect(thread("alice")).toEqual(["wait", "a text from bob"]);
    const counted = () =>
      world
        .as("bob")
        .run("listThreads", { participatedByMe: false })
        .map((row) => row.replyCount);
    expect(counted()).toEqual([1]);
    world.server.run("reviewMessage", { id: held.id, queue: "blocked", status: "approved" });
    expect(thread("carol")).toEqual(["wait", "a text from bob"]);
    expect(counted()).toEqual([2]);
    const [row] = world.as("bob").run("listThreads", { participatedByMe: false });
    expect(row).toMatchObject({ lastReply: { sender: "bob" }, updatedAt: WORLD_START + 5 });
    expect(world.app.state.threads.get(parent.id)?.lastReplyId).toBe(row?.lastReply?.id);
  });
});

describe("rules", () => {
  const verdict = (world: World, text: string, to: object = TO_BOB) =>
    stored(world, send(world, text, to)).moderation?.rule?.id;

  it("find words whatever their case, and not as a part of longer ones", () => {
    const world = makeWorld();
    for (const text of ["bad", "BAD!", "so (bad)", "not bad", "bad bad"])
      expect(verdict(world, text)).toBe("no-bad");
    for (const text of ["badly", "forbad", "b a d", "bäd", "bad_"])
      expect(verdict(world, text)).toBeUndefined();
  });

  it("find phrases and patterns, of their own or of a list", () => {
    const world = makeWorld();
    const { server } = world;
    addRule(world, "phone", "blockMessage", String.raw`\b\d{3}-\d{4}\b`, {
      conditions: [{ category: "pattern", value: String.raw`\b\d{3}-\d{4}\b` }],
    });
    server.run("createKeywordList", {
      id: "scams",
      name: "Scams",
      category: "sentence-similarity",
      searchTerms: "send me your card\nshare your code",
    });
    addRule(world, "scam", "blockMessage", "", {
      conditions: [{ isKeywordsReferencePresent: true, value: ["scams"] }],
    });
    expect(verdict(world, "call 555-1234 now")).toBe("phone");
    expect(verdict(world, "call 5555-12345")).toBeUndefined();
    expect(verdict(world, "please Share  your code!")).toBe("scam");
    server.run("updateKeywordList", { id: "scams", searchTerms: ["give me money"] });
    expect(verdict(world, "share your code")).toBeUndefined();
    expect(verdict(world, "give me money")).toBe("scam");
    server.run("deleteKeywordList", { id: "scams" });
    expect(verdict(world, "give me money")).toBeUndefined();
  });

  it("need all of their conditions, and all of their filters", () => {
    const world = makeWorld();
    addRule(world, "both", "blockMessage", "", { conditions: [{ value: "buy, sell" }, { value: "now" }] });
    addRule(world, "in-team", "blockMessage", "secret", {
      filters: [
        { type: "sender", entity: "user", operand: "uid", operator: "notEquals", value: "bob" },
        { type: "receiver", entity: "group", operand: "guid", operator: "equals", value: "TEAM" },
      ],
    });
    expect(verdict(world, "buy")).toBeUndefined();
    expect(verdict(world, "sell it now")).toBe("both");
    expect(verdict(world, "secret")).toBeUndefined();
    expect(verdict(world, "secret", TO_TEAM)).toBe("in-team");
    const byBob = world.as("bob").run("sendMessage", sending("secret", TO_TEAM));
    expect(stored(world, byBob).moderation).toEqual({ status: "approved" });
  });

  it("of which several are broken count by their strictness", () => {
    const world = makeWorld();
    expect(verdict(world, "hm")).toBe("hms");
    expect(verdict(world, "hm wait")).toBe("waits");
    expect(verdict(world, "hm wait bad")).toBe("no-bad");
    addRule(world, "first-flagged", "flagMessage", "x");
    addRule(world, "then-blocked", "blockMessage", "x");
    addRule(world, "blocked-again", "blockMessage", "x");
    expect(verdict(world, "x")).toBe("then-blocked");
  });

  it("keep what they were", () => {
    const world = makeWorld();
    const { server } = world;
    world.clock.advance(5_000);
    server.run("updateModerationRule", { id: "hms", name: "Hm and hum", conditions: [{ value: "hm, hum" }] });
    expect(server.run("listRuleRevisions", { id: "hms" })).toMatchObject([
      {
        revision: 2,
        name: "Hm and hum",
        conditions: [{ id: 1, value: ["hm", "hum"] }],
        updatedAt: WORLD_START + 5,
      },
      { revision: 1, name: "hms", conditions: [{ id: 1, value: ["hm"] }], updatedAt: WORLD_START },
    ]);
    server.run("deleteModerationRule", { id: "hms" });
    for (const operation of [
      "getModerationRule",
      "updateModerationRule",
      "deleteModerationRule",
      "listRuleRevisions",
    ] as const) {
      expect(codeOf(server.tryRun(operation, { id: "hms" }))).toBe("ERR_RULE_NOT_FOUND");
    }
    expect(world.app.state.ruleRevisions.size).toBe(2);
  });

  it.each([
    ["without a condition", { conditions: [] }],
    ["without an action", { action: [] }],
    ["with an action of another kind", { action: ["ban"] }],
    ["about images", { conditions: [{ operand: "image", value: "violence_greaterThan_30" }] }],
    [
      "by artificial intelligence",
      { conditions: [{ category: "toxicity", value: "toxicity_greaterThan_70" }] },
    ],
    ["without a term", { conditions: [{ value: " , " }] }],
    ["with a pattern that could take for ever", { conditions: [{ category: "pattern", value: "(a+)+" }] }],
    ["with a term that is too long", { conditions: [{ value: "a".repeat(101) }] }],
    ["with eleven conditions", { conditions: Array(11).fill({ value: "a" }) }],
    ["of an id that is taken", { id: "HMS" }],
    ["of an id that is none", { id: "a b" }],
  ])("%s are refused", (_what, fields) => {
    const world = makeWorld();
    const input = {
      id: "new",
      name: "New",
      action: ["blockMessage"],
      conditions: [{ value: "a" }],
      ...fields,
    };
    expect(codeOf(world.server.tryRun("createModerationRule", input))).toBe("ERR_BAD_REQUEST");
  });

  it("of a list that is not there are refused, and so are more than 25, and all to users", () => {
    const world = makeWorld();
    const conditions = [{ isKeywordsReferencePresent: true, value: "nowhere" }];
    const create = (input: object) =>
      codeOf(
        world.server.tryRun("createModerationRule", {
          name: "New",
          action: ["blockMessage"],
          conditions: [{ value: "a" }],
          ...input,
        }),
      );
    expect(create({ conditions })).toBe("ERR_KEYWORD_NOT_FOUND");
    for (let count = 3; count < 25; count += 1) expect(create({})).toBe("ok");
    expect(create({})).toBe("ERR_PLAN_QUOTA_RESTRICTION");
    expect(codeOf(world.as("alice").tryRun("listModerationRules"))).toBe("AUTH_ERR_EMPTY_APIKEY");
  });
});

describe("flagging", () => {
  const flag = (world: World, uid: string, id: number, more: object = {}) =>
    world.as(uid).tryRun("flagMessage", { id, reasonId: "spam", ...more });
  const queue = (world: World, name: "flagged" | "blocked" | "reviewed") =>
    world.server.run("listModerationCases", { queue: name }).rows.map((row) => row.messageId);

  it("puts a message before the moderators, visible as it was, and tells nobody", () => {
    const world = makeWorld();
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
    const world = makeWorld();
    const { id } = send(world, "fine");
    expect(codeOf(flag(world, "carol", id))).toBe("ERR_MESSAGE_NO_ACCESS");
    expect(codeOf(flag(world, "bob", 999))).toBe("ERR_MESSAGE_ID_NOT_FOUND");
    expect(codeOf(flag(world, "bob", id, { reasonId: "boredom" }))).toBe("ERR_REASON_NOT_FOUND");
    expect(codeOf(flag(world, "bob", id, { reasonId: undefined }))).toBe("ERR_BAD_REQUEST");
    expect(codeOf(flag(world, "bob", id, { remark: "x".repeat(1_001) }))).toBe("ERR_BAD_REQUEST");
    expect(queue(world, "flagged")).toEqual([]);
  });

  it("is done by rules too", () => {
    const world = makeWorld();
    const flagged = send(world, "hm").id;
    const blocked = [send(world, "bad").id, send(world, "wait").id];
    expect(queue(world, "flagged")).toEqual([flagged]);
    expect(queue(world, "blocked")).toEqual(blocked.toReversed());
    expect(stored(world, { id: flagged } as Message).moderation?.status).toBe("approved");
  });

  it("ends in a review: approved, it stays; disapproved, it is its sender's alone", () => {
    const world = makeWorld();
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
    const world = makeWorld();
    const { id } = send(world, "wait");
    const review = (input: object) => codeOf(world.server.tryRun("reviewMessage", input));
    expect(review({ id, queue: "flagged", status: "approved" })).toBe("ERR_MESSAGE_ID_NOT_FOUND");
    expect(review({ id, queue: "blocked", status: "maybe" })).toBe("ERR_BAD_REQUEST");
    expect(review({ id: 999, queue: "blocked", status: "approved" })).toBe("ERR_MESSAGE_ID_NOT_FOUND");
  });

  it("leaves nothing behind of who is erased, nor of a deleted message", () => {
    const world = makeWorld();
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
    const world = makeWorld();
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

describe("keyword lists", () => {
  it("read one text as their category has it, and count their changes", () => {
    const { server } = createWorld();
    const words = server.run("createKeywordList", { id: "Words", category: "word", searchTerms: "a, b ,,c" });
    expect(words).toMatchObject({ id: "words", name: "words", searchTerms: ["a", "b", "c"], revision: 1 });
    const patterns = { name: "Patterns", category: "pattern", searchTerms: "a,b\nc{1,3}" } as const;
    expect(server.run("createKeywordList", patterns).searchTerms).toEqual(["a,b", "c{1,3}"]);
    expect(server.run("updateKeywordList", { id: "words", name: "W" })).toMatchObject({
      name: "W",
      searchTerms: ["a", "b", "c"],
      revision: 2,
    });
    expect(server.run("listKeywordLists")).toHaveLength(2);
    server.run("deleteKeywordList", { id: "words" });
    for (const operation of ["getKeywordList", "updateKeywordList", "deleteKeywordList"] as const) {
      expect(codeOf(server.tryRun(operation, { id: "words" }))).toBe("ERR_KEYWORD_NOT_FOUND");
    }
  });

  it("become patterns only if all their terms may be used as such", () => {
    const { server } = createWorld();
    server.run("createKeywordList", { id: "l", category: "word", searchTerms: "(a+)+" });
    expect(codeOf(server.tryRun("updateKeywordList", { id: "l", category: "pattern" }))).toBe(
      "ERR_BAD_REQUEST",
    );
    expect(server.run("getKeywordList", { id: "l" }).category).toBe("word");
  });

  it("are 25 at most", () => {
    const { server } = createWorld();
    const create = () => codeOf(server.tryRun("createKeywordList", { category: "word", searchTerms: "a" }));
    for (let count = 0; count < 25; count += 1) expect(create()).toBe("ok");
    expect(create()).toBe("ERR_PLAN_QUOTA_RESTRICTION");
  });
});
