/** What a webhook can be told of: trigger → when it is told. docs: webhooks overview; descriptions are ours. */
export const WEBHOOK_TRIGGERS = {
  message_sent: "A message was sent.",
  message_edited: "A message was edited.",
  message_deleted: "A message was deleted.",
  message_delivery_receipt: "A message was delivered to its receiver.",
  message_read_receipt: "A message was read by its receiver.",
  message_delivered_to_all: "A message was delivered to all other members of its group.",
  message_read_by_all: "A message was read by all other members of its group.",
  message_reaction_added: "A user reacted to a message.",
  message_reaction_removed: "A user took a reaction back.",
  user_mentioned: "A user was mentioned in a message.",
  user_blocked: "A user blocked other users.",
  user_unblocked: "A user unblocked other users.",
  user_connection_status_changed: "A user's socket connected or disconnected.",
  group_created: "A group was created.",
  group_updated: "A group was updated.",
  group_deleted: "A group was deleted.",
  group_owner_transferred: "A group has a new owner.",
  group_member_joined: "A user joined a group.",
  group_member_left: "A member left a group.",
  group_member_added: "Users were added to a group.",
  group_member_kicked: "Members were kicked out of a group.",
  group_member_banned: "Members were banned from a group.",
  group_member_unbanned: "Users were unbanned from a group.",
  group_member_scope_changed: "A member's scope in a group changed.",
  call_initiated: "A call was initiated.",
  call_started: "A call was accepted.",
  call_ended: "A call ended.",
  call_participant_joined: "A participant joined a call.",
  call_participant_left: "A participant left a call.",
  call_rejected: "A call was rejected.",
  call_cancelled: "A call was cancelled.",
  call_busy: "The receiver of a call was busy.",
  call_unanswered: "A call was not answered.",
  meeting_started: "A meeting started.",
  meeting_ended: "A meeting ended.",
  meeting_participant_joined: "A participant joined a meeting.",
  meeting_participant_left: "A participant left a meeting.",
  recording_generated: "The recording of a call is ready.",
  transcription_generated: "The transcription of a call is ready.",
  moderation_engine_approved: "The moderation engine approved a message.",
  moderation_engine_blocked: "The moderation engine blocked a message.",
  moderation_engine_failed: "The moderation engine failed on a message.",
  moderation_manual_approved: "A blocked message was approved by a person.",
} as const;

/**
 * The triggers of the older kind of webhooks that have names of their own. `before_message`, which the service waits for,
 * is left out: how its receiver blocks a message is documented nowhere. docs: webhooks legacy events
 */
const LEGACY_TRIGGERS = {
  after_message: "A message was sent, or tells what was done.",
  after_connection_status_changed: "A user's socket connected or disconnected.",
} as const;

const ALL_TRIGGERS = { ...WEBHOOK_TRIGGERS, ...LEGACY_TRIGGERS } as const;

export type WebhookTrigger = keyof typeof ALL_TRIGGERS;

export function isWebhookTrigger(id: string): id is WebhookTrigger {
  return Object.hasOwn(ALL_TRIGGERS, id);
}

/** When a trigger is told; `undefined` for what is none. */
export function triggerDescription(id: string): string | undefined {
  return isWebhookTrigger(id) ? ALL_TRIGGERS[id] : undefined;
}

/** How webhooks are delivered, in milliseconds. docs: rest-api/management-apis/webhooks */
export const WEBHOOK_DELIVERY = {
  /** How long a receiver may take to answer. */
  timeout: 2_000,
  /** Waits before the second and the third attempt, for a webhook that retries; each after the one before (assumed). */
  retryAfter: [10_000, 30_000],
} as const;
