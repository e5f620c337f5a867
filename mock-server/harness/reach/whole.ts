import { type DomainEvent, ERRORS, operations } from "../../simulator/index.ts";

/** Codes that no single app answers with, or that tell of a bug of this project. */
const OF_NO_APP: ReadonlySet<string> = new Set([
  "AUTH_ERR_EMPTY_APPID",
  "AUTH_ERR_INVALID_APPID",
  "AUTH_ERR_EMPTY_AUTH_HEADER",
  "ERR_API_NOT_FOUND",
  "ERR_INVALID_API_VERSION",
  "ERR_EXCEPTION",
  "ERR_UID_DELETE_FAILED",
]);

/** Every error code that a test can see. */
export const ERROR_CODES: readonly string[] = Object.keys(ERRORS).filter((code) => !OF_NO_APP.has(code));

/** What the testkit does for itself. */
const OWN: ReadonlySet<string> = new Set([
  "continueAgentRun",
  "loadWorld",
  "settleImported",
  "scriptAgent",
  "scriptAi",
  "scriptTranslation",
]);

/** Every operation that a test can use. */
export const OPERATION_NAMES: readonly string[] = Object.values<{ readonly name?: string }>({ ...operations })
  .flatMap((operation) => ("run" in operation && operation.name !== undefined ? [operation.name] : []))
  .filter((name) => !OWN.has(name));

/** Type → what is told apart in it; nothing where the type says it all. */
const EVENTS = {
  message: [
    "message",
    "custom",
    "interactive",
    "card",
    "agentic",
    ...["joined", "left", "added", "kicked", "banned", "unbanned", "scopeChanged", "edited", "deleted"].map(
      (action) => `action/${action}`,
    ),
    ...["initiated", "ongoing", "rejected", "busy", "cancelled", "unanswered", "ended"].map(
      (status) => `call/${status}`,
    ),
  ],
  reaction: ["message_reaction_added", "message_reaction_removed"],
  receipts: ["delivered", "read", "deliveredToAll", "readByAll"],
  typing_indicator: ["started", "ended"],
  transient_message: [],
  presence: ["online", "offline"],
  interaction_completed: [],
  on_moderation_status_changed: [],
  message_pinned: [],
  message_unpinned: [],
  message_saved: [],
  message_unsaved: [],
  conversation_pinned: [],
  conversation_unpinned: [],
  streamed_message: [],
  group: ["created", "updated", "deleted", "ownerTransferred"],
  block: ["blocked", "unblocked"],
  connection: ["connected", "disconnected"],
  meeting: ["meeting_started", "meeting_ended", "meeting_participant_joined", "meeting_participant_left"],
  notification_feed_item: ["sent"],
  sessionEnded: ["logout", "revoked", "replaced"],
} as const satisfies Record<Exclude<DomainEvent["type"], "agentCalled">, readonly string[]>;

/** Every event that a test can see, by type and what is told apart in it: `message/custom`, `presence/online` … */
export const EVENT_NAMES: readonly string[] = Object.entries<readonly string[]>(EVENTS).flatMap(
  ([type, details]) => (details.length > 0 ? details.map((detail) => `${type}/${detail}`) : [type]),
);

/** Type → detail → name: names are put together once, and not for every event. */
const NAMES = new Map(
  Object.entries<readonly string[]>(EVENTS).map(([type, details]) => [
    type,
    new Map(
      (details.length > 0 ? details : [""]).map((detail) => [detail, detail ? `${type}/${detail}` : type]),
    ),
  ]),
);

/** Actions and calls are told apart by what was done. */
const ACTION_NAMES = new Map(EVENTS.message.map((detail) => [detail.split("/")[1], `message/${detail}`]));

/** What an event is called; `undefined` for one that nobody is told of. */
export function eventName(event: DomainEvent): string | undefined {
  switch (event.type) {
    case "message": {
      const { action, call, category } = event.message;
      const done = action ?? call;
      return done ? ACTION_NAMES.get(done.action) : NAMES.get("message")?.get(category);
    }
    case "sessionEnded":
      return NAMES.get(event.type)?.get(event.reason);
    default:
      return NAMES.get(event.type)?.get("action" in event ? event.action : "");
  }
}
