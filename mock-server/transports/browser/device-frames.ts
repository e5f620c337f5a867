import { UsageError } from "../../usage-error.ts";
import { replaceGlobal } from "../page/replace-global.ts";
import { openStorage } from "../page/storage.ts";

/** Frames of the page that are devices of their own. */
export interface DeviceFrames {
  /**
   * Lends a frame the page's requests and sockets, and gives it a storage of its own, until it is left.
   *
   * @throws UsageError for what is no frame of the page's origin, and after the end
   */
  add(frame: Window): void;
  /** Takes it all back. */
  close(): void;
}

/** Remembers which frames have been given what. */
export function createDeviceFrames(): DeviceFrames {
  const frames = new Map<Window, () => void>();
  let isClosed = false;

  return {
    add(frame) {
      if (isClosed) {
        throw new UsageError(
          "Failed to add a device: this testkit is closed. Set up another one with setupTestkit().",
        );
      }
      requireFrame(frame);
      if (frames.has(frame)) return;
      const sockets = new Set<WebSocket>();
      const undo = Object.entries(globalsOf(frame, sockets)).map(([name, value]) =>
        replaceGlobal(name, value, frame),
      );
      // A browser closes the sockets of a frame that goes; these are the page's.
      const leave = () => {
        frames.delete(frame);
        for (const socket of sockets) socket.close();
      };
      frame.addEventListener("pagehide", leave, { once: true });
      frames.set(frame, () => {
        frame.removeEventListener("pagehide", leave);
        for (const step of undo) step();
      });
    },
    close() {
      isClosed = true;
      for (const undo of frames.values()) undo();
      frames.clear();
    },
  };
}

/**
 * The page's own requests: the worker would bring those of a frame to any visible page of the origin, and to nobody while
 * this one is hidden. Addresses are relative to the frame all the same.
 */
function globalsOf(frame: Window, sockets: Set<WebSocket>) {
  const { fetch, XMLHttpRequest, WebSocket } = globalThis;
  const absolute = (url: string | URL) =>
    URL.canParse(url, frame.document.baseURI) ? new URL(url, frame.document.baseURI) : url;
  return {
    fetch: (input: RequestInfo | URL, init?: RequestInit) =>
      fetch(typeof input === "object" && "url" in input ? input : absolute(input), init),
    XMLHttpRequest: class extends XMLHttpRequest {
      override open(method: string, url: string | URL, ...rest: unknown[]): void {
        Reflect.apply(super.open, this, [method, absolute(url), ...rest]);
      }
    },
    WebSocket: new Proxy(WebSocket, {
      construct(target, args: ConstructorParameters<typeof globalThis.WebSocket>) {
        const socket = new target(...args);
        sockets.add(socket);
        socket.addEventListener("close", () => sockets.delete(socket));
        return socket;
      },
    }),
    localStorage: openStorage(),
    sessionStorage: openStorage(),
  };
}

function requireFrame(frame: Window): void {
  if (frame !== window && isOfThisOrigin(frame)) return;
  throw new UsageError(
    "Failed to add a device: only a frame's window of this page's own origin can be one. Give iframe.contentWindow, or call it in the frame with `window`.",
  );
}

function isOfThisOrigin(frame: Window): boolean {
  try {
    return frame.document !== null;
  } catch {
    // A window of another origin does not let its document be seen.
    return false;
  }
}
