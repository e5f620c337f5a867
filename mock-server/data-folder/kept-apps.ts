import type { BotScript } from "../harness/bots/script.ts";
import type { HistoryRecord } from "../harness/history/records.ts";
import { worldRecords } from "../harness/history/world-records.ts";
import type { OwnAppControl } from "../harness/testkit/app-control.ts";
import { notBefore } from "../harness/testkit/steered-clock.ts";
import type { Testbed } from "../harness/testkit/testbed.ts";
import { packageVersion } from "../package-version.ts";
import type { Preset } from "../presets.ts";
import { UsageError } from "../usage-error.ts";
import { type DataFolder, openDataFolder } from "./data-folder.ts";

/** What a server was told of its app. */
export interface WantedApp {
  readonly dataFolder?: string | undefined;
  readonly seed?: number | undefined;
  readonly appId?: string | undefined;
  readonly region?: string | undefined;
  readonly authKey?: string | undefined;
  readonly restApiKey?: string | undefined;
  /** Who answers by themselves in it. */
  readonly bots?: readonly BotScript[] | undefined;
  readonly onBug?: ((error: unknown) => void) | undefined;
}

/** The data folder of a server. */
export interface KeptApps extends Pick<DataFolder, "seed" | "history" | "warnings" | "close"> {
  /** What the apps of the folder began with; nothing for a folder without apps. */
  readonly presets: readonly Preset[] | undefined;
  /** What an app of the folder began with; `undefined` for one that is not in it. */
  presetOf(appId: string): Preset | undefined;
  /**
   * Puts the apps of the folder into a testbed.
   *
   * @returns the one that was wanted, the oldest where none was; `undefined` when the folder holds none
   * @throws UsageError for a wanted app that is not there, or is another one
   */
  goOn(testbed: Testbed): OwnAppControl | undefined;
}

/**
 * Opens the data folder, if there is to be one.
 *
 * @throws UsageError as {@link openDataFolder} does
 */
export async function openKept({
  dataFolder,
  seed,
  onBug,
  bots,
  ...wanted
}: WantedApp): Promise<KeptApps | undefined> {
  if (dataFolder === undefined) return undefined;
  const folder = await openDataFolder(dataFolder, {
    seed,
    packageVersion: packageVersion(),
    onFailure: (error) => onBug?.(error),
  });
  return {
    seed: folder.seed,
    history: folder.history,
    warnings: folder.warnings,
    close: folder.close,
    presets: folder.past.apps.length > 0 ? folder.past.apps.map(({ setUp }) => setUp.preset) : undefined,
    presetOf: (appId) => folder.past.apps.find(({ setUp }) => setUp.appId === appId)?.setUp.preset,
    goOn(testbed) {
      const { clock, apps } = folder.past;
      const chosen = apps.find(({ setUp }) => setUp.appId === (wanted.appId ?? apps[0]?.setUp.appId));
      if (apps.length > 0 && !chosen) {
        const names = apps.map(({ setUp }) => JSON.stringify(setUp.appId)).join(", ");
        throw refusal(`it holds ${names}, and no app "${wanted.appId}"`, "the App ID");
      }
      if (chosen) requireSame(wanted, { ...chosen.keys, region: chosen.facts.region });
      if (clock) testbed.clock.place(notBefore(clock.at, clock.clock));
      const controls = apps.map((past) => testbed.adopt(past, past === chosen ? bots : []));
      folder.compactFrom(() => {
        const worlds = testbed.worlds().map(worldRecords);
        const position = testbed.clock.position();
        return joined<HistoryRecord>(
          [{ kind: "clock", clock: position, at: testbed.clock.now() }],
          ...worlds,
        );
      });
      return controls.find(({ app }) => app.appId === chosen?.setUp.appId);
    },
  };

  function requireSame(
    given: Omit<WantedApp, "dataFolder">,
    held: Required<Pick<WantedApp, "region" | "authKey" | "restApiKey">>,
  ) {
    for (const name of ["region", "authKey", "restApiKey"] as const) {
      if (given[name] !== undefined && given[name] !== held[name]) {
        throw refusal(`the ${name} of its app is "${held[name]}", not "${given[name]}"`, `the ${name}`);
      }
    }
  }

  function refusal(fact: string, what: string): UsageError {
    return new UsageError(
      `Failed to open the data folder ${dataFolder}: ${fact}. Leave ${what} out, or give another folder.`,
    );
  }
}

function* joined<T>(...lists: readonly Iterable<T>[]): Generator<T> {
  for (const list of lists) yield* list;
}
