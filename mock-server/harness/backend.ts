import { createExtensionRegistry, type Extension, type ExtensionRegistry } from "../rest/extensions/index.ts";
import { createRestSurface, type RequestReport } from "../rest/index.ts";
import {
  type App,
  type AppOptions,
  type Clock,
  CONNECTION_TIMING,
  type ConnectionTiming,
  createSimulator,
  type InputFor,
  type OperationName,
  type ResultOf,
  type Simulator,
  type SimulatorCopy,
} from "../simulator/index.ts";
import { createHub, type Hub } from "../socket/hub.ts";
import { openSession } from "../socket/session.ts";
import { createAccount, type DEFAULT_ACCOUNT } from "./account.ts";
import { createAgentRuns } from "./agent-runs.ts";
import { playSteps, type Step } from "./play-steps.ts";
import { storyClock } from "./story-clock.ts";
import type { SocketPeer, SocketSession, Surface } from "./surface.ts";
import { httpWebhookSender, type WebhookSender } from "./webhook-sender.ts";
import { createWebhooks, type Webhooks } from "./webhooks.ts";

/** What a backend takes from outside. */
export interface BackendOptions {
  readonly clock: Clock;
  /** Same seed, same requests at the same times: the same answers. */
  readonly seed: number | string;
  /** In milliseconds; what is left out is as in {@link CONNECTION_TIMING}. */
  readonly timing?: Partial<ConnectionTiming> | undefined;
  /** What the management API is opened with; as in {@link DEFAULT_ACCOUNT} when left out. */
  readonly account?: { readonly key?: string | undefined; readonly secret?: string | undefined } | undefined;
  /** What an app that the management API makes begins with, unless told otherwise. */
  readonly sampleData?: readonly Step[] | undefined;
  /** Sends webhooks; over HTTP when left out. */
  readonly sendWebhook?: WebhookSender | undefined;
  /** Hears of every HTTP request that was answered. */
  readonly onRequest?: ((report: RequestReport) => void) | undefined;
  /** Hears of our own failures, which clients see as `ERR_EXCEPTION`. */
  readonly onBug?: ((error: unknown) => void) | undefined;
}

/** The whole service, without a transport. */
export interface Backend extends Surface {
  readonly simulator: Simulator;
  /** @param timing what is different for this one socket, in milliseconds */
  openSocket(peer: SocketPeer, host: string, timing?: Partial<ConnectionTiming>): SocketSession;
  /** What `callExtension` reaches. What is added is switched on in every app. */
  readonly extensions: ExtensionRegistry;
  addApp(options: AppOptions): App;
  /** Takes an app away with everything in it: its sockets are closed, its webhooks are told nothing more. */
  removeApp(appId: string): void;
  /** What the apps' webhooks were told. */
  readonly webhooks: Pick<Webhooks, "log">;
  /** Ends what goes on without a request: webhooks that are still to be told. */
  close(): void;
  /**
   * Does something in an app as the test itself, and tells whoever must hear of it.
   *
   * @param as a UID; the app itself when left out
   * @param delay milliseconds until the frames leave; as after a request when left out
   * @throws ServiceError when the service refuses it
   */
  execute<N extends OperationName>(
    app: App,
    operation: N,
    input: InputFor<N>,
    as?: string,
    delay?: number,
  ): ResultOf<N>;
  /** Makes a world's history in an app, each step at its own time. */
  play(app: App, steps: readonly Step[]): void;
  /** Remembers all apps. */
  copy(): BackendCopy;
  /**
   * Puts all apps back to what they were. Sockets that were open then and are still stay open and are told nothing;
   * all others are closed. What was still to be told, by frames or webhooks, is dropped.
   */
  putBack(copy: BackendCopy): void;
}

/** What all apps held at one time, to be put back. */
export interface BackendCopy {
  readonly simulator: SimulatorCopy;
  /** The extensions that had been added by then. */
  readonly extensions: ReadonlySet<string>;
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
  const sockets = createHub(clock);
  const send = outside.sendWebhook ?? httpWebhookSender((...request) => globalThis.fetch(...request));
  const webhooks = createWebhooks({ simulator, clock, send });
  const hearers: Hub = {
    ...sockets,
    publish(app, events, options) {
      sockets.publish(app, events, options);
      webhooks.publish(app, events);
    },
  };
  const agents = createAgentRuns({ simulator, hub: hearers, clock, timing });
  const hub: Hub = {
    ...hearers,
    publish(app, events, options) {
      hearers.publish(app, events, options);
      agents.begin(app, events, options.delay);
    },
  };
  const extensions = createExtensionRegistry();
  const added = new Map<string, Extension>();
  const execute: Backend["execute"] = ({ appId }, operation, input, uid, delay = timing.frameDelay) => {
    const outcome = simulator.execute<typeof operation>({
      appId,
      operation,
      as: { kind: "harness", uid },
      input,
    });
    if (!outcome.ok) throw outcome.error;
    hub.publish(outcome.app, outcome.events, { resource: undefined, delay });
    return outcome.value;
  };
  const enable = (app: App, { slug, name }: Extension) =>
    execute(app, "switchExtension", { slug, name, enabled: true });
  const addApp = (options: AppOptions) => {
    const app = simulator.addApp(options);
    for (const extension of added.values()) enable(app, extension);
    return app;
  };
  const removeApp = (appId: string) => {
    hub.end(appId, "removed");
    webhooks.forget(appId);
    simulator.removeApp(appId);
  };
  const putBack: Backend["putBack"] = (copy) => {
    const before = simulator.apps();
    simulator.putBack(copy.simulator);
    for (const { appId } of before) {
      webhooks.forget(appId);
      const state = simulator.app(appId)?.state;
      const open = hub.keep(appId, (id) => state?.connections.has(id) ?? false, "reset");
      for (const { id: connection } of [...(state?.connections.values() ?? [])]) {
        if (open.has(connection)) continue;
        // Nobody is told: for those who are here, it has been so all the time.
        simulator.execute({ appId, operation: "disconnect", as: { kind: "harness" }, input: { connection } });
      }
    }
    for (const app of simulator.apps()) {
      for (const extension of added.values()) {
        if (!copy.extensions.has(extension.slug)) enable(app, extension);
      }
    }
    agents.resume(simulator.apps());
  };
  const play: Backend["play"] = (app, steps) => playSteps(simulator, clock, app, steps);
  const rest = createRestSurface({
    simulator,
    clock,
    account: createAccount({
      ...outside.account,
      simulator,
      seed,
      addApp,
      removeApp,
      addSampleData: (app) => play(app, outside.sampleData ?? []),
    }),
    extensions,
    onOutcome: ({ app, events }, resource) =>
      hub.publish(app, events, { resource, delay: timing.frameDelay }),
    onRequest,
    onBug,
  });
  return {
    simulator,
    fetch: rest.fetch,
    bodyLimit: rest.bodyLimit,
    openSocket: (peer, _host, own) =>
      openSession(peer, { simulator, hub, clock, timing: own ? { ...timing, ...own } : timing }),
    extensions: {
      add(extension) {
        for (const app of simulator.apps()) enable(app, extension);
        added.set(extension.slug, extension);
        extensions.add(extension);
      },
    },
    addApp,
    removeApp,
    webhooks,
    close: () => webhooks.close(),
    execute,
    play,
    copy: () => ({ simulator: simulator.copy(), extensions: new Set(added.keys()) }),
    putBack,
  };
}
