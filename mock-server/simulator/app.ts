import type { Clock } from "./clock.ts";
import type { RuleSwitches } from "./operation.ts";
import { AI_FEATURES } from "./rules/ai-features.ts";
import type { ConnectionTiming } from "./rules/connection-timing.ts";
import { BUILT_IN_EXTENSIONS } from "./rules/extensions.ts";
import { DEFAULT_FLAG_REASONS } from "./rules/moderation.ts";
import { RATE_LIMITS, type RateLimits } from "./rules/rate-limits.ts";
import type { VerdictChanges } from "./rules/verdicts.ts";
import { createState, type State, type StateCopy } from "./state.ts";

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

/** An app, for the one who may change it. */
export type OwnApp = Omit<App, keyof AppFacts> & { -readonly [F in keyof AppFacts]: App[F] };

const DEFAULT_SWITCHES: RuleSwitches = { moderatorMayDemoteModerator: false };

/** Requests a minute, as an app has them. */
export function limitsOf(limits: AppOptions["rateLimits"]): RateLimits | undefined {
  return limits && { ...RATE_LIMITS, ...(limits === true ? {} : limits) };
}

/** What an app takes from its simulator where it has none of its own. */
export interface AppDefaults {
  readonly clock: Clock;
  readonly seed: number | string;
  readonly timing: ConnectionTiming;
}

/** Makes an app with what every new one holds. */
export function createApp(options: AppOptions, defaults: AppDefaults): OwnApp {
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
