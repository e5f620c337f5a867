import * as z from "zod";
import { serviceError } from "../errors.ts";
import { nameField, patchOf } from "../fields.ts";
import { type Context, operation } from "../operation.ts";
import { matchesSearch, type Page, paginate, windowFields } from "../paging.ts";
import type { ApiKey } from "../records.ts";
import { KEY_SCOPES } from "../rules/key-privileges.ts";
import { LIMITS } from "../rules/limits.ts";
import { nextSerial } from "../state.ts";

const scopeField = z.enum(KEY_SCOPES);

/** docs: rest-api/api-keys; the code of the 26th is assumed. */
export const createApiKey = operation({
  name: "createApiKey",
  access: "key",
  input: () => z.object({ name: nameField, scope: scopeField.default("authOnly") }),
  run({ state, now, randomness }, { name, scope }): ApiKey {
    if (state.apiKeys.size >= LIMITS.apiKeysPerApp) {
      throw serviceError("ERR_PLAN_QUOTA_RESTRICTION", {
        limit: LIMITS.apiKeysPerApp,
        what: "API keys per app",
      });
    }
    const apiKey = randomness.hex(40, "apiKey", nextSerial(state, "apiKey"));
    const key: ApiKey = { apiKey, name, scope, createdAt: now };
    state.apiKeys.put(key);
    return key;
  },
});

/** Newest first, as the docs' example lists them. docs: rest-api/api-keys */
export const listApiKeys = operation({
  name: "listApiKeys",
  access: "key",
  input: () => z.object({ searchKey: z.string().optional(), scope: scopeField.optional(), ...windowFields }),
  run({ state }, { searchKey, scope, ...window }): Page<ApiKey> {
    const keys = [...state.apiKeys.values()].sort((a, b) => b.createdAt - a.createdAt);
    const isWanted = (key: ApiKey) =>
      matchesSearch(searchKey, key.name) && (scope === undefined || key.scope === scope);
    return paginate(keys, window, isWanted);
  },
});

/** docs: rest-api/api-keys */
export const getApiKey = operation({
  name: "getApiKey",
  access: "key",
  input: () => z.object({ apiKey: z.string() }),
  run: (context, { apiKey }): ApiKey => requireKey(context, apiKey),
});

/** A key cannot change itself. docs: rest-api/api-keys */
export const updateApiKey = operation({
  name: "updateApiKey",
  access: "key",
  input: () => z.object({ apiKey: z.string(), name: nameField.optional(), scope: scopeField.optional() }),
  run(context, { apiKey, ...fields }): ApiKey {
    const updated: ApiKey = { ...requireOtherKey(context, apiKey), ...patchOf(fields) };
    context.state.apiKeys.put(updated);
    return updated;
  },
});

/** A key cannot delete itself. docs: rest-api/api-keys */
export const deleteApiKey = operation({
  name: "deleteApiKey",
  access: "key",
  input: () => z.object({ apiKey: z.string() }),
  run(context, { apiKey }): string {
    context.state.apiKeys.remove(requireOtherKey(context, apiKey).apiKey);
    return apiKey;
  },
});

function requireKey({ state }: Context, apiKey: string): ApiKey {
  const key = state.apiKeys.get(apiKey);
  if (!key) throw serviceError("ERR_APIKEY_NOT_FOUND", { apiKey });
  return key;
}

function requireOtherKey(context: Context, apiKey: string): ApiKey {
  const key = requireKey(context, apiKey);
  if (key.apiKey === context.actor.apiKey) throw serviceError("ERR_APIKEY_NO_SELF_ACTION", { apiKey });
  return key;
}
