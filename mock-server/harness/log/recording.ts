import type { OpenedRequest } from "../../rest/around.ts";
import type { Reply } from "../../rest/responses.ts";
import { type DomainEvent, type Executed, uidOf } from "../../simulator/index.ts";
import type { SocketIdentity } from "../../socket/session.ts";
import type { FrameEntry, RequestEntry, SocketEntry } from "./entries.ts";
import type { OwnLog } from "./log.ts";

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * Notes a command and the events it has brought about, which have the numbers that follow.
 *
 * @returns the number of the command
 */
export function noteCommand(log: OwnLog, { app, command, outcome, at, changed }: Executed): number {
  const { operation, input, cause } = command;
  const n = log.note((number) => ({
    kind: "command",
    n: number,
    at,
    cause,
    operation,
    uid: uidOf(app.state, command.as),
    input,
    code: outcome.ok ? undefined : outcome.error.code,
    changed,
  }));
  if (outcome.ok) for (const event of outcome.events) noteEvent(log, event, at, n);
  return n;
}

function noteEvent(log: OwnLog, event: DomainEvent, at: number, cause: number): void {
  log.note((n) => ({ kind: "event", n, at, cause, event }));
}

/** A request that was noted and is still to be answered. */
export interface OpenEntry {
  readonly n: number;
  /** Says what fault it meets, beside those it has met. */
  hit(fault: string): void;
  answered(reply: Reply): Reply;
}

/** Notes a request as it comes. */
export function noteRequest(log: OwnLog, { request, target, app, operation, uid }: OpenedRequest): OpenEntry {
  let response: Response | undefined;
  const entry: Writable<RequestEntry> = {
    kind: "request",
    n: 0,
    at: app.clock.now(),
    cause: undefined,
    method: request.method,
    host: target.host,
    path: target.path,
    query: target.query,
    headers: request.headers,
    operation,
    uid,
    body: undefined,
    status: undefined,
    code: undefined,
    answer: undefined,
    // Read when somebody looks: a server's own kind of response makes them up for it, which costs more than the rest.
    get answerHeaders() {
      return response?.headers;
    },
    answeredAt: undefined,
    fault: undefined,
  };
  const n = log.note((number) => {
    entry.n = number;
    return entry;
  });
  return {
    n,
    hit(fault) {
      entry.fault = entry.fault === undefined ? fault : `${entry.fault},${fault}`;
    },
    answered(reply) {
      response = reply.response;
      entry.body = reply.asked;
      entry.status = reply.response.status;
      entry.code = reply.code;
      entry.answer = reply.told;
      entry.answeredAt = app.clock.now();
      log.completed(entry);
      return reply;
    },
  };
}

/** Notes what goes over one socket. */
export interface SocketNotes {
  authenticated(identity: SocketIdentity): void;
  /** @returns the number of the frame */
  frame(direction: FrameEntry["direction"], text: string, more?: FrameNote): number;
  closed(code: number | undefined, reason: string | undefined, fault?: string): void;
}

/** What is to be noted of a frame beside its text. */
export interface FrameNote {
  readonly cause?: number | undefined;
  readonly fault?: string | undefined;
  readonly isLost?: boolean | undefined;
}

/**
 * Notes a socket as it is opened.
 *
 * @param socket its number, which is that of no other of the app
 * @param now the time by the app's clock, in unix milliseconds
 */
export function noteSocket(log: OwnLog, socket: number, now: () => number): SocketNotes {
  let identity: SocketIdentity | undefined;
  /** What was noted before it was known whose it is. */
  const anonymous: Writable<SocketEntry | FrameEntry>[] = [];
  const note = (make: (of: NotedOfSocket) => SocketEntry | FrameEntry): number =>
    log.note((n) => {
      const { uid, deviceId } = identity ?? {};
      const entry = make({ n, at: now(), socket, uid, deviceId });
      if (!identity) anonymous.push(entry);
      return entry;
    });
  const noteSelf = (more: Pick<SocketEntry, "action" | "code" | "reason" | "fault">) =>
    void note((of) => ({ ...of, kind: "socket", cause: undefined, ...more }));
  noteSelf({ action: "opened", code: undefined, reason: undefined, fault: undefined });
  return {
    authenticated(known) {
      identity = known;
      for (const entry of anonymous.splice(0)) {
        entry.uid = known.uid;
        entry.deviceId = known.deviceId;
      }
    },
    frame: (direction, text, { cause, fault, isLost = false } = {}) =>
      note((of) => ({ ...of, kind: "frame", cause, direction, text, isLost, fault })),
    closed: (code, reason, fault) => noteSelf({ action: "closed", code, reason, fault }),
  };
}

type NotedOfSocket = Pick<SocketEntry, "n" | "at" | "socket" | "uid" | "deviceId">;

/** Notes a socket that a fault keeps from opening, with the HTTP status that it is refused with. */
export function noteRefusedSocket(
  log: OwnLog,
  socket: number,
  at: number,
  status: number,
  fault: string,
): void {
  log.note((n) => ({
    kind: "socket",
    n,
    at,
    cause: undefined,
    action: "refused",
    socket,
    uid: undefined,
    deviceId: undefined,
    code: status,
    reason: undefined,
    fault,
  }));
}
