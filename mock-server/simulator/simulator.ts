import { authenticate, type Credentials } from "./actor.ts";
import type { Clock } from "./clock.ts";
import { ServiceError, serviceError } from "./errors.ts";
import type { DomainEvent } from "./events.ts";
import { type Context, parseInput, type RuleSwitches } from "./operation.ts";
import { type InputOf, type OperationName, operations, type ResultOf } from "./operations/index.ts";
import { permitted } from "./permissions.ts";
import { type Randomness, seededRandomness } from "./randomness.ts";
import { AI_FEATURES } from "./rules/ai-features.ts";
import { BUILT_IN_EXTENSIONS } from "./rules/extensions.ts";
import { DEFAULT_FLAG_REASONS } from "./rules/moderation.ts";
import { RATE_LIMITS, type RateLimits } from "./rules/rate-limits.ts";
import { copyState, createState, putStateBack, type State, type StateCopy } from "./state.ts";

/** What makes an app: the unit of isolation between tenants. */
export interface AppOptions {
  readonly appId: string;
  /** Where the app is hosted: `us`, `eu`, `in` … */
  readonly region: string;
  /** The `authOnly` key: creates users and logs them in. */
  readonly authKey: string;
  /** The `fullAccess` key, for servers. */
  readonly restApiKey: string;
  readonly switches?: Partial<RuleSwitches>;
  /** What people call it; the App ID when left out. */
  readonly name?: string | undefined;
  /** Requests a minute; `true` for the service's own limits. None when left out. */
  readonly rateLimits?: true | Partial<RateLimits> | undefined;
}

/** One app of a simulator. */
export interface App {
  readonly appId: string;
  readonly region: string;
  readonly switches: RuleSwitches;
  readonly name: string;
  readonly createdAt: number;
  /** Requests a minute, which the REST surface counts; `undefined` when they are not limited. */
  readonly rateLimits: RateLimits | undefined;
  /** Read it to print answers; only commands change it. */
  readonly state: State;
}

/** Something someone wants done in an app. */
export interface Command<N extends OperationName = OperationName> {
  readonly appId: string;
  readonly operation: N;
  readonly as: Credentials;
  /** Checked against the operation's schema; anything may come here. */
  readonly input?: unknown;
  /** The caller's session id (the `resource` header), so that its own socket can tell its own events. */
  readonly resource?: string;
}

/** What came of a command: a value and events, or the service's own error and no change at all. */
export type Outcome<O = unknown> =
  | { readonly ok: true; readonly value: O; readonly events: readonly DomainEvent[]; readonly app: App }
  | { readonly ok: false; readonly error: ServiceError };

/** What all apps of a simulator held at one time. */
export interface SimulatorCopy {
  readonly apps: readonly {
    readonly app: App;
    readonly state: StateCopy;
    readonly rateLimits: App["rateLimits"];
  }[];
}

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
  /** Remembers all apps, in milliseconds: records never change, so that maps of them are copied and nothing else. */
  copy(): SimulatorCopy;
  /** Puts all apps back to what they were, those that are gone too; those made since are gone then. */
  putBack(copy: SimulatorCopy): void;
  /**
   * The one door: everything that reads or changes an app goes through it.
   *
   * @throws InvariantError, or any other error that is not a {@link ServiceError}: a bug, with the state put back
   */
  execute<N extends OperationName>(command: Command<N>): Outcome<ResultOf<N>>;
}

/** What a simulator takes from outside. */
export interface SimulatorOptions {
  readonly clock: Clock;
  /** Same seed, same commands at the same times: the same outcomes to the byte. */
  readonly seed: number | string;
}

/** Commands are named by their operation; its typed form is what callers in TypeScript use. */
export type InputFor<N extends OperationName> = InputOf<N>;

const DEFAULT_SWITCHES: RuleSwitches = { moderatorMayDemoteModerator: false };

