import * as z from "zod";
import { invalidField, serviceError } from "../errors.ts";
import { patchOf } from "../fields.ts";
import { type Context, operation } from "../operation.ts";
import { matchesSearch, type Page, paginate, windowFields } from "../paging.ts";
import { perUid, type Results } from "../per-uid.ts";
import type { Webhook } from "../records.ts";
import { LIMITS } from "../rules/limits.ts";
import { isWebhookTrigger } from "../rules/webhook-triggers.ts";
import { nextSerial } from "../state.ts";

/** Hosts of this machine, where a receiver under test has no certificate. */
const LOOPBACK = /^http:\/\/(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?(?:[/?#]|$)/i;

/** docs: rest-api/management-apis/webhooks (https); http to this machine is ours, so that a receiver needs no certificate */
const webhookUrl = z
  .url({ protocol: /^https?$/, error: "must be a valid URL." })
  .max(LIMITS.webhookUrlLength)
  .refine((url) => /^https:/i.test(url) || LOOPBACK.test(url), {
    error: "must be an https URL, or an http URL of this machine.",
  });
const idField = z
  .string()
  .min(1)
  .max(LIMITS.webhookIdLength)
  .regex(/^[A-Za-z0-9_-]+$/, "may only contain letters, numbers, dashes and underscores.");
const nameField = z.string().trim().min(1).max(LIMITS.webhookNameLength);

const optionFields = {
  useBasicAuth: z.boolean().optional(),
  username: z.string().max(LIMITS.webhookUsernameLength).optional(),
  password: z.string().max(LIMITS.webhookPasswordLength).optional(),
  enabled: z.boolean().optional(),
  retryOnFailure: z.boolean().optional(),
};

/** Enabled unless said otherwise; the code of a repeated id and of the 26th are assumed. docs: rest-api/management-apis */
export const createWebhook = operation({
  name: "createWebhook",
  access: "key",
  input: () => z.object({ id: idField, name: nameField, webhookURL: webhookUrl, ...optionFields }),
  run(context, fields): Webhook {
    const { state, now } = context;
    if (state.webhooks.has(fields.id)) throw invalidField("id", `The id ${fields.id} is taken.`);
    if (state.webhooks.size >= LIMITS.webhooksPerApp) {
      throw serviceError("ERR_PLAN_QUOTA_RESTRICTION", {
        limit: LIMITS.webhooksPerApp,
        what: "webhooks per app",
      });
    }
    return save(context, {
      useBasicAuth: false,
      enabled: true,
      retryOnFailure: false,
      ...patchOf(fields),
      id: fields.id,
      name: fields.name,
      webhookURL: fields.webhookURL,
      triggers: [],
      createdAt: now,
      updatedAt: now,
      serial: nextSerial(state, "webhook"),
    });
  },
});

/** Oldest first (undocumented). docs: rest-api/management-apis */
export const listWebhooks = operation({
  name: "listWebhooks",
  access: "key",
  input: () => z.object({ searchKey: z.string().optional(), ...windowFields }),
  run: ({ state }, { searchKey, ...window }): Page<Webhook> =>
    paginate(state.webhooks.list("all", "all"), window, (webhook) =>
      matchesSearch(searchKey, webhook.id, webhook.name),
    ),
});

/** docs: rest-api/management-apis */
export const getWebhook = operation({
  name: "getWebhook",
  access: "key",
  input: () => z.object({ id: z.string() }),
  run: (context, { id }): Webhook => requireWebhook(context, id),
});

/** docs: rest-api/management-apis */
export const updateWebhook = operation({
  name: "updateWebhook",
  access: "key",
  input: () =>
    z.object({
      id: z.string(),
      name: nameField.optional(),
      webhookURL: webhookUrl.optional(),
      ...optionFields,
    }),
  run: (context, { id, ...fields }): Webhook =>
    save(context, { ...requireWebhook(context, id), ...patchOf(fields), updatedAt: context.now }),
});

/** docs: rest-api/management-apis */
export const deleteWebhook = operation({
  name: "deleteWebhook",
  access: "key",
  input: () => z.object({ id: z.string() }),
  run(context, { id }): string {
    context.state.webhooks.remove(requireWebhook(context, id).id);
    return id;
  },
});

/** Adding what it has already is a success (undocumented). docs: rest-api/management-apis */
export const addTriggers = operation({
  name: "addTriggers",
  access: "key",
  input: () => z.object({ id: z.string(), triggerIds: z.array(z.string()) }),
  run(context, { id, triggerIds }): Results {
    const webhook = requireWebhook(context, id);
    const triggers = new Set(webhook.triggers);
    const results = perUid(triggerIds, (trigger) => {
      if (!isWebhookTrigger(trigger)) throw serviceError("ERR_TRIGGER_NOT_FOUND", { id: trigger });
      triggers.add(trigger);
      return {};
    });
    save(context, { ...webhook, triggers: [...triggers], updatedAt: context.now });
    return results;
  },
});

/** docs: rest-api/management-apis */
export const listTriggers = operation({
  name: "listTriggers",
  access: "key",
  input: () => z.object({ id: z.string(), ...windowFields }),
  run: (context, { id, ...window }): Page<string> => paginate(requireWebhook(context, id).triggers, window),
});

/** All of them or none (undocumented). docs: rest-api/management-apis */
export const removeTriggers = operation({
  name: "removeTriggers",
  access: "key",
  input: () => z.object({ id: z.string(), triggerIds: z.array(z.string()) }),
  run(context, { id, triggerIds }): string {
    const webhook = requireWebhook(context, id);
    for (const trigger of triggerIds) {
      if (!webhook.triggers.includes(trigger)) throw serviceError("ERR_TRIGGER_NOT_FOUND", { id: trigger });
    }
    const triggers = webhook.triggers.filter((trigger) => !triggerIds.includes(trigger));
    save(context, { ...webhook, triggers, updatedAt: context.now });
    return id;
  },
});

function requireWebhook({ state }: Context, id: string): Webhook {
  const webhook = state.webhooks.get(id);
  if (!webhook) throw serviceError("ERR_WEBHOOK_NOT_FOUND", { id });
  return webhook;
}

/** Basic auth needs a name and a password to be basic auth with (assumed). */
function save({ state }: Context, webhook: Webhook): Webhook {
  if (webhook.useBasicAuth && !webhook.username) {
    throw invalidField("username", "The username field is required with useBasicAuth.");
  }
  if (webhook.useBasicAuth && !webhook.password) {
    throw invalidField("password", "The password field is required with useBasicAuth.");
  }
  state.webhooks.put(webhook);
  return webhook;
}
