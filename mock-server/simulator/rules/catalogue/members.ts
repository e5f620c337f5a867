import { pairKey } from "../../state.ts";
import { SYSTEM_UID } from "../identifiers.ts";
import { accepted, type Rule, refused } from "./rule.ts";
import { isAppItself, names, textOf, told } from "./signs.ts";

/** Rules of who is in a group, beside those of who may do it. */
export const memberRules: readonly Rule[] = [
  accepted("addMembers", {
    id: "MEM-ADD-01",
    text: "Who is added is a member at once, without being asked, and hears of it like all members.",
    source: "docs: sdk real-time-listeners",
    when: (seen) => told(seen, "message", ({ message }) => message.action?.action === "added"),
  }),
  accepted("addMembers", {
    id: "MEM-ADD-02",
    text: "Each user of a bulk call has a result of their own, and one failure stops no other.",
    source: "docs: sdk group-add-members",
    when: ({ value }) => {
      const parts = Object.values(value).flatMap((list) => Object.values(list));
      return parts.some((part) => part.success) && parts.some((part) => !part.success);
    },
  }),
  refused(["addMembers", "createGroup"], "ERR_BAD_REQUEST", {
    id: "MEM-ADD-03",
    text: "At most 25 users are added or banned in one call, over all lists.",
    source: "docs: rest-api/group-members",
    when: ({ error }) => Object.keys(error?.details ?? {}).some((name) => name.endsWith("members")),
  }),
  refused(["addMembers", "createGroup"], "ERR_ALREADY_JOINED", {
    id: "MEM-ADD-04",
    text: "Who is a member cannot be added again.",
    source: "docs: sdk group-add-members",
  }),
  refused(["addMembers", "createGroup"], "ERR_BANNED_GROUPMEMBER", {
    id: "MEM-ADD-05",
    text: "Who is banned cannot be added.",
    source: "assumed",
  }),
  refused(["addMembers", "createGroup"], "ERR_UID_NOT_FOUND", {
    id: "MEM-ADD-06",
    text: "Nobody is added who is not there.",
    source: "docs: articles/error-guide",
  }),
  accepted("addMembers", {
    id: "MEM-ADD-07",
    text: "Who is named in several lists counts as admin before moderator, participant, and banned.",
    source: "docs: rest-api/group-members",
    when: ({ input }) => {
      const uids = ["admins", "moderators", "participants", "usersToBan"].flatMap(
        (list) => input[list] ?? [],
      );
      return new Set(uids).size < uids.length;
    },
  }),
  accepted("banUser", {
    id: "MEM-BAN-01",
    text: "Who is no member can be barred from joining, which leaves no trace in the history.",
    source: "assumed",
    when: ({ value }) => value === undefined,
  }),
  accepted("banUser", {
    id: "MEM-BAN-02",
    text: "A ban ends the membership; all members hear of it, and so does the banned user.",
    source: "docs: sdk real-time-listeners",
    when: ({ value }) => value !== undefined,
  }),
  refused("banUser", "ERR_ALREADY_BANNED", {
    id: "MEM-BAN-03",
    text: "Who is banned cannot be banned again.",
    source: "docs: articles/error-guide",
  }),
  accepted("unbanUser", {
    id: "MEM-BAN-04",
    text: "Unbanning lets a user join again, without making them a member.",
    source: "docs: sdk group-kick-member",
  }),
  refused("unbanUser", "ERR_NOT_A_BANNED_USER", {
    id: "MEM-BAN-05",
    text: "Who is not banned cannot be unbanned.",
    source: "docs: articles/error-guide",
  }),
  accepted("kickMember", {
    id: "MEM-KICK-01",
    text: "All members hear of a kick, and so does the kicked user.",
    source: "docs: sdk real-time-listeners",
  }),
  refused("kickMember", "ERR_NOT_A_MEMBER", {
    id: "MEM-KICK-02",
    text: "Who is no member cannot be kicked.",
    source: "docs: articles/error-guide",
  }),
  accepted("changeScope", {
    id: "MEM-SCOPE-01",
    text: "All members hear of a change of scope, with the old one and the new.",
    source: "docs: sdk real-time-listeners",
  }),
  refused("changeScope", "ERR_SAME_SCOPE", {
    id: "MEM-SCOPE-02",
    text: "A member cannot be given the scope that the member has.",
    source: "docs: articles/error-guide",
  }),
  refused("changeScope", "ERR_NOT_A_MEMBER", {
    id: "MEM-SCOPE-03",
    text: "Who is no member has no scope to change.",
    source: "docs: articles/error-guide",
  }),
  refused("changeScope", "ERR_BAD_REQUEST", {
    id: "MEM-SCOPE-04",
    text: "A scope is admin, moderator or participant.",
    source: "assumed",
    when: ({ error }) => error?.details?.scope !== undefined,
  }),
  accepted(["addMembers", "kickMember", "banUser", "unbanUser", "changeScope"], {
    id: "MEM-SYSTEM-01",
    text: "What the app itself does in a group is told as done by app_system.",
    source: "docs: rest-api/group-members",
    when: (seen) =>
      isAppItself(seen.command.as) &&
      told(seen, "message", ({ message }) => message.action?.by === SYSTEM_UID),
  }),
  accepted("listMembers", {
    id: "MEM-LIST-01",
    text: "Members are listed by scope.",
    source: "docs: sdk retrieve-group-members",
    when: ({ input }) => Array.isArray(input.scopes) && input.scopes.length > 0,
  }),
  accepted("listMembers", {
    id: "MEM-LIST-02",
    text: "Members are looked for by how their name or UID begins.",
    source: "docs: sdk retrieve-group-members",
    when: (seen) => textOf(seen, "searchKey") !== "",
  }),
  accepted("listMembers", {
    id: "MEM-LIST-03",
    text: "Members are listed by whether they are online.",
    source: "docs: sdk retrieve-group-members",
    when: (seen) => names(seen, "status"),
  }),
  accepted("listBanned", {
    id: "MEM-LIST-04",
    text: "A group's banned users are listed.",
    source: "docs: rest-api/banned-users",
    when: ({ value }) => value.rows.length > 0,
  }),
  accepted("joinGroup", {
    id: "MEM-HISTORY-01",
    text: "What was said before someone joined is theirs to read, and counts as read.",
    source: "assumed",
    when: ({ state, value }) => {
      const view = state.views.get(pairKey(value.sender, value.conversationId));
      return (view?.lastReadId ?? 0) > 0;
    },
  }),
];
