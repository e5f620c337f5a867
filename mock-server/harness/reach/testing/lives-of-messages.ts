import type { OperationName } from "../../../simulator/index.ts";
import { by, type Life, letter, type Stage } from "./stage.ts";

const FILE = { url: "https://example.com/a.png" };

function sent(more: object, to = "bob", from = "alice"): Life {
  return by(from, "sendMessage", letter(to, more));
}

/** Something done to a text that alice has sent to bob. */
function done(operation: OperationName, more: object = {}, as = "alice", first: object = {}): Life {
  return (stage) => void stage.act(as, operation, { id: stage.say("alice", "bob", first), ...more });
}

/** The same once the message is deleted. */
function tooLate(operation: OperationName, more: object): Life {
  return (stage) => {
    const id = stage.say("alice", "bob");
    stage.act("alice", "deleteMessage", { id });
    stage.act("alice", operation, { id, ...more });
  };
}

/** The same to an action, which a kick leaves behind. */
function onAction(operation: OperationName, more: object): Life {
  return (stage) => {
    const { id } = stage.get("owner", "kickMember", { guid: "team", uid: "part" });
    stage.act("owner", operation, { id, ...more });
  };
}

function changes(operation: OperationName, prefix: string, more: object): Readonly<Record<string, Life>> {
  return {
    [`${prefix}-05`]: done(operation, more, "bob"),
    [`${prefix}-06`]: onAction(operation, more),
    [`${prefix}-07`]: done(operation, more, "carol"),
    [`${prefix}-08`]: tooLate(operation, more),
  };
}

const CUSTOM = { category: "custom", type: "place", data: { customData: { x: 1 } } };
const OTHER = { data: { text: "Other" } };
const LIKE = { reaction: "👍" };

/** What contains "bad" is blocked, and "wait" held. */
function moderate(stage: Stage): void {
  for (const [id, action, value] of [
    ["no-bad", "blockMessage", "bad"],
    ["waits", "holdMessage", "wait"],
  ]) {
    stage.act(null, "createModerationRule", { id, name: id, action: [action], conditions: [{ value }] });
  }
}

function moderated(text: string): Life {
  return (stage) => {
    moderate(stage);
    stage.say("alice", "bob", { data: { text } });
  };
}

const FILTERS = [
  { categories: ["custom"] },
  { types: ["image"] },
  { tags: ["x"] },
  { senders: ["bob"] },
  { searchKey: "hello" },
  { hasAttachments: true },
  { attachmentTypes: ["image"] },
  { hasLinks: true },
  { hasMentions: true },
  { mentionedUids: ["bob"] },
  { myMentionsOnly: true },
  { hasReactions: true },
  { unread: true },
  { undelivered: true },
  { hideDeleted: true },
  { onlyDeleted: true },
  { hideReplies: true },
  { hideQuotedMessages: true },
  { fromTimestamp: 1, toTimestamp: 2 },
  { onlyUpdates: true },
  { onlyInteractionGoalCompleted: true },
];

