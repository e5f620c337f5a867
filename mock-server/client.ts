export { connectTestkit, type RemoteAppChoice, type RemoteTestkit } from "./client/connect-testkit.ts";
export { RemoteError, type ServerAddress } from "./client/control-client.ts";
export type {
  RemoteApp,
  RemoteBots,
  RemoteClock,
  RemoteFault,
  RemoteFaults,
  RemoteLog,
  RemoteLogEntry,
  RemoteLogQuery,
  RemoteSnapshot,
} from "./client/remote-app.ts";
export { friendlyBots } from "./harness/bots/friendly-bots.ts";
export type { BotScript } from "./harness/bots/script.ts";
export { faults } from "./harness/faults/builders.ts";
export type { Fault } from "./harness/faults/fault.ts";
export type { World } from "./harness/history/world.ts";
export { mergeReach, type Reach } from "./harness/reach/reach.ts";
export { reachText } from "./harness/reach/reach-text.ts";
export type { Actor, Outgoing, To, UpTo } from "./harness/testkit/actor.ts";
export type { AppKeys } from "./harness/testkit/apps.ts";
export type { Duration, Time } from "./harness/testkit/times.ts";
export { UsageError } from "./usage-error.ts";
