import type { Page } from "../../simulator/paging.ts";
import { LIMITS } from "../../simulator/rules/limits.ts";
import {
  flaggedMessageShape,
  flagReasonShape,
  keywordListShape,
  moderationCaseShape,
  printCase,
  printFlagged,
  printFlagReason,
  printKeywordList,
  printRule,
  ruleShape,
} from "../../wire/moderation.ts";
import { listOf } from "../../wire/shape.ts";
import { done, doneShape } from "../bulk.ts";
import type { Call } from "../call.ts";
import { currentMetaShape, limitOf } from "../paging.ts";
import { listMeta, type Meta, route } from "../route.ts";

/** These lists are short, and answered whole (assumed). */
const wholeList = listMeta(currentMetaShape, (rows: readonly unknown[]) => ({
  current: { limit: LIMITS.defaultPageSize, count: rows.length },
}));

const caseMeta: Meta<Page<unknown>> = listMeta(currentMetaShape, ({ rows }, _view, call) => ({
  current: { limit: Number(caseLimit(call)), count: rows.length },
}));

/** docs: rest-api/moderation */
export const moderationRoutes = [
  route({
    method: "GET",
    path: "/moderation/reasons",
    operation: "listFlagReasons",
    answers: listOf(flagReasonShape),
    print: (reasons) => reasons.map(printFlagReason),
    meta: wholeList,
  }),
  route({
    method: "POST",
    path: "/moderation/reasons",
    operation: "createFlagReason",
    input: ({ body }) => body,
    answers: flagReasonShape,
    print: printFlagReason,
  }),
  route({
    method: "GET",
    path: "/moderation/reasons/:id",
    operation: "getFlagReason",
    input: idOf,
    answers: flagReasonShape,
    print: printFlagReason,
  }),
  route({
    method: "PUT",
    path: "/moderation/reasons/:id",
    operation: "updateFlagReason",
    input: changesOf,
    answers: flagReasonShape,
    print: printFlagReason,
  }),
  route({
    method: "DELETE",
    path: "/moderation/reasons/:id",
    operation: "deleteFlagReason",
    input: idOf,
    answers: doneShape,
    print: (id) => done(`The reason with id ${id} has been deleted successfully.`),
  }),

  route({
    method: "GET",
    path: "/moderation/keywords",
    operation: "listKeywordLists",
    answers: listOf(keywordListShape),
    print: (lists, view) => lists.map((list) => printKeywordList(view, list)),
    meta: wholeList,
  }),
  route({
    method: "POST",
    path: "/moderation/keywords",
    // A form, as the docs have it, or JSON.
    body: "message",
    operation: "createKeywordList",
    input: ({ body }) => body,
    answers: keywordListShape,
    print: (list, view) => printKeywordList(view, list),
  }),
  route({
    method: "GET",
    path: "/moderation/keywords/:id",
    operation: "getKeywordList",
    input: idOf,
    answers: keywordListShape,
    print: (list, view) => printKeywordList(view, list),
  }),
  route({
    method: "PUT",
    path: "/moderation/keywords/:id",
    body: "message",
    operation: "updateKeywordList",
    input: changesOf,
    answers: keywordListShape,
    print: (list, view) => printKeywordList(view, list),
  }),
  route({
    method: "DELETE",
    path: "/moderation/keywords/:id",
    operation: "deleteKeywordList",
    input: idOf,
    answers: doneShape,
    print: (id) => done(`The keyword list with id ${id} has been deleted successfully.`),
  }),

  route({
    method: "GET",
    path: "/moderation/rules",
    operation: "listModerationRules",
    answers: listOf(ruleShape),
    print: (rules, view) => rules.map((rule) => printRule(view, rule)),
    meta: wholeList,
  }),
  route({
    method: "POST",
    path: "/moderation/rules",
    operation: "createModerationRule",
    input: ({ body }) => body,
    answers: ruleShape,
    print: (rule, view) => printRule(view, rule),
  }),
  route({
    method: "GET",
    path: "/moderation/rules/:id",
    operation: "getModerationRule",
    input: idOf,
    answers: ruleShape,
    print: (rule, view) => printRule(view, rule),
  }),
  route({
    method: "PUT",
    path: "/moderation/rules/:id",
    operation: "updateModerationRule",
    input: changesOf,
    answers: ruleShape,
    print: (rule, view) => printRule(view, rule),
  }),
  route({
    method: "DELETE",
    path: "/moderation/rules/:id",
    operation: "deleteModerationRule",
    input: idOf,
    answers: doneShape,
    print: (id) => done(`The rule with id ${id} has been deleted successfully.`),
  }),
  route({
    method: "GET",
    path: "/moderation/rules/:id/revisions",
    operation: "listRuleRevisions",
    input: idOf,
    answers: listOf(ruleShape),
    print: (rules, view) => rules.map((rule) => printRule(view, rule)),
    meta: wholeList,
  }),

  route({
    method: "GET",
    path: "/moderation/flagged-messages",
    operation: "listModerationCases",
    input: (call) => ({ queue: "flagged", ...caseWindow(call) }),
    answers: listOf(flaggedMessageShape),
    print: ({ rows }, view) => rows.map((row) => printFlagged(view, row)),
    meta: caseMeta,
  }),
  ...(["blocked", "reviewed"] as const).map((queue) =>
    route({
      method: "GET",
      path: `/moderation/${queue}-messages`,
      operation: "listModerationCases",
      input: (call) => ({ queue, ...caseWindow(call) }),
      answers: listOf(moderationCaseShape),
      print: ({ rows }, view) => rows.map((row) => printCase(view, row)),
      meta: caseMeta,
    }),
  ),
  ...(["flagged", "blocked"] as const).map((queue) =>
    route({
      method: "PATCH",
      path: `/moderation/${queue}-messages/:id`,
      operation: "reviewMessage",
      input: ({ params, body }) => ({ id: params.id, queue, status: body.status }),
      answers: doneShape,
      print: (id) =>
        done(
          queue === "flagged"
            ? `Message with id ${id} has been unflagged successfully.`
            : `Message with ID ${id} has been reviewed successfully.`,
        ),
    }),
  ),
];

function idOf({ params }: Call) {
  return { id: params.id };
}

function changesOf({ params, body }: Call) {
  return { ...body, id: params.id };
}

function caseWindow(call: Call) {
  return { page: call.query.text("page"), perPage: caseLimit(call) };
}

function caseLimit(call: Call) {
  return limitOf(call, LIMITS.defaultCasePageSize);
}
