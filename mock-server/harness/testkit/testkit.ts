import { PRESETS, type Preset } from "../../presets.ts";
import type { ExtensionRegistry } from "../../rest/extensions/index.ts";
import type { RequestReport } from "../../rest/index.ts";
import {
  type App,
  CONNECTION_TIMING,
  type ConnectionTiming,
  type InputFor,
  type OperationName,
  type ResultOf,
} from "../../simulator/index.ts";
import { UsageError } from "../../usage-error.ts";
import { type BackendCopy, createBackend } from "../backend.ts";
import { type Actor, createActor } from "./actor.ts";
import { type AppChoice, type AppKeys, chooseApps } from "./apps.ts";
import { createDoor, type Door } from "./door.ts";
import { type Attendance, attend } from "./presence.ts";
import { type ClockPosition, steeredClock, type TestkitClock } from "./steered-clock.ts";
import { readTime, type Time } from "./times.ts";
import { createTraffic } from "./traffic.ts";

/** How to set up a testkit. Everything has a default. */
export interface TestkitOptions {
  /** What the apps hold at the start; `demo` by default. */
  preset?: Preset;
  /** Tokens, ids and keys are derived from it; 1 by default. */
  seed?: number | string;
  /** The time at which it begins; the wall clock's by default. */
  now?: Time;
  /** Whether the time stands still from the start, until it is moved by `testkit.clock`. */
  frozen?: boolean;
  /** The apps it has; one by default. `testkit.app` is the first. */
  apps?: readonly AppChoice[];
  /** Times of the socket surface, in milliseconds. In process, frames follow the answer of their request at once. */
  timing?: Partial<ConnectionTiming>;
  /** Hears of every request that was answered. */
  onRequest?: (report: RequestReport) => void;
  /** Hears of our own failures; they are warned of when left out. */
  onBug?: (error: unknown) => void;
  /** Hears of what the author of a test should know. */
  onWarning?: (text: string) => void;
}

