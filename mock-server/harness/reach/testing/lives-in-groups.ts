import type { OperationName } from "../../../simulator/index.ts";
import { by, type Life, letter, type Stage } from "./stage.ts";

const guid = "team";

function join(stage: Stage, uid: string): void {
  stage.act(uid, "joinGroup", { guid });
}

/** What is the same for kicking and banning. */
function removals(operation: "kickMember" | "banUser", prefix: string): Readonly<Record<string, Life>> {
  const act = (as: string, uid: string) => by(as, operation, { guid, uid });
  return {
    [`${prefix}-01`]: act("admin", "part"),
    [`${prefix}-02`]: act("admin", "mod"),
    [`${prefix}-03`]: act("owner", "admin"),
    [`${prefix}-04`]: act("mod", "part"),
    [`${prefix}-05`]: act("mod", "mod2"),
    [`${prefix}-06`]: act("mod", "admin"),
    [`${prefix}-07`]: act("part", "part2"),
    [`${prefix}-08`]: act("admin", "owner"),
    [`${prefix}-09`]: act("part", "part"),
    [`${prefix}-10`]: act("out", "part"),
  };
}

/** The same operation by one after the other, a rule each. */
function each(operation: OperationName, input: object, prefix: string, ...actors: string[]) {
  return Object.fromEntries(
    actors.map((uid, at) => [`${prefix}-0${at + 1}`, by(uid, operation, { guid, ...input })]),
  );
}

function scope(as: string, uid: string, wanted: string): Life {
  return by(as, "changeScope", { guid, uid, scope: wanted });
}

/** What is the same for editing and deleting. */
function changes(operation: "editMessage" | "deleteMessage", prefix: string): Readonly<Record<string, Life>> {
  const change =
    (author: string, as: string): Life =>
    (stage) => {
      const id = stage.say(author, guid);
      stage.act(as, operation, { id, data: { text: "Other" } });
    };
  return {
    [`${prefix}-01`]: change("part", "part"),
    [`${prefix}-02`]: change("part", "admin"),
    [`${prefix}-03`]: change("part", "mod"),
    [`${prefix}-04`]: change("part", "part2"),
    [`${prefix}-05`]: change("part", "out"),
    [`${prefix}-06`](stage) {
      const id = stage.say("part", guid);
      stage.act("part", "leaveGroup", { guid });
      stage.act("part", operation, { id, data: { text: "Other" } });
    },
  };
}

function fill(stage: Stage, count: number): void {
  const { state } = stage.control.tenant;
  stage.before(() => {
    const { members, journal } = state as unknown as {
      members: { put(row: object): void };
      journal: { commit(): void };
    };
    for (let serial = 1; serial <= count; serial += 1) {
      members.put({
        guid,
        uid: `extra-${serial}`,
        scope: "participant",
        joinedAt: 0,
        serial: 1_000 + serial,
      });
    }
    journal.commit();
  });
}

