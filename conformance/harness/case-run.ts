import type { Expectation } from "../model/expectation.ts";
import type { ModelDevice, State } from "../model/state.ts";
import type { Driver, DriverEvent } from "../protocol/index.ts";
import { wrongSockets } from "./judge-sockets.ts";
import type { CaseApp } from "./place.ts";
import type { Timekeeper } from "./timekeeper.ts";

/** A case while it runs. */
export interface CaseRun {
  readonly app: CaseApp;
  readonly state: State;
  readonly time: Timekeeper;
  readonly driver: Driver;
  readonly heard: DriverEvent[];
  /** Whether the service knows clients by their devices. */
  readonly knowsDevices: boolean;
  readonly tolerated: ReadonlySet<string>;
  readonly lastSeq: Map<string, number>;
  /** Tokens of sessions that are over. */
  readonly ended: Set<string>;
}

/** Whether everything was heard that must be, as far as the names go. */
export function hasCome({ heard, tolerated }: CaseRun, { events = [] }: Expectation): boolean {
  const left = heard.map(({ clientId, listener, name }) => `${clientId} ${listener}.${name}`);
  return events.every(({ device, name, rules, isOptional }) => {
    // What is known to stay away is not waited for.
    if (isOptional || rules.some((rule) => tolerated.has(rule))) return true;
    const at = left.indexOf(`${device} ${name}`);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
}

/** Waits for sockets that are about to be opened or closed. */
export async function socketsSettled({ app, state, time, knowsDevices }: CaseRun): Promise<void> {
  const areSo = () => wrongSockets(state, app.openSockets()).length === 0;
  if (knowsDevices && !areSo()) await time.settled(areSo);
}

/** Whom a fault strikes. */
export const whoseOf = ({ knowsDevices }: CaseRun, { id, session }: ModelDevice) =>
  knowsDevices ? { deviceId: id } : { uid: session ?? "" };
