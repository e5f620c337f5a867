import { DEFAULT_APP, PRESETS, type Preset } from "../../presets.ts";
import type { AppOptions } from "../../simulator/index.ts";
import { seededRandomness } from "../../simulator/randomness.ts";
import { UsageError } from "../../usage-error.ts";

/** What an SDK and a server are given to use an app. */
export interface AppKeys {
  readonly appId: string;
  readonly region: string;
  readonly authKey: string;
  readonly restApiKey: string;
}

/** An app that a testkit is to have. What is left out has a default: keys are derived from the seed and the App ID. */
export interface AppChoice extends Partial<Omit<AppOptions, "appId">> {
  readonly appId: string;
  /** What it holds at the start; the testkit's own preset when left out. */
  readonly preset?: Preset | undefined;
}

/** An app, and what it begins with. */
export interface ChosenApp {
  readonly options: AppOptions;
  readonly preset: Preset;
}

/**
 * Reads what apps a testkit is to have.
 *
 * @throws UsageError for an unknown preset, and for App IDs that are missing or the same
 */
export function chooseApps(
  apps: readonly AppChoice[] | undefined,
  preset: Preset,
  seed: number | string,
): readonly ChosenApp[] {
  const randomness = seededRandomness(seed);
  const choices: readonly AppChoice[] = apps ?? [DEFAULT_APP];
  if (choices.length === 0) {
    throw new UsageError(
      "Failed to set up the testkit: `apps` is empty. Leave it out, or name one app at least.",
    );
  }
  const taken = new Set<string>();
  return choices.map(({ preset: own = preset, ...options }) => {
    const { appId } = options;
    if (typeof appId !== "string" || !/^[\w-]+$/.test(appId)) {
      throw new UsageError(
        `Failed to set up the testkit: ${JSON.stringify(appId)} is no App ID. Give letters, digits, - and _, which a host name may hold.`,
      );
    }
    if (taken.has(appId.toLowerCase())) {
      throw new UsageError(
        `Failed to set up the testkit: two apps are called "${appId}". Give each its own App ID.`,
      );
    }
    taken.add(appId.toLowerCase());
    if (!Object.hasOwn(PRESETS, own)) {
      const known = Object.keys(PRESETS).map((name) => `"${name}"`);
      throw new UsageError(
        `Failed to set up the testkit: there is no preset ${JSON.stringify(own)}. Choose one of ${known.join(", ")}.`,
      );
    }
    return {
      preset: own,
      options: {
        region: DEFAULT_APP.region,
        authKey: randomness.hex(40, "authKey", appId),
        restApiKey: randomness.hex(40, "restApiKey", appId),
        ...options,
      },
    };
  });
}
