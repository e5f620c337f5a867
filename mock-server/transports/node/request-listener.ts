import type { IncomingMessage, RequestListener } from "node:http";
import type { TLSSocket } from "node:tls";
import type { Surface } from "../../harness/surface.ts";
import type { HttpAnswer } from "../../http/answer.ts";
import { HeaderRecord } from "../../http/header-record.ts";
import type { HttpRequest } from "../../http/request.ts";
import { readTarget } from "../../http/target.ts";
import { type FindBodyLimit, limitBody } from "./body-limit.ts";
import { REFUSAL_HEADERS, refusalBody } from "./http-refusal.ts";
import { writeAnswer } from "./write-answer.ts";

/** What makes a target need tidying up: a dot segment, a backslash, a character beyond ASCII. */
const UNTIDY = /[^!-[\]-~]|\/\./;
/** What no host name and no port has: it could end the host of a URL. */
const NO_HOST = /[^\w.~:[\]-]/;
/** What a URL has in its host, but not as it stands. */
const UNTIDY_HOST = /[^a-z\d_.~:[\]-]/;

/** Node's requests, translated for the surface, and its answers back. */
export function requestListener(surface: Surface, limitOf: FindBodyLimit): RequestListener {
  return limitBody(limitOf, (incoming, outgoing, body) => {
    const write = (answer: HttpAnswer) => writeAnswer(answer, outgoing);
    const fail = (error: unknown) => write(failure(error));
    const request = readRequest(incoming, body);
    if (!request) {
      write(refused(400, refusalBody("The request does not name a host, or a target, that is one.")));
      return;
    }
    try {
      const answer = surface.answer(request);
      if (answer instanceof Promise) answer.then(write).catch(fail);
      else write(answer);
    } catch (error) {
      fail(error);
    }
  });
}

function readRequest(
  { method = "", url = "/", headers, socket }: IncomingMessage,
  body: Buffer<ArrayBuffer> | undefined,
): HttpRequest | undefined {
  const scheme = (socket as Partial<TLSSocket>).encrypted ? "https" : "http";
  // HTTP/1.0 has no Host header.
  const { host = "localhost" } = headers;
  const isTidy = url.startsWith("/") && !UNTIDY.test(url) && host !== "" && !UNTIDY_HOST.test(host);
  const absolute = isTidy ? `${scheme}://${host}${url}` : tidied(scheme, host, url);
  if (absolute === undefined) return undefined;
  return { ...readTarget(absolute), method, scheme, headers: new HeaderRecord(headers), body };
}

/** The URL of an untidy request: a proxy's names its host itself. */
function tidied(scheme: string, host: string, target: string): string | undefined {
  const isAbsolute = /^https?:\/\//i.test(target);
  if (!isAbsolute && (host === "" || NO_HOST.test(host))) return undefined;
  const slash = target.startsWith("/") ? "" : "/";
  const url = isAbsolute ? target : `${scheme}://${host}${slash}${target}`;
  return URL.canParse(url) ? new URL(url).href : undefined;
}

/** A surface never fails: this is a bug of ours, and must not pass for an answer of the service. */
function failure(error: unknown): HttpAnswer {
  return refused(500, refusalBody(`The server failed: ${String(error)}`, "ERR_EXCEPTION"));
}

function refused(status: number, body: string): HttpAnswer {
  return { status, headers: REFUSAL_HEADERS, body };
}
