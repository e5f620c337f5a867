import { File } from "node:buffer";
import { webcrypto } from "node:crypto";
import { createContext, runInContext } from "node:vm";
import type { CometChat } from "@cometchat/chat-sdk-javascript";
import { FormData, Headers } from "undici";
import { type RealmFailure, watchRejections } from "./failure-watch.ts";
import type { HostTable } from "./host-table.ts";
import type { Journal } from "./journal.ts";
import { processClock, type RealmClock } from "./realm-clock.ts";
import { type Answerer, type HttpExchange, openHttp } from "./realm-fetch.ts";
import { openPage } from "./realm-page.ts";
import { type Frame, openSockets, type SocketRecord } from "./realm-socket.ts";
import { openStorage, type RealmStorage, type StorageContents } from "./realm-storage.ts";
import { openTimers } from "./realm-timers.ts";
import { type OpenWire, realWires } from "./realm-wire.ts";
import { openXhr } from "./realm-xhr.ts";
import { sdkHooks } from "./sdk-hooks.ts";
import { sdkScript } from "./sdk-script.ts";

/** What a realm is opened with. */
export interface RealmOptions {
  /** The certificate authority to trust, PEM; those of the system when left out. */
  readonly ca?: string;
  /** The origin of the page that runs the SDK. */
  readonly origin?: string;
  /** Host names that lead elsewhere than DNS says. */
  readonly hosts?: HostTable;
  /** What an earlier page left in its storages. */
  readonly storage?: StorageContents;
  /** What its timers and its Date follow; the process's time when left out. */
  readonly clock?: RealmClock;
  /** A service in this process, that is asked instead of the network. */
  readonly inProcess?: { readonly answer: Answerer; readonly openWire: OpenWire };
}

/** The unmodified official SDK in a page of its own: one user on one device. */
export interface SdkRealm {
  readonly CometChat: typeof CometChat;
  /** The page's global object: everything else the SDK's file defines is there. */
  readonly window: Readonly<Record<string, unknown>>;
  readonly localStorage: RealmStorage;
  readonly sessionStorage: RealmStorage;
  /** Every HTTP request and its answer. */
  readonly http: Journal<HttpExchange>;
  /** Every socket frame, both ways. */
  readonly frames: Journal<Frame>;
  /** Every socket opened. */
  readonly sockets: Journal<SocketRecord>;
  /** What went wrong without reaching a caller; a test without a reason of its own expects none. */
  readonly failures: readonly RealmFailure[];
  /** How many timers of the page are running. */
  pendingTimers(): number;
  /** Puts the page into the background, or gets it back. */
  setVisible(isVisible: boolean): void;
  /** Takes the page's network away: sockets are cut, requests fail. Or gives it back. */
  setOnline(isOnline: boolean): void;
  /** Closes this page and opens the next one in the same tab: both storages live on. */
  reload(): Promise<SdkRealm>;
  /** Ends the page: sockets cut, requests dropped, timers cleared. No code of the SDK runs afterwards. */
  close(): Promise<void>;
}

/**
 * In a page there is one Array and one Object. Here a test hands in arrays and objects of the outer realm, which the
 * SDK checks with `instanceof`; so in the inner realm these two answer for every realm's.
 */
const ONE_KIND_OF_ARRAY = `
  for (const [type, isOne] of [
    [Array, Array.isArray],
    [Object, (value) => (typeof value === "object" && value !== null) || typeof value === "function"],
  ]) {
    const ordinary = Function.prototype[Symbol.hasInstance];
    Object.defineProperty(type, Symbol.hasInstance, {
      value(value) { return this === type ? isOne(value) : ordinary.call(this, value); },
    });
  }
`;

/** Has everything in a page that asks for the time ask the page's clock. */
const ONE_CLOCK = `(now) => {
  globalThis.Date = new Proxy(Date, {
    construct: (type, args, target) => Reflect.construct(type, args.length > 0 ? args : [now()], target),
    apply: (type) => new type(now()).toString(),
    get: (type, key) => (key === "now" ? now : Reflect.get(type, key)),
  });
}`;

