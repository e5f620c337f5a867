import { listOf } from "../../wire/shape.ts";
import { printTrigger, printWebhook, triggerShape, webhookShape } from "../../wire/webhook-settings.ts";
import { done, doneShape, printResults, toldResultsShape } from "../bulk.ts";
import { pagesOf } from "../paging.ts";
import { type ManagementCall, managementRoute } from "./route.ts";

const WEBHOOKS = "/apps/:appId/webhooks";
const WEBHOOK = `${WEBHOOKS}/:id`;
const TRIGGERS = `${WEBHOOK}/triggers`;

/** docs: rest-api/management-apis (webhooks) */
export const webhookRoutes = [
  managementRoute({
    method: "POST",
    path: WEBHOOKS,
    answers: webhookShape,
    answer: ({ run }, call) => ({ data: printWebhook(run(call, "createWebhook", call.body)) }),
  }),
  managementRoute({
    method: "GET",
    path: WEBHOOKS,
    answers: listOf(webhookShape),
    isPaged: true,
    answer({ run }, call) {
      const page = run(call, "listWebhooks", { searchKey: call.query.text("searchKey"), ...windowOf(call) });
      return { data: page.rows.map(printWebhook), meta: pagesOf(page) };
    },
  }),
  managementRoute({
    method: "GET",
    path: WEBHOOK,
    answers: webhookShape,
    answer: ({ run }, call) => ({ data: printWebhook(run(call, "getWebhook", idOf(call))) }),
  }),
  managementRoute({
    method: "PUT",
    path: WEBHOOK,
    answers: webhookShape,
    answer: ({ run }, call) => ({
      data: printWebhook(run(call, "updateWebhook", { ...call.body, ...idOf(call) })),
    }),
  }),
  managementRoute({
    method: "DELETE",
    path: WEBHOOK,
    answers: doneShape,
    answer({ run }, call) {
      run(call, "deleteWebhook", idOf(call));
      return { data: done("Deleted Webhook successfully.") };
    },
  }),
  managementRoute({
    method: "POST",
    path: TRIGGERS,
    answers: toldResultsShape,
    answer({ run }, call) {
      const results = run(call, "addTriggers", triggersOf(call));
      return { data: printResults(results, () => ({ message: "Triggers has been added successfully." })) };
    },
  }),
  managementRoute({
    method: "GET",
    path: TRIGGERS,
    answers: listOf(triggerShape),
    isPaged: true,
    answer({ run }, call) {
      const page = run(call, "listTriggers", { ...idOf(call), ...windowOf(call) });
      return { data: page.rows.map(printTrigger), meta: pagesOf(page) };
    },
  }),
  managementRoute({
    method: "DELETE",
    path: TRIGGERS,
    answers: doneShape,
    answer({ run }, call) {
      run(call, "removeTriggers", triggersOf(call));
      return { data: done("Removed trigger successfully.") };
    },
  }),
];

function idOf({ params }: ManagementCall) {
  return { id: params.id };
}

function triggersOf(call: ManagementCall) {
  return { ...idOf(call), triggerIds: call.body.triggerIds };
}

function windowOf({ query }: ManagementCall) {
  return { page: query.text("page"), perPage: query.text("perPage") };
}
