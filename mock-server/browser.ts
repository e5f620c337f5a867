import type { RequestHandler } from "msw";
import type { Testkit } from "./harness/testkit/testkit.ts";
import { type InProcessOptions, openInProcess } from "./in-process.ts";
import { createDeviceFrames, listenWithWorker, readWorkerUrl } from "./transports/browser/index.ts";

export * from "./testkit-api.ts";

/** How to set up a testkit in a page. Everything has a default. */
export interface BrowserTestkitOptions extends InProcessOptions {
  /** Where the script of msw's worker is; `/mockServiceWorker.js` by default, where `npx msw init` puts it. */
  workerUrl?: string | URL;
  /** msw's handlers for other hosts, since a page has one msw. The vendor's hosts are never theirs. */
  handlers?: readonly RequestHandler[];
}

/** A chat service inside a page. */
export interface BrowserTestkit extends Testkit {
  /**
   * Makes a frame of this page a device of its own: its requests and sockets reach this testkit, and it has a storage of
   * its own, so that another user can be logged in there. To be called before the SDK is initialized in the frame, and
   * again when the frame has loaded another document.
   *
   * @throws UsageError for a window of another origin, and for the page's own
   * @example window.parent.testkit.addDevice(window); // in the frame
   */
  addDevice(frame: Window): void;
}

/**
 * Sets up a chat service inside this page: from now on the official SDK, configured as in production, talks to it.
 * Resolves when everything is ready: the worker has this page's requests.
 *
 * @throws UsageError for options that make no sense, while another testkit is running in the page, and when msw's worker
 *   cannot get the page's requests
 * @example
 * const testkit = await setupTestkit({ preset: "demo" });
 * const { appId, region, authKey } = testkit.app;
 * await CometChat.init(appId, new CometChat.AppSettingsBuilder().setRegion(region).build());
 * await CometChat.login("cometchat-uid-1", authKey);
 * await testkit.close();
 */
export async function setupTestkit(options: BrowserTestkitOptions = {}): Promise<BrowserTestkit> {
  const { workerUrl = "/mockServiceWorker.js", handlers = [], onWarning = warnOnConsole } = options;
  const script = readWorkerUrl(workerUrl);
  const devices = createDeviceFrames();
  const testkit = await openInProcess({ ...options, onWarning }, async (requests) => {
    const worker = await listenWithWorker({ ...requests, script, handlers });
    return {
      async close() {
        devices.close();
        await worker.close();
      },
    };
  });
  return Object.assign(testkit, { addDevice: devices.add });
}

function warnOnConsole(text: string): void {
  console.warn(text);
}
