import type { ReceiverType } from "./common.ts";
import type { Message } from "./messages.ts";

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

/** A receipt that came with an imported message. */
export interface ImportedMark {
  readonly messageId: number;
  /** Who wrote the message. */
  readonly sender: string;
  /** Unix seconds. */
  readonly at: number;
}

/** The last of the receipts of an import, and the last of a message that someone else wrote. */
export interface LastMarks {
  readonly last: ImportedMark;
  readonly ofAnother: ImportedMark | undefined;
}

/** What imports have added to a conversation since its sides were brought up to date. */
export interface ImportedConversation {
  readonly conversationId: string;
  /** The UIDs of two, or the GUID. */
  readonly parties: readonly [string, string] | string;
  /** When the oldest of it was sent. */
  readonly since: number;
  /** The last of the messages that move it. */
  readonly newest: Message | undefined;
  /** Who wrote messages that count as unread: the first of them, and whether there is another. */
  readonly author: string | undefined;
  readonly hasOtherAuthors: boolean;
  readonly delivered: LastMarks | undefined;
  readonly read: LastMarks | undefined;
}
