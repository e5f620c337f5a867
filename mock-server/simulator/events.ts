import type {
  Connection,
  ConversationView,
  FeedItem,
  Group,
  Interaction,
  JsonObject,
  MeetingParticipant,
  Message,
  Reaction,
  ReceiptKind,
  ReceiverType,
} from "./records.ts";

/** Every socket of these users. */
export interface UserAudience {
  readonly uids: readonly string[];
}

/** Whom an event reaches: users, or single sockets. */
export type Audience = UserAudience | { readonly connections: readonly number[] };

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
  /** Any JSON. */
  readonly data: unknown;
}

export interface PresenceEvent {
  readonly type: "presence";
  readonly action: "online" | "offline";
  readonly uid: string;
  /** Unix seconds. */
  readonly at: number;
  readonly audience: Audience;
}

/** A user has reached the goal of an interactive message: told to its sender. */
export interface InteractionEvent extends ToReceiver {
  readonly type: "interaction_completed";
  readonly messageId: number;
  readonly messageSender: string;
  /** All that the user has done with the message so far. */
  readonly interactions: readonly Interaction[];
}

/** Moderation has decided on a message: told to its sender, on the sending device too. */
export interface ModerationEvent extends ToReceiver {
  readonly type: "on_moderation_status_changed";
  readonly message: Message;
}

/** A message was pinned or unpinned, for everybody in its conversation. */
export interface MessagePinEvent extends ToReceiver {
  readonly type: "message_pinned" | "message_unpinned";
  readonly message: Message;
}

/** A user saved a message, or let it go: told to the user's own devices. */
export interface MessageSaveEvent extends ToReceiver {
  readonly type: "message_saved" | "message_unsaved";
  readonly message: Message;
}

/** A conversation was pinned or unpinned in one user's list. */
export interface ConversationPinEvent {
  readonly type: "conversation_pinned" | "conversation_unpinned";
  /** Who did it: the user, or `app_system`. */
  readonly sender: string;
  readonly side: ConversationView;
  readonly audience: Audience;
}

/** What an agent is doing, told to whom it answers while it does it. */
export interface StreamedEvent extends ToReceiver {
  readonly type: "streamed_message";
  /** `run_started`, `text_message_content` … docs: sdk ai-agents */
  readonly name: string;
  /** What the agent answers. */
  readonly message: Message;
  /** The message under which it replies. */
  readonly parentId: number;
  readonly data: JsonObject;
}

/** An agent has something to do from now on: told to nobody, but for whoever runs the clock. */
export interface AgentCalledEvent {
  readonly type: "agentCalled";
  readonly runId: string;
  readonly audience: { readonly uids: readonly [] };
}

/** An item came into a user's notification feed. */
export interface FeedItemEvent {
  readonly type: "notification_feed_item";
  readonly action: "sent";
  readonly item: FeedItem;
  readonly audience: Audience;
}

/** These sockets must close: their session has ended, or another socket has taken their place. */
export interface SessionEndedEvent {
  readonly type: "sessionEnded";
  readonly reason: "logout" | "revoked" | "replaced";
  readonly audience: { readonly connections: readonly number[] };
}

/** Nobody: events that clients are not told of, but the app's own servers are. */
interface ToServers {
  readonly audience: { readonly uids: readonly [] };
}

/** A group came to be, changed, went or has a new owner. docs: webhooks (group_created …) */
export interface GroupEvent extends ToServers {
  readonly type: "group";
  readonly action: "created" | "updated" | "deleted" | "ownerTransferred";
  /** As it is now; a deleted one as it was last. */
  readonly group: Group;
  readonly membersCount: number;
  readonly oldOwner?: string | undefined;
}

/** A user has blocked others, or no longer does. docs: webhooks (user_blocked, user_unblocked) */
export interface BlockEvent extends ToServers {
  readonly type: "block";
  readonly action: "blocked" | "unblocked";
  readonly by: string;
  readonly uids: readonly string[];
}

/** A socket has authenticated, or gone. docs: webhooks (user_connection_status_changed) */
export interface ConnectionEvent extends ToServers {
  readonly type: "connection";
  readonly action: "connected" | "disconnected";
  readonly connection: Connection;
  /** Whether it was the user's first socket, or the last. */
  readonly userPresenceChanged: boolean;
  /** Unix seconds. */
  readonly at: number;
}

/** What the media servers see of a meeting. docs: webhooks (meeting_started …) */
export interface MeetingEvent extends ToServers {
  readonly type: "meeting";
  readonly action:
    | "meeting_started"
    | "meeting_ended"
    | "meeting_participant_joined"
    | "meeting_participant_left";
  readonly sessionId: string;
  /** Unix seconds. */
  readonly startedAt: number;
  /** Unix seconds. */
  readonly at: number;
  /** Who has joined or left; at the end, all who were there. */
  readonly occupants: readonly MeetingParticipant[];
}

/** What only the app's own servers hear of. */
export type ServerEvent = GroupEvent | BlockEvent | ConnectionEvent | MeetingEvent;

const SERVER_EVENTS: ReadonlySet<string> = new Set<ServerEvent["type"]>([
  "group",
  "block",
  "connection",
  "meeting",
]);

export const TO_SERVERS = { uids: [] } as const;

export function isServerEvent(event: DomainEvent): event is ServerEvent {
  return SERVER_EVENTS.has(event.type);
}

/** What happened, and who must hear of it: decided while the rules are at hand, printed by the surfaces. */
export type DomainEvent =
  | MessageEvent
  | ReactionEvent
  | ReceiptEvent
  | TypingEvent
  | TransientEvent
  | PresenceEvent
  | InteractionEvent
  | ModerationEvent
  | MessagePinEvent
  | MessageSaveEvent
  | ConversationPinEvent
  | StreamedEvent
  | AgentCalledEvent
  | ServerEvent
  | FeedItemEvent
  | SessionEndedEvent;
