import { by, type Life, letter } from "./stage.ts";

const guid = "team";
const LIKE = { reaction: "👍" };

/** Lives that come near a rule without touching it, where the life of no other rule does. */
export const NEAR_LIVES: readonly Life[] = [
  by("owner", "getGroup", { guid }),
  by(null, "createUser", { uid: "dave", name: "Dave", role: "default" }),
  by(null, "reactivateUsers", { uidsToActivate: ["alice"] }),
  by(null, "removeFriends", { uid: "alice", friends: [] }),
  by("alice", "unblockUsers", { blockedUids: ["bob"] }),
  by(null, "replaceAppPins", { pinnedConversations: [] }),
  by("owner", "listBanned", { guid: "club" }),
  by("alice", "listThreads", { participatedByMe: false }),
  by("alice", "listPinnedMessages"),
  by("alice", "listSavedMessages"),
  by("owner", "transferOwnership", { guid, owner: "owner" }),
  // What is refused of what other lives do.
  by("alice", "deleteConversation", { uid: "bob" }),
  by("alice", "tagConversation", { uid: "bob", tags: [] }),
  by("alice", "markUnread", { uid: "bob", messageId: 1 }),
  by("alice", "sendToMany"),
  by("alice", "subscribeThread", { id: 999_999 }),
  by("alice", "openSession"),
  by("alice", "getSession"),
  by("alice", "closeSession"),
  by("alice", "updateMe", { name: "" }),
  by(null, "updateUser", { uid: "nobody" }),
  by(null, "deleteApiKey", { apiKey: "none" }),
  by(null, "deleteAuthToken", { uid: "nobody", authToken: "none" }),
  by(null, "flushAuthTokens", { uid: "nobody" }),
  // Refusals of the same code that are about something else.
  by(null, "addFriends", { accepted: [] }),
  by("alice", "listUsers", { sortBy: "size" }),
  by("owner", "changeScope", { uid: "part" }),
  by("alice", "addReaction", LIKE),
  by("alice", "updateCall", { status: "ongoing" }),
  by("alice", "sendMessage", letter("bob", { parentId: 999_999 })),
  by("alice", "editMessage", { id: 999_999, data: {} }),
  by("alice", "deleteMessage", { id: 999_999 }),
  by("alice", "addReaction", { id: 999_999, ...LIKE }),
  (stage) => void stage.act("bob", "markInteracted", { id: stage.say("alice", "bob"), interactions: ["a"] }),
  (stage) => void stage.act("alice", "messageReceipts", { id: stage.say("alice", "bob") }),
  (stage) => void stage.connect("alice", { kind: "all" }),
  (stage) => {
    stage.act(null, "restrictFeatures", { role: "default", featuresToRestrict: ["u.createMessage"] });
    stage.act("alice", "sendMessage", letter("bob"));
  },
  (stage) => {
    let id = 0;
    stage.before(() => {
      id = stage.say("alice", "bob");
      stage.get("bob", "addReaction", { id, ...LIKE });
      stage.get("bob", "saveMessage", { id });
      stage.get("bob", "subscribeThread", { id });
      stage.get("bob", "pinConversation", { uid: "alice" });
    });
    stage.act("bob", "addReaction", { id, ...LIKE });
    stage.act("bob", "saveMessage", { id });
    stage.act("bob", "subscribeThread", { id });
    stage.act("bob", "pinConversation", { uid: "alice" });
  },
  (stage) => {
    const parentId = stage.say("alice", "bob");
    stage.act("alice", "sendMessage", letter("carol", { parentId, quotedMessageId: parentId }));
    const other = stage.say("alice", "carol");
    stage.act("bob", "sendMessage", letter("alice", { parentId: other }));
  },
  (stage) => {
    stage.say("alice", "bob");
    stage.act("alice", "unpinConversation", { uid: "bob" });
  },
  (stage) => {
    const id = stage.say("alice", "bob");
    stage.act("alice", "unpinMessage", { id });
    stage.act("alice", "unsaveMessage", { id });
    stage.act("alice", "unsubscribeThread", { id });
    stage.say("alice", "bob");
    stage.act("alice", "deleteMessage", { id });
  },
  (stage) => {
    const id = stage.say("alice", "bob");
    stage.say("bob", "alice", { parentId: id });
    stage.act("alice", "subscribeThread", { id });
  },
  (stage) => {
    stage.act(null, "createModerationRule", {
      id: "no-bad",
      name: "No bad",
      action: ["blockMessage"],
      conditions: [{ value: "bad" }],
    });
    const id = stage.say("alice", "bob", { data: { text: "bad" } });
    stage.act(null, "reviewMessage", { id, queue: "blocked", status: "rejected" });
  },
];
