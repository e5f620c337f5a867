export { type Access, type Actor, type Credentials, masked, uidOf } from "./actor.ts";
export type * from "./agent-records.ts";
export { type App, type AppCopy, type AppFacts, type AppOptions, factsOf } from "./app.ts";
export { type Clock, type VirtualClock, virtualClock } from "./clock.ts";
export type { Accepted, Command, Executed, Outcome, Recorder } from "./command.ts";
export { ERRORS, type ErrorCode, type ErrorDetails, ServiceError, serviceError } from "./errors.ts";
export type { DomainEvent } from "./events.ts";
export type * from "./extension-records.ts";
export { jsonObject } from "./fields.ts";
export type * from "./moderation-records.ts";
export { type OperationName, operations, type ResultOf } from "./operations/index.ts";
export type * from "./records.ts";
export {
  AREAS,
  type Area,
  isShownBy,
  RULES,
  type Rule,
  type RuleText,
  rulesOfCommand,
  type Seen,
  traitsOf,
} from "./rules/catalogue/index.ts";
export { CONNECTION_TIMING, type ConnectionTiming } from "./rules/connection-timing.ts";
export { RULES_VERSION } from "./rules/rules-version.ts";
export type { Verdict } from "./rules/verdict.ts";
export { VERDICTS, type VerdictChanges } from "./rules/verdicts.ts";
export { createSimulator, type InputFor, type Simulator } from "./simulator.ts";
export {
  addRecords,
  copyState,
  createState,
  recordsOf,
  type State,
  type TableRecords,
} from "./state.ts";
