import { readFileSync } from "node:fs";
import process from "node:process";
import type { RealmOptions } from "../../official-sdk/realm.ts";
import { sdkVersion } from "../../official-sdk/sdk-script.ts";
import { type Driver, driveClients, PROTOCOL_VERSION } from "../../protocol/index.ts";
import { OFFICIAL_METHODS, openClient } from "./client.ts";
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
  const clock: PageClock | undefined = time === "virtual" ? pageClock(start) : undefined;
  return driveClients({
    description: {
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
    },
    clock,
    async open(options, tell) {
      const { caFile } = options;
      const page: RealmOptions = {
        ...(caFile !== undefined && { ca: readFileSync(caFile, "utf8") }),
        ...(clock && { clock }),
        ...(inProcess && { inProcess }),
      };
      const { call, realm } = await openClient(options, page, (listener, name, payload) =>
        tell({ listener, name, payload }),
      );
      return {
        call,
        // Not claimed: this SDK listens to nothing that tells of it (seen from 4.2.0), so no rule of the background is about it.
        setAppState: (state) => realm.setVisible(state === "foreground"),
        setNetwork: (state) => realm.setOnline(state === "online"),
        close: () => realm.close(),
      };
    },
  });
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
