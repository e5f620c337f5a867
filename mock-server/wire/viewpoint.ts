import { SYSTEM_UID } from "../simulator/rules/identifiers.ts";
import type { App } from "../simulator/simulator.ts";

/** A value as it goes over the wire. Fields that are `undefined` are not printed. */
export type Json = Readonly<Record<string, unknown>>;

/**
 * From where an app's records are looked at when they are printed: whose `hasJoined` and `reactedByMe` are meant, and
 * what may be seen. One viewpoint lasts for one answer, so that everyone is printed once however often they occur.
 */
export interface Viewpoint {
  readonly app: App;
  /** A UID; `undefined` for the app itself, and for frames, which read the same for all who get them. */
  readonly viewer: string | undefined;
  /** Whether `metadata["@private"]` is shown: to the app's own server. docs: rest-api/users (assumed) */
  readonly seesPrivate: boolean;
  /** The entities printed already, by what they stand for. */
  readonly printed: Map<string, Json>;
}

/**
 * Makes a viewpoint on an app.
 *
 * @param viewer a UID, or {@link SYSTEM_UID} for the app itself
 * @example printMessage(viewpoint(app, undefined), message); // the body of a frame
 */
export function viewpoint(app: App, viewer: string | undefined, seesPrivate = false): Viewpoint {
  return { app, viewer: viewer === SYSTEM_UID ? undefined : viewer, seesPrivate, printed: new Map() };
}
