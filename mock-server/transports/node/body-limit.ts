import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { refuseRequest } from "./http-refusal.ts";

/** A request whose body has been read: @hono/node-server takes it from here. */
type WithRawBody = IncomingMessage & { rawBody?: Buffer };

/** Passes on requests with a body of at most so many bytes, and refuses the others with 413. */
export function limitBody(maxBytes: number, listener: RequestListener): RequestListener {
  return (incoming, outgoing) => {
    if (exceedsLimit(incoming, maxBytes)) refuseBody(incoming, outgoing, maxBytes);
    else if (incoming.headers["transfer-encoding"] === undefined) listener(incoming, outgoing);
    else readLimited(incoming, outgoing, maxBytes, () => listener(incoming, outgoing));
  };
}

/** Whether the request announces a body over the limit. */
export function exceedsLimit(incoming: IncomingMessage, maxBytes: number): boolean {
  return Number(incoming.headers["content-length"] ?? 0) > maxBytes;
}

/** The length of a chunked body is known at its end only, so it is read before the request is passed on. */
function readLimited(
  incoming: WithRawBody,
  outgoing: ServerResponse,
  maxBytes: number,
  proceed: () => void,
): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const onData = (chunk: Buffer) => {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes <= maxBytes) return;
    incoming.off("data", onData);
    incoming.off("end", onEnd);
    refuseBody(incoming, outgoing, maxBytes);
  };
  const onEnd = () => {
    incoming.rawBody = Buffer.concat(chunks);
    proceed();
  };
  incoming.on("data", onData);
  incoming.on("end", onEnd);
}

function refuseBody(incoming: IncomingMessage, outgoing: ServerResponse, maxBytes: number): void {
  refuseRequest(incoming, outgoing, 413, `The request body exceeds the limit of ${maxBytes} bytes.`);
}
