import { chosenSettings } from "./app-settings.ts";
import { LIMITS } from "./rules/limits.ts";
import type { State } from "./state.ts";

/** What an app lets its users send. */
export interface FileLimits {
  /** Bytes of one file. */
  readonly maxBytes: number;
  /** Files of one message. */
  readonly maxCount: number;
}

/** The settings that tell clients of the limits. seen from the official SDK 4.2.0 */
export const FILE_LIMIT_SETTINGS = {
  "file.size.max": LIMITS.fileBytes,
  "file.count.max": LIMITS.filesPerMessage,
} as const;

/** The limits as the SDK reads them off the settings: numbers or numeric texts, and what is neither counts as unset. */
export function fileLimitsOf(state: State): FileLimits {
  const settings = chosenSettings(state);
  const limit = (name: keyof typeof FILE_LIMIT_SETTINGS) =>
    Number(settings[name]) || FILE_LIMIT_SETTINGS[name];
  return { maxBytes: limit("file.size.max"), maxCount: limit("file.count.max") };
}
