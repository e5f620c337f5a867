import { openKept } from "./data-folder/kept-apps.ts";
import { DEFAULT_ACCOUNT } from "./harness/account.ts";
import type { BotScript } from "./harness/bots/script.ts";
import { type ControlAccess, controlAccess } from "./harness/control/access.ts";
import { controlBodyLimit, isForControl } from "./harness/control/address.ts";
import { onceKept } from "./harness/history/once-kept.ts";
import type { Surface } from "./harness/surface.ts";
import type { AppControl } from "./harness/testkit/app-control.ts";
import type { AppChoice } from "./harness/testkit/apps.ts";
import { networkQuiet } from "./harness/testkit/network-quiet.ts";
import { createTestbed, type Testbed } from "./harness/testkit/testbed.ts";
import type { WebhookDelivery } from "./harness/webhooks.ts";
import { DEFAULT_APP, loadPreset, type Preset, sampleUsers } from "./presets.ts";
import type { ExtensionRegistry } from "./rest/extensions/index.ts";
import type { ConnectionTiming, InputFor, OperationName, ResultOf } from "./simulator/index.ts";
import { once } from "./simulator/once.ts";
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
  /** What the app holds at the start; `demo` by default. In a `dataFolder` that exists it is what it is. */
  preset?: Preset;
  /** Tokens, ids and keys are derived from it; 1 by default. */
  seed?: number;
  /**
   * A folder where everything that happens is kept, and gone on from at the next start: whatever a client was answered
   * is there after a crash as well. Its apps are as they were; options that say otherwise are refused.
   */
  dataFolder?: string;
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
 * Starts a server with one app, or with those that its data folder holds.
 *
 * @throws UsageError when the port cannot be had, for a control API that anybody could use, and for a data folder that is
 * in use, damaged, or of another app
 * @example const server = await startServer({ port: 0, preset: "empty" });
 */
export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  const { port = 8443, host = "127.0.0.1", preset = "demo", timing, onRequest, onBug } = options;
  const management = {
    key: options.managementKey ?? DEFAULT_ACCOUNT.key,
    secret: options.managementSecret ?? DEFAULT_ACCOUNT.secret,
  };
  const access = controlAccess(options.control, host);
  const kept = await openKept(options);
  for (const needed of kept?.presets ?? [preset]) await loadPreset(needed);
  const quiet = networkQuiet();
  const testbed = createTestbed({
    seed: kept?.seed ?? options.seed ?? 1,
    preset,
    timing,
    account: management,
    described: access && describeControl,
    onRequest,
    onBug,
    settled: quiet.settled,
    history: kept?.history,
  });
  const { backend } = testbed;
  try {
    const control = kept?.goOn(testbed) ?? testbed.addApp(newApp(options));
    const { app } = control;
    if (options.rateLimits !== undefined) backend.simulator.setRateLimits(app.appId, options.rateLimits);
    const tls = await loadCertificates({ regions: testbed.apps().map((one) => one.app.region) });
    const steered = access ? withControl(testbed, access, onBug) : testbed;
    const surface = kept ? onceKept(kept.history, steered) : steered;
    const listener = await listen(quiet.watch(surface), { port, host, tls });
    return {
      url: `https://localhost:${listener.port}`,
      httpUrl: `http://localhost:${listener.port}`,
      port: listener.port,
      app,
      management,
      caFile: tls.caFile ?? "",
      sampleUsers: sampleUsers(kept?.presetOf(app.appId) ?? preset).filter((uid) =>
        control.tenant.state.users.has(uid),
      ),
      warnings: [...tls.warnings, ...(kept?.warnings ?? [])],
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
        await kept?.close();
      },
    };
  } catch (error) {
    testbed.close();
    await kept?.close();
    throw error;
  }
}

function newApp({ appId, region, authKey, restApiKey, rateLimits, bots }: ServerOptions): AppChoice {
  return {
    appId: appId ?? DEFAULT_APP.appId,
    region: region ?? DEFAULT_APP.region,
    authKey: authKey ?? DEFAULT_APP.authKey,
    restApiKey: restApiKey ?? DEFAULT_APP.restApiKey,
    rateLimits,
    bots,
  };
}

/** The same surface, under which the control API answers too: loaded for the first who asks for it, as many never do. */
function withControl(testbed: Testbed, access: ControlAccess, onBug: ServerOptions["onBug"]): Surface {
  const control = once(async () => {
    const { createControlSurface } = await import("./harness/control/surface.ts");
    return createControlSurface({ testbed, access, onBug });
  });
  return {
    ...testbed,
    answer: (request) =>
      isForControl(request) ? control().then((surface) => surface.answer(request)) : testbed.answer(request),
    bodyLimit: (head) => controlBodyLimit(head) ?? testbed.bodyLimit?.(head),
  };
}

async function describeControl() {
  const { describedControl } = await import("./harness/control/description.ts");
  return [describedControl];
}
