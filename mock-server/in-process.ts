import type { Door } from "./harness/testkit/door.ts";
import {
  createTestkit,
  type Testkit,
  type TestkitOptions,
  type Transport,
} from "./harness/testkit/testkit.ts";
import { loadPreset } from "./presets.ts";
import { listenWithMockSocket } from "./transports/mock-socket/index.ts";
import type { AnswerOptions, UnhandledHosts } from "./transports/msw/handlers.ts";
import { replaceGlobal } from "./transports/page/replace-global.ts";
import { UsageError } from "./usage-error.ts";

/** How to set up a testkit inside a process or a page. Everything has a default. */
export interface InProcessOptions extends TestkitOptions {
  /** What becomes of requests to hosts that are none of the chat service's; `bypass` by default. */
  onUnhandledHosts?: UnhandledHosts;
}

/** Begins to answer requests, and resolves with what ends it. When it fails, it has changed nothing. */
export type ListenToRequests = (options: AnswerOptions) => Transport | Promise<Transport>;

/** On the global object, so that a second copy of this module knows of the first one's testkit. */
const RUNNING = Symbol.for("cometchat-testkit.running");

/**
 * Sets up a testkit for the clients of this realm, and resolves when it has their requests and sockets.
 *
 * @throws UsageError for options that make no sense, and while another testkit is running; and whatever `listen` throws
 */
export async function openInProcess(
  options: InProcessOptions & { readonly onWarning: (text: string) => void },
  listen: ListenToRequests,
): Promise<Testkit> {
  const { onUnhandledHosts: unhandled = "bypass" } = options;
  if (unhandled !== "bypass" && unhandled !== "error") {
    throw new UsageError(
      `Failed to set up the testkit: onUnhandledHosts cannot be ${JSON.stringify(unhandled)}. Choose "bypass" or "error".`,
    );
  }
  if (Reflect.has(globalThis, RUNNING)) {
    throw new UsageError(
      "Failed to set up the testkit: another one is running here. Close it first, or give it both apps: setupTestkit({ apps }).",
    );
  }
  for (const preset of [options.preset, ...(options.apps ?? []).map((app) => app.preset)]) {
    if (preset !== undefined) await loadPreset(preset);
  }
  let ready: Promise<Transport> | undefined;
  const testkit = createTestkit(options, (door, warn) => {
    Reflect.set(globalThis, RUNNING, true);
    const listening = listenToAll(door, unhandled === "bypass", () => listen({ door, unhandled, warn }));
    ready = listening;
    return {
      async close() {
        const transport = await listening.catch(() => undefined); // Whoever sets it up hears of it.
        await transport?.close();
        Reflect.deleteProperty(globalThis, RUNNING);
      },
    };
  });
  try {
    await ready;
  } catch (error) {
    await testkit.close();
    throw error;
  }
  return testkit;
}

/** The page's sockets besides its requests. */
async function listenToAll(
  door: Door,
  letsOut: boolean,
  listen: () => ReturnType<ListenToRequests>,
): Promise<Transport> {
  const outside = letsOut ? globalThis.WebSocket : undefined;
  const requests = await listen();
  const sockets = listenWithMockSocket({ door, outside });
  const restoreSocketClass = replaceGlobal("WebSocket", sockets.WebSocket);
  return {
    async close() {
      await sockets.close();
      restoreSocketClass();
      await requests.close();
    },
  };
}
