import { readFileSync } from "node:fs";
import process from "node:process";
import type { RealmOptions } from "../../official-sdk/realm.ts";
import { sdkVersion } from "../../official-sdk/sdk-script.ts";
import { type Driver, type DriverEvent, PROTOCOL_VERSION } from "../../protocol/index.ts";
import { type Client, OFFICIAL_METHODS, openClient } from "./client.ts";
import { type PageClock, pageClock } from "./page-clock.ts";

export interface OfficialOptions {
  /** `virtual` claims `virtualClock`: the SDK's timers and its Date follow `advanceClock`. */
  readonly time: "virtual" | "real";
  /** When virtual time begins, in Unix milliseconds; now when left out. */
  readonly start?: number;
  /** The service in this process that clients reach, instead of the network. */
  readonly inProcess?: RealmOptions["inProcess"];
}

/**
 * Drives the unmodified official SDK, each client in a page of its own. The SDK is the user's own, found from the working
 * folder.
 *
 * @throws Error that says how to install the SDK, when there is none
 */
export function createOfficialDriver({ time, start = Date.now(), inProcess }: OfficialOptions): Driver {
  const version = sdkVersion();
  bearLateFailures();
  const clients = new Map<string, Client>();
  const clock: PageClock | undefined = time === "virtual" ? pageClock(start) : undefined;
  let listener: (event: DriverEvent) => void = () => {};

  function clientOf(clientId: string): Client {
    const client = clients.get(clientId);
    if (!client) throw new Error(`There is no client ${JSON.stringify(clientId)}.`);
    return client;
  }

  async function close(clientId: string): Promise<void> {
    const { realm } = clientOf(clientId);
    clients.delete(clientId);
    await realm.close();
  }

  async function reset(): Promise<void> {
    await Promise.all([...clients.keys()].map(close));
  }

  return {
    async describe() {
      return {
        name: inProcess ? "official-js-in-process" : "official-js",
        version,
        language: "javascript",
        protocolVersion: PROTOCOL_VERSION,
        capabilities: [
          ...(clock ? (["virtualClock"] as const) : []),
          "network",
          "manualMode",
          "presence",
          "deviceId",
        ],
        methods: [...OFFICIAL_METHODS],
      };
    },
    async createClient(options) {
      const { clientId, caFile } = options;
      if (clients.has(clientId)) throw new Error(`There is a client ${JSON.stringify(clientId)} already.`);
      let seq = 0;
      const page: RealmOptions = {
        ...(caFile !== undefined && { ca: readFileSync(caFile, "utf8") }),
        ...(clock && { clock }),
        ...(inProcess && { inProcess }),
      };
      const client = await openClient(options, page, (of, name, payload) => {
        seq += 1;
        listener({ clientId, listener: of, name, payload, seq });
      });
      clients.set(clientId, client);
    },
    closeClient: close,
    call: async (clientId, method, params) => clientOf(clientId).call(method, params),
    // Not claimed: this SDK listens to nothing that tells of it (seen from 4.2.0), so no rule of the background is about it.
    async setAppState(clientId, state) {
      clientOf(clientId).realm.setVisible(state === "foreground");
    },
    async setNetwork(clientId, state) {
      clientOf(clientId).realm.setOnline(state === "online");
    },
    async advanceClock(milliseconds) {
      if (!clock) throw new Error("The clock is not virtual: the driver was started for real time.");
      clock.advance(milliseconds);
      return { nextDue: clock.nextDue() };
    },
    reset,
    shutdown: reset,
    onEvent(heard) {
      listener = heard;
    },
  };
}

let isBearing = false;

/** A promise of a page that was closed in the middle of a call may still fail, with nobody left to tell. Ours may not. */
function bearLateFailures(): void {
  if (isBearing) return;
  isBearing = true;
  process.on("unhandledRejection", (reason, promise) => {
    if (promise instanceof Promise) throw reason;
  });
}
