import type { App } from "../simulator/app.ts";
import type { Receipt } from "../simulator/records.ts";
import { SYSTEM_UID } from "../simulator/rules/identifiers.ts";
import type { groupShape } from "./group.ts";
import type { Printed } from "./json-text.ts";
import type { Of } from "./shape.ts";

export type { Json } from "./json-text.ts";

/**
 * From where an app's records are looked at when they are printed: whose `hasJoined` and `reactedByMe` are meant, and
 * what may be seen. One viewpoint lasts for one answer.
 */
export interface Viewpoint {
  readonly app: App;
  /** A UID; `undefined` for the app itself, and for frames, which read the same for all who get them. */
  readonly viewer: string | undefined;
  /** Whether `metadata["@private"]` is shown: to the app's own server. docs: rest-api/users (assumed) */
  readonly seesPrivate: boolean;
  /** What was looked up last: row after row of a page is of one conversation, and most answers have one row alone. */
  readonly last: {
    group: { readonly guid: string; readonly entity: Printed<Of<typeof groupShape>> } | undefined;
    /** The viewer's own. */
    mine: ReceiptMarks | undefined;
    others: ReceiptMarks | undefined;
  };
}

/** When a conversation was received and read: by a user, or by everybody else for a user's messages. */
export interface ReceiptMarks {
  readonly whose: "own" | "all";
  readonly conversationId: string;
  readonly uid: string;
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
    last: { group: undefined, mine: undefined, others: undefined },
  };
}
