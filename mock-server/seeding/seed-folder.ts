import { readdir, rename, rm, rmdir } from "node:fs/promises";
import { resolve } from "node:path";
import { openKept } from "../data-folder/kept-apps.ts";
import { createTestbed } from "../harness/testkit/testbed.ts";
import { DEFAULT_APP, type PresetWorld } from "../presets.ts";
import { UsageError } from "../usage-error.ts";

/**
 * Makes a data folder whose app holds a world. It is there once it is whole: until then it has another name.
 *
 * @throws UsageError for a folder that holds something; whatever playing the world throws
 */
export async function seedFolder(path: string, appId: string | undefined, play: PresetWorld): Promise<void> {
  const folder = resolve(path);
  await requireFree(folder);
  const unfinished = `${folder}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  try {
    const kept = await openKept({ dataFolder: unfinished });
    if (!kept) throw new UsageError("Failed to seed: the folder has no name. Give one.");
    const testbed = createTestbed({
      seed: kept.seed,
      preset: "empty",
      settled: async () => {},
      history: kept.history,
    });
    try {
      kept.goOn(testbed);
      const control = testbed.addApp({
        ...DEFAULT_APP,
        ...(appId !== undefined && { appId }),
        preset: "empty",
      });
      testbed.backend.play(control.tenant, play);
      await control.settled();
    } finally {
      testbed.close();
      await kept.close();
    }
    await rmdir(folder).catch(() => {}); // An empty one gives way.
    await rename(unfinished, folder);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw error;
  }
}

/** @throws UsageError for a folder with something in it */
export async function requireFree(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  if (names.length === 0) return;
  throw new UsageError(
    `Failed to seed: the folder ${folder} holds something already. Give a new one, or an empty one.`,
  );
}