/** A chat service inside the process of a test. */
export interface Testkit {
  /** What the SDK and a server are given to use the first app. */
  readonly app: AppKeys;
  readonly apps: readonly AppKeys[];
  readonly clock: TestkitClock;
  /** What `callExtension` reaches: a test adds its own here. */
  readonly extensions: ExtensionRegistry;
  /**
   * Acts as any user, without a client.
   *
   * @param appId the first app's when left out
   * @throws UsageError for an app that is not there
   */
  as(uid: string, appId?: string): Actor;
  /**
   * Does something in an app as the app itself: adds users, makes agents answer …
   *
   * @param appId the first app's when left out
   * @throws UsageError for an app that is not there; ServiceError when the service refuses it
   * @example await testkit.do("createUser", { uid: "alice", name: "Alice" });
   */
  do<N extends OperationName>(operation: N, input: InputFor<N>, appId?: string): Promise<ResultOf<N>>;
  /** Resolves when everything that is on its way has arrived. */
  settled(): Promise<void>;
  /**
   * Back to how it was set up: its apps, and its clock. Sockets are closed, since no session is from before; agents and
   * whatever else was under way is dropped. Extensions that a test has added stay.
   */
  reset(): Promise<void>;
  /** Remembers its apps and its clock as they are, in memory and for this testkit. Restore it as often as you like. */
  snapshot(): Promise<Snapshot>;
  /**
   * Back to a snapshot. A socket that was open then and is still stays open, so that a client that had logged in goes on;
   * it is told nothing and should load its lists again. All others are closed.
   *
   * @throws UsageError for what is no snapshot of this testkit
   * @example
   * const loggedIn = await testkit.snapshot();
   * beforeEach(() => testkit.restore(loggedIn));
   */
  restore(snapshot: Snapshot): Promise<void>;
  /** Ends it: nothing is left of it. Closing twice is fine. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** How a testkit was at one time. */
export interface Snapshot {
  /** The time by the testkit's clock, in unix milliseconds. */
  readonly takenAt: number;
}

/** Lets the clients of the process in. */
export interface Transport {
  /** Puts everything back as it was. */
  close(): Promise<void> | void;
}

/**
 * Makes a testkit that clients reach by the given transport.
 *
 * @throws UsageError for options that make no sense; nothing is changed then
 */
export function createTestkit(
  options: TestkitOptions,
  listen: (door: Door, warn: (text: string) => void) => Transport,
): Testkit {
  const { preset = "demo", seed = 1, frozen = false, onWarning: warn = () => {} } = options;
  const chosen = chooseApps(options.apps, preset, seed);
  const start = options.now === undefined ? undefined : readTime(options.now, "set up the testkit");
  const traffic = createTraffic();
  const clock = steeredClock({ start, frozen, settled: traffic.settled });
  const timing = { ...CONNECTION_TIMING, frameDelay: 0, ...options.timing };
  const onBug = options.onBug ?? ((error) => warn(`A failure of the testkit's own: ${describeBug(error)}`));
  const { onRequest } = options;
  const backend = createBackend({ clock, seed, timing, onRequest, onBug, sampleData: PRESETS.demo });
  for (const { options: keys, preset: world } of chosen) backend.play(backend.addApp(keys), PRESETS[world]);
  const apps = chosen.map(({ options: { appId, region, authKey, restApiKey } }): AppKeys => {
    return { appId, region, authKey, restApiKey };
  });
  const [app] = apps as [AppKeys];
  const attendances = new Map(apps.map(({ appId }) => [appId, new Map<string, Attendance>()]));
  const snapshots = new WeakMap<Snapshot, { readonly apps: BackendCopy; readonly clock: ClockPosition }>();
  const remember = (): Snapshot => {
    const snapshot = Object.freeze({ takenAt: clock.now() });
    snapshots.set(snapshot, { apps: backend.copy(), clock: clock.position() });
    return snapshot;
  };
  const atTheStart = remember();
  const door = createDoor({ surface: backend, traffic, apps: backend.simulator.apps, warn });
  const transport = listen(door, warn);
  let closing: Promise<void> | undefined;

  const testkit: Testkit = {
    app,
    apps,
    clock: {
      now: clock.now,
      freeze: whileOpen("freeze the clock", clock.freeze),
      resume: whileOpen("resume the clock", clock.resume),
      set: promisedWhileOpen("set the clock", clock.set),
      advance: promisedWhileOpen("advance the clock", clock.advance),
    },
    extensions: backend.extensions,
    as: whileOpen("act as a user", (uid, appId = app.appId) => {
      const tenant = appOf(appId, `act as ${JSON.stringify(uid)}`);
      return createActor({
        uid,
        execute: whileOpen(`act as ${JSON.stringify(uid)}`, (operation, input) =>
          backend.execute(tenant, operation, input, uid, 0),
        ),
        settled: traffic.settled,
        attendances: attendances.get(tenant.appId) ?? new Map(),
        attend: () => attend(uid, tenant, backend),
      });
    }),
    do: promisedWhileOpen("act as the app", async (operation, input, appId = app.appId) => {
      const value = backend.execute(appOf(appId, "act as the app"), operation, input, undefined, 0);
      await traffic.settled();
      return value;
    }),
    settled: traffic.settled,
    reset: promisedWhileOpen("reset", () => restore(atTheStart)),
    snapshot: promisedWhileOpen("take a snapshot", async () => {
      await traffic.settled();
      return remember();
    }),
    restore: promisedWhileOpen("restore a snapshot", restore),
    close() {
      closing ??= end();
      return closing;
    },
    [Symbol.asyncDispose]: () => testkit.close(),
  };
  return testkit;

  async function restore(snapshot: Snapshot): Promise<void> {
    const known = snapshots.get(snapshot);
    if (!known) {
      throw new UsageError(
        "Failed to restore the snapshot: it is none of this testkit's. Give what its own snapshot() has answered.",
      );
    }
    await clock.idle();
    await traffic.settled();
    clock.place(known.clock);
    backend.putBack(known.apps);
    await traffic.settled();
  }

  async function end(): Promise<void> {
    await transport.close();
    backend.close();
    clock.stop();
  }

  function appOf(appId: string, doing: string): App {
    const known = backend.simulator.app(appId);
    if (known) return known;
    const names = backend.simulator.apps().map((one) => JSON.stringify(one.appId));
    throw new UsageError(
      `Failed to ${doing}: this testkit has no app ${JSON.stringify(appId)}. It has ${names.join(", ")}; name one of these, or give setupTestkit({ apps }) this one.`,
    );
  }

  /** The same function, as long as the testkit is there. */
  function whileOpen<F extends (...args: never[]) => unknown>(doing: string, run: F): F {
    const guarded = (...args: Parameters<F>) => {
      requireOpen(doing);
      return run(...args);
    };
    return guarded as F;
  }

  /** As {@link whileOpen}, for what promises: it rejects and does not throw. */
  function promisedWhileOpen<F extends (...args: never[]) => Promise<unknown>>(doing: string, run: F): F {
    const guarded = async (...args: Parameters<F>) => {
      requireOpen(doing);
      return await run(...args);
    };
    return guarded as F;
  }

  function requireOpen(doing: string): void {
    if (!closing) return;
    throw new UsageError(
      `Failed to ${doing}: this testkit is closed. Set up another one with setupTestkit().`,
    );
  }
}

function describeBug(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
