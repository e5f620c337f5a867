import * as z from "zod";
import { invalidField, serviceError } from "../errors.ts";
import { nameField, patchOf } from "../fields.ts";
import type { KeywordList, TermCategory } from "../moderation-records.ts";
import { readTerms } from "../moderation-terms.ts";
import { type Context, operation } from "../operation.ts";
import { knownId, newModerationId } from "../rules/identifiers.ts";
import { LIMITS } from "../rules/limits.ts";
import { TERM_CATEGORIES } from "../rules/moderation.ts";
import { nextSerial } from "../state.ts";

const fields = {
  description: z.string().max(LIMITS.descriptionLength).optional(),
  category: z.enum(TERM_CATEGORIES),
  /** One text or a list. */
  searchTerms: z.union([z.string(), z.array(z.string())]),
};

/** docs: rest-api/moderation, moderation/lists-management; the codes of its refusals are assumed. */
export const createKeywordList = operation({
  name: "createKeywordList",
  access: "key",
  input: () => z.object({ id: newModerationId.optional(), name: nameField.optional(), ...fields }),
  run(context, { id: wanted, name, category, searchTerms, description }): KeywordList {
    const { state, now, randomness } = context;
    const serial = nextSerial(state, "keywordList");
    const id = wanted ?? randomness.hex(24, "keywordList", serial);
    if (state.keywordLists.has(id)) throw invalidField("id", `The id ${id} has already been taken.`);
    if (state.keywordLists.size >= LIMITS.keywordListsPerApp) {
      throw serviceError("ERR_PLAN_QUOTA_RESTRICTION", {
        limit: LIMITS.keywordListsPerApp,
        what: "keyword lists per app",
      });
    }
    const terms = readTerms("searchTerms", category, searchTerms);
    const times = { createdAt: now, updatedAt: now, revision: 1, serial };
    const list = { id, name: name ?? id, description, category, searchTerms: terms, ...times };
    state.keywordLists.put(list);
    return list;
  },
});

/** The oldest first (assumed). docs: rest-api/moderation */
export const listKeywordLists = operation({
  name: "listKeywordLists",
  access: "key",
  input: () => z.object({}),
  run: ({ state }): readonly KeywordList[] => state.keywordLists.list("all", "all").slice(),
});

/** docs: rest-api/moderation */
export const getKeywordList = operation({
  name: "getKeywordList",
  access: "key",
  input: () => z.object({ id: knownId }),
  run: (context, { id }): KeywordList => requireKeywordList(context, id),
});

/** Terms are replaced as a whole (assumed). docs: rest-api/moderation */
export const updateKeywordList = operation({
  name: "updateKeywordList",
  access: "key",
  input: () => z.object({ id: knownId, name: nameField.optional(), ...z.object(fields).partial().shape }),
  run(context, { id, searchTerms, ...rest }): KeywordList {
    const list = requireKeywordList(context, id);
    const category: TermCategory = rest.category ?? list.category;
    const updated: KeywordList = {
      ...list,
      ...patchOf(rest),
      searchTerms: readTerms("searchTerms", category, searchTerms ?? list.searchTerms),
      updatedAt: context.now,
      revision: list.revision + 1,
    };
    context.state.keywordLists.put(updated);
    return updated;
  },
});

/** Rules that name it find nothing by it any more (assumed). docs: rest-api/moderation */
export const deleteKeywordList = operation({
  name: "deleteKeywordList",
  access: "key",
  input: () => z.object({ id: knownId }),
  run(context, { id }): string {
    requireKeywordList(context, id);
    context.state.keywordLists.remove(id);
    return id;
  },
});

function requireKeywordList({ state }: Context, id: string): KeywordList {
  const list = state.keywordLists.get(id);
  if (!list) throw serviceError("ERR_KEYWORD_NOT_FOUND", { id });
  return list;
}
