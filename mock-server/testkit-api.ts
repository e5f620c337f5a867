// What every way to apps in the hand of a test exports: the package itself, `cometchat-testkit/node` and `/browser`.

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
export { DEFAULT_APP, loadPreset, type Preset } from "./presets.ts";
export {
  type ErrorCode,
  ServiceError,
  VERDICTS,
  type Verdict,
  type VerdictChanges,
} from "./simulator/index.ts";
export type { UnhandledHosts } from "./transports/msw/handlers.ts";
export { UsageError } from "./usage-error.ts";
