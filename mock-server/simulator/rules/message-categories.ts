/** The file types of category `message`. docs: fundamentals/key-concepts */
export const MEDIA_TYPES = ["image", "video", "audio", "file"] as const;

/**
 * Categories a client or server may send, with the types each allows (`any`: the developer's own word).
 * docs: fundamentals/key-concepts. `message`/`custom` is what the SDK's three-argument CustomMessage sends.
 */
export const SENDABLE_CATEGORIES = {
  message: ["text", ...MEDIA_TYPES, "custom"],
  custom: "any",
  interactive: "any",
  // sdk card-messages says that the type is text; the SDK 4.2.0 takes that for a text, and what is of type card for a card.
  card: "any",
} as const satisfies Record<string, readonly string[] | "any">;

export type SendableCategory = keyof typeof SENDABLE_CATEGORIES;

/** Categories that only the app's server may send. docs: sdk card-messages */
export const SERVER_CATEGORIES: ReadonlySet<string> = new Set<SendableCategory>(["card"]);

/** Every category a message in history may have. */
export const MESSAGE_CATEGORIES = [
  "message",
  "custom",
  "interactive",
  "card",
  "action",
  "agentic",
  "call",
] as const satisfies readonly (SendableCategory | "action" | "agentic" | "call")[];
export type MessageCategory = (typeof MESSAGE_CATEGORIES)[number];

/** Categories whose messages can be edited, reacted to and replied to. docs: sdk edit-message, reactions, threads */
export const CONTENT_CATEGORIES: ReadonlySet<string> = new Set(Object.keys(SENDABLE_CATEGORIES));
