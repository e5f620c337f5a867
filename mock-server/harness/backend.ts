import type { PresetWorld } from "../presets.ts";
import type { Around } from "../rest/around.ts";
import { createExtensionRegistry, type Extension, type ExtensionRegistry } from "../rest/extensions/index.ts";
import { createRestSurface, type RequestReport, type RestOptions } from "../rest/index.ts";
import {
  type Accepted,
  type App,
  type AppCopy,
  type AppOptions,
  type Clock,
  CONNECTION_TIMING,
  type ConnectionTiming,
  createSimulator,
  type InputFor,
  type OperationName,
  type Recorder,
  type ResultOf,
  type Simulator,
} from "../simulator/index.ts";
import { createHub, type Hub } from "../socket/hub.ts";
import { openSession, type Peer, type SocketIdentity } from "../socket/session.ts";
import { appIdOfSocket } from "../wire/socket-address.ts";
import { createAccount, type DEFAULT_ACCOUNT } from "./account.ts";
import { createAgentRuns } from "./agent-runs.ts";
import { playSteps, type Step, stageOf } from "./play-steps.ts";
import type { SocketPeer, SocketSession, Surface } from "./surface.ts";
import { httpWebhookSender, type WebhookSender } from "./webhook-sender.ts";
import { createWebhooks, type Webhooks } from "./webhooks.ts";

/** What a backend takes from outside. */
export interface BackendOptions {
  /** The time of every app that has no clock of its own. */
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
  /** Makes an app that the management API asks for; as {@link Backend.addApp} does when left out. */
  readonly addApp?: ((options: AppOptions) => App) | undefined;
  /** What else the server answers, for its description. */
  readonly described?: RestOptions["described"];
  /** Hears of everything that happens. */
  readonly recorder?: Recorder | undefined;
  /** Stands around every request to an app. */
  readonly around?: Around | undefined;
  /** Stands around every socket. */
  readonly aroundSocket?: AroundSocket | undefined;
  /** Runs a task once all that has happened so far is kept, where it has to be; at once when left out. */
  readonly whenKept?: ((task: () => void) => void) | undefined;
  /** Hears of every HTTP request that was answered. */
  readonly onRequest?: ((report: RequestReport) => void) | undefined;
  /** Hears of our own failures, which clients see as `ERR_EXCEPTION`. */
  readonly onBug?: ((error: unknown) => void) | undefined;
}

/** Opens the session of a socket. */
export type OpenSocket = (peer: Peer, onAuthenticated: (identity: SocketIdentity) => void) => Session;

/** The server side of one open socket, which is told the number of each frame in a record of what happened. */
export interface Session extends SocketSession {
  receive(text: string, cause?: number): void;
}

/**
 * Stands between the two ends of a socket: watches, loses or holds back what is sent, or breaks it.
 *
 * @param address host and path of the upgrade request, which may name the app
 */
export type AroundSocket = (peer: SocketPeer, address: string, open: OpenSocket) => SocketSession;

/** The whole service, without a transport. */
export interface Backend extends Surface {
  readonly simulator: Simulator;
  /** @param timing what is different for this one socket, in milliseconds */
  openSocket(peer: SocketPeer, address: string, timing?: Partial<ConnectionTiming>): SocketSession;
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
   * @throws ServiceError when the service refuses it
   */
  execute<N extends OperationName>(
    app: App,
    operation: N,
    input: InputFor<N>,
    as?: string,
    telling?: Telling,
  ): ResultOf<N>;
  /** Makes a world's history in an app, each step at its own time. */
  play(app: App, world: PresetWorld): void;
  /** Remembers an app. */
  copy(app: App): BackendCopy;
  /**
   * Puts an app back to what it was. Sockets that were open then and are still stay open and are told nothing; all
   * others are closed. What was still to be told, by frames or webhooks, is dropped.
   */
  putBack(copy: BackendCopy, options?: PuttingBack): void;
}

/** How an app is put back. */
export interface PuttingBack {
  /** Whether every socket is closed: what comes is of elsewhere, and knows none of them. */
  readonly endsSockets?: boolean | undefined;
}

/** How what the test itself does is told. */
export interface Telling {
  /** Milliseconds until the frames leave; as after a request when left out. */
  readonly delay?: number | undefined;
  /** The number of what led to it in a record of what happened. */
  readonly cause?: number | undefined;
}

/** What an app held at one time, to be put back. */
export interface BackendCopy {
  readonly app: AppCopy;
  /** The extensions that had been added by then. */
  readonly extensions: ReadonlySet<string>;
}

