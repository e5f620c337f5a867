import type { CometChat } from "@cometchat/chat-sdk-javascript";
import type { MethodName, ParamsOf } from "../../../protocol/index.ts";

/** The SDK itself, in the page of one client. */
export type Sdk = typeof CometChat;

/** What methods work with. */
export interface Context {
  readonly sdk: Sdk;
  /** The request object of a name: made by the first call that names it. */
  readonly request: <T>(name: string, make: () => T) => T;
}

/** Some of the methods of the protocol, each the SDK's own call. */
export type Methods = { readonly [M in MethodName]?: (params: ParamsOf<M>) => Promise<unknown> };

/** Runs something on a value that there is. */
export function given<T>(value: T | undefined, use: (value: T) => unknown): void {
  if (value !== undefined) use(value);
}
