import * as z from "zod";
import type { Webhook } from "../simulator/records.ts";
import { triggerDescription } from "../simulator/rules/webhook-triggers.ts";
import type { Fields } from "./json-text.ts";
import { type Of, shape } from "./shape.ts";
import { anyText, filled, flag, seconds } from "./words.ts";

export const webhookShape = shape("Webhook", () =>
  z.strictObject({
    id: filled,
    name: filled,
    webhookURL: filled,
    useBasicAuth: flag,
    username: anyText.optional(),
    enabled: flag,
    retryOnFailure: flag,
    createdAt: seconds,
    updatedAt: seconds,
  }),
);

export const triggerShape = shape("Trigger", () =>
  z.strictObject({ id: filled, description: anyText.optional() }),
);

/** A webhook as the management API shows it; its password is not shown (assumed). docs: rest-api/management-apis */
export function printWebhook(webhook: Webhook): Fields<Of<typeof webhookShape>> {
  const { id, name, webhookURL, useBasicAuth, username, enabled, retryOnFailure, createdAt, updatedAt } =
    webhook;
  return { id, name, webhookURL, useBasicAuth, username, enabled, retryOnFailure, createdAt, updatedAt };
}

/** docs: rest-api/management-apis (list-triggers) */
export function printTrigger(id: string): Fields<Of<typeof triggerShape>> {
  return { id, description: triggerDescription(id) };
}
