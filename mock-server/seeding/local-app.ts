import type { World } from "../harness/history/world.ts";
import type { AppKeys } from "../harness/testkit/apps.ts";
import { createTestbed } from "../harness/testkit/testbed.ts";
import type { PresetWorld } from "../presets.ts";

/** An app that is to be made. */
export interface LocalApp {
  readonly app: AppKeys;
  /** The time at which it is looked at, in unix milliseconds. */
  readonly now: number;
  /** Whether its clock stands still. */
  readonly frozen: boolean;
  readonly seed?: number | string | undefined;
}

/**
 * Makes an app with a world in it, without a server: all of it or nothing.
 *
 * @throws ServiceError or WorldError for a world that breaks a rule
 */
export async function makeApp(
  { app, now, frozen, seed = 1 }: LocalApp,
  content: PresetWorld,
): Promise<World> {
  const testbed = createTestbed({ seed, preset: "empty", start: now, frozen, settled: async () => {} });
  try {
    const control = testbed.addApp({ ...app, preset: "empty" });
    testbed.backend.play(control.tenant, content);
    return await control.export();
  } finally {
    testbed.close();
  }
}
