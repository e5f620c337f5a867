import type { ReceiverType } from "./common.ts";

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
