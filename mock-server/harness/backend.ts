import { createRestSurface, type RequestReport } from "../rest/index.ts";
import {
  type App,
  type AppOptions,
  type Clock,
  CONNECTION_TIMING,
  type ConnectionTiming,
  createSimulator,
  type Simulator,
} from "../simulator/index.ts";
import { createHub } from "../socket/hub.ts";
import { openSession } from "../socket/session.ts";
import { playSteps, type Step } from "./play-steps.ts";
import { storyClock } from "./story-clock.ts";
import type { Surface } from "./surface.ts";

/** What a backend takes from outside. */
export interface BackendOptions {
  readonly clock: Clock;
  /** Same seed, same requests at the same times: the same answers. */
  readonly seed: number | string;
  /** In milliseconds; what is left out is as in {@link CONNECTION_TIMING}. */
  readonly timing?: Partial<ConnectionTiming> | undefined;
  /** Hears of every HTTP request that was answered. */
  readonly onRequest?: ((report: RequestReport) => void) | undefined;
  /** Hears of our own failures, which clients see as `ERR_EXCEPTION`. */
  readonly onBug?: ((error: unknown) => void) | undefined;
}

/** The whole service, without a transport. */
export interface Backend extends Surface {
  readonly simulator: Simulator;
  addApp(options: AppOptions): App;
  /** Makes a world's history in an app, each step at its own time. */
  play(app: App, steps: readonly Step[]): void;
}

/** Joins the simulator with its surfaces. */
export function createBackend({
  seed,
  timing: chosen,
  onRequest,
  onBug,
  ...outside
}: BackendOptions): Backend {
  const clock = storyClock(outside.clock);
  const timing: ConnectionTiming = { ...CONNECTION_TIMING, ...chosen };
  const simulator = createSimulator({ clock, seed });
  const hub = createHub(clock);
  const rest = createRestSurface({
    simulator,
    onOutcome: ({ app, events }, resource) =>
      hub.publish(app, events, { resource, delay: timing.frameDelay }),
    onRequest,
    onBug,
  });
  return {
    simulator,
    fetch: rest.fetch,
    openSocket: (peer) => openSession(peer, { simulator, hub, clock, timing }),
    addApp: (options) => simulator.addApp(options),
    play: (app, steps) => playSteps(simulator, clock, app, steps),
  };
}
