import { by, type Life, letter, type Stage } from "./stage.ts";

const LONG = "x".repeat(101);

function authKey({ control }: Stage, onBehalfOf?: string) {
  return { kind: "apiKey", apiKey: control.app.authKey, onBehalfOf } as const;
}

function restKey({ control }: Stage, onBehalfOf?: string) {
  return { kind: "apiKey", apiKey: control.app.restApiKey, onBehalfOf } as const;
}

function login(stage: Stage, uid: string) {
  return { kind: "authToken", ...stage.get(null, "createAuthToken", { uid }) } as const;
}

function deactivate(stage: Stage, uid: string): void {
  stage.act(null, "deleteUser", { uid });
}

/** Gives a user a role whose users are narrowed to their friends. */
function narrow(stage: Stage, uid: string, settings: object): void {
  stage.act(null, "createRole", { role: "shy", name: "Shy", settings });
  stage.act(null, "updateUser", { uid, role: "shy" });
}

function block(stage: Stage, uid: string, ...blockedUids: string[]): void {
  stage.act(uid, "blockUsers", { blockedUids });
}

function befriend(stage: Stage, uid: string, ...accepted: string[]): void {
  stage.act(null, "addFriends", { uid, accepted });
}

/** Rule → a life whose last command touches it. */
export const LIVES_OF_PEOPLE: Readonly<Record<string, Life>> = {
  "ID-CHARS-01": by(null, "createUser", { uid: "no spaces", name: "x" }),
  "ID-CHARS-02": by("alice", "createGroup", { guid: "no spaces", name: "x" }),
  "ID-LENGTH-01": by(null, "createUser", { uid: LONG, name: "x" }),
  "ID-LENGTH-02": by("alice", "createGroup", { guid: LONG, name: "x" }),
  "ID-CASE-01": by(null, "createUser", { uid: "DAVE", name: "Dave" }),
  "ID-CASE-02": by("alice", "createGroup", { guid: "CREW", name: "Crew" }),
  "ID-CASE-03": by("alice", "getUser", { uid: "BOB" }),
  "ID-CASE-04": by("part", "getGroup", { guid: "TEAM" }),
  "ID-TAKEN-01": by(null, "createUser", { uid: "alice", name: "x" }),
  "ID-TAKEN-02": by("alice", "createGroup", { guid: "team", name: "x" }),
  "ID-TAKEN-03": by(null, "createUser", { uid: "app_system", name: "x" }),
  "ID-UNKNOWN-01": by("alice", "getUser", { uid: "nobody" }),
  "ID-UNKNOWN-02": by("alice", "getGroup", { guid: "nothing" }),
  "ID-UNKNOWN-03": by("alice", "getMessage", { id: 999_999 }),
  "ID-CONVERSATION-01": by("alice", "sendMessage", letter("bob")),
  "ID-CONVERSATION-02": by("part", "sendMessage", letter("team")),
  "ID-MESSAGE-01"(stage) {
    stage.act("alice", "joinGroup", { guid: "team" });
    stage.say("alice", "bob");
  },
  "ID-MESSAGE-02": by("alice", "sendMessage", letter("bob", { muid: "m1" })),

  "KEY-AUTH-01": (stage) => void stage.act(authKey(stage), "createUser", { uid: "dave", name: "Dave" }),
  "KEY-AUTH-02": (stage) => void stage.act(authKey(stage), "createAuthToken", { uid: "alice" }),
  "KEY-AUTH-03": (stage) => void stage.act(authKey(stage), "updateUser", { uid: "alice", name: "A" }),
  "KEY-AUTH-04": (stage) => void stage.act(authKey(stage), "deleteUser", { uid: "alice" }),
  "KEY-REST-01": by(null, "getUser", { uid: "alice" }),
  "KEY-REST-02": (stage) => void stage.act(restKey(stage, "alice"), "getUser", { uid: "bob" }),
  "KEY-REST-03": by(null, "kickMember", { guid: "team", uid: "admin" }),
  "KEY-REST-04": (stage) => void stage.act(restKey(stage, "nobody"), "getUser", { uid: "bob" }),
  "KEY-MISSING-01": by("alice", "deleteUser", { uid: "bob" }),
  "KEY-UNKNOWN-01": by({ kind: "apiKey", apiKey: "none" }, "getUser", { uid: "bob" }),
  "KEY-SELF-01": (stage) => void stage.act(null, "deleteApiKey", { apiKey: stage.control.app.restApiKey }),

  "TOK-MANY-01"(stage) {
    stage.act(null, "createAuthToken", { uid: "alice" });
    stage.act(null, "createAuthToken", { uid: "alice" });
  },
  "TOK-MANY-02"(stage) {
    for (let count = 0; count < 101; count += 1) stage.act(null, "createAuthToken", { uid: "alice" });
  },
  "TOK-DELETE-01"(stage) {
    const { authToken } = login(stage, "alice");
    stage.act(null, "deleteAuthToken", { uid: "alice", authToken });
  },
  "TOK-DELETE-02": by(null, "flushAuthTokens", { uid: "alice" }),
  "TOK-DELETE-03"(stage) {
    stage.connect("alice");
    stage.act(null, "flushAuthTokens", { uid: "alice" });
  },
  "TOK-MISSING-01": by({ kind: "authToken", authToken: undefined }, "getUser", { uid: "bob" }),
  "TOK-UNKNOWN-01": by({ kind: "authToken", authToken: "never" }, "getUser", { uid: "bob" }),
  "TOK-UNKNOWN-02": by(null, "getAuthToken", { uid: "alice", authToken: "never" }),
  "TOK-OTHERS-01"(stage) {
    const { authToken } = login(stage, "alice");
    stage.act(null, "getAuthToken", { uid: "bob", authToken });
  },

  "SES-LOGIN-01": (stage) => void stage.act(login(stage, "alice"), "openSession"),
  "SES-LOGIN-02": by(null, "createUser", { uid: "dave", name: "Dave", withAuthToken: true }),
  "SES-LOGIN-03": by(null, "createAuthToken", { uid: "nobody" }),
  "SES-LOGIN-04"(stage) {
    deactivate(stage, "alice");
    stage.act(null, "createAuthToken", { uid: "alice" });
  },
  "SES-LOGIN-05"(stage) {
    const session = login(stage, "alice");
    deactivate(stage, "alice");
    stage.act(session, "getUser", { uid: "bob" });
  },
  "SES-LOGIN-06": (stage) => void stage.act(login(stage, "alice"), "getSession"),
  "SES-LOGOUT-01": (stage) => void stage.act(login(stage, "alice"), "closeSession"),
  "SES-LOGOUT-02": (stage) => void stage.act(stage.connect("alice").session, "closeSession"),
  "SES-LOGOUT-03": (stage) => void stage.act(login(stage, "alice"), "closeSession"),
  "SES-LOGOUT-04"(stage) {
    const { authToken } = stage.get(authKey(stage), "createAuthToken", { uid: "alice" });
    stage.act({ kind: "authToken", authToken }, "closeSession");
  },

  "USR-CREATE-01": by(null, "createUser", { uid: "dave", name: "Dave" }),
  "USR-ROLE-01": by(null, "createUser", { uid: "dave", name: "Dave", role: "none" }),
  "USR-NAME-01": by(null, "createUser", { uid: "dave", name: LONG }),
  "USR-UPDATE-01": by(null, "updateUser", { uid: "alice", name: "Alice" }),
  "USR-UPDATE-02": by(null, "updateUser", { uid: "alice", unset: ["avatar"] }),
  "USR-SELF-01": by("alice", "updateMe", { name: "Alice" }),
  "USR-SELF-02": by("alice", "updateMe", { name: "Alice", role: "boss" }),
  "USR-DEACTIVATE-01": by(null, "deactivateUsers", { uidsToDeactivate: ["alice"] }),
  "USR-DEACTIVATE-02"(stage) {
    stage.connect("alice");
    deactivate(stage, "alice");
  },
  "USR-DEACTIVATE-03"(stage) {
    deactivate(stage, "alice");
    stage.act("bob", "getUser", { uid: "alice" });
  },
  "USR-REACTIVATE-01"(stage) {
    deactivate(stage, "alice");
    stage.act(null, "reactivateUsers", { uidsToActivate: ["alice"] });
  },
  "USR-DELETE-01": by(null, "deleteUser", { uid: "alice", permanent: true }),
  "USR-LIST-01": by("alice", "listUsers"),
  "USR-LIST-02"(stage) {
    narrow(stage, "alice", { listUsers: "friendsOnly" });
    stage.act("alice", "listUsers");
  },
  "USR-LIST-03": by(null, "listUsers", { searchKey: "al" }),
  "USR-LIST-04": by(null, "listUsers", { status: ["available"] }),
  "USR-LIST-05": by(null, "listUsers", { roles: ["default"] }),
  "USR-LIST-06": by(null, "listUsers", { tags: ["vip"] }),
  "USR-LIST-07": by(null, "listUsers", { uids: ["alice"] }),
  "USR-LIST-08": by("alice", "listUsers", { friendsOnly: true }),
  "USR-LIST-09"(stage) {
    deactivate(stage, "alice");
    stage.act(null, "listUsers", { onlyDeactivated: true });
  },

  "FRD-ADD-01": by(null, "addFriends", { uid: "alice", accepted: ["bob"] }),
  "FRD-ADD-02": by(null, "addFriends", { uid: "alice", accepted: ["bob"], addToConversations: true }),
  "FRD-ADD-03"(stage) {
    befriend(stage, "alice", "bob");
    befriend(stage, "alice", "bob");
  },
  "FRD-ADD-04": by(null, "addFriends", { uid: "alice", accepted: ["alice"] }),
  "FRD-ADD-05": by(null, "addFriends", { uid: "alice", accepted: Array(26).fill("bob") }),
  "FRD-REMOVE-01"(stage) {
    befriend(stage, "alice", "bob");
    stage.act(null, "removeFriends", { uid: "alice", friends: ["bob"] });
  },
  "FRD-REMOVE-02": by(null, "removeFriends", { uid: "alice", friends: ["bob"] }),
  "FRD-SEND-01"(stage) {
    narrow(stage, "alice", { sendMessagesTo: "friendsOnly" });
    stage.act("alice", "sendMessage", letter("bob"));
  },

  "BLK-BLOCK-01": by("alice", "blockUsers", { blockedUids: ["bob"] }),
  "BLK-BLOCK-02": by("alice", "blockUsers", { blockedUids: ["bob", "carol"] }),
  "BLK-BLOCK-03": by("alice", "blockUsers", { blockedUids: ["alice"] }),
  "BLK-BLOCK-04"(stage) {
    block(stage, "alice", "bob");
    block(stage, "alice", "bob");
  },
  "BLK-UNBLOCK-01"(stage) {
    block(stage, "alice", "bob");
    stage.act("alice", "unblockUsers", { blockedUids: ["bob"] });
  },
  "BLK-SEND-01"(stage) {
    block(stage, "alice", "bob");
    stage.act("alice", "sendMessage", letter("bob"));
  },
  "BLK-SEND-02"(stage) {
    block(stage, "alice", "bob");
    stage.say("bob", "alice");
  },
  "BLK-SEND-03"(stage) {
    block(stage, "part", "part2");
    stage.say("part2", "team");
  },
  "BLK-CALL-01"(stage) {
    block(stage, "alice", "bob");
    stage.act("alice", "initiateCall", { receiver: "bob", receiverType: "user", type: "audio" });
  },
  "BLK-CALL-02"(stage) {
    block(stage, "alice", "bob");
    stage.act("bob", "initiateCall", { receiver: "alice", receiverType: "user", type: "audio" });
  },
  "BLK-LIST-01"(stage) {
    block(stage, "alice", "bob");
    stage.act("alice", "listBlocked");
  },
  "BLK-LIST-02"(stage) {
    block(stage, "alice", "bob");
    stage.act("bob", "listBlocked");
  },
  "BLK-FLAGS-01"(stage) {
    block(stage, "alice", "bob");
    stage.act("alice", "getUser", { uid: "bob" });
  },
  "BLK-FLAGS-02"(stage) {
    block(stage, "alice", "bob");
    stage.act("bob", "getUser", { uid: "alice" });
  },
  "BLK-CONVERSATION-01"(stage) {
    stage.say("alice", "bob");
    block(stage, "alice", "bob");
    stage.act("alice", "listConversations");
  },
  "BLK-CONVERSATION-02"(stage) {
    stage.say("alice", "bob");
    block(stage, "alice", "bob");
    stage.act("alice", "listConversations", { includeBlockedUsers: true });
  },
  "BLK-HIDE-01": by("alice", "listUsers", { hideBlockedUsers: true }),
  "BLK-HIDE-02": by("alice", "listMessages", { uid: "bob", hideMessagesFromBlockedUsers: true }),
  "BLK-HIDE-03": by("alice", "unreadCounts", { hideMessagesFromBlockedUsers: true }),
  "BLK-SIGNAL-01"(stage) {
    block(stage, "alice", "bob");
    stage.act("bob", "sendTyping", { receiver: "alice", receiverType: "user", action: "started" });
  },
  "BLK-SIGNAL-02"(stage) {
    stage.connect("alice", { kind: "all" });
    block(stage, "alice", "bob");
    stage.connect("bob");
  },
};
