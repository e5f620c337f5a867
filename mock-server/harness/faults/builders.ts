import type { Duration } from "../testkit/times.ts";
import type { ActionInput } from "./actions.ts";
import type { Fault, FaultMatch } from "./fault.ts";
import { flakyWifi, serviceOutage, trainTunnel } from "./presets.ts";

type Match<K extends keyof FaultMatch> = Pick<FaultMatch, K>;
type OfRequests = Match<"uid" | "deviceId" | "operation" | "method" | "path">;
type OfFrames = Match<"uid" | "deviceId" | "frame" | "direction">;
type OfDevices = Match<"uid" | "deviceId">;

/** How often a fault strikes, and what it is called. */
export type Often = Pick<Fault, "id" | "times" | "probability" | "after" | "every">;

/** What an action takes, beside what its builder is given by place. */
type More<N extends string, Without extends string = never> =
  Extract<ActionInput, { readonly [K in N]: unknown }> extends { readonly [K in N]: infer Taken }
    ? Omit<Taken, Without>
    : never;

function fault(action: ActionInput, match: FaultMatch | undefined, often: Often | undefined): Fault {
  return { ...(match && { match }), action, ...often };
}

/**
 * Writes faults, which are plain data: each gives what `faults.add` takes and the control API reads. What is left out has
 * the default of the action.
 *
 * @example
 * testkit.faults.add(faults.latency("2s", { operation: "sendMessage" }));
 * testkit.faults.add(faults.error("ERR_EXCEPTION", { uid: "cometchat-uid-1" }, { times: 3 }));
 * testkit.faults.add(faults.trainTunnel({ uid: "cometchat-uid-1" }));
 */
export const faults = {
  latency: (delay: Duration, match?: OfRequests, often?: Often, more?: More<"latency", "delay">) =>
    fault({ latency: { delay, ...more } }, match, often),
  error: (code: More<"error">["code"], match?: OfRequests, often?: Often, more?: More<"error", "code">) =>
    fault({ error: { code, ...more } }, match, often),
  rateLimit: (match?: OfRequests, often?: Often, more: More<"rateLimit"> = {}) =>
    fault({ rateLimit: more }, match, often),
  http: (status: number, match?: OfRequests, often?: Often, more?: More<"http", "status">) =>
    fault({ http: { status, ...more } }, match, often),
  truncate: (match?: OfRequests, often?: Often, more: More<"truncate"> = {}) =>
    fault({ truncate: more }, match, often),
  reset: (match?: OfRequests, often?: Often, more: More<"reset"> = {}) =>
    fault({ reset: more }, match, often),
  expireToken: (match?: OfRequests, often?: Often) => fault({ expireToken: {} }, match, often),
  refuseSocket: (often?: Often, more: More<"refuseSocket"> = {}) =>
    fault({ refuseSocket: more }, undefined, often),
  drop: (code: number, match?: OfFrames, often?: Often, more?: More<"drop", "code">) =>
    fault({ drop: { code, ...more } }, match, often),
  loseFrame: (match?: OfFrames, often?: Often) => fault({ loseFrame: {} }, match, often),
  duplicateFrame: (match?: OfFrames, often?: Often, more: More<"duplicateFrame"> = {}) =>
    fault({ duplicateFrame: more }, match, often),
  delayFrame: (delay: Duration, match?: OfFrames, often?: Often, more?: More<"delayFrame", "delay">) =>
    fault({ delayFrame: { delay, ...more } }, match, often),
  reorderFrame: (match?: OfFrames, often?: Often, more: More<"reorderFrame"> = {}) =>
    fault({ reorderFrame: more }, match, often),
  partition: (duration: Duration, match?: OfDevices) => fault({ partition: duration }, match, undefined),
  trainTunnel,
  flakyWifi,
  serviceOutage,
} as const;
