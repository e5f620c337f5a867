import type { ErrorCode } from "../errors.ts";
import type { Verdict } from "./verdict.ts";

/** Every status of a call. docs: fundamentals/key-concepts; seen from the official SDK 4.2.0 */
export const CALL_STATUSES = [
  "initiated",
  "ongoing",
  "rejected",
  "busy",
  "cancelled",
  "unanswered",
  "ended",
] as const;
export type CallStatus = (typeof CALL_STATUSES)[number];

export const CALL_TYPES = ["audio", "video"] as const;
export type CallType = (typeof CALL_TYPES)[number];

/** Statuses of a call in which something can still happen. */
export type LiveStatus = Extract<CallStatus, "initiated" | "ongoing">;

/** Who asks for a new status, in a call between two. */
export type CallSide = "initiator" | "receiver";

/** Who asks for a new status, while a group call rings: its initiator has joined from the start, the others have not. */
export type RingingStanding = "initiator" | "invited";

/** Who asks for a new status, once a group call has begun. */
export type OngoingStanding = "joined" | "invited" | "left";

type UserCallRow = Readonly<Record<CallSide, Verdict>>;
type RingingRow = Readonly<Record<RingingStanding, Verdict>>;
type OngoingRow = Readonly<Record<OngoingStanding, Verdict>>;

const INIT = "ERR_CALL_INVALID_INIT";
const NOT_STARTED = "ERR_CALL_NOT_STARTED";
const ONGOING = "ERR_CALL_ONGOING_TO_INVALID";
const JOINED = "ERR_CALL_USER_ALREADY_JOINED";
const GROUP_JOINED = "ERR_CALL_GROUP_ALREADY_JOINED";
const GROUP_LEFT = "ERR_CALL_GROUP_ALREADY_LEFT";
const GROUP_INVALID = "ERR_CALL_GROUP_INVALID_STATUS";
/** A status that is the other side's to set: no code is documented for it, so it counts as wrong input (assumed). */
const SIDE = "ERR_BAD_REQUEST";

function user(initiator: Verdict, receiver: Verdict): UserCallRow {
  return { initiator, receiver };
}

function ringing(initiator: Verdict, invited: Verdict): RingingRow {
  return { initiator, invited };
}

function begun(joined: Verdict, invited: Verdict, left: Verdict): OngoingRow {
  return { joined, invited, left };
}

/** What every change of a call that is over is answered with. docs: articles/error-guide */
export const CALL_OVER = "ERR_CALL_TERMINATED" satisfies ErrorCode;

/**
 * A call between two: status now → status wanted → who wants it → verdict. After any other status than these two the
 * call is over: {@link CALL_OVER}.
 *
 * Sources: [E] articles/error-guide (the codes); [K] fundamentals/key-concepts (who sets what); ? assumed.
 */
export const USER_CALL_TRANSITIONS = {
  initiated: {
    initiated: /*  */ user(INIT, INIT), // E
    ongoing: /*    */ user(JOINED, "ok"), // K; the initiator has joined from the start: ?
    rejected: /*   */ user(SIDE, "ok"), // K
    busy: /*       */ user(SIDE, "ok"), // K
    cancelled: /*  */ user("ok", SIDE), // K
    unanswered: /* */ user("ok", SIDE), // seen from the official SDK 4.2.0: the caller's timer sends it
    ended: /*      */ user(NOT_STARTED, NOT_STARTED), // E
  },
  ongoing: {
    initiated: /*  */ user(INIT, INIT), // E
    ongoing: /*    */ user(JOINED, JOINED), // E
    rejected: /*   */ user(ONGOING, ONGOING), // E
    busy: /*       */ user(ONGOING, ONGOING), // E
    cancelled: /*  */ user(ONGOING, ONGOING), // E
    unanswered: /* */ user(ONGOING, ONGOING), // E
    ended: /*      */ user("ok", "ok"), // K
  },
} as const satisfies Record<LiveStatus, Record<CallStatus, UserCallRow>>;

/**
 * A group call that rings: status wanted → who wants it → verdict. A member who declines leaves it ringing for the
 * others (?). Sources as above.
 */
export const RINGING_GROUP_CALL = {
  initiated: /*  */ ringing(INIT, INIT), // E
  ongoing: /*    */ ringing(GROUP_JOINED, "ok"), // E, K
  rejected: /*   */ ringing(SIDE, "ok"), // K
  busy: /*       */ ringing(GROUP_INVALID, GROUP_INVALID), // E
  cancelled: /*  */ ringing("ok", SIDE), // K
  unanswered: /* */ ringing("ok", SIDE), // seen from the official SDK 4.2.0, as above
  ended: /*      */ ringing(NOT_STARTED, NOT_STARTED), // E
} as const satisfies Record<CallStatus, RingingRow>;

/** A group call that has begun: status wanted → who wants it → verdict. Sources as above. */
export const ONGOING_GROUP_CALL = {
  initiated: /*  */ begun(INIT, INIT, INIT), // E
  ongoing: /*    */ begun(GROUP_JOINED, "ok", "ok"), // E; who has left may come back: ?
  rejected: /*   */ begun(ONGOING, "ok", GROUP_LEFT), // E; an invited member may decline what others have begun: ?
  busy: /*       */ begun(GROUP_INVALID, GROUP_INVALID, GROUP_INVALID), // E
  cancelled: /*  */ begun(ONGOING, ONGOING, ONGOING), // E
  // The initiator's timer runs on when a group call is answered, and sends this at its end. seen from the SDK 4.2.0
  unanswered: /* */ begun(ONGOING, ONGOING, ONGOING), // E
  ended: /*      */ begun("ok", NOT_STARTED, GROUP_LEFT), // K, E; for who never joined: ?
} as const satisfies Record<CallStatus, OngoingRow>;

/** All of them. */
export const CALL_VERDICTS = {
  ofTwo: USER_CALL_TRANSITIONS,
  ringing: RINGING_GROUP_CALL,
  begun: ONGOING_GROUP_CALL,
} as const;

/** Whether something can still happen in a call of this status. */
export function isLive(status: CallStatus): status is LiveStatus {
  return status === "initiated" || status === "ongoing";
}
