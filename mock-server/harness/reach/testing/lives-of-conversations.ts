import { by, type Life, letter, type Stage } from "./stage.ts";

const guid = "team";

/** Something done to bob's side of a conversation in which alice has written once. */
function after(operation: Parameters<typeof by>[1], more: object = {}): Life {
  return (stage) => {
    stage.say("alice", "bob");
    stage.act("bob", operation, { uid: "alice", ...more });
  };
}

/** Something done by one member after the other to what part has written. */
function byAllButPart(stage: Stage, operation: "markDelivered" | "markRead"): void {
  stage.say("part", guid);
  for (const uid of ["owner", "admin", "mod", "mod2", "part2"]) stage.act(uid, operation, { guid });
}

/** Makes a group with so many members beside alice. */
function crowd(stage: Stage, count: number, isOnline: boolean): void {
  stage.before(() => {
    stage.get("alice", "createGroup", { guid: "crowd", name: "Crowd" });
    for (let number = 1; number <= count; number += 1) {
      const uid = `member-${number}`;
      stage.get(null, "createUser", { uid, name: uid });
      stage.get(uid, "joinGroup", { guid: "crowd" });
      if (isOnline) stage.connect(uid);
    }
  });
}

const TO_CROWD = { receiver: "crowd", receiverType: "group" };
const CUSTOM = { category: "custom", type: "place" };

/** Pins conversations of alice with others, one after the other. */
function pinMany(stage: Stage, count: number): void {
  for (const uid of ["bob", "carol", "owner", "admin", "mod", "mod2"].slice(0, count)) {
    stage.say("alice", uid);
    stage.act("alice", "pinConversation", { uid });
  }
}

function putAside(operation: "pinMessage" | "saveMessage"): Life {
  return (stage) => {
    stage.before(() => {
      for (let count = 0; count < 100; count += 1) {
        stage.get("alice", operation, { id: stage.say("alice", "bob") });
      }
    });
    stage.act("alice", operation, { id: stage.say("alice", "bob") });
  };
}

