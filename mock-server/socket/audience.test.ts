import { describe, expect, test } from "vitest";
import { openStage, type Stage } from "../harness/testing/stage.ts";

// Who hears what is said and done in a conversation: socket.md §8 and §8.1, domain.md §4.4 and §9, and not the code. A
// device that takes a frame for its own (§4.0) has not heard it. Everybody on the stage who is not named hears nothing.

const BOB = ["bob-1", "bob-2"];
const OTHER_MEMBERS = [...BOB, "carol-1", "blocker-1", "blocked-1"];

/** A conversation of alice's, and what the block in it, if there is one, cuts off. */
interface Place {
  readonly to: "bob" | "team";
  readonly block?: readonly [by: string, whom: string];
  /** Everybody but alice who hears of what is done in it. */
  readonly others: readonly string[];
}

// Groups are not touched by blocks. docs: block-users; while blocked, communication is cut both ways. docs: rest-api
const PLACES: Readonly<Record<string, Place>> = {
  "to bob": { to: "bob", others: BOB },
  "to bob, who has blocked her": { to: "bob", block: ["bob", "alice"], others: [] },
  "to bob, whom she has blocked": { to: "bob", block: ["alice", "bob"], others: [] },
  "in a group": { to: "team", others: OTHER_MEMBERS },
};

const CONTENTS = {
  text: { category: "message", type: "text", data: { text: "hello" } },
  image: { category: "message", type: "image", data: { attachments: [{ url: "https://f.example/1.png" }] } },
  place: { category: "custom", type: "place", data: { customData: { lat: 1 } } },
  form: { category: "interactive", type: "form", data: { interactiveData: { title: "T" } } },
} as const;
type Content = keyof typeof CONTENTS;

type Request = readonly [method: string, path: string, body?: unknown];

function sending(from: string, to: string, content: Content = "text"): Request {
  const receiverType = to === "team" ? "group" : "user";
  // To bob is to the other one of the two.
  const receiver = to === "bob" && from === "bob" ? "alice" : to;
  return ["POST", "/messages", { ...CONTENTS[content], receiver, receiverType }];
}

/** A message in the conversation, from before anything else. */
async function message(stage: Stage, from: string, to: string, content: Content = "text"): Promise<string> {
  const { id } = await stage.rest(`${from}-1`, ...sending(from, to, content));
  return id;
}

/** What alice does, and everybody in the conversation hears. */
interface Deed {
  readonly kind: string;
  /** The message that it is done to. */
  readonly given?: (stage: Stage, to: string) => Promise<string>;
  readonly request: (to: string, id: string) => Request;
  /** Refused to who has blocked the other. docs: articles/error-guide */
  readonly isSending?: true;
}

const reacted = async (stage: Stage, to: string) => {
  const id = await message(stage, "bob", to);
  await stage.rest("alice-1", "POST", `/messages/${id}/reactions/%F0%9F%91%8D`);
  return id;
};
const pinned = async (stage: Stage, to: string) => {
  const id = await message(stage, "bob", to);
  await stage.rest("alice-1", "POST", `/messages/${id}/pin`);
  return id;
};
const byAlice = (stage: Stage, to: string) => message(stage, "alice", to);
const byBob = (stage: Stage, to: string) => message(stage, "bob", to);

