import { LIMITS } from "../../simulator/rules/limits.ts";
import {
  printCase,
  printFlagged,
  printFlagReason,
  printKeywordList,
  printRule,
} from "../../wire/moderation.ts";
import { done } from "../bulk.ts";
import type { Call } from "../call.ts";
import { limitOf } from "../paging.ts";
import { route } from "../route.ts";

/** docs: rest-api/moderation */
export const moderationRoutes = [
  route({
    method: "GET",
    path: "/moderation/reasons",
    operation: "listFlagReasons",
    print: (reasons) => reasons.map(printFlagReason),
    meta: wholeList,
  }),
  route({
    method: "POST",
    path: "/moderation/reasons",
    operation: "createFlagReason",
    input: ({ body }) => body,
    print: printFlagReason,
  }),
  route({
    method: "GET",
    path: "/moderation/reasons/:id",
    operation: "getFlagReason",
    input: idOf,
    print: printFlagReason,
  }),
  route({
    method: "PUT",
    path: "/moderation/reasons/:id",
    operation: "updateFlagReason",
    input: changesOf,
    print: printFlagReason,
  }),
  route({
    method: "DELETE",
    path: "/moderation/reasons/:id",
    operation: "deleteFlagReason",
    input: idOf,
    print: (id) => done(`The reason with id ${id} has been deleted successfully.`),
  }),

  route({
    method: "GET",
    path: "/moderation/keywords",
    operation: "listKeywordLists",
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
    print: (list, view) => printKeywordList(view, list),
  }),
  route({
    method: "GET",
    path: "/moderation/keywords/:id",
    operation: "getKeywordList",
    input: idOf,
    print: (list, view) => printKeywordList(view, list),
  }),
  route({
    method: "PUT",
    path: "/moderation/keywords/:id",
    body: "message",
    operation: "updateKeywordList",
    input: changesOf,
    print: (list, view) => printKeywordList(view, list),
  }),
  route({
    method: "DELETE",
    path: "/moderation/keywords/:id",
    operation: "deleteKeywordList",
    input: idOf,
    print: (id) => done(`The keyword list with id ${id} has been deleted successfully.`),
  }),

  route({
    method: "GET",
    path: "/moderation/rules",
    operation: "listModerationRules",
    print: (rules, view) => rules.map((rule) => printRule(view, rule)),
    meta: wholeList,
  }),
  route({
    method: "POST",
    path: "/moderation/rules",
    operation: "createModerationRule",
    input: ({ body }) => body,
    print: (rule, view) => printRule(view, rule),
  }),
  route({
    method: "GET",
    path: "/moderation/rules/:id",
    operation: "getModerationRule",
    input: idOf,
    print: (rule, view) => printRule(view, rule),
  }),
  route({
    method: "PUT",
    path: "/moderation/rules/:id",
    operation: "updateModerationRule",
    input: changesOf,
    print: (rule, view) => printRule(view, rule),
  }),
  route({
    method: "DELETE",
    path: "/moderation/rules/:id",
    operation: "deleteModerationRule",
    input: idOf,
    print: (id) => done(`The rule with id ${id} has been deleted successfully.`),
  }),
  route({
    method: "GET",
    path: "/moderation/rules/:id/revisions",
    operation: "listRuleRevisions",
    input: idOf,
    print: (rules, view) => rules.map((rule) => printRule(view, rule)),
    meta: wholeList,
  }),

  ...(["flagged", "blocked", "reviewed"] as const).map((queue) =>
    route({
      method: "GET",
      path: `/moderation/${queue}-messages`,
      operation: "listModerationCases",
      input: (call) => ({ queue, page: call.query.text("page"), perPage: caseLimit(call) }),
      print: ({ rows }, view) =>
        rows.map((row) => (queue === "flagged" ? printFlagged(view, row) : printCase(view, row))),
      meta: ({ rows }, _view, call) => ({ current: { limit: Number(caseLimit(call)), count: rows.length } }),
    }),
  ),
  ...(["flagged", "blocked"] as const).map((queue) =>
    route({
      method: "PATCH",
      path: `/moderation/${queue}-messages/:id`,
      operation: "reviewMessage",
      input: ({ params, body }) => ({ id: params.id, queue, status: body.status }),
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

function caseLimit(call: Call) {
  return limitOf(call, LIMITS.defaultCasePageSize);
}

/** These lists are short, and answered whole (assumed). */
function wholeList(rows: readonly unknown[]) {
  return { current: { limit: LIMITS.defaultPageSize, count: rows.length } };
}