/** Rule → a life whose last command touches it. */
export const LIVES_OF_CONVERSATIONS: Readonly<Record<string, Life>> = {
  "RCP-DELIVERED-01": after("markDelivered"),
  "RCP-READ-01": after("markRead"),
  "RCP-UPTO-01"(stage) {
    stage.act("bob", "markRead", { uid: "alice", messageId: stage.say("alice", "bob") });
  },
  "RCP-UPTO-02": after("markDelivered"),
  "RCP-UPTO-03"(stage) {
    stage.say("alice", "bob");
    stage.act("bob", "markRead", { uid: "alice" });
    stage.act("bob", "markRead", { uid: "alice" });
  },
  "RCP-GROUP-01"(stage) {
    stage.say("part", guid);
    stage.act("mod", "markDelivered", { guid });
  },
  "RCP-GROUP-02"(stage) {
    stage.say("part", guid);
    stage.act("mod", "markRead", { guid });
  },
  "RCP-GROUP-03": (stage) => byAllButPart(stage, "markDelivered"),
  "RCP-GROUP-04": (stage) => byAllButPart(stage, "markRead"),
  "RCP-GROUP-05"(stage) {
    crowd(stage, 301, true);
    stage.act("alice", "sendMessage", letter("", TO_CROWD));
    stage.act("member-1", "markRead", { guid: "crowd" });
  },
  "RCP-WRONG-01": after("markRead", { messageId: 999_999 }),
  "RCP-WRONG-02": by("bob", "markRead", { uid: "alice" }),
  "RCP-UNREAD-01"(stage) {
    const messageId = stage.say("alice", "bob");
    stage.act("bob", "markUnread", { uid: "alice", messageId });
  },
  "RCP-LIST-01"(stage) {
    const id = stage.say("alice", "bob");
    stage.act("bob", "markRead", { uid: "alice" });
    stage.act("alice", "messageReceipts", { id });
  },

  "CNT-ASK-01": by("bob", "unreadCounts"),
  "CNT-ASK-02": by("bob", "unreadCounts", { uid: "alice" }),
  "CNT-ASK-03": by("part", "unreadCounts", { guid }),
  "CNT-ASK-04": by("bob", "unreadCounts", { receiverType: "user" }),
  "CNT-OWN-01"(stage) {
    stage.say("part", guid);
    stage.act("part", "unreadCounts", { guid });
  },
  "CNT-CUSTOM-01"(stage) {
    stage.say("alice", "bob", { ...CUSTOM, data: { customData: { x: 1 }, updateConversation: true } });
  },
  "CNT-CUSTOM-02"(stage) {
    stage.say("alice", "bob", { ...CUSTOM, data: { customData: { x: 1 } } });
  },
  "CNT-LARGE-01"(stage) {
    crowd(stage, 300, false);
    stage.act("alice", "sendMessage", letter("", TO_CROWD));
  },

  "CNV-FIRST-01": (stage) => void stage.say("alice", "bob"),
  "CNV-FIRST-02": by("alice", "getConversation", { uid: "bob" }),
  "CNV-OUT-01"(stage) {
    stage.act("part", "leaveGroup", { guid });
    stage.act("part", "getConversation", { guid });
  },
  "CNV-LIST-01"(stage) {
    stage.say("alice", "bob");
    stage.say("alice", "carol");
    stage.act("alice", "listConversations");
  },
  "CNV-LIST-02"(stage) {
    stage.act("alice", "joinGroup", { guid });
    stage.act("alice", "listConversations");
  },
  "CNV-LIST-03": by("alice", "listConversations", { conversationType: "user" }),
  "CNV-LIST-04": by("alice", "listConversations", { unread: true }),
  "CNV-LIST-05": by("alice", "listConversations", { searchKey: "bo" }),
  "CNV-LIST-06": by("alice", "listConversations", { tags: ["x"] }),
  "CNV-LIST-07": by("alice", "listConversations", { userTags: ["x"] }),
  "CNV-LIST-08"(stage) {
    stage.say("alice", "bob");
    stage.act("alice", "pinConversation", { uid: "bob" });
    stage.act("alice", "listConversations");
  },
  "CNV-TAG-01": after("tagConversation", { tags: ["x"] }),
  "CNV-DELETE-01": after("deleteConversation"),
  "CNV-DELETE-02": after("deleteConversation", { deleteMessagesPermanently: true }),
  "CNV-DELETE-03": after("deleteConversation", { preserveOrder: true }),
  "CNV-DELETE-04"(stage) {
    stage.say("alice", "bob");
    stage.act("bob", "deleteConversation", { uid: "alice" });
    stage.say("alice", "bob");
  },
  "CNV-PIN-01": after("pinConversation"),
  "CNV-PIN-02"(stage) {
    stage.say("alice", "bob");
    stage.act("alice", "pinConversation", { uid: "bob" });
    stage.act("alice", "pinConversation", { uid: "bob" });
  },
  "CNV-PIN-03": (stage) => pinMany(stage, 6),
  "CNV-PIN-04"(stage) {
    stage.say("alice", "bob");
    stage.act("alice", "pinConversation", { uid: "bob" });
    stage.act("alice", "unpinConversation", { uid: "bob" });
  },
  "CNV-PIN-05": by(null, "replaceAppPins", { pinnedConversations: [{ uid: "bob" }] }),
  "CNV-PIN-06"(stage) {
    stage.say("alice", "bob");
    stage.act(null, "replaceAppPins", { pinnedConversations: [{ uid: "bob" }] });
    stage.act("alice", "pinConversation", { uid: "bob" });
  },
  "CNV-PIN-07": by(null, "replaceAppPins", {
    pinnedConversations: ["bob", "carol", "owner", "admin", "mod", "mod2"].map((uid) => ({ uid })),
  }),

  "PIN-ADD-01": (stage) => void stage.act("bob", "pinMessage", { id: stage.say("alice", "bob") }),
  "PIN-ADD-02": (stage) => void stage.act(null, "pinMessage", { id: stage.say("alice", "bob") }),
  "PIN-ADD-03": putAside("pinMessage"),
  "PIN-REMOVE-01"(stage) {
    const id = stage.say("alice", "bob");
    stage.act("alice", "pinMessage", { id });
    stage.act("bob", "unpinMessage", { id });
  },
  "PIN-LIST-01"(stage) {
    stage.act("alice", "pinMessage", { id: stage.say("alice", "bob") });
    stage.act("bob", "listPinnedMessages", { uid: "alice" });
  },
  "SAV-ADD-01": (stage) => void stage.act("bob", "saveMessage", { id: stage.say("alice", "bob") }),
  "SAV-ADD-02"(stage) {
    const id = stage.say("alice", "bob");
    stage.act("bob", "saveMessage", { id });
    stage.act("bob", "saveMessage", { id });
  },
  "SAV-ADD-03": putAside("saveMessage"),
  "SAV-REMOVE-01"(stage) {
    const id = stage.say("alice", "bob");
    stage.act("bob", "saveMessage", { id });
    stage.act("bob", "unsaveMessage", { id });
  },
  "SAV-LIST-01"(stage) {
    stage.act("bob", "saveMessage", { id: stage.say("alice", "bob") });
    stage.act("bob", "listSavedMessages");
  },
};
