import type { IncomingMessage } from "node:http";
import type { TLSSocket } from "node:tls";
import type { Surface } from "../../harness/surface.ts";
import type { HttpAnswer } from "../../http/answer.ts";
import { HeaderRecord } from "../../http/header-record.ts";
import type { HttpRequest } from "../../http/request.ts";
import { type RequestTarget, readTarget } from "../../http/target.ts";
import { type FindBodyLimit, type HeadListener, limitBody } from "./body-limit.ts";
import { REFUSAL_HEADERS, refusalBody } from "./http-refusal.ts";
import { writeAnswer } from "./write-answer.ts";

/** What makes a target need tidying up: a fragment, a dot segment, a backslash, a character beyond ASCII. */
const UNTIDY = /[^!"$-[\]-~]|\/\./;
/** What no host name and no port has: it could end the host of a URL. */
const NO_HOST = /[^\w.~:[\]-]/;
/** What a URL has in its host, but not as it stands. */
const UNTIDY_HOST = /[^a-z\d_.~:[\]-]/;

/** Node's requests, translated for the surface, and its answers back. */
export function requestListener(surface: Surface, limitOf: FindBodyLimit): HeadListener {
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
  { method = "", url = "/", headers, socket, httpVersion }: IncomingMessage,
  body: Buffer<ArrayBuffer> | undefined,
): HttpRequest | undefined {
  const scheme = (socket as Partial<TLSSocket>).encrypted ? "https" : "http";
  // HTTP/1.0 has no Host header, and later ones must have it.
  const { host = httpVersion === "1.0" ? "localhost" : "" } = headers;
  const isTidy = url.startsWith("/") && !UNTIDY.test(url) && host !== "" && !UNTIDY_HOST.test(host);
  const target = isTidy ? tidyTarget(host, url) : untidyTarget(scheme, host, url);
  if (target === undefined) return undefined;
  const { path, query } = target;
  return { method, scheme, host: target.host, path, query, headers: new HeaderRecord(headers), body };
}

function tidyTarget(host: string, url: string): RequestTarget {
  const mark = url.indexOf("?");
  return mark < 0
    ? { host, path: url, query: "" }
    : { host, path: url.slice(0, mark), query: url.slice(mark + 1) };
}

/** A request to a proxy names its host itself. */
function untidyTarget(scheme: string, host: string, target: string): RequestTarget | undefined {
  const isAbsolute = /^https?:\/\//i.test(target);
  if (!isAbsolute && (host === "" || NO_HOST.test(host))) return undefined;
  const slash = target.startsWith("/") ? "" : "/";
  const url = isAbsolute ? target : `${scheme}://${host}${slash}${target}`;
  return URL.canParse(url) ? readTarget(new URL(url).href) : undefined;
}

/** A surface never fails: this is a bug of ours, and must not pass for an answer of the service. */
function failure(error: unknown): HttpAnswer {
  return refused(500, refusalBody(`The server failed: ${String(error)}`, "ERR_EXCEPTION"));
}

function refused(status: number, body: string): HttpAnswer {
  return { status, headers: REFUSAL_HEADERS, body };
}
