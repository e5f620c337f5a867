import { HttpResponse, http, type RequestHandler } from "msw";
import { setupWorker } from "msw/browser";
import type { Transport } from "../../harness/testkit/testkit.ts";
import type { UsageError } from "../../usage-error.ts";
import { type AnswerOptions, refuseOthers } from "../msw/handlers.ts";
import { VendorHandler } from "../msw/vendor-handler.ts";
import { catchKeepAlive } from "./keep-alive.ts";
import { watchRequests } from "./watch-requests.ts";
import { refusal, requireWorker } from "./worker-script.ts";
import { holdWorker, isTakenOver, unregisterUnused } from "./worker-share.ts";

/** How a page's requests are answered. */
export interface WorkerOptions extends AnswerOptions {
  /** The worker's script, as an absolute URL. */
  readonly script: URL;
  /** For hosts that are none of the vendor's. */
  readonly handlers: readonly RequestHandler[];
}

/** A path of the page's own origin that this page's handlers answer, and nobody else. */
const PROBE = "/cometchat-testkit/is-ready";
const READY = "ready";
/** Milliseconds that a worker may take to start. */
const PATIENCE = 15_000;

/**
 * Hands every request of this page to one of the vendor's hosts to the backend, by msw's worker: `fetch`,
 * `XMLHttpRequest`, pictures and the like. Resolves when the worker does so.
 *
 * @throws UsageError when the worker cannot get this page's requests; nothing is changed then
 */
export async function listenWithWorker(options: WorkerOptions): Promise<Transport> {
  const { door, script } = options;
  await requireWorker(script);
  // A page that was reloaded past its worker has none, and a worker that is active already takes no page over. msw would
  // load the page once more, and for ever where the developer tools keep workers away.
  const isFree =
    navigator.serviceWorker.controller || (await unregisterUnused(script)) || (await isTakenOver());
  if (!isFree) throw passedBy(script);
  const release = await holdWorker(script);
  const worker = setupWorker(...handlersOf(options));
  const start = () =>
    worker.start({ quiet: true, onUnhandledRequest: "bypass", serviceWorker: { url: script.href } });
  let stopKeepAlive = () => {};
  const stop = async () => {
    worker.stop();
    stopKeepAlive();
    await release();
    await unregisterUnused(script);
    // msw lets pass what is sent in a later millisecond than that of its stop.
    await new Promise((resolve) => setTimeout(resolve, 2));
  };
  try {
    [, stopKeepAlive] = await catchKeepAlive(() => inTime(start(), script));
    await requireAnswers(script);
  } catch (error) {
    await stop();
    throw error;
  }
  const unwatch = watchRequests(door);
  return {
    async close() {
      unwatch();
      await stop();
    },
  };
}

function handlersOf({ door, unhandled, warn, handlers }: WorkerOptions): RequestHandler[] {
  return [
    http.get(`*${PROBE}`, () => HttpResponse.text(READY)),
    new VendorHandler(door),
    ...handlers,
    ...(unhandled === "error" ? [refuseOthers(warn, location.origin)] : []),
  ];
}

/** Sees for itself that a request of this page is answered by this page. */
async function requireAnswers(script: URL): Promise<void> {
  const answer = await inTime(fetch(PROBE, { cache: "no-store" }), script);
  if ((await answer.text()) === READY) return;
  throw passedBy(script);
}

function passedBy(script: URL): UsageError {
  return refusal(
    `this page's requests go past the worker "${script.href}", as the page itself was loaded past it`,
    'Load the page again without Shift, and with "Bypass for network" off in the developer tools',
  );
}

/** @throws UsageError when it takes too long */
async function inTime<T>(promise: Promise<T>, script: URL): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      const fact = `the worker "${script.href}" has not started within ${PATIENCE / 1_000} seconds`;
      reject(refusal(fact, 'Run "npx msw init" again, so that the script is the one of the installed msw'));
    }, PATIENCE);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
