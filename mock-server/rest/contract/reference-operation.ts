import type { Method } from "../route.ts";
import type { Shape } from "./shapes.ts";

/**
 * An operation of the vendor's public descriptions of its server-side API, and what they say of it. The facts are
 * theirs; the requests are ours, with every documented field in the body.
 */
export interface ReferenceOperation {
  readonly method: Method;
  readonly path: string;
  /** Fields without which the description has no request. */
  readonly required?: readonly string[];
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  /** Further parameters, which narrow the list and what is told of it. */
  readonly filter?: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, unknown>>;
  /** For whom the app asks. */
  readonly onBehalfOf?: string;
  readonly data: Shape;
  readonly meta?: Shape;
}
