import type { Webhook } from "../simulator/records.ts";
import { triggerDescription } from "../simulator/rules/webhook-triggers.ts";
import type { Fields } from "./json-text.ts";

/** A webhook as the management API shows it; its password is not shown (assumed). docs: rest-api/management-apis */
export function printWebhook(webhook: Webhook): Fields {
  const { id, name, webhookURL, useBasicAuth, username, enabled, retryOnFailure, createdAt, updatedAt } =
    webhook;
  return { id, name, webhookURL, useBasicAuth, username, enabled, retryOnFailure, createdAt, updatedAt };
}

/** docs: rest-api/management-apis (list-triggers) */
export function printTrigger(id: string): Fields {
  return { id, description: triggerDescription(id) };
}
