import type { MODERATION_STATUSES, RULE_ACTIONS, TERM_CATEGORIES } from "./rules/moderation.ts";

export type ModerationStatus = (typeof MODERATION_STATUSES)[number];

/** What moderation has made of a message. */
export interface Moderation {
  readonly status: ModerationStatus;
  /** The rule that it broke. */
  readonly rule?: { readonly id: string; readonly name: string };
}

/** Why a user may flag a message. */
export interface FlagReason {
  readonly id: string;
  readonly name: string;
  readonly description?: string | undefined;
  /** True for the one that clients offer first. */
  readonly default?: boolean;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly serial: number;
}

/** A user's report of a message. */
export interface Flag {
  readonly messageId: number;
  readonly uid: string;
  readonly reasonId: string;
  readonly remark?: string | undefined;
  readonly flaggedAt: number;
  readonly serial: number;
}

export type TermCategory = (typeof TERM_CATEGORIES)[number];

/** A list of what rules look for. */
export interface KeywordList {
  readonly id: string;
  readonly name: string;
  readonly description?: string | undefined;
  readonly category: TermCategory;
  readonly searchTerms: readonly string[];
  readonly createdAt: number;
  readonly updatedAt: number;
  /** From 1; it grows with every change. */
  readonly revision: number;
  readonly serial: number;
}

/** Whose messages, or messages to whom, a rule is about. */
export interface RuleFilter {
  readonly type: "sender" | "receiver";
  readonly entity: "user" | "group";
  readonly operand: "uid" | "role" | "guid";
  readonly operator: "equals" | "notEquals";
  readonly value: string;
}

/** What a rule looks for in a message's text. */
export interface RuleCondition {
  readonly id: number;
  readonly entity: "message";
  readonly operand: "text";
  readonly operator: "contains";
  readonly category: TermCategory;
  /** Whether `value` names lists of terms, in place of the terms. */
  readonly isKeywordsReferencePresent: boolean;
  readonly value: readonly string[];
}

export type RuleAction = (typeof RULE_ACTIONS)[number];

/** A rule that messages are held against before they are delivered. */
export interface ModerationRule {
  readonly id: string;
  readonly name: string;
  readonly description?: string | undefined;
  readonly enabled: boolean;
  readonly action: readonly RuleAction[];
  readonly filters: readonly RuleFilter[];
  readonly conditions: readonly RuleCondition[];
  readonly createdAt: number;
  readonly updatedAt: number;
  /** From 1; it grows with every change. */
  readonly revision: number;
  readonly serial: number;
}

/** The rule a message broke, as it was then. */
export interface BrokenRule {
  readonly rule: ModerationRule;
  readonly condition: RuleCondition;
}

/** A message that a moderator is to look at, or has looked at. */
export interface ModerationCase {
  readonly messageId: number;
  /** `blocked` is what was not delivered; `flagged` was, and stays visible until it is reviewed. */
  readonly kind: "flagged" | "blocked";
  readonly broken?: BrokenRule | undefined;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly reviewedAt?: number;
  readonly serial: number;
}
