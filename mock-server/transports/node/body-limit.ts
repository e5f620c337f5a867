import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { BodyLimit, Surface } from "../../harness/surface.ts";
import { refuseRequest } from "./http-refusal.ts";

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
export function limitBody(limitOf: FindBodyLimit, listener: WholeRequestListener): RequestListener {
  return (incoming, outgoing) => {
    const limit = limitOf(incoming);
    if (exceedsLimit(incoming, limit)) refuseBody(incoming, outgoing, limit);
    else if (!hasBody(incoming)) listener(incoming, outgoing, undefined);
    else readLimited(incoming, outgoing, limit, listener);
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
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  limit: BodyLimit,
  listener: WholeRequestListener,
): void {
  const chunks: Buffer<ArrayBuffer>[] = [];
  let bytes = 0;
  const onData = (chunk: Buffer<ArrayBuffer>) => {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes <= limit.bytes) return;
    incoming.off("data", onData);
    incoming.off("end", onEnd);
    refuseBody(incoming, outgoing, limit);
  };
  const onEnd = () => {
    listener(incoming, outgoing, chunks.length === 1 ? chunks[0] : Buffer.concat(chunks));
  };
  incoming.on("data", onData);
  incoming.on("end", onEnd);
}

function refuseBody(incoming: IncomingMessage, outgoing: ServerResponse, limit: BodyLimit): void {
  const message = `The request body exceeds the limit of ${limit.bytes} bytes.`;
  refuseRequest(incoming, outgoing, 413, message, limit.code);
}
