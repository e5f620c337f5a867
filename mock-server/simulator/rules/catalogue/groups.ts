import { memberOf } from "../../lookups.ts";
import type { Group } from "../../records.ts";
import type { State } from "../../state.ts";
import { GROUP_TYPE_RULES, type GroupType } from "../group-types.ts";
import { SYSTEM_UID } from "../identifiers.ts";
import { accepted, type Rule, refused, type Seen } from "./rule.ts";
import { actorOf, names, told } from "./signs.ts";

function hasRow(seen: Seen<{ readonly rows: readonly Group[] }>, type: GroupType, joined: boolean): boolean {
  const uid = actorOf(seen);
  if (uid === undefined) return false;
  return seen.value.rows.some(
    (group) => group.type === type && (memberOf(seen.state, group.guid, uid) !== undefined) === joined,
  );
}

/** Whether the app has private groups that the user is no member of. */
function hasGroupsHiddenFrom({ groups, members }: State, uid: string): boolean {
  const hidden = groups.list("byName", "all").length - groups.list("byName", "listed").length;
  const joined = members.list("byUser", uid).filter(({ guid }) => {
    const group = groups.get(guid);
    return group !== undefined && !GROUP_TYPE_RULES[group.type].listedToAll;
  });
  return hidden > joined.length;
}

export const groupRules: readonly Rule[] = [
  accepted("createGroup", {
    id: "GRP-CREATE-01",
    text: "A new group is public unless another type is named.",
    source: "docs: rest-api/groups",
    when: (seen) => !names(seen, "type"),
  }),
  accepted("createGroup", {
    id: "GRP-CREATE-02",
    text: "Whoever creates a group owns it, and is an admin of it.",
    source: "docs: fundamentals/key-concepts",
    when: ({ state, value: { group } }) => memberOf(state, group.guid, group.owner)?.scope === "admin",
  }),
  accepted("createGroup", {
    id: "GRP-CREATE-03",
    text: "A group that the app itself creates without naming an owner belongs to app_system.",
    source: "docs: rest-api/groups",
    when: ({ value }) => value.group.owner === SYSTEM_UID,
  }),
  refused("createGroup", "ERR_EMPTY_GROUP_PASS", {
    id: "GRP-CREATE-04",
    text: "A password group cannot be created without a password.",
    source: "docs: articles/error-guide",
  }),
  accepted("createGroup", {
    id: "GRP-CREATE-05",
    text: "A group can be created together with its members.",
    source: "docs: rest-api/groups",
    when: ({ value }) => value.members !== undefined,
  }),
  accepted("createGroup", {
    id: "GRP-CREATE-06",
    text: "protected is an older word for the type password.",
    source: "docs: rest-api/groups",
    when: ({ input }) => input.type === "protected",
  }),
  refused("getGroup", "ERR_GROUP_NOT_JOINED", {
    id: "GRP-PRIVATE-01",
    text: "A private group shows itself to its members only.",
    source: "assumed",
  }),
  accepted("listGroups", {
    id: "GRP-LIST-01",
    text: "A public group is listed to everybody.",
    source: "docs: fundamentals/key-concepts",
    when: (seen) => hasRow(seen, "public", false),
  }),
  accepted("listGroups", {
    id: "GRP-LIST-02",
    text: "A password group is listed to everybody.",
    source: "docs: fundamentals/key-concepts",
    when: (seen) => hasRow(seen, "password", false),
  }),
  accepted("listGroups", {
    id: "GRP-LIST-03",
    text: "A private group is listed to its members.",
    source: "docs: fundamentals/key-concepts",
    when: (seen) => hasRow(seen, "private", true),
  }),
  accepted("listGroups", {
    id: "GRP-LIST-04",
    text: "A private group is not listed to who is no member.",
    source: "docs: fundamentals/key-concepts",
    when: (seen) => {
      const uid = actorOf(seen);
      return uid !== undefined && seen.input.hasJoined !== true && hasGroupsHiddenFrom(seen.state, uid);
    },
  }),
  accepted("listGroups", {
    id: "GRP-LIST-05",
    text: "A user can ask for the joined groups only.",
    source: "docs: sdk retrieve-groups",
    when: ({ input }) => input.hasJoined === true,
  }),
  accepted("updateGroup", {
    id: "GRP-UPDATE-01",
    text: "A group's type can be changed.",
    source: "docs: rest-api/groups",
    when: (seen) => names(seen, "type"),
  }),
  refused("updateGroup", "ERR_EMPTY_GROUP_PASS", {
    id: "GRP-UPDATE-02",
    text: "A group cannot become a password group without a password.",
    source: "docs: articles/error-guide",
  }),
  accepted("deleteGroup", {
    id: "GRP-DELETE-01",
    text: "A group is deleted with its members and its history.",
    source: "docs: sdk delete-group",
  }),
  accepted("transferOwnership", {
    id: "GRP-OWNER-01",
    text: "The new owner of a group becomes an admin of it.",
    source: "assumed",
    when: (seen) => told(seen, "group", ({ action }) => action === "ownerTransferred"),
  }),
  refused("transferOwnership", "ERR_NOT_A_MEMBER", {
    id: "GRP-OWNER-02",
    text: "A group can be given to one of its members only.",
    source: "assumed",
  }),
];
