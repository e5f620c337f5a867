import { blockingRules } from "./blocking.ts";
import { callRules } from "./calls.ts";
import { connectionRules } from "./connection.ts";
import { conversationRules } from "./conversations.ts";
import { changeMessageRules } from "./edit-and-delete.ts";
import { errorRules } from "./errors.ts";
import { groupPrivilegeRules } from "./group-privileges.ts";
import { groupRules } from "./groups.ts";
import { filterRules } from "./history-filters.ts";
import { identifierRules } from "./identifiers.ts";
import { interactiveRules } from "./interactive.ts";
import { joiningRules } from "./joining.ts";
import { keyRules, tokenRules } from "./keys-and-tokens.ts";
import { memberPrivilegeRules } from "./member-privileges.ts";
import { memberRules } from "./members.ts";
import { categoryRules } from "./message-categories.ts";
import { messagePrivilegeRules } from "./message-privileges.ts";
import { moderationRules } from "./moderation.ts";
import { pagingRules } from "./paging.ts";
import { pinAndSaveRules } from "./pins-and-saves.ts";
import { presenceRules } from "./presence.ts";
import { quoteAndMentionRules } from "./quotes-and-mentions.ts";
import { reactionRules } from "./reactions.ts";
import { receiptRules } from "./receipts.ts";
import type { Rule } from "./rule.ts";
import { sendingRules } from "./sending.ts";
import { sessionRules } from "./sessions.ts";
import { signalRules } from "./signals.ts";
import { threadRules } from "./threads.ts";
import { hasTraits } from "./traits.ts";
import { unreadRules } from "./unread-counts.ts";
import { friendRules, userRules } from "./users.ts";

export type { CommandSign, Rule, RuleText, Seen, Sign } from "./rule.ts";
export { isShownBy } from "./rule.ts";
export { traitsOf } from "./traits.ts";

/** The rules of one area of the domain. */
export interface Area {
  readonly name: string;
  readonly rules: readonly Rule[];
}

/** The rules of the domain, by area: what the service does and refuses, as far as it can be seen from outside. */
export const AREAS: readonly Area[] = [
  { name: "identifiers", rules: identifierRules },
  { name: "keys and tokens", rules: [...keyRules, ...tokenRules] },
  { name: "login and session", rules: sessionRules },
  { name: "users", rules: [...userRules, ...friendRules] },
  { name: "blocking", rules: blockingRules },
  { name: "groups", rules: [...groupRules, ...joiningRules] },
  // The cells of the privilege tables (../scope-privileges.ts), those together that are one sentence.
  { name: "scopes", rules: [...groupPrivilegeRules, ...memberPrivilegeRules, ...messagePrivilegeRules] },
  { name: "members", rules: memberRules },
  { name: "message categories", rules: categoryRules },
  { name: "sending", rules: sendingRules },
  { name: "edit and delete", rules: changeMessageRules },
  { name: "threads", rules: threadRules },
  { name: "quotes and mentions", rules: quoteAndMentionRules },
  { name: "reactions", rules: reactionRules },
  { name: "receipts", rules: receiptRules },
  { name: "unread counts", rules: unreadRules },
  { name: "conversations", rules: conversationRules },
  { name: "pins and saves", rules: pinAndSaveRules },
  { name: "presence", rules: presenceRules },
  { name: "typing and transient messages", rules: signalRules },
  { name: "interactive messages", rules: interactiveRules },
  { name: "moderation", rules: moderationRules },
  { name: "calls", rules: callRules },
  { name: "connection", rules: connectionRules },
  { name: "history filters", rules: filterRules },
  { name: "paging", rules: pagingRules },
  { name: "errors", rules: errorRules },
];

export const RULES: readonly Rule[] = AREAS.flatMap(({ rules }) => rules);

/** Of the command signs of one operation and outcome: those that name the operation, and those of any. */
const COMMAND_RULES = new Map<string, Map<string, Rule[]>>();
for (const rule of RULES) {
  if (rule.sign.kind !== "command") continue;
  const { operations, outcome } = rule.sign;
  for (const operation of operations === "any" ? ["any"] : operations) {
    const byOutcome = COMMAND_RULES.get(operation) ?? new Map<string, Rule[]>();
    COMMAND_RULES.set(operation, byOutcome);
    byOutcome.set(outcome, [...(byOutcome.get(outcome) ?? []), rule]);
  }
}

/**
 * The rules that a command may show.
 *
 * @param outcome `ok`, or the code of its refusal
 * @param traits what is told of it at a glance; any when left out
 */
export function rulesOfCommand(operation: string, outcome: string, traits = -1): readonly Rule[] {
  const of = (name: string) => COMMAND_RULES.get(name)?.get(outcome) ?? [];
  return [...of(operation), ...of("any")].filter(
    ({ sign }) => sign.kind === "command" && hasTraits(traits, sign.traits),
  );
}