/** Joins the simulator with its surfaces. */
export function createBackend(options: BackendOptions): Backend {
  const { clock, seed, onRequest, onBug, around, aroundSocket, recorder } = options;
  const timing: ConnectionTiming = { ...CONNECTION_TIMING, ...options.timing };
  const simulator = createSimulator({ clock, seed, timing, recorder });
  const { whenKept = (task) => task() } = options;
  const sockets = createHub(whenKept);
  const send = options.sendWebhook ?? httpWebhookSender((...request) => globalThis.fetch(...request));
  const sendOnceKept: WebhookSender = (...telling) =>
    new Promise((resolve) => whenKept(() => resolve(send(...telling))));
  const webhooks = createWebhooks({ simulator, send: options.whenKept ? sendOnceKept : send });
  const hearers: Hub = {
    ...sockets,
    publish(app, events, publishing) {
      sockets.publish(app, events, publishing);
      webhooks.publish(app, events);
    },
  };
  const agents = createAgentRuns({ simulator, hub: hearers });
  const hub: Hub = {
    ...hearers,
    publish(app, events, publishing) {
      hearers.publish(app, events, publishing);
      agents.begin(app, events, publishing);
    },
  };
  const tell = (outcome: Accepted, resource: string | undefined, delay = outcome.app.timing.frameDelay) =>
    hub.publish(outcome.app, outcome.events, { resource, delay, cause: outcome.entry });
  const extensions = createExtensionRegistry();
  const added = new Map<string, Extension>();
  const execute: Backend["execute"] = ({ appId }, operation, input, uid, { delay, cause } = {}) => {
    const as = { kind: "harness", uid } as const;
    const outcome = simulator.execute<typeof operation>({ appId, operation, as, input, cause });
    if (!outcome.ok) throw outcome.error;
    tell(outcome, undefined, delay);
    return outcome.value;
  };
  const enable = (app: App, { slug, name }: Extension) =>
    execute(app, "switchExtension", { slug, name, enabled: true });
  const addApp = (app: AppOptions) => {
    const made = simulator.addApp(app);
    for (const extension of added.values()) enable(made, extension);
    return made;
  };
  const removeApp = (appId: string) => {
    hub.end(appId, "removed");
    webhooks.forget(appId);
    simulator.removeApp(appId);
  };
  const putBack: Backend["putBack"] = (copy, { endsSockets = false } = {}) => {
    simulator.putBack(copy.app);
    const { app } = copy.app;
    const { appId, state } = app;
    webhooks.forget(appId);
    const open = hub.keep(appId, (id) => !endsSockets && state.connections.has(id), "reset");
    for (const { id: connection } of [...state.connections.values()]) {
      if (open.has(connection)) continue;
      // Nobody is told: for those who are here, it has been so all the time.
      simulator.execute({ appId, operation: "disconnect", as: { kind: "harness" }, input: { connection } });
    }
    for (const extension of added.values()) {
      if (!copy.extensions.has(extension.slug)) enable(app, extension);
    }
    agents.resume(app);
  };
  const play: Backend["play"] = (app, world) =>
    typeof world === "function" ? world(stageOf(simulator, app)) : playSteps(simulator, app, world);
  const opener = (address: string, ownTiming: Partial<ConnectionTiming> | undefined): OpenSocket => {
    const app = simulator.app(appIdOfSocket(address) ?? "");
    return (peer, onAuthenticated) =>
      openSession(peer, {
        simulator,
        hub,
        clock: app?.clock ?? clock,
        timing: app?.timing ?? timing,
        ownTiming,
        onAuthenticated,
      });
  };
  const rest = createRestSurface({
    simulator,
    clock,
    account: createAccount({
      ...options.account,
      simulator,
      seed,
      addApp: options.addApp ?? addApp,
      removeApp,
      addSampleData: (app) => play(app, options.sampleData ?? []),
    }),
    extensions,
    described: options.described,
    around,
    onOutcome: tell,
    onRequest,
    onBug,
  });
  return {
    simulator,
    answer: rest.answer,
    bodyLimit: rest.bodyLimit,
    openSocket(peer, address, ownTiming) {
      const open = opener(address, ownTiming);
      return aroundSocket ? aroundSocket(peer, address, open) : open(peer, () => {});
    },
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
    copy: (app) => ({ app: simulator.copy(app), extensions: new Set(added.keys()) }),
    putBack,
  };
}
