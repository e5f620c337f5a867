import type { App } from "../../simulator/app.ts";
import type { OperationName, ResultOf } from "../../simulator/operations/index.ts";
import type { InputFor } from "../../simulator/simulator.ts";

/** The names of an operation's input; its schema checks the values. */
type InputFields<N extends OperationName> =
  InputFor<N> extends infer I ? (I extends unknown ? { readonly [K in keyof I]?: unknown } : never) : never;

/** What a client asks of an extension by `callExtension(slug, method, path, data)`. */
export interface ExtensionCall {
  readonly app: App;
  /** Who asks. */
  readonly uid: string;
  readonly method: string;
  /** Without the slash at its beginning: `v2/create`. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** The fields of the body; none when there is no body. */
  readonly body: Readonly<Record<string, unknown>>;
  /** Where the client reaches the extension: `https://polls-us.localhost:8443`, for links to its files. */
  readonly origin: string;
  /**
   * Does something in the app, as the user who asks unless someone else is named. Whoever it concerns hears of it, the
   * user's own device included.
   *
   * @param as a UID; `null` for the app itself
   * @throws ServiceError when the service refuses it
   */
  execute<N extends OperationName>(operation: N, input: InputFields<N>, as?: string | null): ResultOf<N>;
}

/** A file that an extension serves to anyone who has its URL. */
export interface ExtensionFile {
  /** `image/svg+xml`, `text/html;charset=utf-8` … */
  readonly contentType: string;
  readonly text: string;
}

/**
 * An extension: what answers at `https://{slug}-{region}.{domain}/`.
 *
 * @example
 * backend.extensions.add({
 *   slug: "weather",
 *   handle: ({ query }) => ({ city: query.city, sky: "blue" }),
 * });
 */
export interface Extension {
  /** Small letters, numbers and dashes between them. */
  readonly slug: string;
  /** As the settings tell it to clients; the slug unless given. */
  readonly name?: string | undefined;
  /**
   * Answers a call.
   *
   * @returns the answer's `data`; `undefined` when there is no such path
   * @throws ServiceError to refuse it with the service's own error
   */
  handle(call: ExtensionCall): unknown;
  /** A file by its path, without the slash at its beginning; `undefined` when there is none. */
  file?(path: string, query: Readonly<Record<string, string>>): ExtensionFile | undefined;
}
