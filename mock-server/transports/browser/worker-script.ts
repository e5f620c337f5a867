import { UsageError } from "../../usage-error.ts";

/** What every script of msw's has in it, of any version that this works with. */
const MARK = "MOCK_ACTIVATE";
/** Set by msw as long as it listens. seen from msw 2.15 */
const MSW_LISTENS = Symbol.for("websocket-interceptor");

/**
 * Reads where the worker's script is.
 *
 * @param url may be relative to the page
 * @throws UsageError for what is no URL, and for another origin's
 */
export function readWorkerUrl(url: string | URL): URL {
  const script = URL.canParse(url, location.href) ? new URL(url, location.href) : undefined;
  if (script?.origin === location.origin) return script;
  throw refusal(
    `workerUrl cannot be ${JSON.stringify(url)}`,
    `Give the URL of a script of this page's own origin, ${location.origin}`,
  );
}

/**
 * Looks whether msw's worker can get this page's requests, before anything is changed.
 *
 * @param script the worker's script, as an absolute URL
 * @throws UsageError saying what is in the way
 */
export async function requireWorker(script: URL): Promise<void> {
  if (!("serviceWorker" in navigator)) {
    throw refusal(
      `this page has no service workers, since ${location.origin} is no secure origin or the browser is told so`,
      "Open the page by https or from localhost, and in no private window",
    );
  }
  if (Reflect.has(globalThis, MSW_LISTENS)) {
    throw refusal(
      "msw is running in this page already, and a page has one",
      "Stop it, and give its handlers to setupTestkit({ handlers })",
    );
  }
  const scope = new URL(".", script).href;
  if (!location.href.startsWith(scope)) {
    throw refusal(
      `the worker "${script.href}" gets requests of pages below ${scope} only, and this one is ${location.href}`,
      "Put the script into the folder that the site is served from, and name it in setupTestkit({ workerUrl })",
    );
  }
  await requireScript(script);
  const registered = await navigator.serviceWorker.getRegistration();
  const other = registered && (registered.active ?? registered.waiting ?? registered.installing);
  if (registered && other && registered.scope.length >= scope.length && other.scriptURL !== script.href) {
    throw refusal(
      `another service worker, "${other.scriptURL}", is registered for ${registered.scope}`,
      "Do not register it where the testkit runs, and unregister it: (await navigator.serviceWorker.getRegistration()).unregister()",
    );
  }
}

async function requireScript(script: URL): Promise<void> {
  const remedy = `Run "npx msw init <the folder of the site's static files>", or name the script's URL in setupTestkit({ workerUrl })`;
  const answer = await fetch(script, { cache: "no-store" }).catch(() => undefined);
  if (!answer?.ok) {
    throw refusal(`there is no worker script at "${script.href}" (${answer?.status ?? "no answer"})`, remedy);
  }
  if (!(await answer.text()).includes(MARK)) {
    const type = answer.headers.get("content-type") ?? "of no type";
    throw refusal(`what lies at "${script.href}" (${type}) is not msw's worker script`, remedy);
  }
}

/** As house style has it: what is the matter, and what to do. */
export function refusal(fact: string, remedy: string): UsageError {
  return new UsageError(`Failed to set up the testkit: ${fact}. ${remedy}.`);
}
