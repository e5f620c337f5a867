import { bodyText, type HeaderFields, type HttpRequest } from "../../http/request.ts";
import type { OpenedRequest, Proceed } from "../../rest/around.ts";
import { isForm } from "../../rest/form.ts";
import type { Reply } from "../../rest/replies.ts";
import type { OpenEntry } from "../log/recording.ts";
import type { Action } from "./actions.ts";
import { cutReply, gatewayReply, limitReply, noAnswer, refusalOf } from "./answers.ts";
import type { Hit, OwnFaults } from "./fault-list.ts";
import type { RequestTarget } from "./fits.ts";

/** What faults of requests work with. */
export interface RequestFaults {
  readonly faults: OwnFaults;
  /** The valid session that a request is made in. */
  readonly sessionOf: (headers: HeaderFields) => string | undefined;
  /**
   * Revokes a session.
   *
   * @param cause the number of the request in the log
   */
  readonly revoke: (authToken: string, cause: number) => void;
  /**
   * The answer waits for the clock: nobody waits for it meanwhile.
   *
   * @returns to be called when it goes on
   */
  readonly rest: ((request: HttpRequest) => () => void) | undefined;
}

/** Carries a request out, with the faults that it meets. */
export function meetFaults(
  tools: RequestFaults,
  opened: OpenedRequest,
  entry: OpenEntry,
  proceed: Proceed,
): Reply | Promise<Reply> {
  const { operation, operationByBody } = opened;
  if (operationByBody && tools.faults.looksAtOperations) {
    return operationByBody().then((known) => meetAs(known, tools, opened, entry, proceed));
  }
  return meetAs(operation, tools, opened, entry, proceed);
}

function meetAs(
  operation: string,
  tools: RequestFaults,
  opened: OpenedRequest,
  entry: OpenEntry,
  proceed: Proceed,
): Reply | Promise<Reply> {
  const { request, uid } = opened;
  const { method, path, headers } = request;
  const met: Hit[] = [];
  const traits: RequestTarget = {
    kind: "request",
    uid,
    deviceId: headers.get("resource") ?? undefined,
    operation,
    method,
    path,
    authToken: tools.sessionOf(headers),
  };
  for (const hit of tools.faults.meet(traits)) {
    entry.hit(hit.id);
    met.push(hit);
    if (isFinal(hit.action)) break;
  }
  return met.length === 0 ? proceed(entry.n) : suffer(met, traits, tools, opened, entry, proceed);
}

async function suffer(
  met: readonly Hit[],
  { authToken }: RequestTarget,
  tools: RequestFaults,
  opened: OpenedRequest,
  entry: OpenEntry,
  proceed: Proceed,
): Promise<Reply> {
  const wait = (hit: Hit, when: "before" | "after") => {
    if (!("latency" in hit.action) || hit.action.latency.when !== when) return true;
    const { delay, jitter } = hit.action.latency;
    return waitFor(hit, delay + jitter * hit.chance("jitter"), tools.rest?.(opened.request));
  };
  for (const hit of met) {
    if (!(await wait(hit, "before"))) return notCarriedOut(noAnswer(), opened);
    if ("expireToken" in hit.action && authToken !== undefined) tools.revoke(authToken, entry.n);
  }
  const last = met.at(-1)?.action;
  const instead = last && answerInstead(last, opened);
  const reply = instead ? notCarriedOut(instead, opened) : await proceed(entry.n);
  const answer = last ? spoiled(last, reply, opened) : reply;
  for (const hit of met) {
    if (!(await wait(hit, "after"))) return { ...noAnswer(), uid: reply.uid, asked: reply.asked };
  }
  return answer;
}

/** Whether the request is answered by this fault, whatever others there are. */
function isFinal(action: Action): boolean {
  return !("latency" in action || "expireToken" in action);
}

/** The answer to a request that is not carried out; `undefined` when it is. */
function answerInstead(action: Action, opened: OpenedRequest): Reply | undefined {
  if ("rateLimit" in action) return limitReply(action.rateLimit, opened);
  if ("partition" in action) return noAnswer();
  if ("error" in action && action.error.when === "before") return refusalOf(action.error, opened);
  if ("http" in action && action.http.when === "before") return gatewayReply(action.http);
  if ("reset" in action && action.reset.when === "before") return noAnswer();
  return undefined;
}

/** The answer with the body of the request, which nobody has read. Forms are not told of, as elsewhere. */
function notCarriedOut(reply: Reply, { request }: OpenedRequest): Reply {
  if (isForm(request.headers.get("content-type"))) return reply;
  const text = bodyText(request);
  return text === "" ? reply : { ...reply, asked: text };
}

/** What becomes of the answer to a request that was carried out. */
function spoiled(action: Action, reply: Reply, opened: OpenedRequest): Reply {
  const { uid, asked } = reply;
  if ("truncate" in action) return cutReply(action.truncate, reply);
  if ("error" in action && action.error.when === "after") {
    return { ...refusalOf(action.error, opened), uid, asked };
  }
  if ("http" in action && action.http.when === "after") return { ...gatewayReply(action.http), uid, asked };
  if ("reset" in action && action.reset.when === "after") return { ...noAnswer(), uid, asked };
  return reply;
}

/** @returns whether it goes on */
function waitFor(hit: Hit, milliseconds: number, goOn: (() => void) | undefined): Promise<boolean> {
  return new Promise((resolve) => {
    hit.later(milliseconds, (goesOn) => {
      goOn?.();
      resolve(goesOn);
    });
  });
}
