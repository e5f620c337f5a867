import { authenticate, type Credentials } from "./actor.ts";
import type { Clock } from "./clock.ts";
import { ServiceError, serviceError } from "./errors.ts";
import type { DomainEvent } from "./events.ts";
import { LEAVES_IMPORTS } from "./import-conversations.ts";
import { type Consulted, type Context, parseInput, type RuleSwitches } from "./operation.ts";
import { type InputOf, type OperationName, operations, type ResultOf } from "./operations/index.ts";
import { permitted } from "./permissions.ts";
import { seededRandomness } from "./randomness.ts";
import { AI_FEATURES } from "./rules/ai-features.ts";
import { CONNECTION_TIMING, type ConnectionTiming } from "./rules/connection-timing.ts";
import { BUILT_IN_EXTENSIONS } from "./rules/extensions.ts";
import { DEFAULT_FLAG_REASONS } from "./rules/moderation.ts";
import { RATE_LIMITS, type RateLimits } from "./rules/rate-limits.ts";
import { type VerdictChanges, verdictsWith } from "./rules/verdicts.ts";
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
  /** Cells of the tables of who may do what that are otherwise for this app's users; `VERDICTS` has them all. */
  readonly verdicts?: VerdictChanges | undefined;
  /** What people call it; the App ID when left out. */
  readonly name?: string | undefined;
  /** Requests a minute; `true` for the service's own limits. None when left out. */
  readonly rateLimits?: true | Partial<RateLimits> | undefined;
  /** Where its time comes from; the simulator's clock when left out. */
  readonly clock?: Clock | undefined;
  /** In milliseconds; what is left out is as the simulator has it. */
  readonly timing?: Partial<ConnectionTiming> | undefined;
  /** Tokens, ids and keys are derived from it; the simulator's own when left out. */
  readonly seed?: number | string | undefined;
}

/** One app of a simulator. */
export interface App {
  readonly appId: string;
  readonly region: string;
  readonly switches: RuleSwitches;
  /** What is otherwise than the tables of who may do what have it; `undefined` when nothing is. */
  readonly verdicts: VerdictChanges | undefined;
  readonly name: string;
  readonly createdAt: number;
  /** Everything in the app happens by it. */
  readonly clock: Clock;
  /** Times of its sockets, in milliseconds. */
  readonly timing: ConnectionTiming;
  readonly seed: number | string;
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
  readonly resource?: string | undefined;
  /** When it happens, in unix milliseconds, where that is not now: for history that is made up or played again. */
  readonly at?: number | undefined;
  /** The number of what led to it in a record of what happened. */
  readonly cause?: number | undefined;
}

/** What came of a command: a value and events, or the service's own error and no change at all. */
export type Outcome<O = unknown> = Accepted<O> | Refused;

/** A command that was refused. */
interface Refused {
  readonly ok: false;
  readonly error: ServiceError;
}

/** What came of a command that was carried out. */
export interface Accepted<O = unknown> {
  readonly ok: true;
  readonly value: O;
  readonly events: readonly DomainEvent[];
  readonly app: App;
  /** Its number in a record of what happened, which what it causes is linked to. */
  readonly entry?: number | undefined;
}

/** A command that was carried out or refused. */
export interface Executed {
  readonly app: App;
  readonly command: Command;
  readonly outcome: Outcome;
  /** When it happened, in unix milliseconds. */
  readonly at: number;
  /** Whether it has changed anything in the app. */
  readonly changed: boolean;
  /** By what the privilege tables were read for it, which the state may no longer tell. */
  readonly consulted: readonly Consulted[];
}

/** Hears of everything that happens to the apps, in order: what a log, a journal or a count is made from. */
export interface Recorder {
  /** @returns the number under which it was noted, if it was; its events have the numbers that follow */
  executed?(executed: Executed): number | undefined;
  appAdded?(app: App, options: AppOptions): void;
  appRemoved?(app: App): void;
  /** An app was put back to what it had been at another time, or given another content. */
  stateReplaced?(app: App): void;
  rateLimitsSet?(app: App): void;
}

/** What an app is, beside what it holds: what its future depends on. */
export type AppFacts = Pick<
  App,
  "region" | "switches" | "verdicts" | "name" | "createdAt" | "timing" | "seed" | "rateLimits"
