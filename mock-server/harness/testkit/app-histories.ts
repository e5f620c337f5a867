import type { Preset } from "../../presets.ts";
import type { App } from "../../simulator/index.ts";
import type { History } from "../history/history.ts";
import { type HistoryRecorder, recordHistory, setUpOf } from "../history/recording.ts";
import type { AppAdded } from "../history/records.ts";
import type { WorldOf } from "../history/world-records.ts";
import type { OwnAppControl } from "./app-control.ts";
import type { ClockPosition } from "./steered-clock.ts";

/** What is to be known of an app that is being added. */
interface Beginning {
  readonly preset: Preset;
  readonly clock: ClockPosition;
  /** How it was set up, for one that was there at another time. */
  readonly setUp: AppAdded | undefined;
}

/** Knows how each app was set up, and tells a history what befalls it, where there is one. */
export interface AppHistories {
  /** Where to tell it; `undefined` without a history, and while one is repeated. */
  recording(): HistoryRecorder | undefined;
  /** All of an app as it is at this moment; `undefined` while it is not in hand. */
  worldOf(app: App): WorldOf | undefined;
  /** Adds an app that begins like this. */
  begin<T>(beginning: Beginning, add: () => T): T;
  /** The app that begins is there. */
  appAdded(app: App, keys: Pick<AppAdded, "authKey" | "restApiKey">): void;
  /** The state of an app has been replaced: what comes next is new, since whoever was connected is no more. */
  stateReplaced(app: App): void;
  /** Does what a history has told of: it happens once more, and is not told of once more. */
  repeat<T>(act: () => T): T;
}

/** @param controlOf that of an app, once it has been taken into hand */
export function appHistories(
  history: History | undefined,
  controlOf: (app: App) => OwnAppControl | undefined,
): AppHistories {
  const setUps = new WeakMap<App, AppAdded>();
  let beginning: Beginning | undefined;
  let isRepeating = false;

  const worldOf = (app: App): WorldOf | undefined => {
    const control = controlOf(app);
    const setUp = setUps.get(app);
    if (!control || !setUp) return undefined;
    const { app: keys, clock } = control;
    return { app, keys, setUp, clock: clock.position(), at: clock.now() };
  };
  const recorder = history && recordHistory(history, worldOf);
  const recording = () => (isRepeating ? undefined : recorder);

  return {
    recording,
    worldOf,
    begin(begun, add) {
      beginning = begun;
      try {
        return add();
      } finally {
        beginning = undefined;
      }
    },
    appAdded(app, { authKey, restApiKey }) {
      if (!beginning) return;
      const { preset, clock, setUp: known } = beginning;
      const setUp = known ?? setUpOf(app, { authKey, restApiKey, preset }, clock);
      setUps.set(app, setUp);
      recording()?.appAdded(setUp);
    },
    stateReplaced(app) {
      recording()?.stateReplaced(app);
      isRepeating = false;
    },
    repeat(act) {
      isRepeating = true;
      try {
        return act();
      } finally {
        isRepeating = false;
      }
    },
  };
}
