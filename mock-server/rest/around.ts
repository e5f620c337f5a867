import type { HttpRequest } from "../http/request.ts";
import type { App } from "../simulator/app.ts";
import type { Reply } from "./replies.ts";

/** A request of which it is known what it is about, before its body is read and anything is done. */
export interface OpenedRequest {
  readonly request: HttpRequest;
  readonly app: App;
  /**
   * The operation that it is for, as far as can be told without its body; `callExtension` for what an extension answers.
   */
  readonly operation: string;
  /** The same by its body, where that tells. It is read for this alone. */
  readonly operationByBody?: (() => Promise<string>) | undefined;
  /** Who says to ask, in lower case; `undefined` for the app's own server and for who has followed a link. */
  readonly uid: string | undefined;
  /** Turns a refusal into an answer, as where it was asked prints them; throws whatever is none. */
  readonly refuse: (error: unknown) => Reply;
}

/**
 * Carries the request out; a refusal is an answer, and nothing is thrown.
 *
 * @param cause the number of the request in a record of what happened, which what it causes is linked to
 */
export type Proceed = (cause?: number) => Reply | Promise<Reply>;

/**
 * Stands around the execution of each request to an app: watches it, delays it, answers in its place, or answers
 * something else than it did. It may throw a `ServiceError` to refuse it.
 */
export type Around = (opened: OpenedRequest, proceed: Proceed) => Reply | Promise<Reply>;

export const STRAIGHT: Around = (_opened, proceed) => proceed();
