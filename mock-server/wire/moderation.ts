import { invariant } from "../simulator/invariant.ts";
import type {
  BrokenRule,
  Flag,
  FlagReason,
  KeywordList,
  ModerationCase,
  ModerationRule,
} from "../simulator/moderation-records.ts";
import type { Fields, Printed } from "./json-text.ts";
import { printMessage } from "./message.ts";
import { printUserEntity } from "./user.ts";
import type { Viewpoint } from "./viewpoint.ts";

// docs: rest-api/moderation

export function printFlagReason(reason: FlagReason): Fields {
  const { id, name, description = "", createdAt, updatedAt } = reason;
  return { id, name, description, createdAt, updatedAt, default: reason.default };
}

export function printKeywordList({ app }: Viewpoint, list: KeywordList): Fields {
  const { id, name, description, category, searchTerms, createdAt, updatedAt, revision } = list;
  const revisionId = revisionIdOf(app.appId, id, revision);
  const told = { id, name, description, category, isCSV: false, searchTerms };
  return { ...told, createdAt, updatedAt, revisionId, active: true };
}

export function printRule({ app }: Viewpoint, rule: ModerationRule): Fields {
  const { id, name, description, enabled, action, filters, conditions, createdAt, updatedAt } = rule;
  const revisionId = revisionIdOf(app.appId, id, rule.revision);
  const told = { id, name, description, enabled, filters, conditions, action };
  return { ...told, active: true, createdAt, updatedAt, revisionId };
}

/** A flagged message: the message itself, with who flagged it and why. */
export function printFlagged(view: Viewpoint, { messageId, broken }: ModerationCase): Printed {
  const flags = view.app.state.flags.list("byMessage", messageId);
  const flaggedBy = flags.map((flag) => printFlag(view, flag));
  const rule = broken && printBroken(view, broken);
  return printCaseMessage(view, messageId).with({ ...rule, flaggedBy, flaggedCount: flags.length });
}

/** A blocked or a reviewed message: the rule that it broke, around the message. */
export function printCase(view: Viewpoint, row: ModerationCase): Fields {
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

function printCaseMessage(view: Viewpoint, messageId: number): Printed {
  const message = view.app.state.messages.get(messageId);
  invariant(message, "a moderation case outlived its message");
  return printMessage(view, message, { withTags: true });
}

function printBroken({ app }: Viewpoint, { rule, condition }: BrokenRule): Fields {
  const revisionId = revisionIdOf(app.appId, rule.id, rule.revision);
  return { ruleId: rule.id, ruleName: rule.name, revisionId, condition, action: rule.action };
}

function printFlag(view: Viewpoint, { uid, reasonId, remark, flaggedAt }: Flag): Printed {
  const reason = view.app.state.flagReasons.get(reasonId);
  const told = { reasonName: reason?.name, description: reason?.description };
  return printUserEntity(view, uid).with({ reasonId, ...told, remark, flaggedAt });
}

function revisionIdOf(appId: string, id: string, revision: number): string {
  return `${appId}_${id}_${revision}`;
}
