import type { CometChat } from "@cometchat/chat-sdk-javascript";
import type { RunningServer } from "../../mock-server/index.ts";

/** A call of the SDK that a test makes. */
export interface SdkCall {
  /** The class by the SDK's own name, "CometChat" for its static methods. */
  readonly owner: string;
  readonly method: string;
  readonly object: object;
  /** Makes the call. */
  readonly make: () => unknown;
}

/**
 * What a check of the tests themselves puts between them, the SDK and the server (scripts/mutate-sdk). In an ordinary
 * run there is nothing.
 */
export interface SdkHooks {
  /** Stands around every call of a test; what it gives is what the test gets. */
  call?: ((call: SdkCall) => unknown) | undefined;
  /** The URL that is asked instead. */
  url?: ((method: string, url: URL) => URL) | undefined;
  pageOpened?: ((sdk: typeof CometChat) => void) | undefined;
  serverStarted?: ((server: RunningServer) => void) | undefined;
}

export const sdkHooks: SdkHooks = {};
