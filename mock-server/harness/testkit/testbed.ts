import type { HttpRequest } from "../../http/request.ts";
import { PRESETS, type Preset, presetWorld } from "../../presets.ts";
import type { RequestReport } from "../../rest/index.ts";
import { type AppFacts, type ConnectionTiming, copyState } from "../../simulator/index.ts";
import { UsageError } from "../../usage-error.ts";
import { type Backend, type BackendOptions, createBackend } from "../backend.ts";
import type { BotScript } from "../bots/script.ts";
import { createFaults, type FaultySocket } from "../faults/index.ts";
import type { History } from "../history/history.ts";
import type { PastApp } from "../history/replay.ts";
import type { WorldOf } from "../history/world-records.ts";
import { createLog, LOG_LENGTH } from "../log/log.ts";
import { noteCommand } from "../log/recording.ts";
import type { Reach } from "../reach/reach.ts";
import type { Surface } from "../surface.ts";
import { type AppControl, createAppControl, type OwnAppControl } from "./app-control.ts";
import { appHistories } from "./app-histories.ts";
import { type AppChoice, type ChosenApp, chooseApp } from "./apps.ts";
import { appsInHand, type WatchedControl } from "./apps-in-hand.ts";
import { aroundRequests } from "./around-requests.ts";
import { aroundSockets } from "./around-sockets.ts";
import { notBefore, type SteeredClock, steeredClock } from "./steered-clock.ts";

/** What a testbed takes from outside. */
export interface TestbedOptions {
  /** Tokens, ids and keys are derived from it. */
  readonly seed: number | string;
  /** What apps hold at the start, unless told otherwise. */
  readonly preset: Preset;
  /** Where the clocks begin, in unix milliseconds; at the wall clock's time when left out. */
  readonly start?: number | undefined;
  /** Whether the clocks stand still from the start. */
  readonly frozen?: boolean | undefined;
  /** Times of the sockets, in milliseconds. */
  readonly timing?: Partial<ConnectionTiming> | undefined;
  /** Entries that the log of each app remembers. */
  readonly logLength?: number | undefined;
  readonly account?: BackendOptions["account"];
  readonly described?: BackendOptions["described"];
  /** Hears of every request that was answered. */
  readonly onRequest?: ((report: RequestReport) => void) | undefined;
  /** Hears of our own failures. */
  readonly onBug?: ((error: unknown) => void) | undefined;
  /** Resolves when everything that is on its way has arrived. */
  readonly settled: () => Promise<void>;
  /** Where what happens is kept: nothing of it is told to anybody before it is. */
  readonly history?: History | undefined;
  /** Hears that an answer waits for the clock; what it gives is called when the answer goes on. */
  readonly rest?: ((request: HttpRequest) => () => void) | undefined;
}

/** How the clock of an app begins. */
export interface StartTime {
  /** Unix milliseconds. */
  readonly start?: number | undefined;
  readonly frozen?: boolean | undefined;
}

/** A backend whose apps are in the hand of tests, each with a clock and a log of its own. */
export interface Testbed extends Surface {
  readonly backend: Backend;
  /** The time of what belongs to no app. */
  readonly clock: SteeredClock;
  /**
   * Adds an app; what is left out has a default, and its time is that of the testbed.
   *
   * @throws UsageError for an App ID that is none or taken, and for an unknown preset
   */
  addApp(choice: AppChoice, time?: StartTime): OwnAppControl;
  /** An App ID that no app has. */
  freeAppId(): string;
  /** Takes an app away with everything in it; there may be none. */
  removeApp(appId: string): void;
  /**
   * Adds an app that a history has left, and goes on from there: nobody is connected to it any more. A reset brings back
   * what it was set up as.
   *
   * @param bots who answers in it from now on
   */
  adopt(past: PastApp, bots?: readonly BotScript[]): OwnAppControl;
  /** All apps as they are at this moment. */
  worlds(): readonly WorldOf[];
  /** All apps, oldest first. */
  apps(): readonly OwnAppControl[];
  /**
   * @param doing what for, as a sentence goes on: `"act as a user"`
   * @throws UsageError for an app that is not there
   */
  forApp(appId: string, doing: string): AppControl;
  /** What was reached in all apps, those included that are gone. */
  reach(): Reach;
  clearReach(): void;
  /** Ends what goes on by itself. */
  close(): void;
}

