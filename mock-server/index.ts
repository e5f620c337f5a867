export { type DirectSocket, type DirectTestkit, openDirectTestkit } from "./direct.ts";
export { DEFAULT_ACCOUNT } from "./harness/account.ts";
export type { Step } from "./harness/play-steps.ts";
export type { WebhookAttempt, WebhookDelivery } from "./harness/webhooks.ts";
export type { Extension, ExtensionCall, ExtensionFile, ExtensionRegistry } from "./rest/extensions/index.ts";
export {
  type RequestLogEntry,
  type RunningServer,
  type ServerOptions,
  startServer,
} from "./server.ts";
export { type InputFor, type OperationName, type ResultOf, serviceError } from "./simulator/index.ts";
export * from "./testkit-api.ts";
