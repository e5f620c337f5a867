import type { Expectation } from "../model/expectation.ts";
import type { DriverEvent } from "../protocol/index.ts";
import type { CaseRun } from "./case-run.ts";
import { judgeWire } from "./hygiene.ts";
import { type Findings, joined, judgeEvents } from "./judge.ts";
import { judgePings, judgeSockets } from "./judge-sockets.ts";
import type { Seen } from "./place.ts";
import type { DoneStep, Failure } from "./report-case.ts";

/** A step that was done, and what was found out by it. */
export interface FinishedStep {
  readonly step: DoneStep;
  readonly findings: Findings;
}

/** What a step has come to. */
interface Ended {
  readonly text: string;
  readonly ending: string;
  /** How many seconds have passed. */
  readonly seconds?: number;
  readonly expected: Expectation;
  readonly seen: Seen | undefined;
  readonly findings: readonly Findings[];
}

/** Judges what holds of every step, whatever it was. */
export function finishStep(
  run: CaseRun,
  { text, ending, seconds = 0, expected, seen, findings }: Ended,
): FinishedStep {
  const { app, state, heard, knowsDevices } = run;
  const told = [...heard];
  const loggedOut = [...state.devices.values()].filter(({ session }) => session === undefined);
  const all = joined([
    ...findings,
    judgeOrderOf(run, told),
    judgeEvents(expected, told, [...state.devices.keys()]),
    ...(seen
      ? [
          judgeWire(app, seen, {
            ended: run.ended,
            devices: knowsDevices ? new Set(state.devices.keys()) : undefined,
            mayLackToken: (deviceId) =>
              knowsDevices ? loggedOut.some(({ id }) => id === deviceId) : loggedOut.length > 0,
          }),
          judgePings(expected.pinging ?? [], seconds, seen),
        ]
      : []),
    ...(run.knowsDevices ? [judgeSockets(state, expected, app.openSockets())] : []),
  ]);
  const events = told.map(
    ({ clientId, listener, name, payload }) => `${clientId} ${listener}.${name} ${JSON.stringify(payload)}`,
  );
  return {
    step: { text, ending, events, wire: all.failures.length > 0 ? (seen?.transcript ?? "") : "" },
    findings: all,
  };
}

function judgeOrderOf({ lastSeq }: CaseRun, told: readonly DriverEvent[]): Findings {
  const failures: Omit<Failure, "step">[] = [];
  for (const { clientId, seq } of told) {
    const expected = (lastSeq.get(clientId) ?? 0) + 1;
    lastSeq.set(clientId, seq);
    if (seq === expected) continue;
    const what = `${clientId} numbers its events wrongly`;
    failures.push({ rules: ["LSN-SEQ-01"], what, differences: [{ path: "seq", expected, seen: seq }] });
  }
  return { held: failures.length === 0 && told.length > 0 ? ["LSN-SEQ-01"] : [], failures };
}
