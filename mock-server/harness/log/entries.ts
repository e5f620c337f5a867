import type { HeaderFields } from "../../http/request.ts";
import type { DomainEvent, OperationName } from "../../simulator/index.ts";

/** What all entries of a log have. */
interface Noted {
  /** Its number in the app's log, from 1 on: what came first has the smaller one. */
  readonly n: number;
  /** By the app's clock, in unix milliseconds. */
  readonly at: number;
  /** The number of what led to it; `undefined` for what nothing in the app has led to. */
  readonly cause: number | undefined;
}

/** A request and, once it was answered, its answer. */
export interface RequestEntry extends Noted {
  readonly kind: "request";
  readonly method: string;
  readonly host: string;
  /** Without the query. */
  readonly path: string;
  /** Without the `?`. */
  readonly query: string;
  readonly headers: HeaderFields;
  /** What it asks for; `callExtension` for what an extension answers. */
  readonly operation: string;
  /** Who says to ask; `undefined` for the app's own server, and for who has followed a link. */
  readonly uid: string | undefined;
  /** The body, where it was JSON. */
  readonly body: string | undefined;
  /** `undefined` until it is answered; 0 where no answer came through. */
  readonly status: number | undefined;
  /** The service's error code, for a refusal. */
  readonly code: string | undefined;
  /** The answer's body, where it was text. */
  readonly answer: string | undefined;
  readonly answerHeaders: HeaderFields | undefined;
  /** When it was answered, by the app's clock, in unix milliseconds. */
  readonly answeredAt: number | undefined;
  /** What fault it met, by its id; several with commas between. */
  readonly fault: string | undefined;
}

/** Something that was done in the app, or refused. */
export interface CommandEntry extends Noted {
  readonly kind: "command";
  readonly operation: OperationName;
  /** By whom: a UID, where a user did it. */
  readonly uid: string | undefined;
  readonly input: unknown;
  /** The service's error code, for a refusal. */
  readonly code: string | undefined;
  /** Whether it has changed anything. */
  readonly changed: boolean;
}

/** What a command has brought about. */
export interface EventEntry extends Noted {
  readonly kind: "event";
  readonly event: DomainEvent;
}

/** One text frame of a socket. */
export interface FrameEntry extends Noted {
  readonly kind: "frame";
  /** `in` is from the client. */
  readonly direction: "in" | "out";
  readonly socket: number;
  /** Whose socket it is; `undefined` until it has authenticated. */
  readonly uid: string | undefined;
  readonly deviceId: string | undefined;
  readonly text: string;
  /** Whether it never arrived. */
  readonly isLost: boolean;
  /** What fault it met, as of a request. */
  readonly fault: string | undefined;
}

/** A socket that was opened, was not for a fault, or has closed. */
export interface SocketEntry extends Noted {
  readonly kind: "socket";
  readonly action: "opened" | "refused" | "closed";
  readonly socket: number;
  readonly uid: string | undefined;
  readonly deviceId: string | undefined;
  /** The close code, for one that has closed; the HTTP status, for one that was refused. */
  readonly code: number | undefined;
  readonly reason: string | undefined;
  /** What fault has kept it from opening, or ended it. */
  readonly fault: string | undefined;
}

/** One thing that happened in an app. */
export type LogEntry = RequestEntry | CommandEntry | EventEntry | FrameEntry | SocketEntry;
export type LogKind = LogEntry["kind"];
