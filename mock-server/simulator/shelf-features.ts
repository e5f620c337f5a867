import { chosenParameter } from "./app-settings.ts";
import { serviceError } from "./errors.ts";
import { LIMITS } from "./rules/limits.ts";
import type { State } from "./state.ts";

/**
 * What can be pinned and saved, and how much of it by users and by the app: as an app's settings say it to clients, so the
 * service does it. seen from the official SDK 4.2.0
 */
export const SHELF_FEATURES = {
  "messages.pinned": { limit: LIMITS.pinnedMessages, appLimit: LIMITS.pinnedMessages },
  "messages.saved": { limit: LIMITS.savedMessages, appLimit: undefined },
  "conversations.pinned": { limit: LIMITS.pinnedConversations, appLimit: LIMITS.appPinnedConversations },
} as const;

export type ShelfFeature = keyof typeof SHELF_FEATURES;

/** The names of a feature's settings. */
export function shelfSettings(feature: ShelfFeature) {
  const name = `features.ux.${feature}` as const;
  return { enabled: `${name}.enabled`, limit: `${name}.limit`, appLimit: `${name}.system.limit` } as const;
}

/** Whether an app has a feature; as for the SDK, nothing but `true` switches it on. */
export function hasShelf(state: State, feature: ShelfFeature): boolean {
  return (chosenParameter(state, shelfSettings(feature).enabled) ?? true) === true;
}

/** @throws ServiceError `ERR_FEATURE_NOT_ACCESSIBLE` while the app has the feature switched off. docs: sdk pin-message */
export function requireShelf(state: State, feature: ShelfFeature): void {
  if (!hasShelf(state, feature)) throw serviceError("ERR_FEATURE_NOT_ACCESSIBLE", { feature });
}

/** How many may be pinned or saved; a setting that is no positive number counts as unset. */
export function shelfLimit(state: State, feature: ShelfFeature, by: "limit" | "appLimit" = "limit"): number {
  const chosen = Number(chosenParameter(state, shelfSettings(feature)[by]));
  const { limit, appLimit = limit } = SHELF_FEATURES[feature];
  return chosen > 0 ? chosen : by === "limit" ? limit : appLimit;
}
