export type { Step } from "./harness/play-steps.ts";
export {
  DEFAULT_APP,
  type Preset,
  type RequestLogEntry,
  type RunningServer,
  type ServerOptions,
  startServer,
} from "./server.ts";
export { UsageError } from "./usage-error.ts";
