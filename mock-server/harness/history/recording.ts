import { type App, factsOf, type Recorder } from "../../simulator/index.ts";
import type { ClockPosition } from "../testkit/steered-clock.ts";
import type { History } from "./history.ts";
import type { AppAdded } from "./records.ts";
import { type WorldOf, worldRecords } from "./world-records.ts";

/** Writes the history of what happens to apps. */
export interface HistoryRecorder extends Required<Omit<Recorder, "executed" | "appAdded">> {
  executed(executed: Parameters<Required<Recorder>["executed"]>[0]): void;
  appAdded(setUp: AppAdded): void;
  /** @param appId `undefined` for the clock of what belongs to no app */
  clockMoved(appId: string | undefined, clock: ClockPosition, at: number): void;
}

/** @param worldOf what is to be said of an app; `undefined` while it is not in hand yet */
export function recordHistory(history: History, worldOf: (app: App) => WorldOf | undefined): HistoryRecorder {
  const world = (app: App) => {
    const told = worldOf(app);
    if (told) for (const record of worldRecords(told)) history.append(record);
  };
  return {
    executed({ app, command: { appId, operation, as, input, resource }, at, changed }) {
      if (!changed) return;
      try {
        history.append({ kind: "do", appId, operation, as, input, resource, at });
      } catch {
        // What JSON cannot hold, or too much for one string: what has come of it can be told all the same.
        world(app);
      }
    },
    appAdded: (setUp) => history.append(setUp),
    appRemoved: ({ appId }) => history.append({ kind: "removed", appId }),
    stateReplaced: world,
    rateLimitsSet: ({ appId, rateLimits: limits }) => history.append({ kind: "limits", appId, limits }),
    clockMoved: (appId, clock, at) => history.append({ kind: "clock", appId, clock, at }),
  };
}

/** An app as it is set up. */
export function setUpOf(
  app: App,
  { authKey, restApiKey, preset }: Pick<AppAdded, "authKey" | "restApiKey" | "preset">,
  clock: ClockPosition,
): AppAdded {
  const { appId } = app;
  return {
    kind: "app",
    appId,
    authKey,
    restApiKey,
    facts: factsOf(app),
    preset,
    at: app.clock.now(),
    clock,
  };
}
