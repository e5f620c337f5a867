import type { IncomingMessage, ServerResponse } from "node:http";
import type { BodyLimit, Surface } from "../../harness/surface.ts";
import type { HandedRequest } from "./handed-request.ts";
import { refuseRequest } from "./http-refusal.ts";

/** Hears of a request as soon as its head has come. */
export type HeadListener = (incoming: HandedRequest, outgoing: ServerResponse) => void;

/** Hears of a request once its body has come, if it has one. */
export type WholeRequestListener = (
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  body: Buffer<ArrayBuffer> | undefined,
) => void;

/** Finds out how large a request's body may be. */
export type FindBodyLimit = (incoming: IncomingMessage) => BodyLimit;

/**
 * The limit of a surface's requests: what it says of each, so that files may be large and nothing else.
 *
 * @param otherwise bytes, for the requests of which it says nothing
 */
export function bodyLimitOf(surface: Surface, otherwise: number): FindBodyLimit {
  const usual = { bytes: otherwise, code: "ERR_BAD_REQUEST" };
  return ({ method = "", url = "/", headers }) =>
    surface.bodyLimit?.({ method, path: url, contentType: headers["content-type"] }) ?? usual;
}

/**
 * Passes on requests with a body within the limit, once it has come, and refuses the others with 413. One that never
 * comes to its end is nobody's request any more.
 */
export function limitBody(limitOf: FindBodyLimit, listener: WholeRequestListener): HeadListener {
  return (incoming, outgoing) => {
    const limit = limitOf(incoming);
    if (exceedsLimit(incoming, limit)) {
      refuseBody(incoming, outgoing, limit);
    } else if (hasBody(incoming)) {
      readLimited(incoming, outgoing, limit, listener);
    } else {
      incoming.handTo();
      listener(incoming, outgoing, undefined);
    }
  };
}

/** Whether the request announces a body over the limit. */
export function exceedsLimit(incoming: IncomingMessage, limit: BodyLimit): boolean {
  return Number(incoming.headers["content-length"] ?? 0) > limit.bytes;
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers["content-length"] !== undefined || headers["transfer-encoding"] !== undefined;
}

/** The length of a chunked body is known at its end only. */
function readLimited(
  incoming: HandedRequest,
  outgoing: ServerResponse,
  limit: BodyLimit,
  listener: WholeRequestListener,
): void {
  const chunks: Buffer<ArrayBuffer>[] = [];
  let bytes = 0;
  incoming.handTo((chunk) => {
    if (chunk === null) {
      listener(incoming, outgoing, chunks.length === 1 ? chunks[0] : Buffer.concat(chunks));
      return;
    }
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes <= limit.bytes) return;
    incoming.handBack();
    refuseBody(incoming, outgoing, limit);
  });
}

function refuseBody(incoming: IncomingMessage, outgoing: ServerResponse, limit: BodyLimit): void {
  const message = `The request body exceeds the limit of ${limit.bytes} bytes.`;
  refuseRequest(incoming, outgoing, 413, message, limit.code);
}
