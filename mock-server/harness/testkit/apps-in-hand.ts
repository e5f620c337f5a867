import type { App } from "../../simulator/index.ts";
import { UsageError } from "../../usage-error.ts";
import type { FaultySocket } from "../faults/index.ts";
import type { Reach } from "../reach/reach.ts";
import { createReachTracker } from "../reach/tracker.ts";
import type { OwnAppControl } from "./app-control.ts";

/** An app in hand, and its sockets that faults may strike. */
export type WatchedControl = OwnAppControl & { readonly sockets: Set<FaultySocket> };

/** The apps that a testbed has in hand, oldest first, and what was reached in those that are gone. */
export interface AppsInHand {
  get(appId: string): WatchedControl | undefined;
  /** The same by a part of a host name, which tells no case apart. */
  byHostName(appId: string): WatchedControl | undefined;
  /** That of an app, which may be gone. */
  of(app: App): WatchedControl | undefined;
  /**
   * @param doing what for, as a sentence goes on: `"act as a user"`
   * @throws UsageError for an app that is not there
   */
  require(appId: string, doing: string): OwnAppControl;
  all(): readonly WatchedControl[];
  add(control: WatchedControl): void;
  /** Takes an app out of hand, and ends what goes on in it by itself. */
  remove(app: App): void;
  /** Takes an app into hand again that is back. */
  putBack(app: App): void;
  /** What was reached in all of them, those included that are gone. */
  reach(): Reach;
  clearReach(): void;
  /** Ends what goes on in all of them by itself. */
  end(): void;
}

/** Has no app in hand yet. */
export function appsInHand(): AppsInHand {
  const controls = new Map<string, WatchedControl>();
  /** Those of apps that are gone as well, which may be put back. */
  const taken = new WeakMap<App, WatchedControl>();
  const reachOfGone = createReachTracker();
  const trackers = () => [reachOfGone, ...[...controls.values()].map(({ reached }) => reached)];
  const endOf = ({ faults, clock }: WatchedControl) => {
    faults.end();
    clock.stop();
  };

  return {
    get: (appId) => controls.get(appId),
    byHostName: (name) =>
      controls.get(name) ??
      [...controls.values()].find(({ app }) => app.appId.toLowerCase() === name.toLowerCase()),
    of: (app) => taken.get(app),
    require(appId, doing) {
      const control = controls.get(appId);
      if (control) return control;
      const names = [...controls.keys()].map((name) => JSON.stringify(name));
      throw new UsageError(
        `Failed to ${doing}: there is no app ${JSON.stringify(appId)}. There is ${names.join(", ") || "none"}.`,
      );
    },
    all: () => [...controls.values()],
    add(control) {
      controls.set(control.app.appId, control);
      taken.set(control.tenant, control);
    },
    remove({ appId }) {
      const control = controls.get(appId);
      if (!control) return;
      endOf(control);
      reachOfGone.add(control.reached);
      control.reached.clear();
      controls.delete(appId);
    },
    putBack(app) {
      const control = taken.get(app);
      if (control) controls.set(app.appId, control);
    },
    reach() {
      const whole = createReachTracker();
      for (const tracker of trackers()) whole.add(tracker);
      return whole.reach();
    },
    clearReach() {
      for (const tracker of trackers()) tracker.clear();
    },
    end() {
      for (const control of controls.values()) endOf(control);
    },
  };
}
