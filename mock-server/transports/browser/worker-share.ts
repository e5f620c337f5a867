// The worker is one for all pages of an origin that are below it. A browser that is told to unregister it keeps it for
// those that use it, and gives the same one, active as it is, to whoever registers it next: that page would not be taken
// over. So it is unregistered by the last testkit only. Locks end with their page, whatever becomes of it.

/** Milliseconds that it takes a worker at most, from its registration on. */
const TAKE_OVER = 2_000;

const nameOf = (script: URL) => `cometchat-testkit ${script.href}`;

/**
 * Says that this page uses the worker.
 *
 * @returns says that it does no longer
 */
export function holdWorker(script: URL): Promise<() => Promise<void>> {
  return new Promise((resolve, reject) => {
    const held = navigator.locks.request(nameOf(script), { mode: "shared" }, () => {
      return new Promise<void>((release) => {
        resolve(async () => {
          release();
          await held;
        });
      });
    });
    held.catch(reject);
  });
}

/**
 * Takes the worker's registration away, unless a testkit of another page uses it.
 *
 * @returns whether none does
 */
export function unregisterUnused(script: URL): Promise<boolean> {
  return navigator.locks.request(nameOf(script), { ifAvailable: true }, async (lock) => {
    if (!lock) return false;
    for (const registration of await navigator.serviceWorker.getRegistrations()) {
      const worker = registration.active ?? registration.waiting ?? registration.installing;
      if (worker?.scriptURL === script.href) await registration.unregister();
    }
    return true;
  });
}

/** Whether a worker that another page has just registered takes this page over, as it does once. */
export async function isTakenOver(): Promise<boolean> {
  const { serviceWorker } = navigator;
  const ended = new AbortController();
  await new Promise<void>((resolve) => {
    serviceWorker.addEventListener("controllerchange", () => resolve(), { signal: ended.signal });
    const timer = setTimeout(resolve, TAKE_OVER);
    ended.signal.addEventListener("abort", () => clearTimeout(timer));
    if (serviceWorker.controller) resolve();
  });
  ended.abort();
  return serviceWorker.controller !== null;
}
