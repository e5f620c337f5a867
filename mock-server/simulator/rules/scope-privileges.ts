import type { Verdict } from "./verdict.ts";

/** Scopes of a group member. docs: fundamentals/key-concepts */
export const SCOPES = ["admin", "moderator", "participant"] as const;
export type Scope = (typeof SCOPES)[number];

/** Who acts, or is acted upon: the owner is always an admin too. */
export type Standing = "owner" | Scope | "none";

/** Actor → verdict. */
export type Row = Readonly<Record<Standing, Verdict>>;

const CLR = "ERR_GROUP_NO_CLEARANCE";
const SCL = "ERR_GROUP_NO_SCOPE_CLEARANCE";
const ADM = "ERR_GROUP_NO_ADMIN_SCOPE";
const MOD = "ERR_GROUP_NO_MODERATOR_SCOPE";
const GNJ = "ERR_GROUP_NOT_JOINED";
const NAM = "ERR_NOT_A_MEMBER";

function row(owner: Verdict, admin: Verdict, moderator: Verdict, participant: Verdict, none: Verdict): Row {
  return { owner, admin, moderator, participant, none };
}

/**
 * Operations on the group as a whole: actor → verdict.
 *
 * Sources: [K] key concepts (Flutter and Android); [T] codes asserted by the vendor's own SDK tests;
 * [R] rest-api/restrict-features; [E] articles/error-guide; ? assumed.
 */
export const GROUP_PRIVILEGES = {
  //                     owner admin moderator participant none
  updateGroup: /*       */ row("ok", "ok", "ok", MOD, GNJ), // K; MOD: T; GNJ: ?
  deleteGroup: /*       */ row("ok", "ok", ADM, ADM, GNJ), // K (admin); codes: ?
  addMembers: /*        */ row("ok", "ok", ADM, ADM, GNJ), // K (admin adds), R (owner, admin); codes: ?
  transferOwnership: /* */ row("ok", CLR, CLR, CLR, GNJ), // sdk transfer-group-ownership (owner only); codes: ?
  leave: /*             */ row("ERR_OWNER_EXIT_FORBIDDEN", "ok", "ok", "ok", GNJ), // sdk transfer-group-ownership
  listMembers: /*       */ row("ok", "ok", "ok", "ok", GNJ), // K; GNJ: ?
  listBanned: /*        */ row("ok", "ok", "ok", MOD, GNJ), // inferred from sdk group-kick-member; codes: ?
  send: /*              */ row("ok", "ok", "ok", "ok", NAM), // K; NAM: T; react, type and call alike
  readHistory: /*       */ row("ok", "ok", "ok", "ok", GNJ), // K; GNJ: T
} as const satisfies Record<string, Row>;

export type GroupPrivilege = keyof typeof GROUP_PRIVILEGES;

/**
 * Kick and ban: target → actor → verdict. "Anyone" an admin may remove (K) excludes the owner, who cannot leave
 * either, and oneself (E: no self action). Moderators remove participants only (K, T).
 */
export const REMOVE_PRIVILEGES: Readonly<Record<Standing, Row>> = {
  owner: /*       */ row("ERR_GROUP_NO_SELF_ACTION", CLR, CLR, CLR, GNJ), // ?
  admin: /*       */ row("ok", "ok", CLR, CLR, GNJ), // K, T
  moderator: /*   */ row("ok", "ok", CLR, CLR, GNJ), // K, T
  participant: /* */ row("ok", "ok", "ok", CLR, GNJ), // K, T
  none: /*        */ row("ok", "ok", "ok", CLR, GNJ), // rank passes; whether a non-member can be removed is the operation's rule
};

/** Unban: actor → verdict. R, T; CLR for participants: ?. */
export const UNBAN_PRIVILEGES: Row = row("ok", "ok", "ok", CLR, GNJ);

/**
 * Scope change: target's standing now → scope wanted → actor → verdict. An "ok" that changes nothing is answered with
 * `ERR_SAME_SCOPE` by the operation (E).
 *
 * A moderator may only make a participant a moderator. Key concepts (Flutter) and rest-api/group-members say
 * "participants", and the vendor's own tests (T) expect the demotion of a fellow moderator to be refused; the Android
 * key concepts say "moderator or participant", which the setting `moderatorMayDemoteModerator` grants.
 */
export const SCOPE_CHANGE_PRIVILEGES: Readonly<Record<Standing, Readonly<Record<Scope, Row>>>> = {
  owner: {
    admin: row("ERR_GROUP_NO_SELF_ACTION", SCL, SCL, SCL, GNJ), // ?
    moderator: row("ERR_GROUP_NO_SELF_ACTION", SCL, SCL, SCL, GNJ), // ?
    participant: row("ERR_GROUP_NO_SELF_ACTION", SCL, SCL, SCL, GNJ), // ?
  },
  admin: {
    admin: row("ok", "ok", SCL, SCL, GNJ), // K, T
    moderator: row("ok", "ok", SCL, SCL, GNJ), // K, T
    participant: row("ok", "ok", SCL, SCL, GNJ), // K, T
  },
  moderator: {
    admin: row("ok", "ok", SCL, SCL, GNJ), // K, T
    moderator: row("ok", "ok", "ok", SCL, GNJ), // E: same scope when cleared
    participant: row("ok", "ok", SCL, SCL, GNJ), // K, T; see above for the switch
  },
  participant: {
    admin: row("ok", "ok", SCL, SCL, GNJ), // K, T
    moderator: row("ok", "ok", "ok", SCL, GNJ), // K, T
    participant: row("ok", "ok", "ok", SCL, GNJ), // E: same scope when cleared
  },
  none: {
    admin: row(NAM, NAM, NAM, SCL, GNJ), // E
    moderator: row(NAM, NAM, NAM, SCL, GNJ), // E
    participant: row(NAM, NAM, NAM, SCL, GNJ), // E
  },
};

/** What the setting `moderatorMayDemoteModerator` puts in the place of moderator → participant. */
export const DEMOTION_BY_MODERATOR: Row = row("ok", "ok", "ok", SCL, GNJ); // Android key concepts

/** Edit, delete or pin a message in a group: standing → verdict, own and another's. docs: sdk edit-message, delete-message */
export const MESSAGE_PRIVILEGES = {
  editOwn: row("ok", "ok", "ok", "ok", NAM), // NAM: ?
  deleteOwn: row("ok", "ok", "ok", "ok", "ERR_MESSAGE_NO_ACCESS"),
  others: row("ok", "ok", "ok", "ERR_MESSAGE_NOT_A_SENDER", "ERR_MESSAGE_NO_ACCESS"),
  /** Pin or unpin, whoever wrote or pinned it. sdk pin-message; the SDK's typings name a code that does not exist. */
  pin: row("ok", "ok", "ok", "ERR_PERMISSION_DENIED", "ERR_MESSAGE_NO_ACCESS"),
} as const satisfies Record<string, Row>;
