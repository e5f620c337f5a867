import * as z from "zod";
import { invalidField, serviceError } from "../errors.ts";
import { nameField, patchOf } from "../fields.ts";
import type { ModerationRule, RuleCondition } from "../moderation-records.ts";
import { readTerms } from "../moderation-terms.ts";
import { once } from "../once.ts";
import { type Context, operation } from "../operation.ts";
import { knownId, newModerationId } from "../rules/identifiers.ts";
import { LIMITS } from "../rules/limits.ts";
import { RULE_ACTIONS, TERM_CATEGORIES } from "../rules/moderation.ts";
import { nextSerial } from "../state.ts";

const filter = () =>
  z.object({
    type: z.enum(["sender", "receiver"]),
    entity: z.enum(["user", "group"]),
    operand: z.enum(["uid", "role", "guid"]),
    operator: z.enum(["equals", "notEquals"]).default("equals"),
    value: z.string().min(1),
  });

/** What looks for words needs no intelligence: the service's other conditions are refused, not passed over. */
const condition = () =>
  z.object({
    entity: z.literal("message").default("message"),
    operand: z.literal("text").default("text"),
    operator: z.literal("contains").default("contains"),
    category: z.enum(TERM_CATEGORIES).default("word"),
    isKeywordsReferencePresent: z.boolean().optional(),
    /** As one of the vendor's pages spells it. */
    isKeywordReferencePresent: z.boolean().optional(),
    value: z.union([z.string(), z.array(z.string())]),
  });

const fields = once(() => ({
  description: z.string().max(LIMITS.descriptionLength).optional(),
  enabled: z.boolean().optional(),
  action: z.array(z.enum(RULE_ACTIONS)).min(1),
  filters: z.array(filter()).max(LIMITS.filtersPerRule).optional(),
  conditions: z.array(condition()).min(1).max(LIMITS.conditionsPerRule),
}));

/** A rule is enabled unless it says otherwise (assumed). docs: rest-api/moderation; codes of its refusals are assumed. */
export const createModerationRule = operation({
  name: "createModerationRule",
  access: "key",
  input: () => z.object({ id: newModerationId.optional(), name: nameField, ...fields() }),
  run(context, { id: wanted, filters = [], enabled = true, conditions, ...rest }): ModerationRule {
    const { state, now, randomness } = context;
    const serial = nextSerial(state, "moderationRule");
    const id = wanted ?? randomness.hex(24, "moderationRule", serial);
    if (state.moderationRules.has(id)) throw invalidField("id", `The id ${id} has already been taken.`);
    if (state.moderationRules.size >= LIMITS.moderationRulesPerApp) {
      throw serviceError("ERR_PLAN_QUOTA_RESTRICTION", {
        limit: LIMITS.moderationRulesPerApp,
        what: "moderation rules per app",
      });
    }
    const times = { createdAt: now, updatedAt: now, revision: 1, serial };
    return put(context, { ...rest, id, enabled, filters, conditions: read(context, conditions), ...times });
  },
});

/** The oldest first (assumed). docs: rest-api/moderation */
export const listModerationRules = operation({
  name: "listModerationRules",
  access: "key",
  input: () => z.object({}),
  run: ({ state }): readonly ModerationRule[] => state.moderationRules.list("all", "all").slice(),
});

/** docs: rest-api/moderation */
export const getModerationRule = operation({
  name: "getModerationRule",
  access: "key",
  input: () => z.object({ id: knownId }),
  run: (context, { id }): ModerationRule => requireRule(context, id),
});

/** What the update does not name stays as it was. docs: rest-api/moderation */
export const updateModerationRule = operation({
  name: "updateModerationRule",
  access: "key",
  input: () => z.object({ id: knownId, name: nameField.optional(), ...z.object(fields()).partial().shape }),
  run(context, { id, conditions, ...rest }): ModerationRule {
    const rule = requireRule(context, id);
    return put(context, {
      ...rule,
      ...patchOf(rest),
      conditions: conditions ? read(context, conditions) : rule.conditions,
      updatedAt: context.now,
      revision: rule.revision + 1,
    });
  },
});

/** Its revisions go with it (assumed). docs: rest-api/moderation */
export const deleteModerationRule = operation({
  name: "deleteModerationRule",
  access: "key",
  input: () => z.object({ id: knownId }),
  run(context, { id }): string {
    const { state } = context;
    requireRule(context, id);
    state.moderationRules.remove(id);
    for (const { revision } of [...state.ruleRevisions.list("byRule", id)]) {
      state.ruleRevisions.remove(`${id}\0${revision}`);
    }
    return id;
  },
});

/** The rule as it is and as it was, newest first (assumed). docs: rest-api/moderation */
export const listRuleRevisions = operation({
  name: "listRuleRevisions",
  access: "key",
  input: () => z.object({ id: knownId }),
  run(context, { id }): readonly ModerationRule[] {
    return context.state.ruleRevisions.list("byRule", requireRule(context, id).id).toReversed();
  },
});

function read(
  context: Context,
  conditions: readonly z.output<ReturnType<typeof condition>>[],
): RuleCondition[] {
  return conditions.map(({ isKeywordReferencePresent, value, ...rest }, at) => {
    const byName = rest.isKeywordsReferencePresent ?? isKeywordReferencePresent ?? false;
    const values = byName ? listsNamed(context, value) : readTerms("conditions", rest.category, value);
    return { id: at + 1, ...rest, isKeywordsReferencePresent: byName, value: values };
  });
}

function listsNamed({ state }: Context, value: string | readonly string[]): readonly string[] {
  const ids = (typeof value === "string" ? [value] : value).map((id) => id.toLowerCase());
  const unknown = ids.find((id) => !state.keywordLists.has(id));
  if (unknown !== undefined) throw serviceError("ERR_KEYWORD_NOT_FOUND", { id: unknown });
  return ids;
}

function put({ state }: Context, rule: ModerationRule): ModerationRule {
  state.moderationRules.put(rule);
  state.ruleRevisions.put(rule);
  return rule;
}

function requireRule({ state }: Context, id: string): ModerationRule {
  const rule = state.moderationRules.get(id);
  if (!rule) throw serviceError("ERR_RULE_NOT_FOUND", { id });
  return rule;
}
