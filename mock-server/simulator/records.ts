import type { GroupType } from "./rules/group-types.ts";
import type { KeyScope } from "./rules/key-privileges.ts";
import type { MessageCategory } from "./rules/message-categories.ts";
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
}
