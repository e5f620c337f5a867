import type { Moderation } from "./moderation-records.ts";
import type { CallStatus, CallType } from "./rules/call-transitions.ts";
import type { GroupType } from "./rules/group-types.ts";
import type { KeyScope } from "./rules/key-privileges.ts";
import type { MessageCategory } from "./rules/message-categories.ts";
import type { PushPreferences } from "./rules/push-preferences.ts";
import type { Scope } from "./rules/scope-privileges.ts";

/** Any JSON object, as apps attach it to users, groups and messages. */
export type JsonObject = Readonly<Record<string, unknown>>;

export type ReceiverType = "user" | "group";

// Every time in a record is in unix seconds, as the service prints it. Records are immutable: a change is a new one.

export interface User {
  readonly uid: string;
  readonly name: string;
  readonly avatar?: string;
  readonly link?: string;
  readonly role: string;
  readonly metadata?: JsonObject;
  readonly statusMessage?: string;
  readonly tags?: readonly string[];
  readonly createdAt: number;
  readonly updatedAt?: number;
  readonly lastActiveAt?: number;
  readonly deactivatedAt?: number;
}

export interface AuthToken {
  readonly authToken: string;
  readonly uid: string;
  /** Position among the user's tokens, from 1: the newest has the highest. */
  readonly serial: number;
  readonly createdAt: number;
  /** What the socket authenticates with, valid until the session ends. */
  readonly jwt: string;
  /** Which session on this token the jwt is of, from 1. */
  readonly sessions: number;
  /** Made by a client's login with the Auth Key, not by the app's server. */
  readonly mintedByLogin: boolean;
  readonly platform?: string;
  readonly userAgent?: string;
  readonly deviceId?: string;
  readonly appInfo?: JsonObject;
}

export interface ApiKey {
  readonly apiKey: string;
  readonly name: string;
  readonly scope: KeyScope;
  readonly createdAt: number;
}

/** A feature that users of a role may not use. docs: rest-api/restrict-features */
export interface RestrictedFeature {
  readonly role: string;
  readonly key: string;
  readonly createdAt: number;
}

