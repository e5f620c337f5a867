import type { ErrorCode, ServiceError } from "../simulator/errors.ts";
import { jsonText } from "../wire/json-text.ts";
import { printError } from "../wire/service-error.ts";

/** An answer, and what the log of requests tells of it. */
export interface Reply {
  readonly response: Response;
  readonly code?: ErrorCode | undefined;
  readonly uid?: string | undefined;
  /** The bodies of the request and of the answer, as far as they were text. */
  readonly asked?: string | undefined;
  readonly told?: string | undefined;
}

/** On every answer, errors included: the SDK runs on other origins, and reads no header. */
const HEADERS: Readonly<Record<string, string>> = {
  "content-type": "application/json",
  "access-control-allow-origin": "*",
};

/**
 * An answer that carries something.
 *
 * @param uid who asked
 * @param asked the body of the request
 */
export function dataReply(data: unknown, meta: object | undefined, uid?: string, asked?: string): Reply {
  const told = meta ? `{"data":${jsonText(data)},"meta":${jsonText(meta)}}` : `{"data":${jsonText(data)}}`;
  return { response: new Response(told, ANSWERED), code: undefined, uid, asked, told };
}

const ANSWERED: ResponseInit = { status: 200, headers: HEADERS };

/** An answer without the envelope that answers come in. */
export function plainResponse(value: object): Response {
  return new Response(JSON.stringify(value), { status: 200, headers: HEADERS });
}

/** A file. */
export function fileResponse(contentType: string, text: string): Response {
  return new Response(text, { status: 200, headers: { ...HEADERS, "content-type": contentType } });
}

/** A refusal. */
export function errorResponse(error: ServiceError): Response {
  return refusal(error).response;
}

/** The same answer with more headers, which pages of other origins may read. */
export function withHeaders(response: Response, more: Readonly<Record<string, string>>): Response {
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(more)) headers.set(name, value);
  headers.set("access-control-expose-headers", Object.keys(more).join(","));
  return new Response(response.body, { status: response.status, headers });
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

/**
 * A refusal, as an answer.
 *
 * @param uid who asked
 * @param asked the body of the request
 */
export function refusal(error: ServiceError, uid?: string, asked?: string): Reply {
  const told = JSON.stringify({ error: printError(error) });
  const response = new Response(told, { status: error.status, headers: HEADERS });
  return { response, code: error.code, uid, asked, told };
}
