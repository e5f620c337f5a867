import type { ErrorCode } from "../../errors.ts";
import type { OperationName } from "../../operations/index.ts";
import type { Standing } from "../scope-privileges.ts";
import { accepted, type Rule, refused } from "./rule.ts";

const ADMINS = ["owner", "admin"] as const;
const LEADERS = ["owner", "admin", "moderator"] as const;
const MEMBERS = ["owner", "admin", "moderator", "participant"] as const;
const CONCEPTS = "docs: fundamentals/key-concepts";
const VENDOR_TESTS = "seen from the vendor's SDK tests";

/** Who may do something to the group as a whole, and who may not. */
function groupWideRules(
  operation: OperationName,
  prefix: string,
  may: readonly [text: string, source: string, by: readonly Standing[]],
  ...refusals: readonly (readonly [code: ErrorCode, text: string, source: string, by: Standing[]])[]
): readonly Rule[] {
  const [text, source, by] = may;
  return [
    accepted(operation, { id: `${prefix}-01`, text, source, by }),
    ...refusals.map(([code, text, source, by], at) =>
      refused(operation, code, { id: `${prefix}-0${at + 2}`, text, source, by }),
    ),
  ];
}

const NOT_JOINED = "ERR_GROUP_NOT_JOINED";

export const groupPrivilegeRules: readonly Rule[] = [
  ...groupWideRules(
    "updateGroup",
    "SCP-UPDATE",
    ["The owner, admins and moderators may change the group.", CONCEPTS, LEADERS],
    [
      "ERR_GROUP_NO_MODERATOR_SCOPE",
      "A participant may not change the group.",
      VENDOR_TESTS,
      ["participant"],
    ],
    [NOT_JOINED, "Who is no member may not change the group.", "assumed", ["none"]],
  ),
  ...groupWideRules(
    "deleteGroup",
    "SCP-DELETE",
    ["The owner and admins may delete the group.", CONCEPTS, ADMINS],
    ["ERR_GROUP_NO_ADMIN_SCOPE", "A moderator may not delete the group.", "assumed", ["moderator"]],
    ["ERR_GROUP_NO_ADMIN_SCOPE", "A participant may not delete the group.", "assumed", ["participant"]],
    [NOT_JOINED, "Who is no member may not delete the group.", "assumed", ["none"]],
  ),
  ...groupWideRules(
    "addMembers",
    "SCP-ADD",
    ["The owner and admins may add members.", CONCEPTS, ADMINS],
    ["ERR_GROUP_NO_ADMIN_SCOPE", "A moderator may not add members.", "assumed", ["moderator"]],
    ["ERR_GROUP_NO_ADMIN_SCOPE", "A participant may not add members.", "assumed", ["participant"]],
    [NOT_JOINED, "Who is no member may not add members.", "assumed", ["none"]],
  ),
  ...groupWideRules(
    "transferOwnership",
    "SCP-TRANSFER",
    ["The owner may give the group to another member.", "docs: sdk transfer-group-ownership", ["owner"]],
    ["ERR_GROUP_NO_CLEARANCE", "An admin may not give the group away.", "assumed", ["admin"]],
    [
      "ERR_GROUP_NO_CLEARANCE",
      "A moderator or participant may not give the group away.",
      "assumed",
      ["moderator", "participant"],
    ],
    [NOT_JOINED, "Who is no member may not give the group away.", "assumed", ["none"]],
  ),
  ...groupWideRules(
    "listMembers",
    "SCP-MEMBERS",
    ["Every member may list the members.", CONCEPTS, MEMBERS],
    [NOT_JOINED, "Who is no member may not list the members.", "assumed", ["none"]],
  ),
  refused("listMembers", "ERR_NOT_A_MEMBER", {
    id: "SCP-MEMBERS-03",
    text: "Who is banned may not list the members.",
    source: VENDOR_TESTS,
  }),
  ...groupWideRules(
    "listBanned",
    "SCP-BANNED",
    ["The owner, admins and moderators may list the banned users.", "docs: sdk group-kick-member", LEADERS],
    [
      "ERR_GROUP_NO_MODERATOR_SCOPE",
      "A participant may not list the banned users.",
      "assumed",
      ["participant"],
    ],
    [NOT_JOINED, "Who is no member may not list the banned users.", "assumed", ["none"]],
  ),
  ...groupWideRules(
    "unbanUser",
    "SCP-UNBAN",
    ["The owner, admins and moderators may unban.", "docs: rest-api/restrict-features", LEADERS],
    ["ERR_GROUP_NO_CLEARANCE", "A participant may not unban.", "assumed", ["participant"]],
    [NOT_JOINED, "Who is no member may not unban.", "assumed", ["none"]],
  ),
  ...groupWideRules(
    "sendMessage",
    "SCP-SEND",
    ["Every member may send to the group.", CONCEPTS, MEMBERS],
    ["ERR_NOT_A_MEMBER", "Who is no member may not send to the group.", VENDOR_TESTS, ["none"]],
  ),
  ...groupWideRules(
    "initiateCall",
    "SCP-CALL",
    ["Every member may call the group.", CONCEPTS, MEMBERS],
    ["ERR_NOT_A_MEMBER", "Who is no member may not call the group.", "assumed", ["none"]],
  ),
  ...groupWideRules(
    "listMessages",
    "SCP-READ",
    ["Every member may read the history.", CONCEPTS, MEMBERS],
    [NOT_JOINED, "Who is no member may not read the history.", VENDOR_TESTS, ["none"]],
    ["ERR_NOT_A_MEMBER", "Who is banned may not read the history.", VENDOR_TESTS, ["none"]],
  ),
  refused(["sendTyping", "sendTransient"], "ERR_NOT_A_MEMBER", {
    id: "SCP-SIGNAL-01",
    text: "Who is no member may neither type nor send transient messages to the group.",
    source: "assumed",
    by: "none",
  }),
  refused(["addReaction", "removeReaction"], "ERR_NOT_A_MEMBER", {
    id: "SCP-REACT-01",
    text: "Who is no member may not react to the group's messages.",
    source: "assumed",
    by: "none",
  }),
];
