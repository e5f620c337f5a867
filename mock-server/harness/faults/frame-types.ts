import type { FrameEvent } from "../../socket/frames.ts";

const FROM_SERVER: Record<FrameEvent["type"] | "auth" | "pong" | "error", true> = {
  auth: true,
  pong: true,
  error: true,
  message: true,
  receipts: true,
  typing_indicator: true,
  transient_message: true,
  presence: true,
  reaction: true,
  interaction_completed: true,
  on_moderation_status_changed: true,
  message_pinned: true,
  message_unpinned: true,
  message_saved: true,
  message_unsaved: true,
  conversation_pinned: true,
  conversation_unpinned: true,
  streamed_message: true,
  notification_feed_item: true,
};

/** What frames there are: their `type`, or the `action` of what has none. */
export const FRAME_TYPES: readonly string[] = [...Object.keys(FROM_SERVER), "ping"];
