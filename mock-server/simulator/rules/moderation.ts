import type { FlagReason, RuleAction } from "../moderation-records.ts";

/** Whether a message has been let through. docs: sdk ai-moderation; a message without one is not moderated. */
export const MODERATION_STATUSES = ["pending", "approved", "disapproved"] as const;

/** How the terms of a list are looked for. docs: moderation/lists-management */
export const TERM_CATEGORIES = ["word", "pattern", "sentence-similarity"] as const;

/**
 * What may be done with a message that breaks a rule, the strictest first. docs: moderation/rules-management
 *
 * | action       | the message                                                                 |
 * |--------------|-----------------------------------------------------------------------------|
 * | blockMessage | is disapproved: nobody but its sender sees it, unless a moderator approves it |
 * | holdMessage  | is pending until a moderator decides; a word of this project, for tests       |
 * | flagMessage  | is approved, and put before the moderators                                    |
 */
export const RULE_ACTIONS = ["blockMessage", "holdMessage", "flagMessage"] as const;

/** Action → the status a message gets by it. */
export const STATUS_AFTER = {
  blockMessage: "disapproved",
  holdMessage: "pending",
  flagMessage: "approved",
} as const satisfies Record<RuleAction, string>;

/** The types of category `message` that are moderated; nothing else is. docs: sdk ai-moderation */
export const MODERATED_TYPES: ReadonlySet<string> = new Set(["text", "image", "video"]);

/** The reasons an app begins with. docs: rest-api/moderation, list-reasons; `other`: sdk flag-message */
export const DEFAULT_FLAG_REASONS: readonly Pick<FlagReason, "id" | "name" | "description" | "default">[] = [
  { id: "spam", name: "Spam", description: "Unwanted, repeated or promotional", default: true },
  { id: "sexual", name: "Sexual content", description: "Explicit or out of place" },
  { id: "harassment", name: "Harassment", description: "Insults, threats or bullying" },
  { id: "other", name: "Other", description: "Anything else" },
];
