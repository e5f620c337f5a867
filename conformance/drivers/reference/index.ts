import { type Driver, driveClients, METHOD_NAMES, PROTOCOL_VERSION } from "../../protocol/index.ts";
import { type Behaviour, CORRECT } from "./behaviour.ts";
import { createClient } from "./client.ts";
import type { VirtualClock } from "./clock.ts";
import type { Environment } from "./environment.ts";

export { type Behaviour, CORRECT } from "./behaviour.ts";
export { type ClientClock, systemClock, type VirtualClock, virtualClock } from "./clock.ts";
export type { ClientSocket, Environment } from "./environment.ts";

/** How to make a driver of the reference client. */
export interface ReferenceOptions {
  readonly environment: Environment;
  /** The environment's clock, where it is one that can be moved. */
  readonly clock?: VirtualClock | undefined;
  /** What is to be wrong with it; nothing when left out. */
  readonly behaviour?: Partial<Behaviour> | undefined;
}

/** Drives the reference client in this process. */
export function createReferenceDriver({ environment, clock, behaviour = {} }: ReferenceOptions): Driver {
  const whole = { ...CORRECT, ...behaviour };
  return driveClients({
    description: {
      name: "reference",
      version: "1.0.0",
      language: "typescript",
      protocolVersion: PROTOCOL_VERSION,
      capabilities: [
        ...(clock ? (["virtualClock"] as const) : []),
        "appState",
        "network",
        "manualMode",
        "presence",
        "deviceId",
      ],
      methods: [...METHOD_NAMES],
    },
    clock,
    open(options, tell) {
      const client = createClient({ options, behaviour: whole, environment, listener: tell });
      return {
        call: client.call,
        setAppState: (state) => client.connection.setForeground(state === "foreground"),
        setNetwork: (state) => client.connection.setOnline(state === "online"),
        close: client.abandon,
      };
    },
  });
}