/** What a role, or a scope of a group, was explicitly given. docs: rest-api/rbac-overview */
export interface Permission {
  /** Whose it is, as `roleHolder` and `scopeHolder` name it. */
  readonly holder: string;
  readonly id: string;
  readonly value: string | readonly string[];
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** Marks a user as a bot. */
export interface Bot {
  readonly uid: string;
  readonly createdAt: number;
}

/** Someone who works on the app, in the vendor's dashboard. docs: rest-api/management-apis (team management) */
export interface Collaborator {
  readonly id: number;
  readonly email: string;
  readonly role: "admin" | "moderator" | "developer";
  readonly createdAt: number;
}

/** Where an app's server wants to hear what happens. docs: rest-api/management-apis/webhooks */
export interface Webhook {
  readonly id: string;
  readonly name: string;
  readonly webhookURL: string;
  readonly useBasicAuth: boolean;
  readonly username?: string;
  readonly password?: string;
  readonly enabled: boolean;
  readonly retryOnFailure: boolean;
  /** The ids of the triggers it has, in the order in which they were added. */
  readonly triggers: readonly string[];
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly serial: number;
}

export interface RoleSettings {
  readonly listUsers?: "all" | "friendsOnly";
  readonly sendMessagesTo?: "all" | "friendsOnly";
}

export interface Role {
  readonly role: string;
  readonly name: string;
  readonly description?: string;
  readonly metadata?: JsonObject;
  readonly settings?: RoleSettings;
  readonly createdAt: number;
  readonly updatedAt?: number;
}

export interface Group {
  readonly guid: string;
  readonly name: string;
  readonly type: GroupType;
  readonly password?: string;
  readonly icon?: string;
  readonly description?: string;
  readonly metadata?: JsonObject;
  readonly tags?: readonly string[];
  /** A member, or {@link SYSTEM_UID}, which is in no member list. */
  readonly owner: string;
  readonly createdAt: number;
  readonly updatedAt?: number;
  readonly updatedBy?: string;
}

export interface Member {
  readonly guid: string;
  readonly uid: string;
  readonly scope: Scope;
  readonly joinedAt: number;
  /** Order of joining among all memberships of the app. */
  readonly serial: number;
}

export interface Ban {
  readonly guid: string;
  readonly uid: string;
  /** The scope held before, if the user was a member. */
  readonly scope?: Scope;
  readonly bannedAt: number;
  readonly serial: number;
}

/** One direction of a friendship; there are always both. */
export interface Friendship {
  readonly uid: string;
  readonly friend: string;
  readonly serial: number;
}

/** `uid` has blocked `blocked`. */
export interface Block {
  readonly uid: string;
  readonly blocked: string;
  readonly blockedAt: number;
  readonly serial: number;
}

/** What a group action or a message action was about. */
export interface Action {
  readonly action:
    | "joined"
    | "left"
    | "added"
    | "kicked"
    | "banned"
    | "unbanned"
    | "scopeChanged"
    | "edited"
    | "deleted";
  /** Who acted. */
  readonly by: string;
  /** The member it was done to. */
  readonly onUser?: string;
  /** The message it was done to, as it was right after. */
  readonly onMessage?: Message;
  readonly scope?: { readonly old: Scope; readonly new: Scope };
  /** The group's members count right after it: in a bulk add it rises one by one. */
  readonly membersCount?: number;
}

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

/** What a call message tells: the call as it was right after a change, and when the one who made it had joined. */
export interface CallStep {
  readonly action: CallStatus;
  readonly call: Call;
  readonly joinedAt: number;
}

export interface Message {
  readonly id: number;
  readonly muid?: string;
  readonly conversationId: string;
  readonly sender: string;
  readonly receiver: string;
  readonly receiverType: ReceiverType;
  readonly category: MessageCategory;
  readonly type: string;
  /** What the sender said: text, customData, attachments, metadata … Entities are joined in when it is printed. */
  readonly data: JsonObject;
  /** UIDs mentioned in the text. */
  readonly mentions?: readonly string[];
  readonly action?: Action;
  readonly call?: CallStep;
  /** The session that sent it (the `resource` header). */
  readonly resource?: string;
  readonly sentAt: number;
  readonly updatedAt: number;
  readonly editedAt?: number;
  readonly editedBy?: string;
  readonly deletedAt?: number;
  readonly deletedBy?: string;
  readonly parentId?: number;
  readonly quotedMessageId?: number;
  readonly tags?: readonly string[];
  /** What moderation made of it; until it is approved, nobody but its sender sees it. */
  readonly moderation?: Moderation;
  /** The receiver who had blocked the sender when it was sent, and so never sees it. */
  readonly hiddenFrom?: string;
  /** Whether it moves the conversation to the top and becomes its last message. */
  readonly movesConversation: boolean;
  /** Whether it counts as unread for those who receive it. */
  readonly counts: boolean;
}

export interface Reaction {
  readonly id: number;
  readonly messageId: number;
  readonly reaction: string;
  readonly uid: string;
  readonly reactedAt: number;
}

/** `toAll` marks are about the sender's own messages: everybody else has them. */
export type ReceiptKind = "delivered" | "read" | "deliveredToAll" | "readByAll";

/** From this time on, `uid`'s receipt of this kind covers the conversation up to and including `messageId`. */
export interface Receipt {
  readonly conversationId: string;
  readonly uid: string;
  readonly kind: ReceiptKind;
  readonly messageId: number;
  readonly at: number;
}

/** One user's side of a conversation. */
export interface ConversationView {
  readonly uid: string;
  readonly conversationId: string;
  readonly conversationType: ReceiverType;
  /** The other user's UID, or the GUID. */
  readonly with: string;
  /** The id of the message that moved it last: with `updatedAt`, its place in the list. */
  readonly lastMovedBy: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Everything up to this id has been read by the user. */
  readonly lastReadId: number;
  /** Everything up to this id was deleted by the user, for the user. */
  readonly clearedUpTo: number;
  /** False while the conversation is deleted for the user, or the user is out of the group. */
  readonly listed: boolean;
  /** True when there may be unread messages; the count itself is always taken from the messages. */
  readonly maybeUnread: boolean;
  readonly tags?: readonly string[];
  /** When the user pinned it, in unix seconds, and its place among the user's pins: the newest has the highest. */
  readonly pin?: { readonly at: number; readonly serial: number };
}

/** A conversation that the app has pinned for all of its users. */
export interface AppPin {
  readonly conversationType: ReceiverType;
  /** The other user's UID, or the GUID. */
  readonly with: string;
  readonly pinnedAt: number;
  /** Its place from the top, from 1. */
  readonly serial: number;
}

/** A message pinned in its conversation, for everybody in it. */
export interface MessagePin {
  readonly messageId: number;
  readonly conversationId: string;
  /** A UID, or `app_system`. */
  readonly pinnedBy: string;
  readonly pinnedAt: number;
  /** Order of pinning: the newest has the highest. */
  readonly serial: number;
}

/** What a user did with one element of an interactive message. */
export interface Interaction {
  readonly messageId: number;
  readonly uid: string;
  readonly elementId: string;
  readonly interactedAt: number;
  readonly serial: number;
}

/** A message that a user keeps for themselves. */
export interface MessageSave {
  readonly uid: string;
  readonly messageId: number;
  readonly savedAt: number;
  /** Order of saving: the newest has the highest. */
  readonly serial: number;
}

/** A file: announced first if it is uploaded by URL, and there as soon as it has content. */
export interface StoredFile {
  readonly fileId: string;
  /** Order among all files of the app. */
  readonly serial: number;
  /** Who sends it; `app_system` for the app itself. */
  readonly uid: string;
  readonly name: string;
  readonly mimeType: string;
  /** Bytes. */
  readonly size: number;
  /** What an upload must show, and until when it may come. */
  readonly upload?: { readonly signature: string; readonly expiresAt: number };
  readonly content?: { readonly bytes: Uint8Array<ArrayBuffer>; readonly at: number };
}

/** A message with replies. */
export interface Thread {
  readonly parentId: number;
  readonly conversationId: string;
  readonly lastReplyId: number;
  /** When the last reply was sent. */
  readonly updatedAt: number;
}

/** How a message's author or replier follows a thread. */
export interface ThreadSubscription {
  readonly parentId: number;
  readonly uid: string;
  /** When the thread's last reply was sent: its place among the threads that the user follows. 0 without replies. */
  readonly updatedAt: number;
}

export type PresenceSubscription =
  | { readonly kind: "none" }
  | { readonly kind: "all" }
  | { readonly kind: "friends" }
  | { readonly kind: "roles"; readonly roles: readonly string[] };

/** One authenticated socket. */
export interface Connection {
  readonly id: number;
  readonly uid: string;
  readonly authToken: string;
  readonly deviceId: string;
  readonly subscription: PresenceSubscription;
  /** What it said of the device it is on. */
  readonly device: Pick<AuthToken, "platform" | "userAgent" | "appInfo">;
  readonly connectedAt: number;
}

/** What an app chose of its settings, in the place of what they are otherwise. */
export interface ChosenSettings {
  readonly name: "app";
  readonly values: JsonObject;
}

/** How a user wants to be notified. */
export interface NotificationSettings {
  readonly uid: string;
  readonly preferences?: PushPreferences | undefined;
  /** A name of the time zone database: `Asia/Kolkata`. */
  readonly timezone?: string | undefined;
}

/** Where a session's device wants to be pushed to. */
export interface PushToken {
  readonly authToken: string;
  readonly uid: string;
  readonly platform: string;
  readonly providerId: string;
  readonly fcmToken?: string | undefined;
  readonly deviceToken?: string | undefined;
  readonly voipToken?: string | undefined;
  readonly registeredAt: number;
}

/** A conversation of which a user wants no pushes for a while. */
export interface Mute {
  readonly uid: string;
  /** The other user's UID, or the GUID. */
  readonly id: string;
  readonly type: "oneOnOne" | "group";
  /** Unix milliseconds, as clients say it. */
  readonly until: number;
}

/** An item of a user's notification feed. Its push notification has the same id. */
export interface FeedItem {
  readonly id: string;
  /** Order of publishing: the newest has the highest. */
  readonly serial: number;
  readonly receiver: string;
  readonly category: string;
  readonly content: JsonObject;
  readonly channelId?: string | undefined;
  readonly metadata: JsonObject;
  readonly tags: readonly string[];
  readonly sentAt: number;
  readonly deliveredAt?: number | undefined;
  readonly readAt?: number | undefined;
  readonly pushDeliveredAt?: number | undefined;
  readonly pushClickedAt?: number | undefined;
  readonly engagements: readonly { readonly topic: string; readonly at: number }[];
}

/** By what feed items are told apart. */
export interface FeedCategory {
  readonly id: string;
  readonly label: string;
}