const DEEDS: Readonly<Record<string, Deed>> = {
  "a text": { kind: "text", isSending: true, request: (to) => sending("alice", to) },
  "an image": { kind: "image", isSending: true, request: (to) => sending("alice", to, "image") },
  "a custom message": { kind: "place", isSending: true, request: (to) => sending("alice", to, "place") },
  "an interactive message": { kind: "form", isSending: true, request: (to) => sending("alice", to, "form") },
  "a reply": {
    kind: "text",
    isSending: true,
    given: byBob,
    request: (to, id) => ["POST", `/messages/${id}/thread`, sending("alice", to)[2]],
  },
  "a quotation": {
    kind: "text",
    isSending: true,
    given: byBob,
    request: (to, id) => [
      "POST",
      "/messages",
      { ...(sending("alice", to)[2] as object), quotedMessageId: id },
    ],
  },
  "an edit": {
    kind: "edited",
    given: byAlice,
    request: (_to, id) => ["PUT", `/messages/${id}`, { data: { text: "better" } }],
  },
  "a deletion": { kind: "deleted", given: byAlice, request: (_to, id) => ["DELETE", `/messages/${id}`] },
  "a reaction": {
    kind: "message_reaction_added",
    given: byBob,
    request: (_to, id) => ["POST", `/messages/${id}/reactions/%F0%9F%91%8D`],
  },
  "a reaction to a reply": {
    kind: "message_reaction_added",
    async given(stage, to) {
      const parent = await byBob(stage, to);
      const [method, , body] = sending("alice", to);
      return (await stage.rest("alice-1", method, `/messages/${parent}/thread`, body)).id;
    },
    request: (_to, id) => ["POST", `/messages/${id}/reactions/%F0%9F%91%8D`],
  },
  "a reaction taken back": {
    kind: "message_reaction_removed",
    given: reacted,
    request: (_to, id) => ["DELETE", `/messages/${id}/reactions/%F0%9F%91%8D`],
  },
  "a pin": { kind: "message_pinned", given: byBob, request: (_to, id) => ["POST", `/messages/${id}/pin`] },
  "a pin taken away": {
    kind: "message_unpinned",
    given: pinned,
    request: (_to, id) => ["DELETE", `/messages/${id}/pin`],
  },
};

/** What alice keeps to herself: her other devices alone hear of it. */
const OWN: Readonly<Record<string, Deed>> = {
  "a save": { kind: "message_saved", given: byBob, request: (_to, id) => ["POST", `/messages/${id}/save`] },
  "a save let go": {
    kind: "message_unsaved",
    async given(stage, to) {
      const id = await byBob(stage, to);
      await stage.rest("alice-1", "POST", `/messages/${id}/save`);
      return id;
    },
    request: (_to, id) => ["DELETE", `/messages/${id}/save`],
  },
  "a pinned conversation": {
    kind: "conversation_pinned",
    given: byBob,
    request: (to) => ["POST", `${conversationOf(to)}/pin`],
  },
  "an unpinned conversation": {
    kind: "conversation_unpinned",
    async given(stage, to) {
      await byBob(stage, to);
      await stage.rest("alice-1", "POST", `${conversationOf(to)}/pin`);
      return "";
    },
    request: (to) => ["DELETE", `${conversationOf(to)}/pin`],
  },
};

function conversationOf(to: string): string {
  return to === "team" ? "/groups/team/conversation" : `/users/${to}/conversation`;
}

/** Everything up to the moment from which on is heard. */
async function prepare({ to, block }: Place, given: Deed["given"]) {
  const stage = await openStage();
  const id = (await given?.(stage, to)) ?? "";
  if (block) stage.block(...block);
  stage.listen();
  return { stage, id };
}

function isRefused({ block }: Place, { isSending }: Deed): boolean {
  return isSending === true && block?.[0] === "alice";
}

describe.each(Object.entries(PLACES))("what alice does %s", (_place, place) => {
  test.each(Object.entries(DEEDS))(
    "%s reaches her other device and whom it concerns",
    async (_name, deed) => {
      const { stage, id } = await prepare(place, deed.given);
      await stage.rest("alice-1", ...deed.request(place.to, id));
      const expected = isRefused(place, deed) ? {} : { [deed.kind]: ["alice-2", ...place.others] };
      expect(stage.heard("alice-1")).toEqual(expected);
    },
  );

  test.each(Object.entries(DEEDS))(
    "%s that a server makes for her reaches all her devices",
    async (_name, deed) => {
      const { stage, id } = await prepare(place, deed.given);
      const [method, path, body] = deed.request(place.to, id);
      await stage.server(method, path, body, "alice");
      const expected = isRefused(place, deed) ? {} : { [deed.kind]: ["alice-1", "alice-2", ...place.others] };
      expect(stage.heard()).toEqual(expected);
    },
  );

  test.each(Object.entries(OWN))("%s reaches her other device alone", async (_name, deed) => {
    const { stage, id } = await prepare(place, deed.given);
    await stage.rest("alice-1", ...deed.request(place.to, id));
    expect(stage.heard("alice-1")).toEqual({ [deed.kind]: ["alice-2"] });
  });

  test.each(["started", "ended"])("typing %s reaches the others, and no device of hers", async (action) => {
    const { stage } = await prepare(place, undefined);
    stage.tell("alice-1", place.to, { type: "typing_indicator", body: { action, metadata: { k: 1 } } });
    expect(stage.heard("alice-1")).toEqual(place.others.length > 0 ? { [action]: place.others } : {});
  });

  test("transient data reach the others, and no device of hers", async () => {
    const { stage } = await prepare(place, undefined);
    stage.tell("alice-1", place.to, { type: "transient_message", body: { data: { heart: 1 } } });
    expect(stage.heard("alice-1")).toEqual(
      place.others.length > 0 ? { transient_message: place.others } : {},
    );
  });
});