/** Makes a simulator without apps. */
export function createSimulator({ clock, seed }: SimulatorOptions): Simulator {
  const apps = new Map<string, OwnApp>();
  const seconds = () => Math.floor(clock.now() / 1000);

  return {
    addApp(options) {
      if (apps.has(options.appId)) throw new Error(`Failed to add the app: ${options.appId} exists already.`);
      const app = createApp(options, seconds());
      apps.set(app.appId, app);
      return app;
    },
    app: (appId) => apps.get(appId),
    apps: () => [...apps.values()],
    removeApp: (appId) => void apps.delete(appId),
    setRateLimits(appId, limits) {
      const app = apps.get(appId);
      if (app) app.rateLimits = limitsOf(limits);
    },
    copy: () => ({
      apps: [...apps.values()].map((app) => ({
        app,
        state: copyState(app.state),
        rateLimits: app.rateLimits,
      })),
    }),
    putBack(copy) {
      apps.clear();
      for (const { app, state, rateLimits } of copy.apps) {
        putStateBack(app.state, state);
        const own: OwnApp = app;
        own.rateLimits = rateLimits;
        apps.set(app.appId, own);
      }
    },
    execute<N extends OperationName>(command: Command<N>): Outcome<ResultOf<N>> {
      const app = apps.get(command.appId);
      if (!app) {
        const error = command.appId
          ? serviceError("AUTH_ERR_INVALID_APPID", { appId: command.appId })
          : serviceError("AUTH_ERR_EMPTY_APPID");
        return { ok: false, error };
      }
      return executeIn(app, command, clock.now(), seededRandomness(`${seed}/${app.appId}`));
    },
  };
}

/** An app, for the one who may change it. */
type OwnApp = Omit<App, "rateLimits"> & { rateLimits: App["rateLimits"] };

function limitsOf(limits: AppOptions["rateLimits"]): RateLimits | undefined {
  return limits && { ...RATE_LIMITS, ...(limits === true ? {} : limits) };
}

function createApp(options: AppOptions, now: number): OwnApp {
  const state = createState();
  state.apiKeys.put({ apiKey: options.authKey, name: "Auth Key", scope: "authOnly", createdAt: now });
  state.apiKeys.put({
    apiKey: options.restApiKey,
    name: "Rest API Key",
    scope: "fullAccess",
    createdAt: now,
  });
  for (const [at, reason] of DEFAULT_FLAG_REASONS.entries()) {
    state.flagReasons.put({
      ...reason,
      createdAt: now,
      updatedAt: now,
      serial: at - DEFAULT_FLAG_REASONS.length,
    });
  }
  state.roles.put({ role: "default", name: "default", description: "Default Role", createdAt: now });
  for (const [slug, { name, enabled }] of Object.entries(BUILT_IN_EXTENSIONS)) {
    if (enabled) state.extensions.put({ slug, name });
  }
  for (const feature of AI_FEATURES) state.aiFeatures.put({ feature });
  state.journal.commit();
  const switches = { ...DEFAULT_SWITCHES, ...options.switches };
  const { appId, region, name = appId } = options;
  const rateLimits = limitsOf(options.rateLimits);
  return { appId, region, name, createdAt: now, switches, rateLimits, state };
}

function executeIn<N extends OperationName>(
  app: App,
  command: Command<N>,
  milliseconds: number,
  randomness: Randomness,
): Outcome<ResultOf<N>> {
  const { state } = app;
  const events: DomainEvent[] = [];
  try {
    const { access, input, run } = operations[command.operation];
    const context: Context = {
      appId: app.appId,
      state,
      actor: authenticate(state, command.as, command.operation, access),
      now: Math.floor(milliseconds / 1000),
      milliseconds,
      randomness,
      switches: app.switches,
      resource: command.resource,
      emit: (event) => events.push(event),
    };
    // The registry's type says that `run` takes what `input` parses; TypeScript cannot follow that through a union.
    const value = (run as (context: Context, input: unknown) => unknown)(
      context,
      permitted(context, command.operation, parseInput(input, command.input ?? {})),
    );
    state.journal.commit();
    return { ok: true, value: value as ResultOf<N>, events, app };
  } catch (error) {
    state.journal.rollback();
    if (error instanceof ServiceError) return { ok: false, error };
    throw error;
  }
}
