import { bytesOf, NO_ANSWER } from "../../http/answer.ts";
import type { OpenedRequest } from "../../rest/around.ts";
import { tooManyRequests } from "../../rest/rate-limiter.ts";
import { type Reply, withHeaders } from "../../rest/replies.ts";
import { ServiceError, serviceError } from "../../simulator/index.ts";
import { RATE_LIMITS, rateLimitKind } from "../../simulator/rules/rate-limits.ts";
import type { Taken } from "./actions.ts";

/** Statuses of answers that have no body. */
const BODILESS = [204, 205, 304];

/** No answer: the connection ends. */
export function noAnswer(): Reply {
  return { answer: NO_ANSWER };
}

/** A refusal by the service. What the message of its code leaves open is filled with what is known of the request. */
export function refusalOf({ code, message, details }: Taken<"error">, opened: OpenedRequest): Reply {
  const { app, uid, operation, request } = opened;
  const known = { appId: app.appId, path: request.path, method: request.method, action: operation };
  const text = message ?? serviceError(code, { ...known, ...(uid !== undefined && { uid }) }).message;
  return opened.refuse(new ServiceError(code, text, details));
}

/** One request too many, in the rate limiter's own words. */
export function limitReply({ limit, retryAfter }: Taken<"rateLimit">, opened: OpenedRequest): Reply {
  const kind = rateLimitKind(opened.operation);
  const now = opened.app.clock.now();
  const { refusal, headers } = tooManyRequests(kind, limit ?? RATE_LIMITS[kind], now + retryAfter, now);
  const reply = opened.refuse(refusal);
  return { ...reply, answer: withHeaders(reply.answer, headers) };
}

/** What something in front of the service answers. */
export function gatewayReply({ status, body, contentType }: Taken<"http">): Reply {
  const isJson = body !== undefined && typeof body !== "string";
  const text = isJson ? JSON.stringify(body) : (body ?? pageOf(status));
  const sent = BODILESS.includes(status) ? undefined : text;
  const headers = {
    "content-type": contentType ?? (isJson ? "application/json" : "text/html"),
    // So that a page of another origin sees the status, and no refusal of its browser's.
    "access-control-allow-origin": "*",
  };
  return { answer: { status, headers, body: sent } };
}

/** The same answer, of which only a part arrives. Of one without a body nothing does. */
export function cutReply({ bytes }: Taken<"truncate">, reply: Reply): Reply {
  const { answer } = reply;
  const { length } = bytesOf(answer);
  if (length === 0) return { ...reply, ...noAnswer() };
  return { ...reply, answer: { ...answer, arrives: Math.min(bytes ?? Math.floor(length / 2), length - 1) } };
}

function pageOf(status: number): string {
  return `<!doctype html>\n<html><head><title>${status}</title></head><body><h1>${status}</h1></body></html>\n`;
}