describe.each(Object.entries(PLACES))("what bob does with a message of alice's %s", (_place, place) => {
  const alice = place.others.length > 0 ? ["alice-1", "alice-2"] : [];
  const from = place.to === "team" ? "team" : "alice";

  test.each(["delivered", "read"])("that it is %s reaches alice and his other device", async (action) => {
    const { stage, id } = await prepare(place, byAlice);
    stage.tell("bob-1", from, { type: "receipts", messageSender: "alice", body: { action, messageId: id } });
    expect(stage.heard("bob-1")).toEqual({ [action]: [...alice, "bob-2"] });
    if (alice.length === 0) return;
    const receiver = place.to === "team" ? "team" : "alice";
    expect(stage.frames("alice-1", action)).toMatchObject([
      { receiver, messageSender: "alice", sender: "bob" },
    ]);
  });

  test.each(["delivered", "read"])(
    "the whole conversation marked %s is told the same way",
    async (action) => {
      const { stage } = await prepare(place, byAlice);
      await stage.rest("bob-1", "POST", `${conversationOf(from)}/${action}`);
      expect(stage.heard("bob-1")).toEqual({ [action]: [...alice, "bob-2"] });
    },
  );

  test("reaching the goal of a form reaches alice alone", async () => {
    const { stage, id } = await prepare(place, (made, to) => {
      const [method, path, body] = sending("alice", to, "form");
      const data = { interactiveData: {}, interactionGoal: { type: "anyAction" } };
      return made.rest("alice-1", method, path, { ...(body as object), data }).then((row) => row.id);
    });
    await stage.rest("bob-1", "PATCH", `/messages/${id}/interacted`, { interactions: ["e1"] });
    expect(stage.heard("bob-1")).toEqual(alice.length > 0 ? { interaction_completed: alice } : {});
  });
});

