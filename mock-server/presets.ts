import { demo } from "../fixtures/demo.ts";
import type { Step } from "./harness/play-steps.ts";
import type { AppOptions } from "./simulator/index.ts";

/** Names of the worlds an app can start with. */
export type Preset = "demo" | "empty";

export const PRESETS: Readonly<Record<Preset, readonly Step[]>> = { demo, empty: [] };

/** Fixed, so that code pasted from the start-up text keeps working from one start to the next. */
export const DEFAULT_APP = {
  appId: "testkit",
  region: "us",
  authKey: "a17e5c0ffee0a17e5c0ffee0a17e5c0ffee0a17e",
  restApiKey: "f0115c0ffee0f0115c0ffee0f0115c0ffee0f011",
} as const satisfies AppOptions;

/** The UIDs of the users that a preset begins with. */
export function sampleUsers(preset: Preset): string[] {
  return PRESETS[preset].flatMap((step) => (step.operation === "createUser" ? [step.input.uid] : []));
}
