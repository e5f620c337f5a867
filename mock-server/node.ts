import type { Testkit } from "./harness/testkit/testkit.ts";
import { type InProcessOptions, openInProcess } from "./in-process.ts";
import { listenWithMsw } from "./transports/msw/index.ts";
import { addPageGlobals } from "./transports/page/page-globals.ts";

export * from "./testkit-api.ts";
export { addPageGlobals } from "./transports/page/page-globals.ts";

/** How to set up a testkit in Node. Everything has a default. */
export interface NodeTestkitOptions extends InProcessOptions {}

/**
 * Sets up a chat service inside this process: from now on the official SDK, configured as in production, talks to it.
 * Resolves when everything is ready.
 *
 * The SDK needs `window` already when it is imported. Where the test environment has none, import it after this.
 *
 * @throws UsageError for options that make no sense, and while another testkit is running
 * @example
 * const testkit = await setupTestkit({ preset: "demo" });
 * const { CometChat } = await import("@cometchat/chat-sdk-javascript");
 * const { appId, region, authKey } = testkit.app;
 * await CometChat.init(appId, new CometChat.AppSettingsBuilder().setRegion(region).build());
 * await CometChat.login("cometchat-uid-1", authKey);
 * await testkit.close();
 */
export async function setupTestkit(options: NodeTestkitOptions = {}): Promise<Testkit> {
  const { onWarning = warnOnProcess } = options;
  return openInProcess({ ...options, onWarning }, (requests) => {
    const removeGlobals = addPageGlobals();
    const stopRequests = listenWithMsw(requests);
    return {
      close() {
        stopRequests();
        removeGlobals();
      },
    };
  });
}

function warnOnProcess(text: string): void {
  process.emitWarning(text, "TestkitWarning");
}
