import type { RequestTarget } from "./target.ts";

/** Header fields, by names in lower case; a `Headers` is one of them. */
export interface HeaderFields extends Iterable<[name: string, value: string]> {
  get(name: string): string | null;
}

/**
 * A request, whatever has carried it: each transport makes one of its own kind's. A plain record, as a web `Request` takes
 * longer to make than most requests take to answer, and as its body is there once it has come.
 */
export interface HttpRequest extends RequestTarget {
  readonly method: string;
  readonly scheme: "http" | "https";
  readonly headers: HeaderFields;
  /** The whole body; nothing for a request without one. */
  readonly body: Uint8Array<ArrayBuffer> | undefined;
}

const decoder = new TextDecoder();

/** A request's body as text; empty for a request without one. */
export function bodyText({ body }: HttpRequest): string {
  return body ? decoder.decode(body) : "";
}
