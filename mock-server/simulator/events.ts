import type { JsonObject, Message, Reaction, ReceiptKind, ReceiverType } from "./records.ts";

/** Whom an event reaches: every socket of these users, or these sockets. */
export type Audience = { readonly uids: readonly string[] } | { readonly connections: readonly number[] };

interface ToReceiver {
  readonly sender: string;
  readonly receiver: string;
  readonly receiverType: ReceiverType;
  readonly audience: Audience;
}

/** A row of history came to be, whatever its category. */
export interface MessageEvent extends ToReceiver {
  readonly type: "message";
  readonly message: Message;
}

export interface ReactionEvent extends ToReceiver {
  readonly type: "reaction";
  readonly action: "message_reaction_added" | "message_reaction_removed";
  readonly reaction: Reaction;
  readonly message: Message;
}

export interface ReceiptEvent extends ToReceiver {
  readonly type: "receipts";
  readonly action: ReceiptKind;
  readonly messageId: number;
  /** Who wrote the message the receipt is about. */
  readonly messageSender: string;
  /** Unix seconds. */
  readonly at: number;
}

export interface TypingEvent extends ToReceiver {
  readonly type: "typing_indicator";
  readonly action: "started" | "ended";
  readonly metadata?: JsonObject;
}

export interface TransientEvent extends ToReceiver {
  readonly type: "transient_message";
  readonly data: JsonObject;
}

export interface PresenceEvent {
  readonly type: "presence";
  readonly action: "online" | "offline";
  readonly uid: string;
  /** Unix seconds. */
  readonly at: number;
  readonly audience: Audience;
}

/** These sockets must close: their session has ended, or another socket has taken their place. */
export interface SessionEndedEvent {
  readonly type: "sessionEnded";
  readonly reason: "logout" | "revoked" | "replaced";
  readonly audience: { readonly connections: readonly number[] };
}

/** What happened, and who must hear of it: decided while the rules are at hand, printed by the surfaces. */
export type DomainEvent =
  | MessageEvent
  | ReactionEvent
  | ReceiptEvent
  | TypingEvent
  | TransientEvent
  | PresenceEvent
  | SessionEndedEvent;
