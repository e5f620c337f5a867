import type { IncomingMessage, RequestListener } from "node:http";
import { getRequestListener, RequestError } from "@hono/node-server";
import type { Surface } from "../../harness/surface.ts";
import { type FindBodyLimit, limitBody, readBodyOf } from "./body-limit.ts";
import { breakOff } from "./broken-answer.ts";
import { REFUSAL_HEADERS, refusalBody } from "./http-refusal.ts";
import { IncomingHeaders } from "./incoming-headers.ts";

/** Node's requests, translated into web requests for the surface, and its answers back. */
export function requestListener(surface: Surface, limitOf: FindBodyLimit): RequestListener {
  const answer = getRequestListener(
    (request, { incoming, outgoing }) => {
      const response = surface.fetch(request, {
        headers: new IncomingHeaders(incoming as IncomingMessage),
        body: readBodyOf(incoming),
      });
      return response instanceof Promise
        ? response.then((made) => breakOff(made, outgoing))
        : breakOff(response, outgoing);
    },
    {
      // The process may be somebody's test run, which has its own idea of `Request` and `Response`.
      overrideGlobalObjects: false,
      // For HTTP/1.0, which has no Host header.
      hostname: "localhost",
      errorHandler: errorResponse,
    },
  );
  return limitBody(limitOf, (incoming, outgoing) => void answer(incoming, outgoing));
}

/**
 * Replaces the global `Request` and `Response` with ones that Node's http writes twice as fast, for a process that does
 * nothing but serve.
 */
export function useFastGlobals(): void {
  getRequestListener(() => new Response());
}

function errorResponse(error: unknown): Response {
  if (error instanceof RequestError) {
    return new Response(refusalBody(error.message), { status: 400, headers: REFUSAL_HEADERS });
  }
  // A surface never rejects: this is a bug of ours, and must not pass for an answer of the service.
  const body = refusalBody(`The server failed: ${String(error)}`, "ERR_EXCEPTION");
  return new Response(body, { status: 500, headers: REFUSAL_HEADERS });
}
