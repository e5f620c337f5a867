import type { Moderation } from "../moderation-records.ts";
import type { MessageCategory } from "../rules/message-categories.ts";
import type { Scope } from "../rules/scope-privileges.ts";
import type { CallStep } from "./calls.ts";
import type { JsonObject, ReceiverType } from "./common.ts";

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
  readonly conversationId: string;
  readonly uid: string;
  /** When the thread's last reply was sent: its place among the threads that the user follows. 0 without replies. */
  readonly updatedAt: number;
}
