import type { CallStatus, CallType } from "../rules/call-transitions.ts";
import type { JsonObject, ReceiverType } from "./common.ts";

/** A call between two users, or in a group. Media is none of its business. */
export interface Call {
  readonly sessionId: string;
  readonly type: CallType;
  readonly status: CallStatus;
  readonly initiator: string;
  /** The other user, or the group. */
  readonly receiver: string;
  readonly receiverType: ReceiverType;
  readonly conversationId: string;
  /** What the app said of it: metadata … */
  readonly data: JsonObject;
  readonly initiatedAt: number;
  /** When it became ongoing. */
  readonly startedAt?: number;
  /** Of the call's channel, which no client of today uses. */
  readonly channelSecret: string;
}

/** Someone in an ongoing call, or once in it. */
export interface CallParticipant {
  readonly sessionId: string;
  readonly uid: string;
  readonly joinedAt: number;
  readonly leftAt?: number;
  /** The session that joined (the `resource` header). */
  readonly resource?: string;
  /** True once that session's socket has gone: the user may be anywhere, and is busy no longer. */
  readonly detached: boolean;
}

/** Someone in a meeting, or who has left it while it goes on. */
export interface MeetingParticipant {
  readonly sessionId: string;
  readonly uid: string;
  readonly type: CallType;
  /** When the first one joined. */
  readonly startedAt: number;
  readonly joinedAt: number;
  readonly leftAt?: number;
}

/** What a call message tells: the call as it was right after a change, and when the one who made it had joined. */
export interface CallStep {
  readonly action: CallStatus;
  readonly call: Call;
  readonly joinedAt: number;
}
