import type {
  BrokenRule,
  ModerationRule,
  RuleCondition,
  RuleFilter,
  TermCategory,
} from "./moderation-records.ts";
import type { Context } from "./operation.ts";
import type { JsonObject, ReceiverType } from "./records.ts";
import { MODERATED_TYPES, RULE_ACTIONS } from "./rules/moderation.ts";
import type { State } from "./state.ts";

/** A message as the rules look at it, before it is delivered. */
export interface Candidate {
  readonly category: string;
  readonly type: string;
  readonly data: JsonObject;
  readonly receiver: string;
  readonly receiverType: ReceiverType;
}

/** What the app's rules say of a message: the rule it breaks, or that it breaks none. */
export type Verdict = BrokenRule | "clean";

/**
 * Holds a message against the app's rules; of several that it breaks, the strictest counts, then the oldest. There is
 * no verdict where moderation is off, which it is until a rule is enabled, nor on what is never moderated: other kinds
 * of messages (docs: sdk ai-moderation), and what the app itself sends (assumed).
 */
export function moderate(context: Context, candidate: Candidate): Verdict | undefined {
  const { state, actor } = context;
  const rules = state.moderationRules.list("enabled", "all");
  if (rules.length === 0 || actor.isApp) return undefined;
  if (candidate.category !== "message" || !MODERATED_TYPES.has(candidate.type)) return undefined;
  const text = typeof candidate.data.text === "string" ? candidate.data.text : "";
  const broken = rules.flatMap((rule) => breach(context, rule, candidate, text) ?? []);
  broken.sort((a, b) => strictness(a.rule) - strictness(b.rule));
  return broken[0] ?? "clean";
}

/** The place of a rule's strictest action among all: the lower, the stricter. */
function strictness(rule: ModerationRule): number {
  return RULE_ACTIONS.findIndex((action) => rule.action.includes(action));
}

/** A rule is broken by what meets all its filters and all its conditions. */
function breach(
  context: Context,
  rule: ModerationRule,
  candidate: Candidate,
  text: string,
): BrokenRule | undefined {
  if (!rule.filters.every((filter) => meets(context, filter, candidate))) return undefined;
  if (!rule.conditions.every((condition) => isMet(context.state, condition, text))) return undefined;
  const [condition] = rule.conditions;
  return condition && { rule, condition };
}

function meets(
  { state, actor }: Context,
  filter: RuleFilter,
  { receiver, receiverType }: Candidate,
): boolean {
  const { type, entity, operand, operator, value } = filter;
  const isThere = type === "sender" ? entity === "user" : entity === receiverType;
  if (!isThere) return false;
  const id = type === "sender" ? actor.uid : receiver;
  const found = operand === "role" ? state.users.get(id)?.role : id;
  return (found === value.toLowerCase()) === (operator === "equals");
}

function isMet(state: State, condition: RuleCondition, text: string): boolean {
  const { isKeywordsReferencePresent, value, category } = condition;
  if (!isKeywordsReferencePresent) return value.some((term) => occurs(category, term, text));
  return value.some((id) => {
    const list = state.keywordLists.get(id);
    return list?.searchTerms.some((term) => occurs(list.category, term, text)) ?? false;
  });
}

/** Whether a term is in a text, whatever its case. Sentences are looked for as they are, without likeness (assumed). */
function occurs(category: TermCategory, term: string, text: string): boolean {
  return category === "pattern" ? new RegExp(term, "iu").test(text) : hasWords(folded(text), folded(term));
}

function folded(text: string): string {
  return text.toLowerCase().replace(/\s+/g, " ").trim();
}

const WORD_CHARACTER = /[\p{L}\p{N}_]/u;

/** Whether the words stand in the text, and not as a part of longer ones. */
function hasWords(text: string, words: string): boolean {
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    const [before = "", after = ""] = [text[at - 1], text[at + words.length]];
    if (!WORD_CHARACTER.test(before) && !WORD_CHARACTER.test(after)) return true;
  }
  return false;
}
