import { createTestkit, type Testkit, type TestkitOptions } from "./harness/testkit/testkit.ts";
import { listenWithMockSocket } from "./transports/mock-socket/index.ts";
import { listenWithMsw, type UnhandledHosts } from "./transports/msw/index.ts";
import { addPageGlobals } from "./transports/page/page-globals.ts";
import { replaceSocketClass } from "./transports/page/socket-global.ts";
import { UsageError } from "./usage-error.ts";

export type { Bots } from "./harness/bots/bots.ts";
export { friendlyBots } from "./harness/bots/friendly-bots.ts";
export type { BotScript } from "./harness/bots/script.ts";
export {
  type Fault,
  type FaultHandle,
  type FaultMatch,
  type Faults,
  faults,
} from "./harness/faults/index.ts";
export type { World } from "./harness/history/world.ts";
export type * from "./harness/log/entries.ts";
export type { Log } from "./harness/log/log.ts";
export type { LogQuery } from "./harness/log/query.ts";
export { mergeReach, type Reach, type Tally } from "./harness/reach/reach.ts";
export { reachText } from "./harness/reach/reach-text.ts";
export type { Actor, Outgoing, To, UpTo } from "./harness/testkit/actor.ts";
export type { AppControl, Snapshot } from "./harness/testkit/app-control.ts";
export type { AppChoice, AppKeys } from "./harness/testkit/apps.ts";
export type { TestkitClock } from "./harness/testkit/steered-clock.ts";
export type { Testkit } from "./harness/testkit/testkit.ts";
export type { Duration, Time } from "./harness/testkit/times.ts";
export { DEFAULT_APP, type Preset } from "./presets.ts";
export { type ErrorCode, ServiceError } from "./simulator/index.ts";
export type { UnhandledHosts } from "./transports/msw/index.ts";
export { addPageGlobals } from "./transports/page/page-globals.ts";
export { UsageError } from "./usage-error.ts";

/** How to set up a testkit in Node. Everything has a default. */
export interface NodeTestkitOptions extends TestkitOptions {
  /** What becomes of requests to hosts that are none of the chat service's; `bypass` by default. */
  onUnhandledHosts?: UnhandledHosts;
}

/** On the global object, so that a second copy of this module knows of the first one's testkit. */
const RUNNING = Symbol.for("cometchat-testkit.running");

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
  const { onUnhandledHosts = "bypass", onWarning = warnOnProcess } = options;
  if (onUnhandledHosts !== "bypass" && onUnhandledHosts !== "error") {
    throw new UsageError(
      `Failed to set up the testkit: onUnhandledHosts cannot be ${JSON.stringify(onUnhandledHosts)}. Choose "bypass" or "error".`,
    );
  }
  if (Reflect.has(globalThis, RUNNING)) {
    throw new UsageError(
      "Failed to set up the testkit: another one is running in this process. Close it first, or give it both apps: setupTestkit({ apps }).",
    );
  }
  const testkit = createTestkit({ ...options, onWarning }, (door, warn) => {
    const removeGlobals = addPageGlobals();
    const outside = onUnhandledHosts === "bypass" ? globalThis.WebSocket : undefined;
    const stopRequests = listenWithMsw(door, onUnhandledHosts, warn);
    const sockets = listenWithMockSocket({ door, outside });
    const restoreSocketClass = replaceSocketClass(sockets.WebSocket);
    Reflect.set(globalThis, RUNNING, true);
    return {
      async close() {
        await sockets.close();
        restoreSocketClass();
        stopRequests();
        removeGlobals();
        Reflect.deleteProperty(globalThis, RUNNING);
      },
    };
  });
  return testkit;
}

function warnOnProcess(text: string): void {
  process.emitWarning(text, "TestkitWarning");
}