/**
 * Opens a page that holds nothing but the official SDK.
 *
 * @example
 * const realm = openSdkRealm({ ca });
 * await withDeadline(realm.CometChat.init(appId, settings), "init");
 * await realm.close();
 */
export function openSdkRealm(options: RealmOptions): SdkRealm {
  const { ca, origin = "https://app.example", hosts = {}, storage = {}, inProcess } = options;
  const clock = options.clock ?? processClock;
  const failures: RealmFailure[] = [];
  let closed = false;
  let network = new AbortController();
  const isOnline = () => !network.signal.aborted;

  const guard = (run: () => void) => {
    if (closed) return;
    try {
      run();
    } catch (error) {
      failures.push({ kind: "uncaught exception", error });
    }
  };

  const context = createContext({});
  const inner = runInContext("({ window: globalThis, Promise, parse: JSON.parse })", context) as {
    window: Record<string, unknown>;
    Promise: PromiseConstructor;
    parse: (text: string) => unknown;
  };
  const adopt = <T>(promise: Promise<T>) =>
    new inner.Promise<T>((resolve, reject) => {
      promise.then(
        (value) => guard(() => resolve(value)),
        (error: unknown) => guard(() => reject(error)),
      );
    });

  const localStorage = openStorage(storage.local);
  const sessionStorage = openStorage(storage.session);
  const timers = openTimers(guard, clock);
  const page = openPage(origin);
  const http = openHttp({
    ca,
    hosts,
    origin,
    adopt,
    parse: inner.parse,
    network: () => network.signal,
    answer: inProcess?.answer,
  });
  const openWire = inProcess?.openWire ?? realWires({ ca, hosts, origin });
  const sockets = openSockets({ openWire, guard, isOnline });
  const unwatch = watchRejections(
    (promise) => promise instanceof inner.Promise,
    (error) => failures.push({ kind: "unhandled rejection", error }),
  );

  Object.assign(context, page.globals, timers.globals, borrowed, {
    window: inner.window,
    self: inner.window,
    localStorage,
    sessionStorage,
    fetch: http.fetch,
    WebSocket: sockets.WebSocket,
    XMLHttpRequest: openXhr({ exchange: http.exchange, guard }),
  });
  runInContext(ONE_KIND_OF_ARRAY, context);
  if (clock !== processClock) runInContext(ONE_CLOCK, context)(clock.now);
  sdkScript().runInContext(context);
  sdkHooks.pageOpened?.(inner.window.CometChat as typeof CometChat);

  const realm: SdkRealm = {
    CometChat: inner.window.CometChat as typeof CometChat,
    window: inner.window,
    localStorage,
    sessionStorage,
    http: http.exchanges,
    frames: sockets.frames,
    sockets: sockets.sockets,
    failures,
    pendingTimers: timers.pending,
    setVisible: (isVisible) => guard(() => page.setVisible(isVisible)),
    setOnline(becomesOnline) {
      if (becomesOnline === isOnline()) return;
      if (becomesOnline) network = new AbortController();
      else network.abort();
      if (!becomesOnline) void sockets.cut();
      guard(() => page.setOnline(becomesOnline));
    },
    async reload() {
      page.fire("beforeunload");
      await realm.close();
      const left = { local: localStorage.contents(), session: sessionStorage.contents() };
      return openSdkRealm({ ...options, storage: left });
    },
    async close() {
      if (closed) return;
      closed = true;
      unwatch();
      timers.clear();
      await Promise.all([sockets.cut(), http.close()]);
    },
  };
  return realm;
}

/** Web standards that Node has as well, as they are. FormData and Headers are undici's, as its fetch knows no other. */
const borrowed = {
  AbortController,
  Blob,
  File,
  FormData,
  Headers,
  TextDecoder,
  TextEncoder,
  URL,
  URLSearchParams,
  atob,
  btoa,
  crypto: webcrypto,
  performance,
  queueMicrotask,
  structuredClone,
};
