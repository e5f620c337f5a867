import { type HttpAnswer, textThatArrives } from "../../http/answer.ts";
import { HeaderRecord } from "../../http/header-record.ts";
import type { HeaderFields } from "../../http/request.ts";
import type { OpenedRequest } from "../../rest/around.ts";
import type { Reply } from "../../rest/replies.ts";
import { type DomainEvent, type Executed, uidOf } from "../../simulator/index.ts";
import type { SocketIdentity } from "../../socket/session.ts";
import { flat } from "../../wire/json-text.ts";
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
  const n = log.note({
    kind: "command",
    n: log.next,
    at,
    cause,
    operation,
    uid: uidOf(app.state, command.as),
    input,
    code: outcome.ok ? undefined : outcome.error.code,
    changed,
  });
  if (outcome.ok) for (const event of outcome.events) noteEvent(log, event, at, n);
  return n;
}

function noteEvent(log: OwnLog, event: DomainEvent, at: number, cause: number): void {
  log.note({ kind: "event", n: log.next, at, cause, event });
}

/** A request that was noted and is still to be answered. */
export interface OpenEntry {
  readonly n: number;
  /** Says what fault it meets, beside those it has met. */
  hit(fault: string): void;
  answered(reply: Reply): Reply;
}

/** Notes a request as it comes. */
export function noteRequest(log: OwnLog, opened: OpenedRequest): OpenEntry {
  const noted = new NotedRequest(log, opened);
  log.note(noted);
  return noted;
}

/** One class for the entry and for who completes it: there is one of each for every request, and they are kept. */
class NotedRequest implements RequestEntry, OpenEntry {
  readonly kind = "request";
  readonly cause = undefined;
  readonly n: number;
  readonly at: number;
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly query: string;
  readonly headers: HeaderFields;
  readonly operation: string;
  readonly uid: string | undefined;
  body: string | undefined = undefined;
  status: number | undefined = undefined;
  code: string | undefined = undefined;
  answer: string | undefined = undefined;
  answeredAt: number | undefined = undefined;
  fault: string | undefined = undefined;
  readonly #log: OwnLog;
  readonly #clock: OpenedRequest["app"]["clock"];
  #answerHeaders: HttpAnswer["headers"] | undefined = undefined;

  constructor(log: OwnLog, { request, app, operation, uid }: OpenedRequest) {
    this.#log = log;
    this.#clock = app.clock;
    this.n = log.next;
    this.at = app.clock.now();
    this.method = request.method;
    this.host = request.host;
    this.path = request.path;
    this.query = request.query;
    this.headers = request.headers;
    this.operation = operation;
    this.uid = uid;
  }

  get answerHeaders(): HeaderFields | undefined {
    return this.#answerHeaders && new HeaderRecord(this.#answerHeaders);
  }

  hit(fault: string): void {
    this.fault = this.fault === undefined ? fault : `${this.fault},${fault}`;
  }

  answered(reply: Reply): Reply {
    const { answer, asked, code } = reply;
    this.#answerHeaders = answer.headers;
    this.body = asked;
    this.status = answer.status;
    this.code = code;
    const text = textThatArrives(answer);
    this.answer = text === undefined ? undefined : flat(text);
    this.answeredAt = this.#clock.now();
    this.#log.completed(this);
    return reply;
  }
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
  const note = <E extends SocketEntry | FrameEntry>(entry: E): number => {
    if (!identity) anonymous.push(entry);
    return log.note(entry);
  };
  const noteSelf = (more: Pick<SocketEntry, "action" | "code" | "reason" | "fault">) => {
    const { uid, deviceId } = identity ?? {};
    note({ kind: "socket", n: log.next, at: now(), cause: undefined, socket, uid, deviceId, ...more });
  };
  noteSelf({ action: "opened", code: undefined, reason: undefined, fault: undefined });
  return {
    authenticated(known) {
      identity = known;
      for (const entry of anonymous.splice(0)) {
        entry.uid = known.uid;
        entry.deviceId = known.deviceId;
      }
    },
    // Field by field: there are millions in a day of devices that ping.
    frame: (direction, text, more) =>
      note({
        kind: "frame",
        n: log.next,
        at: now(),
        cause: more?.cause,
        socket,
        uid: identity?.uid,
        deviceId: identity?.deviceId,
        direction,
        text,
        isLost: more?.isLost ?? false,
        fault: more?.fault,
      }),
    closed: (code, reason, fault) => noteSelf({ action: "closed", code, reason, fault }),
  };
}

/** Notes a socket that a fault keeps from opening, with the HTTP status that it is refused with. */
export function noteRefusedSocket(
  log: OwnLog,
  socket: number,
  at: number,
  status: number,
  fault: string,
): void {
  log.note({
    kind: "socket",
    n: log.next,
    at,
    cause: undefined,
    action: "refused",
    socket,
    uid: undefined,
    deviceId: undefined,
    code: status,
    reason: undefined,
    fault,
  });
}
