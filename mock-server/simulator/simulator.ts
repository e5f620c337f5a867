import { authenticate, type Credentials } from "./actor.ts";
import type { Clock } from "./clock.ts";
import { ServiceError, serviceError } from "./errors.ts";
import type { DomainEvent } from "./events.ts";
import { type Context, parseInput, type RuleSwitches } from "./operation.ts";
import { type InputOf, type OperationName, operations, type ResultOf } from "./operations/index.ts";
import { type Randomness, seededRandomness } from "./randomness.ts";
import { createState, type State } from "./state.ts";

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
}

/** One app of a simulator. */
export interface App {
  readonly appId: string;
  readonly region: string;
  readonly switches: RuleSwitches;
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

export interface Simulator {
  /** Adds an app. @throws Error when the App ID is taken */
  addApp(options: AppOptions): App;
  app(appId: string): App | undefined;
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
  const apps = new Map<string, App>();
  const seconds = () => Math.floor(clock.now() / 1000);

  return {
    addApp(options) {
      if (apps.has(options.appId)) throw new Error(`Failed to add the app: ${options.appId} exists already.`);
      const app = createApp(options, seconds());
      apps.set(app.appId, app);
      return app;
    },
    app: (appId) => apps.get(appId),
    execute<N extends OperationName>(command: Command<N>): Outcome<ResultOf<N>> {
      const app = apps.get(command.appId);
      if (!app) {
        const error = command.appId
          ? serviceError("AUTH_ERR_INVALID_APPID", { appId: command.appId })
          : serviceError("AUTH_ERR_EMPTY_APPID");
        return { ok: false, error };
      }
      return executeIn(app, command, seconds(), seededRandomness(`${seed}/${app.appId}`));
    },
  };
}

function createApp(options: AppOptions, now: number): App {
  const state = createState();
  state.apiKeys.put({ apiKey: options.authKey, name: "Auth Key", scope: "authOnly", createdAt: now });
  state.apiKeys.put({
    apiKey: options.restApiKey,
    name: "Rest API Key",
    scope: "fullAccess",
    createdAt: now,
  });
  state.roles.put({ role: "default", name: "default", description: "Default Role", createdAt: now });
  state.journal.commit();
  const switches = { ...DEFAULT_SWITCHES, ...options.switches };
  return { appId: options.appId, region: options.region, switches, state };
}

function executeIn<N extends OperationName>(
  app: App,
  command: Command<N>,
  now: number,
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
      now,
      randomness,
      switches: app.switches,
      resource: command.resource,
      emit: (event) => events.push(event),
    };
    // The registry's type says that `run` takes what `input` parses; TypeScript cannot follow that through a union.
    const value = (run as (context: Context, input: unknown) => unknown)(
      context,
      parseInput(input, command.input ?? {}),
    );
    state.journal.commit();
    return { ok: true, value: value as ResultOf<N>, events, app };
  } catch (error) {
    state.journal.rollback();
    if (error instanceof ServiceError) return { ok: false, error };
    throw error;
  }
}
