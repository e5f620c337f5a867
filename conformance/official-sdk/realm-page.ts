type Listener = (event: { readonly type: string }) => void;

/** The parts of a page that are neither network nor storage. */
export interface RealmPage {
  readonly globals: Readonly<Record<string, unknown>>;
  /** Fires an event of the window, such as `beforeunload`. */
  fire(type: string): void;
  /** Puts the page into the background or gets it back, with the events that tell of it. */
  setVisible(isVisible: boolean): void;
  /** Tells the page of its network. It is up to `fetch` and the sockets to follow. */
  setOnline(isOnline: boolean): void;
}

const USER_AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) cometchat-testkit";

/** A page of the given origin, as far as the SDK looks at one. It is visible, focused and has no elements. */
export function openPage(origin: string): RealmPage {
  const ofWindow = openTarget();
  const ofDocument = openTarget();
  const document = { ...emptyDocument(), ...ofDocument.methods };
  const navigator = { userAgent: USER_AGENT, platform: "Linux x86_64", language: "en-US", onLine: true };

  return {
    globals: {
      ...ofWindow.methods,
      location: locationOf(new URL(origin)),
      document,
      navigator,
      screen: { width: 1280, height: 720 },
      matchMedia: (media: string) => ({
        media,
        matches: false,
        addEventListener: ignore,
        removeEventListener: ignore,
      }),
      console: { log: ignore, info: ignore, warn: ignore, error: ignore, debug: ignore },
    },
    fire: ofWindow.fire,
    setVisible(isVisible) {
      if (document.hidden !== isVisible) return;
      document.visibilityState = isVisible ? "visible" : "hidden";
      document.hidden = !isVisible;
      if (!isVisible) ofWindow.fire("blur");
      ofDocument.fire("visibilitychange");
      if (isVisible) ofWindow.fire("focus");
    },
    setOnline(isOnline) {
      if (navigator.onLine === isOnline) return;
      navigator.onLine = isOnline;
      ofWindow.fire(isOnline ? "online" : "offline");
    },
  };
}

function openTarget() {
  const listeners = new Map<string, Set<Listener>>();
  return {
    methods: {
      addEventListener(type: string, listener: Listener) {
        const known = listeners.get(type);
        if (known === undefined) listeners.set(type, new Set([listener]));
        else known.add(listener);
      },
      removeEventListener(type: string, listener: Listener) {
        listeners.get(type)?.delete(listener);
      },
    },
    fire(type: string) {
      for (const listener of [...(listeners.get(type) ?? [])]) listener({ type });
    },
  };
}

function ignore(): void {}

function locationOf(url: URL) {
  const { href, origin, protocol, host, hostname, port, pathname, search, hash } = url;
  return { href, origin, protocol, host, hostname, port, pathname, search, hash };
}

function emptyDocument() {
  return {
    visibilityState: "visible",
    hidden: false,
    documentElement: { style: {}, getAttribute: () => null },
    hasFocus(this: { readonly hidden: boolean }) {
      return !this.hidden;
    },
    querySelector: () => null,
    getElementsByName: () => [],
    createElement: () => ({ style: {}, setAttribute: ignore, appendChild: ignore }),
    createTextNode: (data: string) => ({ data }),
  };
}
