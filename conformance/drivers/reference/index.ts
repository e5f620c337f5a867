import { type Driver, type DriverEvent, METHOD_NAMES, PROTOCOL_VERSION } from "../../protocol/index.ts";
import { type Behaviour, CORRECT } from "./behaviour.ts";
import { type Client, createClient } from "./client.ts";
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
  const clients = new Map<string, Client>();
  const whole = { ...CORRECT, ...behaviour };
  let listener: (event: DriverEvent) => void = () => {};

  function clientOf(clientId: string): Client {
    const client = clients.get(clientId);
    if (!client) throw new Error(`There is no client ${JSON.stringify(clientId)}.`);
    return client;
  }

  function close(clientId: string): void {
    clients.get(clientId)?.abandon();
    clients.delete(clientId);
  }

  async function reset(): Promise<void> {
    for (const clientId of [...clients.keys()]) close(clientId);
  }

  return {
    async describe() {
      return {
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
      };
    },
    async createClient(options) {
      const { clientId } = options;
      let seq = 0;
      const client = createClient({
        options,
        behaviour: whole,
        environment,
        listener: ({ listener: of, name, payload }) => {
          if (clients.get(clientId) !== client) return;
          seq += 1;
          listener({ clientId, listener: of, name, payload, seq });
        },
      });
      clients.set(clientId, client);
    },
    async closeClient(clientId) {
      clientOf(clientId);
      close(clientId);
    },
    call: async (clientId, method, params) => clientOf(clientId).call(method, params),
    async setAppState(clientId, state) {
      clientOf(clientId).connection.setForeground(state === "foreground");
    },
    async setNetwork(clientId, state) {
      clientOf(clientId).connection.setOnline(state === "online");
    },
    async advanceClock(milliseconds) {
      clock?.advance(milliseconds);
      return { nextDue: clock?.nextDue() };
    },
    reset,
    shutdown: reset,
    onEvent(heard) {
      listener = heard;
    },
  };
}
