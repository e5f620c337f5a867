import { isJsonObject } from "./fields.ts";
import type { JsonObject } from "./records.ts";
import type { State } from "./state.ts";

/** Whether call messages move conversations and become their last message, unless the app's settings say otherwise. */
export const CALLS_MOVE_CONVERSATIONS = true;

/** What an app's settings say in a way of their own: name → value, `parameters` among them. */
export function chosenSettings(state: State): JsonObject {
  return state.settings.get("app")?.values ?? {};
}

/** One of the `parameters` that an app has chosen, if it has. */
export function chosenParameter(state: State, name: string): unknown {
  const { parameters } = chosenSettings(state);
  return isJsonObject(parameters) ? parameters[name] : undefined;
}

/** docs: sdk conversations (`core.conversations.updateOnCallActivity`) */
export function callsMoveConversations(state: State): boolean {
  const chosen = chosenParameter(state, "core.conversations.updateOnCallActivity");
  return typeof chosen === "boolean" ? chosen : CALLS_MOVE_CONVERSATIONS;
}
