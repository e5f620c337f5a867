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
} as const satisfies Record<string, readonly string[] | "any">;

export type SendableCategory = keyof typeof SENDABLE_CATEGORIES;

/** Every category a message in history may have. */
export type MessageCategory = SendableCategory | "action";

/** Categories whose messages can be edited, reacted to and replied to. docs: sdk edit-message, reactions, threads */
export const CONTENT_CATEGORIES: ReadonlySet<string> = new Set(Object.keys(SENDABLE_CATEGORIES));
