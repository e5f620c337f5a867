import * as z from "zod";
import { invariant } from "../simulator/invariant.ts";
import type {
  BrokenRule,
  Flag,
  FlagReason,
  KeywordList,
  ModerationCase,
  ModerationRule,
} from "../simulator/moderation-records.ts";
import { RULE_ACTIONS, TERM_CATEGORIES } from "../simulator/rules/moderation.ts";
import type { Fields } from "./json-text.ts";
import { printMessage } from "./message.ts";
import { messageShape, messageWith } from "./message-shape.ts";
import { type Of, shape } from "./shape.ts";
import { printUserEntity, userShape } from "./user.ts";
import type { Viewpoint } from "./viewpoint.ts";
import { anyText, count, filled, flag, seconds } from "./words.ts";

// docs: rest-api/moderation

export const flagReasonShape = shape("FlagReason", () =>
  z.strictObject({
    id: filled,
    name: filled,
    description: anyText,
    createdAt: seconds,
    updatedAt: seconds,
    default: flag.optional(),
  }),
);

const termCategory = z.enum(TERM_CATEGORIES);
const ruleAction = z.enum(RULE_ACTIONS);

export const keywordListShape = shape("KeywordList", () =>
  z.strictObject({
    id: filled,
    name: filled,
    description: anyText.optional(),
    category: termCategory,
    isCSV: flag,
    searchTerms: z.array(z.string()),
    createdAt: seconds,
    updatedAt: seconds,
    revisionId: filled,
    active: flag,
  }),
);

const conditionShape = shape("RuleCondition", () =>
  z.strictObject({
    id: count,
    entity: z.literal("message"),
    operand: z.literal("text"),
    operator: z.literal("contains"),
    category: termCategory,
    isKeywordsReferencePresent: flag,
    value: z.array(z.string()),
  }),
);

const filterShape = shape("RuleFilter", () =>
  z.strictObject({
    type: z.enum(["sender", "receiver"]),
    entity: z.enum(["user", "group"]),
    operand: z.enum(["uid", "role", "guid"]),
    operator: z.enum(["equals", "notEquals"]),
    value: filled,
  }),
);

export const ruleShape = shape("ModerationRule", () =>
  z.strictObject({
    id: filled,
    name: filled,
    description: anyText.optional(),
    enabled: flag,
    filters: z.array(filterShape.schema),
    conditions: z.array(conditionShape.schema),
    action: z.array(ruleAction),
    active: flag,
    createdAt: seconds,
    updatedAt: seconds,
    revisionId: filled,
  }),
);

/** Who flagged a message, and why. */
const flaggerShape = shape("Flagger", () =>
  userShape.schema.extend({
    reasonId: filled,
    reasonName: filled.optional(),
    description: anyText.optional(),
    remark: anyText.optional(),
    flaggedAt: seconds,
  }),
);

/** The rule that a message broke, as it was then. */
const brokenRuleShape = shape(undefined, () =>
  z.strictObject({
    ruleId: filled,
    ruleName: filled,
    revisionId: filled,
    condition: conditionShape.schema,
    action: z.array(ruleAction),
  }),
);

export const flaggedMessageShape = shape("FlaggedMessage", () =>
  messageWith({
    ...brokenRuleShape.schema.partial().shape,
    flaggedBy: z.array(flaggerShape.schema),
    flaggedCount: count,
  }),
);

export const moderationCaseShape = shape("ModerationCase", () =>
  brokenRuleShape.schema.partial().extend({
    message: messageShape.schema,
    flaggedBy: z.array(flaggerShape.schema).optional(),
    flaggedCount: count.optional(),
    createdAt: seconds,
    updatedAt: seconds,
    blockedAt: seconds.optional(),
    reviewedAt: seconds.optional(),
    appId: filled,
  }),
);

export function printFlagReason(reason: FlagReason): Fields<Of<typeof flagReasonShape>> {
  const { id, name, description = "", createdAt, updatedAt } = reason;
  return { id, name, description, createdAt, updatedAt, default: reason.default };
}

export function printKeywordList({ app }: Viewpoint, list: KeywordList): Fields<Of<typeof keywordListShape>> {
  const { id, name, description, category, searchTerms, createdAt, updatedAt, revision } = list;
  const revisionId = revisionIdOf(app.appId, id, revision);
  const told = { id, name, description, category, isCSV: false, searchTerms };
  return { ...told, createdAt, updatedAt, revisionId, active: true };
}

export function printRule({ app }: Viewpoint, rule: ModerationRule): Fields<Of<typeof ruleShape>> {
  const { id, name, description, enabled, action, filters, conditions, createdAt, updatedAt } = rule;
  const revisionId = revisionIdOf(app.appId, id, rule.revision);
  const told = { id, name, description, enabled, filters, conditions, action };
  return { ...told, active: true, createdAt, updatedAt, revisionId };
}

/** A flagged message: the message itself, with who flagged it and why. */
export function printFlagged(view: Viewpoint, { messageId, broken }: ModerationCase) {
  const flags = view.app.state.flags.list("byMessage", messageId);
  const flaggedBy = flags.map((flag) => printFlag(view, flag));
  const rule = broken && printBroken(view, broken);
  return printCaseMessage(view, messageId).with({ ...rule, flaggedBy, flaggedCount: flags.length });
}

/** A blocked or a reviewed message: the rule that it broke, around the message. */
export function printCase(view: Viewpoint, row: ModerationCase): Fields<Of<typeof moderationCaseShape>> {
  const { messageId, broken, createdAt, updatedAt, reviewedAt } = row;
  const flaggedBy = view.app.state.flags.list("byMessage", messageId).map((flag) => printFlag(view, flag));
  return {
    ...(broken && printBroken(view, broken)),
    message: printCaseMessage(view, messageId),
    ...(flaggedBy.length > 0 && { flaggedBy, flaggedCount: flaggedBy.length }),
    createdAt,
    updatedAt,
    blockedAt: row.kind === "blocked" ? createdAt : undefined,
    reviewedAt,
    appId: view.app.appId,
  };
}

function printCaseMessage(view: Viewpoint, messageId: number) {
  const message = view.app.state.messages.get(messageId);
  invariant(message, "a moderation case outlived its message");
  return printMessage(view, message, { withTags: true });
}

function printBroken(
  { app }: Viewpoint,
  { rule, condition }: BrokenRule,
): Fields<Of<typeof brokenRuleShape>> {
  const revisionId = revisionIdOf(app.appId, rule.id, rule.revision);
  return { ruleId: rule.id, ruleName: rule.name, revisionId, condition, action: rule.action };
}

function printFlag(view: Viewpoint, { uid, reasonId, remark, flaggedAt }: Flag) {
  const reason = view.app.state.flagReasons.get(reasonId);
  const told = { reasonName: reason?.name, description: reason?.description };
  return printUserEntity(view, uid).with({ reasonId, ...told, remark, flaggedAt });
}

function revisionIdOf(appId: string, id: string, revision: number): string {
  return `${appId}_${id}_${revision}`;
}
