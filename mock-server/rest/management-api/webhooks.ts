import { printTrigger, printWebhook } from "../../wire/webhook-settings.ts";
import { done, printResults } from "../bulk.ts";
import { pageMeta } from "../paging.ts";
import type { ManagementCall, ManagementRoute } from "./route.ts";

const WEBHOOKS = "/apps/:appId/webhooks";
const WEBHOOK = `${WEBHOOKS}/:id`;
const TRIGGERS = `${WEBHOOK}/triggers`;

/** docs: rest-api/management-apis (webhooks) */
export const webhookRoutes: readonly ManagementRoute[] = [
  {
    method: "POST",
    path: WEBHOOKS,
    answer: ({ run }, call) => ({ data: printWebhook(run(call, "createWebhook", call.body)) }),
  },
  {
    method: "GET",
    path: WEBHOOKS,
    answer({ run }, call) {
      const page = run(call, "listWebhooks", { searchKey: call.query.text("searchKey"), ...windowOf(call) });
      return { data: page.rows.map(printWebhook), meta: pageMeta(page) };
    },
  },
  {
    method: "GET",
    path: WEBHOOK,
    answer: ({ run }, call) => ({ data: printWebhook(run(call, "getWebhook", idOf(call))) }),
  },
  {
    method: "PUT",
    path: WEBHOOK,
    answer: ({ run }, call) => ({
      data: printWebhook(run(call, "updateWebhook", { ...call.body, ...idOf(call) })),
    }),
  },
  {
    method: "DELETE",
    path: WEBHOOK,
    answer({ run }, call) {
      run(call, "deleteWebhook", idOf(call));
      return { data: done("Deleted Webhook successfully.") };
    },
  },
  {
    method: "POST",
    path: TRIGGERS,
    answer({ run }, call) {
      const results = run(call, "addTriggers", triggersOf(call));
      return { data: printResults(results, () => ({ message: "Triggers has been added successfully." })) };
    },
  },
  {
    method: "GET",
    path: TRIGGERS,
    answer({ run }, call) {
      const page = run(call, "listTriggers", { ...idOf(call), ...windowOf(call) });
      return { data: page.rows.map(printTrigger), meta: pageMeta(page) };
    },
  },
  {
    method: "DELETE",
    path: TRIGGERS,
    answer({ run }, call) {
      run(call, "removeTriggers", triggersOf(call));
      return { data: done("Removed trigger successfully.") };
    },
  },
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
