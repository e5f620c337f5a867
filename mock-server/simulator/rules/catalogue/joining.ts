import type { Action, Group, Message } from "../../records.ts";
import type { State } from "../../state.ts";
import { groupConversationId } from "../identifiers.ts";
import { accepted, type Rule, refused, type Seen } from "./rule.ts";
import { actorOf, textOf, told } from "./signs.ts";

function groupNamed(seen: Seen): Group | undefined {
  return seen.state.groups.get(textOf(seen, "guid"));
}

/** How far back a group's history is looked through for what someone has done in it before. */
const LOOKED_BACK = 200;

/** Whether the newest history of the group tells that one of these was done to the user. */
function hasBeen(state: State, { receiver, sender }: Message, actions: readonly Action["action"][]): boolean {
  const rows = state.messages.list("timeline", groupConversationId(receiver)).slice(-LOOKED_BACK);
  return rows.some(({ action }) => action?.onUser === sender && actions.includes(action.action));
}

export const joiningRules: readonly Rule[] = [
  accepted("joinGroup", {
    id: "GRP-JOIN-01",
    text: "Anyone may join a public group, and is a participant then.",
    source: "docs: fundamentals/key-concepts",
    when: (seen) => groupNamed(seen)?.type === "public",
  }),
  accepted("joinGroup", {
    id: "GRP-JOIN-02",
    text: "Anyone may join a password group who has the password.",
    source: "docs: fundamentals/key-concepts",
    when: (seen) => groupNamed(seen)?.type === "password",
  }),
  refused("joinGroup", "ERR_GROUP_JOIN_NOT_ALLOWED", {
    id: "GRP-JOIN-03",
    text: "A private group cannot be joined: its members are added.",
    source: "seen from the vendor's SDK tests",
  }),
  refused("joinGroup", "ERR_EMPTY_GROUP_PASS", {
    id: "GRP-JOIN-04",
    text: "A password group cannot be joined without a password.",
    source: "docs: articles/error-guide",
  }),
  refused("joinGroup", "ERR_WRONG_GROUP_PASS", {
    id: "GRP-JOIN-05",
    text: "A password group cannot be joined with a wrong password.",
    source: "docs: articles/error-guide",
  }),
  refused("joinGroup", "ERR_ALREADY_JOINED", {
    id: "GRP-JOIN-06",
    text: "A member cannot join again.",
    source: "docs: articles/error-guide",
  }),
  refused("joinGroup", "ERR_BANNED_GROUPMEMBER", {
    id: "GRP-JOIN-07",
    text: "Who is banned cannot join.",
    source: "seen from the vendor's SDK tests",
  }),
  refused("joinGroup", "ERR_NO_VACANCY", {
    id: "GRP-JOIN-08",
    text: "A group has at most 100,000 members, and cannot be joined when it is full.",
    source: "docs: articles/error-guide",
  }),
  refused(["joinGroup", "createGroup"], "ERR_PLAN_QUOTA_RESTRICTION", {
    id: "GRP-JOIN-09",
    text: "A user is in at most 2,000 groups.",
    source: "docs: articles/properties-and-constraints",
  }),
  accepted("joinGroup", {
    id: "GRP-JOIN-10",
    text: "Who has left a group, or was kicked, may join again, as a participant.",
    source: "docs: sdk group-kick-member",
    when: ({ state, value }) => hasBeen(state, value, ["left", "kicked"]),
  }),
  accepted("joinGroup", {
    id: "GRP-JOIN-11",
    text: "Who was banned may join again once unbanned.",
    source: "docs: sdk group-kick-member",
    when: ({ state, value }) => hasBeen(state, value, ["unbanned"]),
  }),
  accepted("joinGroup", {
    id: "GRP-JOIN-12",
    text: "All members hear that someone has joined, and it stands in the group's history.",
    source: "docs: sdk real-time-listeners",
    when: (seen) =>
      told(seen, "message", ({ audience }) => "uids" in audience && audience.uids.some(isOther(seen))),
  }),
  accepted("leaveGroup", {
    id: "GRP-LEAVE-01",
    text: "Any member but the owner may leave.",
    source: "docs: sdk transfer-group-ownership",
  }),
  refused("leaveGroup", "ERR_OWNER_EXIT_FORBIDDEN", {
    id: "GRP-LEAVE-02",
    text: "The owner cannot leave before the group is given to another member.",
    source: "docs: sdk transfer-group-ownership",
  }),
  refused("leaveGroup", "ERR_GROUP_NOT_JOINED", {
    id: "GRP-LEAVE-03",
    text: "Who is no member cannot leave.",
    source: "docs: articles/error-guide",
  }),
  accepted("leaveGroup", {
    id: "GRP-LEAVE-04",
    text: "The members who remain hear that someone has left, and it stands in the group's history.",
    source: "docs: sdk real-time-listeners",
    when: (seen) =>
      told(seen, "message", ({ audience }) => "uids" in audience && audience.uids.some(isOther(seen))),
  }),
];

function isOther(seen: Seen): (uid: string) => boolean {
  const actor = actorOf(seen);
  return (uid) => uid !== actor;
}
