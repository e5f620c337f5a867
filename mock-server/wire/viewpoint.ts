import type { Receipt } from "../simulator/records.ts";
import { SYSTEM_UID } from "../simulator/rules/identifiers.ts";
import type { App } from "../simulator/simulator.ts";
import type { groupShape } from "./group.ts";
import type { Printed } from "./json-text.ts";
import type { Of } from "./shape.ts";
import type { userShape } from "./user.ts";

export type { Json } from "./json-text.ts";

/**
 * From where an app's records are looked at when they are printed: whose `hasJoined` and `reactedByMe` are meant, and
 * what may be seen. One viewpoint lasts for one answer: what occurs in it often is looked up and printed once.
 */
export interface Viewpoint {
  readonly app: App;
  /** A UID; `undefined` for the app itself, and for frames, which read the same for all who get them. */
  readonly viewer: string | undefined;
  /** Whether `metadata["@private"]` is shown: to the app's own server. docs: rest-api/users (assumed) */
  readonly seesPrivate: boolean;
  /** The entities printed so far, by what they stand for. */
  readonly printed: {
    readonly users: Map<string, Printed<Of<typeof userShape>>>;
    readonly groups: Map<string, Printed<Of<typeof groupShape>>>;
  };
  /** The receipts looked up so far: those of users, and those of everybody for a sender's messages. */
  readonly receipts: { readonly own: KnownMarks; readonly all: KnownMarks };
}

/** Conversation → user → receipts. */
export type KnownMarks = Map<string, Map<string, ReceiptMarks>>;

/** When a conversation was received and read. */
export interface ReceiptMarks {
  readonly delivered: readonly Receipt[];
  readonly read: readonly Receipt[];
}

/**
 * Makes a viewpoint on an app.
 *
 * @param viewer a UID, or {@link SYSTEM_UID} for the app itself
 * @example printMessage(viewpoint(app, undefined), message); // the body of a frame
 */
export function viewpoint(app: App, viewer: string | undefined, seesPrivate = false): Viewpoint {
  return {
    app,
    viewer: viewer === SYSTEM_UID ? undefined : viewer,
    seesPrivate,
    printed: { users: new Map(), groups: new Map() },
    receipts: { own: new Map(), all: new Map() },
  };
}
