import type { Duration } from "../testkit/times.ts";
import type { Fault, FaultMatch } from "./fault.ts";

/** Whose network it is; everybody's when left out. */
export type Devices = Pick<FaultMatch, "uid" | "deviceId">;

/**
 * A train that goes into a tunnel: nothing comes through for 20 seconds, or as long as is said; before and behind it
 * requests take up to 2 seconds longer, until the faults are removed.
 */
export function trainTunnel(match: Devices = {}, duration: Duration = "20s"): readonly Fault[] {
  return [
    { match, action: { partition: duration } },
    { match, action: { latency: { delay: 300, jitter: 1_700 } } },
  ];
}

/**
 * Wifi at the edge of its reach: every request takes 50 to 950 ms longer, one in ten meets an end of the connection, half
 * of these after it was carried out; one frame in ten to the client comes up to 3 seconds late, and one in a hundred
 * breaks its socket.
 */
export function flakyWifi(match: Devices = {}): readonly Fault[] {
  return [
    { match, action: { latency: { delay: 50, jitter: 900 } } },
    { match, action: { reset: {} }, probability: 0.05 },
    { match, action: { reset: { when: "after" } }, probability: 0.05 },
    {
      match: { ...match, direction: "out" },
      action: { delayFrame: { delay: 200, jitter: 2_800 } },
      probability: 0.1,
    },
    { match: { ...match, direction: "out" }, action: { drop: { code: 1006 } }, probability: 0.01 },
  ];
}

/**
 * The service is down behind its gateway, for everybody, until the faults are removed: requests are answered with the
 * gateway's page for 503, open sockets are closed with 1001, and new ones are refused with 503.
 */
export function serviceOutage(): readonly Fault[] {
  return [
    { action: { http: { status: 503 } } },
    { action: { refuseSocket: { status: 503 } } },
    { action: { drop: { code: 1001, reason: "Service unavailable" } } },
  ];
}

/** The presets by the names that they go by over HTTP. */
export const FAULT_PRESETS = {
  "train-tunnel": trainTunnel,
  "flaky-wifi": flakyWifi,
  "service-outage": serviceOutage,
} as const;
