// What the official SDK takes for granted, since it is written for pages, and plain Node does not have. Where the test
// environment (jsdom, happy-dom) or Node itself has it already, nothing is touched.
// seen from the official SDK 4.2.0: it reads `window` already when it is imported.

import { openStorage } from "./storage.ts";

type Listener = ((event: Event) => void) | { handleEvent(event: Event): void };

const ORIGIN = "http://localhost/";
/** Where Node's fetch looks up the page that a request comes from: without one it refuses the SDK's `referrer`. */
const FETCH_ORIGIN = Symbol.for("undici.globalOrigin.1");

/**
 * Gives the global object what a page has, as far as the SDK looks at it: `window` (the global object itself, with
 * `addEventListener`), `document`, `navigator`, `location`, `screen`, `matchMedia`, `localStorage`, `sessionStorage`,
 * `crypto.subtle`, an origin for Node's `fetch`, and a `File` that is one of its `Blob`s. The page is visible, focused
 * and empty.
 *
 * @returns puts everything back as it was
 */
export function addPageGlobals(): () => void {
  const undo: (() => void)[] = [];
  if (!has("window")) {
    const events = new EventTarget();
    supply("addEventListener", (type: string, listener: Listener) => events.addEventListener(type, listener));
    supply("removeEventListener", (type: string, listener: Listener) =>
      events.removeEventListener(type, listener),
    );
    supply("dispatchEvent", (event: Event) => events.dispatchEvent(event));
    supply("self", globalThis);
  }
  const pieces: Record<string, () => unknown> = {
    window: () => globalThis,
    document: emptyDocument,
    navigator: () => ({
      userAgent: `Node.js/${process.version}`,
      platform: process.platform,
      language: "en-US",
      onLine: true,
    }),
    location: () => locationOf(new URL(ORIGIN)),
    screen: () => ({ width: 1280, height: 720 }),
    matchMedia: () => matchNothing,
    localStorage: openStorage,
    sessionStorage: openStorage,
  };
  for (const [name, make] of Object.entries(pieces)) if (!has(name)) supply(name, make());
  const home = homeOfFetch();
  // The SDK takes sums by it five seconds after a login, and jsdom's own has no `subtle`.
  const crypto = home && Reflect.get(home, "crypto");
  if (globalThis.crypto?.subtle === undefined && crypto) supply("crypto", crypto);
  const file = home && Reflect.get(home, "File");
  // An environment may have Node's Blob beside a File of its own, and the SDK sends no file that is no Blob.
  // seen from jest-fixed-jsdom 0.0.11
  if (!isBlobClass(globalThis.File) && isBlobClass(file)) supply("File", file);
  if (home && Reflect.get(home, FETCH_ORIGIN) === undefined) supply(FETCH_ORIGIN, new URL(ORIGIN), home);
  return () => {
    for (const step of undo.reverse()) step();
  };

  function supply(name: PropertyKey, value: unknown, on: object = globalThis): void {
    const before = Object.getOwnPropertyDescriptor(on, name);
    Object.defineProperty(on, name, { value, writable: true, configurable: true, enumerable: true });
    undo.push(() => {
      // What somebody else has put there since is theirs.
      if (Reflect.get(on, name) !== value) return;
      if (before) Object.defineProperty(on, name, before);
      else Reflect.deleteProperty(on, name);
    });
  }
}

function has(name: PropertyKey): boolean {
  return Reflect.get(globalThis, name) !== undefined;
}

/** The global object of the realm that fetch is from: jest runs tests in another one, and lends them Node's. */
function homeOfFetch(): object | undefined {
  if (!has("Request")) return undefined;
  const FunctionOfHome = Request.constructor as FunctionConstructor;
  return FunctionOfHome("return globalThis")() as object;
}

function isBlobClass(file: typeof File | undefined): boolean {
  return file !== undefined && has("Blob") && file.prototype instanceof Blob;
}

function ignore(): void {}

function locationOf(url: URL) {
  const { href, origin, protocol, host, hostname, port, pathname, search, hash } = url;
  return { href, origin, protocol, host, hostname, port, pathname, search, hash };
}

function matchNothing(media: string) {
  return { media, matches: false, addEventListener: ignore, removeEventListener: ignore };
}

function emptyDocument() {
  return {
    visibilityState: "visible",
    hidden: false,
    hasFocus: () => true,
    querySelector: () => null,
    getElementsByName: () => [],
    addEventListener: ignore,
    removeEventListener: ignore,
  };
}
