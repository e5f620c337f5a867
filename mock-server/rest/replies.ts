import type { HttpAnswer } from "../http/answer.ts";
import type { HeaderFields } from "../http/request.ts";
import type { ErrorCode, ServiceError } from "../simulator/errors.ts";
import { jsonText } from "../wire/json-text.ts";
import { printError } from "../wire/service-error.ts";

/** An answer, and what the log of requests tells of it. */
export interface Reply {
  readonly answer: HttpAnswer;
  readonly code?: ErrorCode | undefined;
  readonly uid?: string | undefined;
  /** The body of the request, if it was text. */
  readonly asked?: string | undefined;
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
  const body = `{"data":${jsonText(data)}${meta ? `,"meta":${jsonText(meta)}` : ""}}`;
  return { answer: { status: 200, headers: HEADERS, body }, code: undefined, uid, asked };
}

/** An answer without the envelope that answers come in. */
export function plainAnswer(value: object): HttpAnswer {
  return { status: 200, headers: HEADERS, body: JSON.stringify(value) };
}

/** A file. */
export function textAnswer(contentType: string, body: string): HttpAnswer {
  return { status: 200, headers: { ...HEADERS, "content-type": contentType }, body };
}

/** The same answer with more headers, which pages of other origins may read. */
export function withHeaders(answer: HttpAnswer, more: Readonly<Record<string, string>>): HttpAnswer {
  const exposed = { "access-control-expose-headers": Object.keys(more).join(",") };
  return { ...answer, headers: { ...answer.headers, ...more, ...exposed } };
}

/** The answer to a browser that asks before it sends, whatever it means to send. */
export function preflightAnswer(headers: HeaderFields): HttpAnswer {
  return {
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
    body: undefined,
  };
}

/**
 * A refusal, as an answer.
 *
 * @param uid who asked
 * @param asked the body of the request
 */
export function refusal(error: ServiceError, uid?: string, asked?: string): Reply {
  const body = JSON.stringify({ error: printError(error) });
  return { answer: { status: error.status, headers: HEADERS, body }, code: error.code, uid, asked };
}