describe("messages that only a server makes", () => {
  test.each(["bob", "team"])("a card to %s", async (to) => {
    const stage = await openStage();
    stage.listen();
    const receiverType = to === "team" ? "group" : "user";
    const card = { category: "card", type: "card", data: { card: { version: "1" }, text: "card" } };
    await stage.server("POST", "/messages", { ...card, receiver: to, receiverType }, "alice");
    const others = to === "team" ? OTHER_MEMBERS : BOB;
    expect(stage.heard()).toEqual({ card: ["alice-1", "alice-2", ...others] });
  });

  test.each(["bob", "team"])("a deletion for good in the conversation with %s", async (to) => {
    const stage = await openStage();
    const id = await byAlice(stage, to);
    stage.listen();
    await stage.server("DELETE", `/messages/${id}`, { permanent: true });
    const others = to === "team" ? OTHER_MEMBERS : BOB;
    expect(stage.heard()).toEqual({ deleted: ["alice-1", "alice-2", ...others] });
  });

  test("what the app itself says to alice reaches her alone", async () => {
    const stage = await openStage();
    stage.listen();
    await stage.server("POST", "/messages", { ...CONTENTS.text, receiver: "alice", receiverType: "user" });
    expect(stage.heard()).toEqual({ text: ["alice-1", "alice-2"] });
  });

  test("one message to many reaches each where it is addressed to them, and the sender once each", async () => {
    const stage = await openStage();
    stage.listen();
    const multipleReceivers = { uids: ["bob", "carol"], guids: ["team"] };
    await stage.server("POST", "/messages", { ...CONTENTS.text, multipleReceivers }, "alice");
    const { text = [] } = stage.heard();
    const times = (device: string) => text.filter((other) => other === device).length;
    expect(["alice-1", "alice-2", "bob-1", "carol-1", "blocked-1"].map(times)).toEqual([3, 3, 2, 2, 1]);
  });

  test.each([
    ["unpinned", "message_unpinned"],
    ["pinned", "message_pinned"],
  ])("the app's own act of having a message %s reaches both, blocks or not", async (what, kind) => {
    const stage = await openStage();
    const id = await byAlice(stage, "bob");
    if (what === "unpinned") await stage.server("POST", `/messages/${id}/pin`);
    stage.block("bob", "alice");
    stage.listen();
    await stage.server(what === "pinned" ? "POST" : "DELETE", `/messages/${id}/pin`);
    expect(stage.heard()).toEqual({ [kind]: ["alice-1", "alice-2", ...BOB] });
  });

  test("a conversation that the app pins reaches each who has it", async () => {
    const stage = await openStage();
    await byAlice(stage, "bob");
    await stage.rest("carol-1", "POST", "/messages", {
      ...CONTENTS.text,
      receiver: "bob",
      receiverType: "user",
    });
    stage.listen();
    await stage.server("PUT", "/conversations/pinned", { pinnedConversations: [{ uid: "bob" }] });
    expect(stage.heard()).toEqual({ conversation_pinned: ["alice-1", "alice-2", "carol-1"] });
  });
});

describe("what changes nothing is told to nobody", () => {
  test.each<[string, (stage: Stage, id: string) => Promise<unknown>]>([
    [
      "a reaction made twice",
      (stage, id) => stage.rest("alice-1", "POST", `/messages/${id}/reactions/%F0%9F%91%8D`),
    ],
    [
      "a reaction that was not there",
      (stage, id) => stage.rest("alice-1", "DELETE", `/messages/${id}/reactions/x`),
    ],
    ["a pin that was not there", (stage, id) => stage.rest("alice-1", "DELETE", `/messages/${id}/pin`)],
    ["a save that was not there", (stage, id) => stage.rest("alice-1", "DELETE", `/messages/${id}/save`)],
    [
      "a conversation marked unread",
      (stage, id) => stage.rest("alice-1", "DELETE", "/users/bob/conversation/read", { messageId: id }),
    ],
    ["a deleted conversation", (stage) => stage.rest("alice-1", "DELETE", "/users/bob/conversation")],
    ["a flag", (stage, id) => stage.rest("alice-1", "POST", `/messages/${id}/flagged`, { reasonId: "spam" })],
    ["a block", (stage) => stage.rest("alice-1", "POST", "/blockedusers", { blockedUids: ["bob"] })],
    [
      "a followed thread",
      (stage, id) => stage.rest("alice-1", "POST", `/messages/${id}/thread/subscription`),
    ],
    [
      "an edit of bob's message",
      (stage, id) => stage.rest("alice-1", "PUT", `/messages/${id}`, { data: { text: "no" } }),
    ],
  ])("%s", async (_what, act) => {
    const stage = await openStage();
    const id = await reacted(stage, "bob");
    stage.listen();
    await act(stage, id);
    expect(stage.heard("alice-1")).toEqual({});
  });

  test.each(["delivered", "read"])("what was %s already is not told again", async (action) => {
    const stage = await openStage();
    const id = await byAlice(stage, "bob");
    const receipt = { type: "receipts", body: { action, messageId: id } };
    stage.tell("bob-1", "alice", receipt);
    stage.listen();
    stage.tell("bob-1", "alice", receipt);
    await stage.rest("bob-1", "POST", `/users/alice/conversation/${action}`);
    expect(stage.heard("bob-1")).toEqual({});
  });
});
