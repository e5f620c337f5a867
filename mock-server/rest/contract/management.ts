import type { ReferenceOperation } from "./reference-operation.ts";
import * as shapes from "./shapes.ts";

const WEBHOOK = {
  name: "Log",
  webhookURL: "https://example.com/log",
  useBasicAuth: true,
  username: "me",
  password: "secret",
  enabled: true,
};
const HOOKS = "/apps/:appId/webhooks";
const TRIGGERS = { triggerIds: ["message_sent"] };

/** What an account asks for. docs: rest-api/management-apis */
export const MANAGEMENT_OPERATIONS: readonly ReferenceOperation[] = [
  {
    method: "POST",
    path: "/apps",
    required: ["name", "region"],
    body: { name: "Harbour", region: "eu", version: "3", skipSampleData: true },
    data: shapes.APP,
  },
  // The example shows one app and not a list, beside a word on paging.
  { method: "GET", path: "/apps", query: { perPage: "5" }, data: [shapes.APP] },
  { method: "DELETE", path: "/apps/:appId", data: { success: "boolean", scheduledToDeleteAt: "number" } },
  {
    method: "POST",
    path: "/apps/:appId/extensions",
    body: { enabled: ["link-preview"], disabled: ["polls"] },
    data: { enabled: shapes.results({ message: "string" }), disabled: shapes.results({ message: "string" }) },
  },
  // Of an extension, its makers and hooks are not told.
  {
    method: "GET",
    path: "/apps/:appId/extensions",
    query: { perPage: "5" },
    data: [{ id: "string", name: "string", isActive: "boolean" }],
    meta: shapes.PAGINATION,
  },
  {
    method: "POST",
    path: "/apps/:appId/collaborators",
    body: {
      admins: ["cat@example.com"],
      moderators: ["dog@example.com"],
      collaboratorsToRemove: ["ann@example.com"],
    },
    data: { admins: shapes.results({}), moderators: shapes.results({}) },
  },
  {
    method: "GET",
    path: "/apps/:appId/collaborators",
    data: [{ id: "string", name: "string", email: "string", role: "string", createdAt: "number" }],
  },
  {
    method: "POST",
    path: HOOKS,
    required: ["id", "name", "webhookURL"],
    body: { id: "journal", ...WEBHOOK },
    data: shapes.WEBHOOK,
  },
  {
    method: "GET",
    path: HOOKS,
    query: { perPage: "5", searchKey: "l" },
    data: [shapes.WEBHOOK],
    meta: shapes.PAGINATION,
  },
  // The examples wrap one webhook twice and in a list.
  { method: "GET", path: `${HOOKS}/:id`, data: shapes.WEBHOOK },
  { method: "PUT", path: `${HOOKS}/:id`, body: WEBHOOK, data: shapes.WEBHOOK },
  { method: "DELETE", path: `${HOOKS}/:id`, data: shapes.DONE },
  {
    method: "POST",
    path: `${HOOKS}/:id/triggers`,
    body: TRIGGERS,
    data: shapes.results({ message: "string" }),
  },
  {
    method: "GET",
    path: `${HOOKS}/:id/triggers`,
    data: [{ id: "string", description: "string" }],
    meta: shapes.PAGINATION,
  },
  { method: "DELETE", path: `${HOOKS}/:id/triggers`, body: TRIGGERS, data: shapes.DONE },
];
