import { accepted, type Rule, refused, type Seen } from "./rule.ts";

const ADMINS = ["owner", "admin"] as const;
const CONCEPTS = "docs: fundamentals/key-concepts";
const VENDOR_TESTS = "seen from the vendor's SDK tests";
const ERROR_GUIDE = "docs: articles/error-guide";

/** What is the same for kicking and banning. */
function removalRules(operation: "kickMember" | "banUser", prefix: string, verb: string): readonly Rule[] {
  const no = "ERR_GROUP_NO_CLEARANCE";
  return [
    accepted(operation, {
      id: `${prefix}-01`,
      text: `The owner and admins may ${verb} a participant.`,
      source: CONCEPTS,
      by: ADMINS,
      over: "participant",
    }),
    accepted(operation, {
      id: `${prefix}-02`,
      text: `The owner and admins may ${verb} a moderator.`,
      source: CONCEPTS,
      by: ADMINS,
      over: "moderator",
    }),
    accepted(operation, {
      id: `${prefix}-03`,
      text: `The owner and admins may ${verb} an admin.`,
      source: CONCEPTS,
      by: ADMINS,
      over: "admin",
    }),
    accepted(operation, {
      id: `${prefix}-04`,
      text: `A moderator may ${verb} a participant.`,
      source: CONCEPTS,
      by: "moderator",
      over: "participant",
    }),
    refused(operation, no, {
      id: `${prefix}-05`,
      text: `A moderator may not ${verb} a fellow moderator.`,
      source: VENDOR_TESTS,
      by: "moderator",
      over: "moderator",
    }),
    refused(operation, no, {
      id: `${prefix}-06`,
      text: `A moderator may not ${verb} an admin.`,
      source: VENDOR_TESTS,
      by: "moderator",
      over: "admin",
    }),
    refused(operation, no, {
      id: `${prefix}-07`,
      text: `A participant may ${verb} nobody.`,
      source: VENDOR_TESTS,
      by: "participant",
    }),
    refused(operation, no, {
      id: `${prefix}-08`,
      text: `Nobody may ${verb} the owner.`,
      source: "assumed",
      over: "owner",
    }),
    refused(operation, "ERR_GROUP_NO_SELF_ACTION", {
      id: `${prefix}-09`,
      text: `Nobody may ${verb} themselves.`,
      source: ERROR_GUIDE,
    }),
    refused(operation, "ERR_GROUP_NOT_JOINED", {
      id: `${prefix}-10`,
      text: `Who is no member may ${verb} nobody.`,
      source: "assumed",
      by: "none",
    }),
  ];
}

function wants(scope: string): (seen: Seen) => boolean {
  return ({ input }) => (input.scope ?? "participant") === scope;
}

const NOT_JOINED = "ERR_GROUP_NOT_JOINED";

const scopeChangeRules: readonly Rule[] = [
  accepted("changeScope", {
    id: "SCP-SCOPE-01",
    text: "The owner and admins may make a participant a moderator.",
    source: CONCEPTS,
    by: ADMINS,
    over: "participant",
    when: wants("moderator"),
  }),
  accepted("changeScope", {
    id: "SCP-SCOPE-02",
    text: "The owner and admins may make a participant an admin.",
    source: CONCEPTS,
    by: ADMINS,
    over: "participant",
    when: wants("admin"),
  }),
  accepted("changeScope", {
    id: "SCP-SCOPE-03",
    text: "The owner and admins may make a moderator an admin.",
    source: CONCEPTS,
    by: ADMINS,
    over: "moderator",
    when: wants("admin"),
  }),
  accepted("changeScope", {
    id: "SCP-SCOPE-04",
    text: "The owner and admins may make a moderator a participant.",
    source: CONCEPTS,
    by: ADMINS,
    over: "moderator",
    when: wants("participant"),
  }),
  accepted("changeScope", {
    id: "SCP-SCOPE-05",
    text: "The owner and admins may take an admin's scope away.",
    source: CONCEPTS,
    by: ADMINS,
    over: "admin",
  }),
  accepted("changeScope", {
    id: "SCP-SCOPE-06",
    text: "A moderator may make a participant a moderator.",
    source: CONCEPTS,
    by: "moderator",
    over: "participant",
    when: wants("moderator"),
  }),
  refused("changeScope", "ERR_GROUP_NO_SCOPE_CLEARANCE", {
    id: "SCP-SCOPE-07",
    text: "A moderator may make nobody an admin.",
    source: VENDOR_TESTS,
    by: "moderator",
    over: ["participant", "moderator"],
    when: wants("admin"),
  }),
  refused("changeScope", "ERR_GROUP_NO_SCOPE_CLEARANCE", {
    id: "SCP-SCOPE-08",
    text: "A moderator may not make a fellow moderator a participant.",
    source: VENDOR_TESTS,
    by: "moderator",
    over: "moderator",
    when: wants("participant"),
  }),
  accepted("changeScope", {
    id: "SCP-SCOPE-09",
    text: "By the setting moderatorMayDemoteModerator a moderator makes a fellow moderator a participant.",
    source: "docs: fundamentals/key-concepts (Android)",
    by: "moderator",
    over: "moderator",
    when: wants("participant"),
  }),
  refused("changeScope", "ERR_GROUP_NO_SCOPE_CLEARANCE", {
    id: "SCP-SCOPE-10",
    text: "A moderator may not change an admin's scope.",
    source: VENDOR_TESTS,
    by: "moderator",
    over: "admin",
  }),
  refused("changeScope", "ERR_GROUP_NO_SCOPE_CLEARANCE", {
    id: "SCP-SCOPE-11",
    text: "A participant may change nobody's scope.",
    source: VENDOR_TESTS,
    by: "participant",
  }),
  refused("changeScope", "ERR_GROUP_NO_SCOPE_CLEARANCE", {
    id: "SCP-SCOPE-12",
    text: "Nobody may change the owner's scope.",
    source: "assumed",
    over: "owner",
  }),
  refused("changeScope", "ERR_GROUP_NO_SELF_ACTION", {
    id: "SCP-SCOPE-13",
    text: "Nobody may change the own scope.",
    source: ERROR_GUIDE,
  }),
  refused("changeScope", NOT_JOINED, {
    id: "SCP-SCOPE-14",
    text: "Who is no member may change nobody's scope.",
    source: "assumed",
    by: "none",
  }),
];

export const memberPrivilegeRules: readonly Rule[] = [
  ...removalRules("kickMember", "SCP-KICK", "kick"),
  ...removalRules("banUser", "SCP-BAN", "ban"),
  ...scopeChangeRules,
];