/** Rule → a life whose last command touches it. */
export const LIVES_IN_GROUPS: Readonly<Record<string, Life>> = {
  "GRP-CREATE-01": by("alice", "createGroup", { guid: "crew", name: "Crew" }),
  "GRP-CREATE-02": by("alice", "createGroup", { guid: "crew", name: "Crew", type: "private" }),
  "GRP-CREATE-03": by(null, "createGroup", { guid: "crew", name: "Crew" }),
  "GRP-CREATE-04": by("alice", "createGroup", { guid: "crew", name: "Crew", type: "password" }),
  "GRP-CREATE-05": by("alice", "createGroup", {
    guid: "crew",
    name: "Crew",
    members: { participants: ["bob"] },
  }),
  "GRP-CREATE-06": by("alice", "createGroup", {
    guid: "crew",
    name: "Crew",
    type: "protected",
    password: "x",
  }),
  "GRP-PRIVATE-01": by("alice", "getGroup", { guid: "vault" }),
  "GRP-LIST-01": by("alice", "listGroups", { types: ["public"] }),
  "GRP-LIST-02": by("alice", "listGroups", { types: ["password"] }),
  "GRP-LIST-03": by("owner", "listGroups"),
  "GRP-LIST-04": by("alice", "listGroups"),
  "GRP-LIST-05": by("part", "listGroups", { hasJoined: true }),
  "GRP-UPDATE-01": by("owner", "updateGroup", { guid, type: "private" }),
  "GRP-UPDATE-02": by("owner", "updateGroup", { guid, type: "password" }),
  "GRP-DELETE-01": by("owner", "deleteGroup", { guid }),
  "GRP-OWNER-01": by("owner", "transferOwnership", { guid, owner: "part" }),
  "GRP-OWNER-02": by("owner", "transferOwnership", { guid, owner: "out" }),

  "GRP-JOIN-01": by("out", "joinGroup", { guid }),
  "GRP-JOIN-02": by("out", "joinGroup", { guid: "club", password: "secret" }),
  "GRP-JOIN-03": by("out", "joinGroup", { guid: "vault" }),
  "GRP-JOIN-04": by("out", "joinGroup", { guid: "club" }),
  "GRP-JOIN-05": by("out", "joinGroup", { guid: "club", password: "wrong" }),
  "GRP-JOIN-06": by("part", "joinGroup", { guid }),
  "GRP-JOIN-07": by("banned", "joinGroup", { guid }),
  "GRP-JOIN-08"(stage) {
    fill(stage, 100_000);
    join(stage, "out");
  },
  "GRP-JOIN-09"(stage) {
    stage.before(() => {
      for (let number = 1; number <= 2_000; number += 1) {
        stage.get("alice", "createGroup", { guid: `group-${number}`, name: "Group" });
      }
    });
    join(stage, "alice");
  },
  "GRP-JOIN-10"(stage) {
    stage.act("mod", "kickMember", { guid, uid: "part" });
    join(stage, "part");
  },
  "GRP-JOIN-11"(stage) {
    stage.act("mod", "unbanUser", { guid, uid: "banned" });
    join(stage, "banned");
  },
  "GRP-JOIN-12"(stage) {
    stage.connect("part");
    join(stage, "out");
  },
  "GRP-LEAVE-01": by("part", "leaveGroup", { guid }),
  "GRP-LEAVE-02": by("owner", "leaveGroup", { guid }),
  "GRP-LEAVE-03": by("out", "leaveGroup", { guid }),
  "GRP-LEAVE-04"(stage) {
    stage.connect("part2");
    stage.act("part", "leaveGroup", { guid });
  },

  ...each("updateGroup", { name: "New" }, "SCP-UPDATE", "mod", "part", "out"),
  ...each("deleteGroup", {}, "SCP-DELETE", "admin", "mod", "part", "out"),
  ...each("addMembers", { participants: ["alice"] }, "SCP-ADD", "admin", "mod", "part", "out"),
  ...each("transferOwnership", { owner: "part2" }, "SCP-TRANSFER", "owner", "admin", "mod", "out"),
  ...each("listMembers", {}, "SCP-MEMBERS", "part", "out", "banned"),
  ...each("listBanned", {}, "SCP-BANNED", "mod", "part", "out"),
  ...each("unbanUser", { uid: "banned" }, "SCP-UNBAN", "mod", "part", "out"),
  ...each("sendMessage", letter(guid), "SCP-SEND", "part", "out"),
  ...each(
    "initiateCall",
    { receiver: guid, receiverType: "group", type: "audio" },
    "SCP-CALL",
    "part",
    "out",
  ),
  ...each("listMessages", {}, "SCP-READ", "part", "out", "banned"),
  "SCP-SIGNAL-01": by("out", "sendTransient", { receiver: guid, receiverType: "group" }),
  "SCP-REACT-01": (stage) =>
    void stage.act("out", "addReaction", { id: stage.say("part", guid), reaction: "👍" }),
  ...removals("kickMember", "SCP-KICK"),
  ...removals("banUser", "SCP-BAN"),
  "SCP-SCOPE-01": scope("admin", "part", "moderator"),
  "SCP-SCOPE-02": scope("admin", "part", "admin"),
  "SCP-SCOPE-03": scope("owner", "mod", "admin"),
  "SCP-SCOPE-04": scope("owner", "mod", "participant"),
  "SCP-SCOPE-05": scope("owner", "admin", "participant"),
  "SCP-SCOPE-06": scope("mod", "part", "moderator"),
  "SCP-SCOPE-07": scope("mod", "part", "admin"),
  "SCP-SCOPE-08": scope("mod", "mod2", "participant"),
  "SCP-SCOPE-09": scope("mod", "mod2", "participant"),
  "SCP-SCOPE-10": scope("mod", "admin", "participant"),
  "SCP-SCOPE-11": scope("part", "part2", "moderator"),
  "SCP-SCOPE-12": scope("admin", "owner", "participant"),
  "SCP-SCOPE-13": scope("mod", "mod", "admin"),
  "SCP-SCOPE-14": scope("out", "part", "moderator"),
  ...changes("editMessage", "SCP-EDITMSG"),
  ...changes("deleteMessage", "SCP-DELETEMSG"),
  "SCP-PINMSG-01": (stage) => void stage.act("mod", "pinMessage", { id: stage.say("part", guid) }),
  "SCP-PINMSG-02": (stage) => void stage.act("part", "pinMessage", { id: stage.say("part", guid) }),
  "SCP-PINMSG-03": (stage) => void stage.act("out", "saveMessage", { id: stage.say("part", guid) }),

  "MEM-ADD-01": by("owner", "addMembers", { guid, participants: ["alice"] }),
  "MEM-ADD-02": by("owner", "addMembers", { guid, participants: ["alice", "part"] }),
  "MEM-ADD-03": by("owner", "addMembers", { guid, participants: Array(26).fill("alice") }),
  "MEM-ADD-04": by("owner", "addMembers", { guid, participants: ["part"] }),
  "MEM-ADD-05": by("owner", "addMembers", { guid, participants: ["banned"] }),
  "MEM-ADD-06": by("owner", "addMembers", { guid, participants: ["nobody"] }),
  "MEM-ADD-07": by("owner", "addMembers", { guid, admins: ["alice"], participants: ["alice"] }),
  "MEM-BAN-01": by("mod", "banUser", { guid, uid: "out" }),
  "MEM-BAN-02": by("mod", "banUser", { guid, uid: "part" }),
  "MEM-BAN-03": by("mod", "banUser", { guid, uid: "banned" }),
  "MEM-BAN-04": by("mod", "unbanUser", { guid, uid: "banned" }),
  "MEM-BAN-05": by("mod", "unbanUser", { guid, uid: "part" }),
  "MEM-KICK-01": by("mod", "kickMember", { guid, uid: "part" }),
  "MEM-KICK-02": by("mod", "kickMember", { guid, uid: "out" }),
  "MEM-SCOPE-01": scope("owner", "part", "moderator"),
  "MEM-SCOPE-02": scope("owner", "part", "participant"),
  "MEM-SCOPE-03": scope("owner", "out", "admin"),
  "MEM-SCOPE-04": scope("owner", "part", "king"),
  "MEM-SYSTEM-01": by(null, "kickMember", { guid, uid: "part" }),
  "MEM-LIST-01": by("part", "listMembers", { guid, scopes: ["admin"] }),
  "MEM-LIST-02": by("part", "listMembers", { guid, searchKey: "ad" }),
  "MEM-LIST-03": by("part", "listMembers", { guid, status: "available" }),
  "MEM-LIST-04": by("mod", "listBanned", { guid }),
  "MEM-HISTORY-01"(stage) {
    stage.say("part", guid);
    join(stage, "out");
  },
};
