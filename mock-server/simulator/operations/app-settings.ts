import * as z from "zod";
import { chosenSettings } from "../app-settings.ts";
import { serviceError } from "../errors.ts";
import { isJsonObject, jsonObject } from "../fields.ts";
import { operation } from "../operation.ts";
import type { JsonObject } from "../records.ts";

/**
 * Changes what the app's clients are told of it: top-level settings, and the entries of `parameters` one by one. A
 * setting that is null goes back to what it is otherwise. It is the dashboard's part, which has no documented API: a
 * harness calls it. Clients notice by their analytics ping, or at their next login.
 *
 * @example { settings: { ANALYTICS_PING_DISABLED: false, parameters: { "features.ai.enabled": true } } }
 */
export const changeSettings = operation({
  name: "changeSettings",
  access: "key",
  input: () => z.object({ settings: jsonObject }),
  run({ state }, { settings: { parameters, ...others } }): JsonObject {
    const { parameters: before, ...rest } = chosenSettings(state);
    const values: Record<string, unknown> = patched(rest, others);
    const merged = patched(isJsonObject(before) ? before : {}, isJsonObject(parameters) ? parameters : {});
    if (Object.keys(merged).length > 0) values.parameters = merged;
    state.settings.put({ name: "app", values });
    return values;
  },
});

/**
 * The check that clients make every minute. docs: none; seen from the official SDK 4.2.0, which gets a new jwt on
 * `ERR_NO_AUTH`.
 *
 * @throws ServiceError `ERR_NO_AUTH` when the jwt is not that of the session
 */
export const pingAnalytics = operation({
  name: "pingAnalytics",
  access: "user",
  input: () => z.object({ jwt: z.string().optional() }),
  run({ actor }, { jwt }): void {
    if (!jwt || actor.token?.jwt !== jwt) throw serviceError("ERR_NO_AUTH");
  },
});

function patched(before: JsonObject, patch: JsonObject): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries({ ...before, ...patch }).filter(([, value]) => value !== undefined && value !== null),
  );
}
