import type { ClientOptions, GroupType, MethodName, Scope } from "../protocol/index.ts";

// A case as data: what there is at the start, who is there with which devices, and what happens. All of it is JSON, so that a
// case can be kept in a file and run again.

export interface WorldUser {
  readonly uid: string;
  readonly name: string;
  readonly role?: string;
}

export interface WorldGroup {
  readonly guid: string;
  readonly name: string;
  readonly type: GroupType;
  readonly password?: string;
  readonly owner: string;
  /** Besides the owner. */
  readonly members: Readonly<Record<string, Scope>>;
  readonly banned: readonly string[];
}

export interface World {
  readonly users: readonly WorldUser[];
  readonly groups: readonly WorldGroup[];
  /** Who has blocked whom. */
  readonly blocks: readonly (readonly [by: string, uid: string])[];
  readonly friends?: readonly (readonly [string, string])[];
}

/** One device of one user. */
export interface Device {
  readonly id: string;
  readonly uid: string;
  readonly mode: "auto" | "manual";
  readonly presence?: NonNullable<ClientOptions["presenceSubscription"]>;
  /** Whether it is logged in before the first step. */
  readonly loggedIn: boolean;
}

/** What goes wrong, once, for one device. */
export const FAULTS = [
  "refused", // Its next request is refused with ERR_EXCEPTION.
  "too many", // Its next request is one too many.
  "not JSON", // Its next request is answered by a gateway's page.
  "cut before", // Its next request never reaches the service.
  "cut after", // Its next request is carried out, and its answer is lost.
  "half an answer", // Its next request is carried out, and its answer ends in the middle.
  "slow", // Its next request takes ten seconds.
  "socket lost", // Its socket breaks.
  "pushed twice", // The next message to it comes twice.
  "push lost", // The next message to it never comes.
  "no pong", // Its pings are not answered any more, until its socket has gone.
  "expired token", // The service does not know its token any more.
  "connection refused", // The next socket is not opened.
  "reordered", // The next message to it is overtaken by what comes after it.
] as const;
export type FaultName = (typeof FAULTS)[number];

/** Seconds after which a message that nothing overtakes comes all the same. */
export const HOLDS_BACK = 10;

/** Those that a device's next request meets. */
export const REQUEST_FAULTS: readonly FaultName[] = [
  "refused",
  "too many",
  "not JSON",
  "cut before",
  "cut after",
  "half an answer",
  "slow",
  "expired token",
];

/** What an app asks its client for. `message: "$2"` is the third message of the case, `sessionId: "$0"` its first call. */
export interface AskedOfClient {
  readonly call: MethodName;
  readonly with: Readonly<Record<string, unknown>>;
}

export type Step =
  /** A device's app asks its client for something, and for something else before that has ended. */
  | (AskedOfClient & { readonly by: string; readonly meanwhile?: AskedOfClient })
  | { readonly by: string; readonly app: "foreground" | "background" }
  | { readonly by: string; readonly network: "online" | "offline" }
  | { readonly by: string; readonly fault: FaultName }
  /** So many seconds pass. */
  | { readonly wait: number };

export interface Scenario {
  readonly suite: string;
  readonly world: World;
  readonly devices: readonly Device[];
  readonly steps: readonly Step[];
}
