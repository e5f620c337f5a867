import { DEFAULT_ACCOUNT } from "./harness/account.ts";
import type { BotScript } from "./harness/bots/script.ts";
import { type ControlAccess, controlAccess } from "./harness/control/access.ts";
import { createControlSurface } from "./harness/control/surface.ts";
import type { Surface } from "./harness/surface.ts";
import type { AppControl } from "./harness/testkit/app-control.ts";
import type { AppChoice } from "./harness/testkit/apps.ts";
import { networkQuiet } from "./harness/testkit/network-quiet.ts";
import { createTestbed, type Testbed } from "./harness/testkit/testbed.ts";
import type { WebhookDelivery } from "./harness/webhooks.ts";
import { DEFAULT_APP, type Preset, sampleUsers } from "./presets.ts";
import type { ExtensionRegistry } from "./rest/extensions/index.ts";
import type { ConnectionTiming, InputFor, OperationName, ResultOf } from "./simulator/index.ts";
import { listen, loadCertificates } from "./transports/node/index.ts";

/** How to start a server. Everything has a default. */
export interface ServerOptions {
  /** 0 takes any free port; 8443 by default. */
  port?: number;
  /** The address to bind to; 127.0.0.1 by default. */
  host?: string;
  appId?: string;
  region?: string;
  authKey?: string;
  restApiKey?: string;
  /** What the app holds at the start; `demo` by default. */
  preset?: Preset;
  /** Tokens, ids and keys are derived from it; 1 by default. */
  seed?: number;
  /** Times of the socket surface, in milliseconds. */
  timing?: Partial<ConnectionTiming>;
  /** What the management API is opened with, which makes apps and sets their webhooks; fixed by default. */
  managementKey?: string;
  managementSecret?: string;
  /** Requests a minute; `true` for the service's own limits. Off by default. */
  rateLimits?: true | { core?: number; standard?: number; dataImport?: number };
  /**
   * Whether tests of other processes may steer the apps, under `/testkit/v1`. On by default as long as the server is bound
   * to this machine; beyond it, only where it is asked for, and with a token.
   */
  control?: boolean | ControlAccess;
  /** Users who answer by themselves; nobody by default. See `friendlyBots`. */
  bots?: readonly BotScript[];
  /** Hears of every request that was answered. */
  onRequest?: (entry: RequestLogEntry) => void;
  /** Hears of our own failures. */
  onBug?: (error: unknown) => void;
}

/** One answered HTTP request. */
export interface RequestLogEntry {
  method: string;
  path: string;
  status: number;
  /** The service's error code, for a refusal. */
  code?: string;
  /** Who asked, when that is known. */
  uid?: string;
  /** Milliseconds until the answer was ready. */
  ms: number;
}

/** A server that listens. */
export interface RunningServer {
  url: string;
  httpUrl: string;
  port: number;
  app: { appId: string; region: string; authKey: string; restApiKey: string };
  /** What the management API is opened with. */
  management: { key: string; secret: string };
  /** The certificate that clients must trust; empty when no file could be written, see `warnings`. */
  caFile: string;
  sampleUsers: string[];
  warnings: string[];
  /** What `callExtension` reaches: a test adds its own here. */
  extensions: ExtensionRegistry;
  /** The app in the hand of a test: its clock, its log, its users. */
  control: AppControl;
  /** Another app. @throws UsageError for an app that is not there */
  forApp(appId: string): AppControl;
  /** Adds an app; what is left out has a default. @throws UsageError for an App ID that is taken */
  addApp(choice: AppChoice): AppControl;
  /**
   * Does something in the app as the test itself: makes agents answer, switches extensions on and off …
   *
   * @param as a UID; the app itself when left out
   * @throws ServiceError when the service refuses it
   * @example server.execute("scriptAi", { feature: "conversation-summary", answer: "They said hello." });
   */
  execute<N extends OperationName>(operation: N, input: InputFor<N>, as?: string): ResultOf<N>;
  /** What the app's webhooks were told lately, and what came of it; oldest first. */
  webhookLog(): readonly WebhookDelivery[];
  /** Limits the app's requests a minute, `true` by the service's own limits, or no longer. */
  setRateLimits(limits: ServerOptions["rateLimits"]): void;
  close(): Promise<void>;
}

/**
 * Starts a server with one app.
 *
 * @throws UsageError when the port cannot be had, and for a control API that anybody could use
 * @example const server = await startServer({ port: 0, preset: "empty" });
 */
export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  const { port = 8443, host = "127.0.0.1", preset = "demo", seed = 1, timing, onRequest, onBug } = options;
  const app = {
    appId: options.appId ?? DEFAULT_APP.appId,
    region: options.region ?? DEFAULT_APP.region,
    authKey: options.authKey ?? DEFAULT_APP.authKey,
    restApiKey: options.restApiKey ?? DEFAULT_APP.restApiKey,
  };
  const management = {
    key: options.managementKey ?? DEFAULT_ACCOUNT.key,
    secret: options.managementSecret ?? DEFAULT_ACCOUNT.secret,
  };
  const quiet = networkQuiet();
  const { settled } = quiet;
  const testbed = createTestbed({ seed, preset, timing, account: management, onRequest, onBug, settled });
  const { backend } = testbed;
  const { rateLimits } = options;
  const control = testbed.addApp({ ...app, rateLimits, bots: options.bots });
  const tls = await loadCertificates({ regions: [app.region] });
  const access = controlAccess(options.control, host);
  const steered = access ? withControl(testbed, access, onBug) : testbed;
  const listener = await listen(quiet.watch(steered), { port, host, tls });
  return {
    url: `https://localhost:${listener.port}`,
    httpUrl: `http://localhost:${listener.port}`,
    port: listener.port,
    app,
    management,
    caFile: tls.caFile ?? "",
    sampleUsers: sampleUsers(preset),
    warnings: tls.warnings,
    extensions: backend.extensions,
    control,
    forApp: (appId) => testbed.forApp(appId, "find the app"),
    addApp: testbed.addApp,
    execute: (operation, input, as) => backend.execute(control.tenant, operation, input, as),
    webhookLog: () => backend.webhooks.log(app.appId),
    setRateLimits: (limits) => backend.simulator.setRateLimits(app.appId, limits),
    async close() {
      testbed.close();
      await listener.close();
    },
  };
}

/** The same surface, under which the control API answers too. */
function withControl(testbed: Testbed, access: ControlAccess, onBug: ServerOptions["onBug"]): Surface {
  const control = createControlSurface({ testbed, access, onBug });
  return {
    ...testbed,
    fetch: (request, body) =>
      control.isAskedBy(request) ? control.fetch(request) : testbed.fetch(request, body),
    bodyLimit: (head) => control.bodyLimit(head) ?? testbed.bodyLimit?.(head),
  };
}