/** Rule → a life whose last command touches it. */
export const LIVES_OF_MESSAGES: Readonly<Record<string, Life>> = {
  "MSG-KIND-01": sent({}),
  "MSG-KIND-02": sent({ type: "image", data: FILE }),
  "MSG-KIND-03": sent({ type: "video", data: FILE }),
  "MSG-KIND-04": sent({ type: "audio", data: FILE }),
  "MSG-KIND-05": sent({ type: "file", data: FILE }),
  "MSG-KIND-06": sent(CUSTOM),
  "MSG-CONTENT-01": sent({ type: "image", data: { attachments: [FILE, FILE] } }),
  "MSG-CONTENT-02": sent({ type: "image", data: { ...FILE, text: "Look" } }),
  "MSG-CONTENT-03": sent({ metadata: { x: 1 } }),
  "MSG-CONTENT-04": sent({ tags: ["x"] }),
  "MSG-SENDER-01": by(null, "sendMessage", letter("bob")),
  "MSG-SENDER-02": sent({}, "alice"),
  "MSG-MANY-01": by("alice", "sendToMany", {
    multipleReceivers: { uids: ["bob", "carol"] },
    category: "message",
    type: "text",
    data: { text: "Hello" },
  }),

  "MSG-SEND-01": sent({ receiver: "" }),
  "MSG-SEND-02": sent({ receiverType: "crowd" }),
  "MSG-SEND-03": sent({}, "nobody"),
  "MSG-SEND-04": sent({ receiverType: "group" }, "nothing"),
  "MSG-SEND-05": sent({ category: "" }),
  "MSG-SEND-06": sent({ category: "action" }),
  "MSG-SEND-07": sent({ type: "" }),
  "MSG-SEND-08": sent({ type: "smell" }),
  "MSG-SEND-09": sent({ data: { text: "" } }),
  "MSG-SEND-10": sent({ data: { text: 1 } }),
  "MSG-SEND-11": sent({ type: "image", data: {} }),
  "MSG-SEND-12": sent({ type: "image", data: { attachments: [1] } }),
  "MSG-SEND-13": sent({ ...CUSTOM, data: {} }),
  "MSG-SEND-14": sent({ ...CUSTOM, data: { customData: 1 } }),
  "MSG-SEND-15": sent({ metadata: 1 }),
  "MSG-SEND-16": sent({ data: 1 }),
  "MSG-SEND-17": sent({ data: undefined }),
  "MSG-LIMIT-01": sent({ data: { text: "x".repeat(10_300) } }),
  "MSG-LIMIT-02": sent({ tags: Array(26).fill("x") }),
  "MSG-LIMIT-03": sent({ type: "image", data: { attachments: Array(11).fill(FILE) } }),
  "MSG-LIMIT-04": by("alice", "requestUploads", {
    receiver: "bob",
    receiverType: "user",
    files: { a: { name: "a.png", size: 200 * 1024 * 1024 } },
  }),

  "EDT-EDIT-01": done("editMessage", OTHER),
  "EDT-EDIT-02": done("editMessage", { data: { customData: { x: 2 } } }, "alice", CUSTOM),
  "EDT-EDIT-03": done("editMessage", { ...OTHER, tags: ["x"] }),
  "EDT-EDIT-04": done("editMessage", OTHER),
  ...changes("editMessage", "EDT-EDIT", OTHER),
  "EDT-DELETE-01": done("deleteMessage"),
  "EDT-DELETE-02": done("deleteMessage", { permanent: true }),
  "EDT-DELETE-03": done("deleteMessage"),
  "EDT-DELETE-04": done("deleteMessage"),
  ...changes("deleteMessage", "EDT-DELETE", {}),

  "THR-REPLY-01": (stage) => void stage.say("bob", "alice", { parentId: stage.say("alice", "bob") }),
  "THR-REPLY-02": (stage) =>
    void stage.act("alice", "sendMessage", letter("carol", { parentId: stage.say("alice", "bob") })),
  "THR-REPLY-03"(stage) {
    const parentId = stage.say("bob", "alice", { parentId: stage.say("alice", "bob") });
    stage.act("alice", "sendMessage", letter("bob", { parentId }));
  },
  "THR-REPLY-04"(stage) {
    const { id } = stage.get("owner", "kickMember", { guid: "team", uid: "part" });
    stage.act("owner", "sendMessage", letter("team", { parentId: id }));
  },
  "THR-REPLY-05"(stage) {
    const parentId = stage.say("alice", "bob");
    stage.say("bob", "alice", { parentId });
    stage.say("bob", "alice", { parentId });
  },
  "THR-LIST-01": (stage) => void stage.act("alice", "listMessages", { parentId: stage.say("alice", "bob") }),
  "THR-FOLLOW-01": done("subscribeThread"),
  "THR-FOLLOW-02": done("subscribeThread"),
  "THR-FOLLOW-03"(stage) {
    const id = stage.say("alice", "bob");
    stage.act("alice", "subscribeThread", { id });
    stage.act("alice", "unsubscribeThread", { id });
  },
  "THR-FOLLOW-04": (stage) => void stage.say("bob", "alice", { parentId: stage.say("alice", "bob") }),
  "THR-FOLLOW-05"(stage) {
    const parentId = stage.say("alice", "bob");
    stage.say("alice", "bob", { parentId, data: { text: "<@uid:bob>" } });
  },
  "THR-FOLLOW-06": by("alice", "listThreads"),

  "QUO-SEND-01": (stage) => void stage.say("bob", "alice", { quotedMessageId: stage.say("alice", "bob") }),
  "QUO-SEND-02": (stage) =>
    void stage.act("alice", "sendMessage", letter("carol", { quotedMessageId: stage.say("alice", "bob") })),
  "MEN-SEND-01": sent({ data: { text: "Hi <@uid:bob>" } }),
  "MEN-SEND-02": sent({ type: "image", data: { ...FILE, text: "Hi <@uid:bob>" } }),
  "MEN-SEND-03": sent({ data: { text: "Hi <@uid:nobody>" } }),
  "MEN-EDIT-01": done("editMessage", { data: { text: "Hi <@uid:bob>" } }),

  "RCT-ADD-01": done("addReaction", LIKE, "bob"),
  "RCT-ADD-02"(stage) {
    const id = stage.say("alice", "bob");
    stage.act("bob", "addReaction", { id, ...LIKE });
    stage.act("bob", "addReaction", { id, reaction: "🎉" });
  },
  "RCT-ADD-03"(stage) {
    const id = stage.say("alice", "bob");
    stage.act("alice", "addReaction", { id, ...LIKE });
    stage.act("bob", "addReaction", { id, ...LIKE });
  },
  "RCT-ADD-04"(stage) {
    const id = stage.say("alice", "bob");
    stage.act("bob", "addReaction", { id, ...LIKE });
    stage.act("bob", "addReaction", { id, ...LIKE });
  },
  "RCT-ADD-05": onAction("addReaction", LIKE),
  "RCT-ADD-06": tooLate("addReaction", LIKE),
  "RCT-ADD-07": done("addReaction", LIKE, "carol"),
  "RCT-ADD-08": done("addReaction", { reaction: "" }),
  "RCT-REMOVE-01"(stage) {
    const id = stage.say("alice", "bob");
    stage.act("bob", "addReaction", { id, ...LIKE });
    stage.act("bob", "removeReaction", { id, ...LIKE });
  },
  "RCT-REMOVE-02": done("removeReaction", LIKE),
  "RCT-LIST-01"(stage) {
    const id = stage.say("alice", "bob");
    stage.act("bob", "addReaction", { id, ...LIKE });
    stage.act("bob", "listReactions", { id });
  },
  "RCT-LIST-02": done("listReactions", LIKE),

  "MOD-SEND-01": moderated("fine"),
  "MOD-SEND-02": moderated("bad"),
  "MOD-SEND-03": moderated("wait"),
  "MOD-SEND-04"(stage) {
    moderate(stage);
    stage.say("alice", "bob", CUSTOM);
  },
  "MOD-REVIEW-01"(stage) {
    moderate(stage);
    const id = stage.say("alice", "bob", { data: { text: "bad" } });
    stage.act(null, "reviewMessage", { id, queue: "blocked", status: "approved" });
  },
  "MOD-PENDING-01"(stage) {
    moderate(stage);
    stage.act("alice", "saveMessage", { id: stage.say("alice", "bob", { data: { text: "wait" } }) });
  },
  "MOD-FLAG-01": done("flagMessage", { reasonId: "spam" }, "bob"),
  "MOD-FLAG-02": done("flagMessage", { reasonId: "ugly" }, "bob"),
  "MOD-FLAG-03": done("flagMessage", { reasonId: "spam", remark: "Again" }, "bob"),

  ...Object.fromEntries(
    FILTERS.map((filter, at) => [
      `FLT-HISTORY-${String(at + 1).padStart(2, "0")}`,
      by("alice", "listMessages", { uid: "bob", ...filter }),
    ]),
  ),
};
