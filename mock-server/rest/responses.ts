import type { ServiceError } from "../simulator/errors.ts";
import { jsonText } from "../wire/json-text.ts";
import { printError } from "../wire/service-error.ts";

/** On every answer, errors included: the SDK runs on other origins, and reads no header. */
const HEADERS: Readonly<Record<string, string>> = {
  "content-type": "application/json",
  "access-control-allow-origin": "*",
};

/** An answer that carries something. */
export function dataResponse(data: object, meta: object | undefined): Response {
  return new Response(jsonText({ data, meta }), { status: 200, headers: HEADERS });
}

/** A refusal. */
export function errorResponse(error: ServiceError): Response {
  return new Response(JSON.stringify({ error: printError(error) }), {
    status: error.status,
    headers: HEADERS,
  });
}

/** The answer to a browser that asks before it sends, whatever it means to send. */
export function preflightResponse(headers: Headers): Response {
  return new Response(null, {
    status: 204,
    headers: {
      "access-control-allow-origin": "*",
      "access-control-allow-methods": "GET,POST,PUT,PATCH,DELETE,OPTIONS",
      "access-control-allow-headers": headers.get("access-control-request-headers") ?? "*",
      // A page from the network may talk to a server on this machine only if that says so.
      "access-control-allow-private-network": "true",
      // The longest that browsers heed.
      "access-control-max-age": "86400",
      vary: "access-control-request-headers",
    },
  });
}
