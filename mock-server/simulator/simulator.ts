import { type App, type AppCopy, type AppOptions, createApp, factsOf, limitsOf, type OwnApp } from "./app.ts";
import type { Clock } from "./clock.ts";
import { type Command, executeIn, type Outcome, type Recorder } from "./command.ts";
import { serviceError } from "./errors.ts";
import type { InputOf, OperationName, ResultOf } from "./operations/index.ts";
import { CONNECTION_TIMING, type ConnectionTiming } from "./rules/connection-timing.ts";
import { copyState, putStateBack } from "./state.ts";

export interface Simulator {
  /** Adds an app. @throws Error when the App ID is taken */
  addApp(options: AppOptions): App;
  app(appId: string): App | undefined;
  /** All apps, oldest first. */
  apps(): readonly App[];
  /** Takes an app away with everything in it. */
  removeApp(appId: string): void;
  /** Limits an app's requests a minute, `true` by the service's own limits, or no longer. */
  setRateLimits(appId: string, limits: AppOptions["rateLimits"]): void;
  /** Remembers an app, in milliseconds: records never change, so that maps of them are copied and nothing else. */
  copy(app: App): AppCopy;
  /** Puts an app back to what it was, also one that is gone. */
  putBack(copy: AppCopy): void;
  /**
   * The one door: everything that reads or changes an app goes through it.
   *
   * @throws InvariantError, or any other error that is not a {@link ServiceError}: a bug, with the state put back
   */
  execute<N extends OperationName>(command: Command<N>): Outcome<ResultOf<N>>;
}

/** What a simulator takes from outside. */
export interface SimulatorOptions {
  /** The time of every app that has no clock of its own. */
  readonly clock: Clock;
  /** Same seed, same commands at the same times: the same outcomes to the byte. */
  readonly seed: number | string;
  /** In milliseconds; what is left out is as in {@link CONNECTION_TIMING}. */
  readonly timing?: Partial<ConnectionTiming> | undefined;
  readonly recorder?: Recorder | undefined;
}

/** Commands are named by their operation; its typed form is what callers in TypeScript use. */
export type InputFor<N extends OperationName> = InputOf<N>;

/** Makes a simulator without apps. */
export function createSimulator({ clock, seed, timing, recorder = {} }: SimulatorOptions): Simulator {
  const apps = new Map<string, OwnApp>();
  const defaults = { clock, seed, timing: { ...CONNECTION_TIMING, ...timing } };

  return {
    addApp(options) {
      if (apps.has(options.appId)) throw new Error(`Failed to add the app: ${options.appId} exists already.`);
      const app = createApp(options, defaults);
      apps.set(app.appId, app);
      recorder.appAdded?.(app, options);
      return app;
    },
    app: (appId) => apps.get(appId),
    apps: () => [...apps.values()],
    removeApp(appId) {
      const app = apps.get(appId);
      if (!app) return;
      apps.delete(appId);
      recorder.appRemoved?.(app);
    },
    setRateLimits(appId, limits) {
      const app = apps.get(appId);
      if (!app) return;
      app.rateLimits = limitsOf(limits);
      recorder.rateLimitsSet?.(app);
    },
    copy: (app) => ({ app, facts: factsOf(app), state: copyState(app.state) }),
    putBack({ app, facts, state }) {
      const own: OwnApp = app;
      putStateBack(own.state, state);
      Object.assign(own, facts);
      apps.set(own.appId, own);
      recorder.stateReplaced?.(own);
    },
    execute<N extends OperationName>(command: Command<N>): Outcome<ResultOf<N>> {
      const app = apps.get(command.appId);
      if (!app) {
        const error = command.appId
          ? serviceError("AUTH_ERR_INVALID_APPID", { appId: command.appId })
          : serviceError("AUTH_ERR_EMPTY_APPID");
        return { ok: false, error };
      }
      return executeIn(app, command, recorder);
    },
  };
}
