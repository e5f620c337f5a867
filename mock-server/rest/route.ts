import type { ErrorCode } from "../simulator/errors.ts";
import type { OperationName, ResultOf } from "../simulator/operations/index.ts";
import type { InputFor } from "../simulator/simulator.ts";
import type { Fields, Json } from "../wire/json-text.ts";
import type { Of, Shape } from "../wire/shape.ts";
import type { Viewpoint } from "../wire/viewpoint.ts";
import type { Call } from "./call.ts";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** What a body may be, beside a JSON object: its limits, and whether it may be a form. */
export type BodyKind = "profile" | "message";

/** The names of an operation's input; its schema checks the values. */
type InputFields<N extends OperationName> = { readonly [K in keyof InputFor<N>]?: unknown };

/** The `meta` of a list's answers: what it looks like, and how it is printed. */
export interface Meta<V> {
  readonly shape: Shape;
  readonly print: (value: V, view: Viewpoint, call: Call) => object;
}

/** Declares a meta, so that what is printed is of its shape. */
export function listMeta<S extends Shape, V>(
  shape: S,
  print: (value: V, view: Viewpoint, call: Call) => Fields<Of<S>>,
): Meta<V> {
  return { shape, print };
}

/**
 * One thing a request may ask for: which operation it is, where its input stands in the request, and how the result is
 * printed. Data, so that the API can be read, counted and documented from it.
 */
export interface Route<N extends OperationName = OperationName, S extends Shape = Shape> {
  readonly method: Method;
  /** In the router's syntax: `/users/:uid`. */
  readonly path: string;
  readonly operation: N;
  /** Tells apart what shares a method and a path; the first that fits is taken. */
  readonly when?: (call: Call) => boolean;
  readonly body?: BodyKind;
  /** By what a client says who it is, where that is not its auth token. */
  readonly credentials?: "jwt";
  readonly input?: (call: Call) => InputFields<N>;
  /** The codes it may refuse with by itself, beside those of its operation. */
  readonly refuses?: readonly ErrorCode[];
  /** What the answer's `data` looks like. */
  readonly answers: S;
  /** The answer's `data`. */
  readonly print: (value: ResultOf<N>, view: Viewpoint, call: Call) => Json<Of<S>>;
  /** The answer's `meta`, for lists. */
  readonly meta?: Meta<ResultOf<N>>;
}

/** A route of whichever operation. */
export type AnyRoute = { [N in OperationName]: Route<N> }[OperationName];

/**
 * Declares a route: a typed identity, so that its result is the operation's own, and what it prints has the shape that it
 * says.
 *
 * @example
 * route({
 *   method: "GET",
 *   path: "/users/:uid",
 *   operation: "getUser",
 *   input: ({ params }) => ({ uid: params.uid }),
 *   answers: userShape,
 *   print: (user, view) => printUser(view, user),
 * });
 */
export function route<N extends OperationName, S extends Shape>(spec: Route<N, S>): AnyRoute {
  return spec as unknown as AnyRoute;
}
