import { type FaultName, HOLDS_BACK } from "../model/scenario.ts";
import type { CaseApp } from "./place.ts";

/** Seconds that a slow request takes. */
const SLOW = "10s";

/** A device, or where that cannot be told, a user. */
type Whose = { readonly deviceId: string } | { readonly uid: string };

const FAULTS: Readonly<Record<FaultName, (whose: Whose) => object>> = {
  refused: (whose) => ({ action: { error: { code: "ERR_EXCEPTION" } }, match: whose, times: 1 }),
  "too many": (whose) => ({ action: { rateLimit: {} }, match: whose, times: 1 }),
  "not JSON": (whose) => ({ action: { http: { status: 503 } }, match: whose, times: 1 }),
  "cut before": (whose) => ({ action: { reset: {} }, match: whose, times: 1 }),
  "cut after": (whose) => ({ action: { reset: { when: "after" } }, match: whose, times: 1 }),
  "half an answer": (whose) => ({ action: { truncate: {} }, match: whose, times: 1 }),
  slow: (whose) => ({ action: { latency: { delay: SLOW } }, match: whose, times: 1 }),
  "expired token": (whose) => ({ action: { expireToken: {} }, match: whose, times: 1 }),
  "socket lost": (whose) => ({ action: { drop: { code: 1006 } }, match: whose, times: 1 }),
  "pushed twice": (whose) => ({
    action: { duplicateFrame: {} },
    match: { ...whose, frame: "message", direction: "out" },
    times: 1,
  }),
  "push lost": (whose) => ({
    action: { loseFrame: {} },
    match: { ...whose, frame: "message", direction: "out" },
    times: 1,
  }),
  reordered: (whose) => ({
    action: { reorderFrame: { within: `${HOLDS_BACK}s` } },
    match: { ...whose, frame: "message", direction: "out" },
    times: 1,
  }),
  "no pong": (whose) => ({
    action: { loseFrame: {} },
    match: { ...whose, frame: "pong", direction: "out" },
    times: 1,
  }),
  "connection refused": () => ({ action: { refuseSocket: {} }, times: 1 }),
};

/** Has something go wrong, once, for a device; there is nothing to do it with beyond a mock server. */
export function strike(app: CaseApp, fault: FaultName, whose: Whose): void {
  app.addFault?.(FAULTS[fault](whose));
}