/** Makes a testbed without apps. */
export function createTestbed(options: TestbedOptions): Testbed {
  const { seed, preset, start, frozen = false, logLength = LOG_LENGTH, timing, history } = options;
  const settled = history ? () => options.settled().then(history.kept) : options.settled;
  const inHand = appsInHand();
  const histories = appHistories(history, inHand.of);
  const { recording } = histories;
  const clock = steeredClock({
    start,
    frozen,
    settled,
    onMoved: (position) => recording()?.clockMoved(undefined, position, clock.now()),
  });
  let made = 0;
  const isTaken = (appId: string) =>
    backend.simulator.apps().some((app) => app.appId.toLowerCase() === appId);
  let isClosed = false;
  const requireOpen = (doing: string) => {
    if (!isClosed) return;
    throw new UsageError(`Failed to ${doing}: this testkit is closed. Set up another one.`);
  };

  const around = aroundRequests({
    watchOf: inHand.get,
    revoke(tenant, authToken, cause) {
      const uid = tenant.state.authTokens.get(authToken)?.uid ?? "";
      backend.execute(tenant, "deleteAuthToken", { uid, authToken }, undefined, { cause });
    },
    rest: options.rest,
  });
  const { aroundSocket, refuseSocket } = aroundSockets(inHand.byHostName);

  const backend = createBackend({
    clock,
    seed,
    timing,
    account: options.account,
    described: options.described,
    onRequest: options.onRequest,
    onBug: options.onBug,
    sampleData: PRESETS.demo,
    around,
    aroundSocket,
    recorder: {
      executed(executed) {
        recording()?.executed(executed);
        const control = inHand.get(executed.app.appId);
        if (!control) return undefined;
        control.reached.executed(executed);
        const { outcome } = executed;
        if (outcome.ok) control.bots.hear(outcome.events);
        return noteCommand(control.log, executed);
      },
      appAdded: histories.appAdded,
      appRemoved(app) {
        recording()?.appRemoved(app);
        inHand.remove(app);
      },
      stateReplaced(app) {
        inHand.putBack(app);
        histories.stateReplaced(app);
      },
      rateLimitsSet: (app) => recording()?.rateLimitsSet(app),
    },
    whenKept: history?.whenKept,
    addApp: (options) => take({ options, preset: "empty", bots: [] }).tenant,
  });

  /**
   * Adds an app, and takes it into hand as the preset has it.
   *
   * @param past what it has become at another time, for one that was there
   */
  function take(
    { options: app, preset: world, bots }: ChosenApp,
    time: StartTime = {},
    past?: PastApp,
  ): OwnAppControl {
    const { start = clock.now(), frozen = "frozenAt" in clock.position() } = time;
    const { appId, region, authKey, restApiKey } = app;
    const own = steeredClock({
      start,
      frozen,
      settled,
      onMoved: (position) => recording()?.clockMoved(appId, position, own.now()),
    });
    const content = presetWorld(world);
    const beginning = { preset: world, clock: own.position(), setUp: past?.setUp };
    const tenant = histories.begin(beginning, () => backend.addApp({ ...app, clock: own }));
    backend.play(tenant, content);
    if (past) own.place(past.setUp.clock);
    const keys = { appId, region, authKey, restApiKey };
    const faults = createFaults({
      seed: app.seed ?? seed,
      clock: own,
      requireThere(doing) {
        requireOpen(doing);
        if (backend.simulator.app(appId) !== tenant) inHand.require(appId, doing);
      },
    });
    const sockets = new Set<FaultySocket>();
    faults.onAdded((ids) => {
      for (const socket of sockets) socket.expose(ids);
    });
    const takeInto = () =>
      createAppControl({
        backend,
        tenant,
        app: keys,
        clock: own,
        log: createLog(logLength),
        bots,
        faults,
        past: past && {
          app: {
            app: { app: tenant, facts: past.facts, state: copyState(past.state) },
            extensions: new Set(),
          },
          keys: { ...keys, ...past.keys },
          clock: notBefore(past.at, past.clock),
        },
        settled,
        requireOpen,
      });
    let control: WatchedControl;
    try {
      control = { ...takeInto(), sockets };
    } catch (error) {
      // A bot that cannot be is a reason not to have the app at all; one that there was is kept where it is.
      const remove = () => backend.removeApp(appId);
      if (past) histories.repeat(remove);
      else remove();
      own.stop();
      throw error;
    }
    inHand.add(control);
    return control;
  }

  return {
    backend,
    clock,
    answer: backend.answer,
    bodyLimit: backend.bodyLimit,
    openSocket: (peer, address) => backend.openSocket(peer, address),
    refuseSocket,
    addApp(choice, time) {
      const chosen = chooseApp({ preset, ...choice }, seed, isTaken);
      return take(chosen, time);
    },
    freeAppId() {
      do made += 1;
      while (isTaken(`app-${made}`));
      return `app-${made}`;
    },
    adopt({ setUp, facts, ...past }, bots = []) {
      const { appId, authKey, restApiKey, preset: world, at: start } = setUp;
      const withTiming = (then: AppFacts) => ({ ...then, timing: { ...then.timing, ...timing } });
      const app = { ...withTiming(setUp.facts), appId, authKey, restApiKey };
      const since = { ...past, setUp, facts: withTiming(facts) };
      return histories.repeat(() =>
        take({ options: app, preset: world, bots }, { start, frozen: true }, since),
      );
    },
    worlds: () => backend.simulator.apps().flatMap((app) => histories.worldOf(app) ?? []),
    removeApp: backend.removeApp,
    apps: inHand.all,
    forApp: inHand.require,
    reach: inHand.reach,
    clearReach: inHand.clearReach,
    close() {
      isClosed = true;
      backend.close();
      inHand.end();
      clock.stop();
    },
  };
}
