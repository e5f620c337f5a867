import type { Mutant } from "../mutant.ts";
import { asking, giving, type Params, querying, saying, telling, without } from "./change.ts";

/** Groups and members. */
export const groups: readonly Mutant[] = [
  {
    name: "the password of a group is not sent",
    rules: ["GRP-ASK-01", "GRP-JOIN-02"],
    behaviour: saying("joinGroup", (body) => without(body, "password")),
  },
  {
    name: "kicking bans",
    rules: ["MBR-ASK-01", "MBR-KICK-01", "PRV-KICK-PAR-OWN"],
    behaviour: asking("kickGroupMember", ({ path, ...request }) => ({
      ...request,
      verb: "POST",
      path: path.map((one) => (one === "members" ? "bannedusers" : one)),
    })),
  },
  {
    name: "banning kicks",
    rules: ["MBR-ASK-01", "MBR-BAN-01"],
    behaviour: asking("banGroupMember", ({ path, ...request }) => ({
      ...request,
      verb: "DELETE",
      path: path.map((one) => (one === "bannedusers" ? "members" : one)),
    })),
  },
  {
    name: "every scope is participant",
    rules: ["MBR-ASK-01", "MBR-SCOPE-01"],
    behaviour: saying("updateGroupMemberScope", () => ({ scope: "participant" })),
  },
  {
    name: "added moderators are participants",
    rules: ["MBR-ASK-01", "MBR-ADD-01"],
    behaviour: saying("addMembersToGroup", ({ moderators = [], participants = [], ...rest }) => ({
      ...rest,
      participants: [...(participants as string[]), ...(moderators as string[])],
    })),
  },
  {
    name: "the scopes of a filter are dropped",
    rules: ["MBR-ASK-01", "MBR-LIST-02"],
    behaviour: querying("fetchGroupMembers", { scopes: undefined }),
  },
  {
    name: "joinedOnly is dropped",
    rules: ["GRP-LIST-03"],
    behaviour: querying("fetchGroups", { hasJoined: undefined }),
  },
  {
    name: "the scope of members is lost",
    rules: ["MBR-LIST-01"],
    behaviour: giving("fetchGroupMembers", (rows: Params[]) => rows.map((row) => without(row, "scope"))),
  },
  {
    name: "one's own scope is lost",
    rules: ["GRP-GET-01"],
    behaviour: giving("getGroup", (group: Params) => without(group, "scope")),
  },
  {
    name: "a refusal in a group is swallowed",
    rules: ["ERR-FORM-01"],
    behaviour: {
      result: (_method, value) => value,
      error: (error) => ({
        ...error,
        code: error.code.replace("ERR_GROUP_NO_CLEARANCE", "ERR_GROUP_NO_SCOPE_CLEARANCE"),
      }),
    },
  },
  {
    name: "joining is told as leaving",
    rules: ["GRP-JOIN-11", "LSN-NONE-01"],
    behaviour: telling("onGroupMemberJoined", (event) => [{ ...event, name: "onGroupMemberLeft" }]),
  },
  {
    name: "kicking is not told",
    rules: ["MBR-KICK-02"],
    behaviour: telling("onGroupMemberKicked", () => []),
  },
  {
    name: "banning is told as kicking",
    rules: ["MBR-BAN-02", "LSN-NONE-01", "LSN-FORM-01"],
    behaviour: telling("onGroupMemberBanned", (event) => [{ ...event, name: "onGroupMemberKicked" }]),
  },
  {
    name: "unbanning is told twice",
    rules: ["LSN-ONCE-01"],
    behaviour: telling("onGroupMemberUnbanned", (event) => [event, event]),
  },
  {
    name: "who acts and who is acted on change places",
    rules: ["MBR-ACT-01", "MBR-ADD-04"],
    behaviour: telling("onMemberAddedToGroup", ({ payload, ...event }) => [
      { ...event, payload: { ...payload, by: payload.on, on: payload.by } },
    ]),
  },
  {
    name: "the scope of before and the new one change places",
    rules: ["MBR-SCOPE-02"],
    behaviour: telling("onGroupMemberScopeChanged", ({ payload, ...event }) => [
      { ...event, payload: { ...payload, oldScope: payload.newScope, newScope: payload.oldScope } },
    ]),
  },
];
