import type { PushPreferences } from "../rules/push-preferences.ts";
import type { JsonObject } from "./common.ts";

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
