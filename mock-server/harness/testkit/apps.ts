import { DEFAULT_APP, PRESET_NAMES, type Preset } from "../../presets.ts";
import { type AppOptions, ERRORS, VERDICTS } from "../../simulator/index.ts";
import { seededRandomness } from "../../simulator/randomness.ts";
import { REGION } from "../../simulator/rules/identifiers.ts";
import { UsageError } from "../../usage-error.ts";
import type { BotScript } from "../bots/script.ts";

/** What an SDK and a server are given to use an app. */
export interface AppKeys {
  readonly appId: string;
  readonly region: string;
  readonly authKey: string;
  readonly restApiKey: string;
}

/** An app that a testkit is to have. What is left out has a default: keys are derived from the seed and the App ID. */
export interface AppChoice extends Partial<Omit<AppOptions, "appId" | "clock">> {
  readonly appId: string;
  /** Users who answer by themselves, from the start. */
  readonly bots?: readonly BotScript[] | undefined;
  /** What it holds at the start; as in the other apps of the testkit when left out. */
  readonly preset?: Preset | undefined;
}

/** An app, and what it begins with. */
export interface ChosenApp {
  readonly options: AppOptions;
  readonly preset: Preset;
  readonly bots: readonly BotScript[];
}

/**
 * Reads what one app is to be.
 *
 * @param isTaken whether there is an app with this App ID, in lower case: host names tell no case apart
 * @throws UsageError for an unknown preset, for a region that is none, for a verdict that there is not, and for an App ID
 * that is none or taken
 */
export function chooseApp(
  { preset = "empty", bots = [], ...options }: AppChoice,
  seed: number | string,
  isTaken: (appId: string) => boolean,
): ChosenApp {
  const { appId } = options;
  if (typeof appId !== "string" || !/^[\w-]+$/.test(appId)) {
    throw new UsageError(
      `Failed to add the app: ${JSON.stringify(appId)} is no App ID. Give letters, digits, - and _, which a host name may hold.`,
    );
  }
  if (options.region !== undefined && !REGION.test(options.region)) {
    throw new UsageError(
      `Failed to add the app "${appId}": ${JSON.stringify(options.region)} is no region. Give us, eu, in or another of up to 32 small letters, digits and inner hyphens.`,
    );
  }
  if (isTaken(appId.toLowerCase())) {
    throw new UsageError(
      `Failed to add the app: there is an app called "${appId}" already. Give each its own App ID.`,
    );
  }
  if (!PRESET_NAMES.includes(preset)) {
    const known = PRESET_NAMES.map((name) => `"${name}"`);
    throw new UsageError(
      `Failed to add the app "${appId}": there is no preset ${JSON.stringify(preset)}. Choose one of ${known.join(", ")}.`,
    );
  }
  for (const [cell, verdict] of Object.entries(options.verdicts ?? {})) {
    if (!Object.hasOwn(VERDICTS, cell)) {
      throw new UsageError(
        `Failed to add the app "${appId}": there is no cell ${JSON.stringify(cell)} in the tables of who may do what. Choose one of VERDICTS.`,
      );
    }
    if (verdict !== "ok" && !Object.hasOwn(ERRORS, verdict)) {
      throw new UsageError(
        `Failed to add the app "${appId}": ${JSON.stringify(verdict)} is no verdict for ${cell}. Give "ok", or a code of the service.`,
      );
    }
  }
  const randomness = seededRandomness(options.seed ?? seed);
  return {
    preset,
    bots,
    options: {
      region: DEFAULT_APP.region,
      authKey: randomness.hex(40, "authKey", appId),
      restApiKey: randomness.hex(40, "restApiKey", appId),
      ...options,
    },
  };
}
