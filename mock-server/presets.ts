import { demo } from "../fixtures/demo.ts";
import type { LoadedWorld } from "../fixtures/worlds/named-world.ts";
import type { PresetStage, Step } from "./harness/play-steps.ts";
import type { AppOptions } from "./simulator/index.ts";
import { UsageError } from "./usage-error.ts";

/** Names of the worlds an app can start with. */
export const PRESET_NAMES = ["demo", "empty", "support-inbox", "community", "edge-cases", "crowd"] as const;
export type Preset = (typeof PRESET_NAMES)[number];

/** Worlds that are there at once. */
export const PRESETS = { demo, empty: [] } as const satisfies Partial<Record<Preset, readonly Step[]>>;

type LazyPreset = Exclude<Preset, keyof typeof PRESETS>;

const loaded = new Map<LazyPreset, LoadedWorld>();

/** Fixed, so that code pasted from the start-up text keeps working from one start to the next. */
export const DEFAULT_APP = {
  appId: "testkit",
  region: "us",
  authKey: "a17e5c0ffee0a17e5c0ffee0a17e5c0ffee0a17e",
  restApiKey: "f0115c0ffee0f0115c0ffee0f0115c0ffee0f011",
} as const satisfies AppOptions;

/** What makes the world of a preset in an app: steps, or something that acts on a stage. */
export type PresetWorld = readonly Step[] | ((stage: PresetStage) => void);

/**
 * Makes sure that apps can begin with a preset. Only `demo` and `empty` are there without it: the others bring names and
 * talk of several languages along, which nobody else should wait for. Loading twice is fine, and unknown names are left
 * to whoever adds the app.
 *
 * @example await loadPreset("community"); testkit.addApp({ appId: "two", preset: "community" });
 */
export async function loadPreset(preset: Preset): Promise<void> {
  if (!isLazy(preset) || loaded.has(preset)) return;
  const { loadNamedWorld } = await import("../fixtures/worlds/index.ts");
  loaded.set(preset, await loadNamedWorld(preset));
}

/** @throws UsageError for one that has to be loaded first */
export function presetWorld(preset: Preset): PresetWorld {
  if (!isLazy(preset)) return PRESETS[preset];
  return loadedWorld(preset).play;
}

/** The UIDs of some users that a preset begins with, whom one may log in as. */
export function sampleUsers(preset: Preset): readonly string[] {
  if (isLazy(preset)) return loadedWorld(preset).sampleUsers;
  return PRESETS[preset].flatMap((step) => (step.operation === "createUser" ? [step.input.uid] : []));
}

function loadedWorld(preset: LazyPreset): LoadedWorld {
  const world = loaded.get(preset);
  if (world) return world;
  throw new UsageError(
    `Failed to make the world "${preset}": it is not loaded. Call: await loadPreset("${preset}")`,
  );
}

function isLazy(preset: Preset): preset is LazyPreset {
  return PRESET_NAMES.includes(preset) && !Object.hasOwn(PRESETS, preset);
}
