import type { ServerResponse } from "node:http";
import type { Http2Bindings, HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { partOfCut } from "../../harness/cut-answer.ts";

/** Where an answer is written to; a listener of ours never speaks HTTP/2. */
export type Outgoing = (HttpBindings | Http2Bindings)["outgoing"];

/**
 * Ends the connection where the surface has broken an answer: a network error (`Response.error()`) before the first byte
 * of it, an answer that was cut behind its part.
 *
 * @returns what is still to be written
 */
export function breakOff(response: Response, outgoing: Outgoing): Response {
  // Not its type, whose look-up would cost the listener its fast path.
  if (response.status === 0) {
    outgoing.destroy();
    return RESPONSE_ALREADY_SENT;
  }
  const part = partOfCut(response);
  if (!part) return response;
  const http1 = outgoing as ServerResponse;
  http1.writeHead(response.status, Object.fromEntries(response.headers));
  http1.flushHeaders();
  if (part.length === 0) setImmediate(() => http1.destroy());
  else http1.write(part, () => http1.destroy());
  return RESPONSE_ALREADY_SENT;
}