>;

/** What one app was and held at one time. */
export interface AppCopy {
  readonly app: App;
  readonly facts: AppFacts;
  readonly state: StateCopy;
}

/** What an app is, beside what it holds. */
export function factsOf({
  region,
  switches,
  verdicts,
  name,
  createdAt,
  timing,
  seed,
  rateLimits,
}: App): AppFacts {
  return { region, switches, verdicts, name, createdAt, timing, seed, rateLimits };
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

const DEFAULT_SWITCHES: RuleSwitches = { moderatorMayDemoteModerator: false };

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

/** An app, for the one who may change it. */
type OwnApp = Omit<App, keyof AppFacts> & { -readonly [F in keyof AppFacts]: App[F] };

function limitsOf(limits: AppOptions["rateLimits"]): RateLimits | undefined {
  return limits && { ...RATE_LIMITS, ...(limits === true ? {} : limits) };
}

function createApp(
  options: AppOptions,
  defaults: Required<Pick<SimulatorOptions, "clock" | "seed">> & { readonly timing: ConnectionTiming },
): OwnApp {
  const { appId, region, name = appId, clock = defaults.clock, seed = defaults.seed } = options;
  const now = Math.floor(clock.now() / 1_000);
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
  const timing = { ...defaults.timing, ...options.timing };
  const { verdicts } = options;
  const rateLimits = limitsOf(options.rateLimits);
  return { appId, region, name, createdAt: now, clock, timing, seed, switches, verdicts, rateLimits, state };
}

function executeIn<N extends OperationName>(
  app: App,
  command: Command<N>,
  recorder: Recorder,
): Outcome<ResultOf<N>> {
  const at = command.at ?? app.clock.now();
  if (!LEAVES_IMPORTS.has(command.operation)) settleIn(app, command, at, recorder);
  if (!recorder.executed) return carryOut(app, command, at, undefined).outcome;
  const consulted: Consulted[] = [];
  const { outcome, changed } = carryOut(app, command, at, consulted);
  const entry = recorder.executed({ app, command, outcome, at, changed, consulted });
  if (outcome.ok) outcome.entry = entry;
  return outcome;
}

/** Brings up to date what imports have left, if they have: it stays, whatever comes of the command that wants it so. */
function settleIn(app: App, { cause }: Command, at: number, recorder: Recorder): void {
  const { appId, state } = app;
  if (state.importedConversations.size === 0) return;
  const as = { kind: "harness" } as const;
  executeIn(app, { appId, operation: "settleImported", as, input: {}, at, cause }, recorder);
}

/** What came of a command, before it is known under which number that was noted. */
type Carried<O> = (Omit<Accepted<O>, "entry"> & { entry: number | undefined }) | Refused;

function carryOut<N extends OperationName>(
  app: App,
  command: Command<N>,
  milliseconds: number,
  consulted: Consulted[] | undefined,
): { readonly outcome: Carried<ResultOf<N>>; readonly changed: boolean } {
  const { state } = app;
  const events: DomainEvent[] = [];
  try {
    const { access, input, run } = operations[command.operation];
    const verdicts = verdictsWith(app.verdicts);
    const actor = authenticate(state, command.as, command.operation, access, verdicts);
    const context: Context = {
      appId: app.appId,
      state,
      actor,
      now: Math.floor(milliseconds / 1000),
      milliseconds,
      randomness: seededRandomness(`${app.seed}/${app.appId}`),
      switches: app.switches,
      // The app itself passes every check, whatever its owners may do.
      verdicts: actor.isApp ? verdictsWith(undefined) : verdicts,
      resource: command.resource,
      consulted,
      emit: (event) => events.push(event),
    };
    // The registry's type says that `run` takes what `input` parses; TypeScript cannot follow that through a union.
    const value = (run as (context: Context, input: unknown) => unknown)(
      context,
      permitted(context, command.operation, parseInput(input, command.input ?? {})),
    );
    const changed = state.journal.commit();
    return { outcome: { ok: true, value: value as ResultOf<N>, events, app, entry: undefined }, changed };
  } catch (error) {
    state.journal.rollback();
    if (error instanceof ServiceError) return { outcome: { ok: false, error }, changed: false };
    throw error;
  }
}
