import { callsGivenUp, giveUp, notGivenUp, tellGivenUp } from "./calls.ts";
import { connects, loses, setConnected } from "./connecting.ts";
import { done, type Expectation, type ExpectedEvent } from "./expectation.ts";
import { expectFault } from "./faults.ts";
import { connectionEvents, isOnline, toldOffline } from "./presence.ts";
import { awaitsPush, letGo } from "./push-faults.ts";
import { HOLDS_BACK, type Step } from "./scenario.ts";
import type { ModelDevice, State } from "./state.ts";

// What must come of steps that are no calls.

/** Seconds within which a client must have a socket again. */
export const RECONNECTS_WITHIN = 35;
/** Seconds within which it is sure that somebody has gone. */
const LEAVES_WITHIN = 3;
/** Seconds in which nobody opens a socket that was lost just now. */
const HURRY = 1;
/** Seconds that a socket of manual mode outlives the last ping in the background. */
const BACKGROUND_PATIENCE = 30;

type EnvironmentStep = Exclude<Step, { readonly call: unknown }>;

/** What must come of a step in the world around a client; `undefined` where no rule says so. */
export function expectStep(state: State, step: EnvironmentStep): Expectation | undefined {
  if ("wait" in step) return expectWait(state, step.wait);
  const device = state.devices.get(step.by);
  if (!device || [...state.devices.values()].some(({ overtaken }) => overtaken)) return undefined;
  if ("app" in step) return expectAppState(state, device, step.app === "foreground");
  if ("network" in step) return expectNetwork(state, device, step.network === "online");
  return expectFault(state, device, step.fault);
}

/** Whether a user who comes back within a moment was away for others is no rule's. */
const orNot = (event: ExpectedEvent): ExpectedEvent => ({ ...event, isOptional: true });

/** @param back a device whose network has come back as that time begins */
function expectWait(state: State, seconds: number, back?: ModelDevice): Expectation | undefined {
  const devices = [...state.devices.values()].filter(({ session }) => session !== undefined);
  const returning = devices.filter(
    (device) =>
      device.isWanted && !device.isConnected && (device.isOnline || device === back) && device.isForeground,
  );
  const silent = devices.filter(({ isConnected, pushFault }) => isConnected && pushFault === "no pong");
  if (seconds < HURRY) return expectHurry(devices, returning);
  const held = devices.filter(({ overtaken }) => overtaken);
  if (held.length > 0 && (seconds <= HOLDS_BACK || held.some(({ deadline }) => deadline !== undefined))) {
    return undefined;
  }
  if ((returning.length > 0 || silent.length > 0) && seconds < RECONNECTS_WITHIN) return undefined;
  if (seconds < LEAVES_WITHIN) return undefined;
  const until = state.now() + seconds;
  const givenUp = callsGivenUp(state, until);
  const isSettled = returning.length === 0 && silent.length === 0 && !devices.some(awaitsPush);
  if (givenUp === "unclear" || (givenUp.length > 0 && !isSettled)) return undefined;
  const left = devices.filter(
    ({ isConnected, deadline }) => isConnected && deadline !== undefined && deadline <= until,
  );
  const kept = devices.filter(
    ({ isConnected, deadline }) => isConnected && deadline !== undefined && deadline > until,
  );
  const steady = devices.filter(
    (device) =>
      device.isConnected && device.isForeground && device.deadline === undefined && !silent.includes(device),
  );
  const cutOff = devices.filter((device) => device.isWanted && !device.isOnline && device !== back);
  const away = devices.filter((device) => !device.isConnected && !device.isWanted && device.wasConnected);
  const out = [...state.devices.values()].filter(
    ({ session, sessions }) => session === undefined && sessions > 0,
  );
  const gone = [...state.leaving].filter(
    (uid) => !isOnline(state, uid) && !returning.some(({ session }) => session === uid),
  );
  const ended = left.map((device) => (device.hasPinged ? "CON-MAN-06" : "CON-MAN-05"));
  return done({
    events: [
      ...held.flatMap(({ overtaken }) => overtaken ?? []),
      ...[...state.leaving]
        .filter((uid) => !gone.includes(uid))
        .flatMap((uid) => toldOffline(state, uid).map(orNot)),
      ...gone.flatMap((uid) => toldOffline(state, uid)),
      ...returning.flatMap((device) => connects(state, device, retryRules(device, back))),
      ...silent.flatMap((device) => [
        ...loses(state, device, ["CON-PING-02"]),
        ...connects(state, device, ["CON-PING-02"]),
      ]),
      ...left.flatMap((device) => loses(state, device, [device.hasPinged ? "CON-MAN-06" : "CON-MAN-05"])),
      ...givenUp.flatMap((call) => tellGivenUp(state, call)),
      // Whether a client tries in vain or waits for its network is its own affair.
      ...cutOff.flatMap((device) => connectionEvents(device, ["inConnecting"], [], true)),
    ],
    quiet: [
      ...notGivenUp(state, until),
      ...(kept.some(({ hasPinged }) => !hasPinged) ? ["CON-MAN-04"] : []),
      ...(kept.some(({ hasPinged }) => hasPinged) ? ["CON-MAN-06"] : []),
      ...(returning.some(({ hasMissed }) => hasMissed) ? ["TRN-OFF-01"] : []),
      ...(steady.length > 0 && seconds >= RECONNECTS_WITHIN ? ["CON-PING-03"] : []),
    ],
    sockets: [
      ...ended,
      ...returning.flatMap((device) => retryRules(device, back)),
      ...silent.map(() => "CON-PING-02"),
      ...kept.map(({ hasPinged }) => (hasPinged ? "CON-MAN-06" : "CON-MAN-04")),
      ...(away.some(({ isForeground }) => isForeground) ? ["CON-RETRY-03"] : []),
      ...(out.length > 0 ? ["CON-RETRY-04"] : []),
    ],
    pinging: steady.map(({ id }) => id),
    apply() {
      for (const device of held) letGo(device);
      for (const device of devices) device.isFreshlyCut = false;
      for (const call of givenUp) giveUp(call);
      state.leaving.clear();
      for (const { session } of left)
        if (session !== undefined && !isOnline(state, session)) state.leaving.add(session);
      for (const device of returning) setConnected(device, true);
      for (const device of silent) device.pushFault = undefined;
      for (const device of left) {
        setConnected(device, false);
        device.isWanted = false;
        device.deadline = undefined;
        device.hasPinged = false;
      }
      for (const device of devices) if (device.refusesSocket) device.refusesSocket = false;
    },
  });
}

/** So soon after it has lost its socket a client opens none. */
function expectHurry(
  devices: readonly ModelDevice[],
  returning: readonly ModelDevice[],
): Expectation | undefined {
  const isQuiet = devices.every(({ deadline, pushFault }) => deadline === undefined && !pushFault);
  if (!isQuiet || returning.length === 0 || !returning.every(({ isFreshlyCut }) => isFreshlyCut)) {
    return undefined;
  }
  return done({
    quiet: ["CON-RETRY-05"],
    sockets: ["CON-RETRY-05"],
    apply() {
      for (const device of returning) device.isFreshlyCut = false;
    },
  });
}

function retryRules(device: ModelDevice, back: ModelDevice | undefined): readonly string[] {
  if (device === back) return ["CON-NET-01"];
  return ["CON-RETRY-01", ...(device.refusesSocket ? ["CON-RETRY-02"] : [])];
}

function expectAppState(state: State, device: ModelDevice, comesBack: boolean): Expectation | undefined {
  if (device.isForeground === comesBack) return undefined;
  const isAuto = device.mode === "auto";
  if (!comesBack) {
    // What a client does with an attempt that is under way when its app leaves, no rule says.
    if (device.isWanted && !device.isConnected && device.session !== undefined) return undefined;
    const closes = isAuto && device.isConnected;
    return done({
      events: closes ? loses(state, device, ["CON-AUTO-02"]) : [],
      sockets: closes ? ["CON-AUTO-02"] : isAuto || !device.isConnected ? [] : ["CON-MAN-04"],
      apply() {
        device.isForeground = false;
        device.hasPinged = false;
        if (closes) setConnected(device, false);
        if (!isAuto && device.isConnected) device.deadline = state.now() + BACKGROUND_PATIENCE;
      },
    });
  }
  if (!device.isOnline) return undefined;
  const opens = isAuto && device.session !== undefined && !device.isConnected;
  return done({
    events: opens ? connects(state, device, ["CON-AUTO-03"]) : [],
    sockets: opens ? ["CON-AUTO-03"] : isAuto ? [] : [device.isConnected ? "CON-MAN-09" : "CON-MAN-07"],
    quiet:
      !isAuto && !device.isConnected && device.session !== undefined
        ? ["CON-MAN-07"]
        : device.deadline === undefined
          ? []
          : ["CON-MAN-09"],
    apply() {
      device.isForeground = true;
      device.deadline = undefined;
      if (opens) {
        setConnected(device, true);
        device.isWanted = true;
      }
    },
  });
}

function expectNetwork(state: State, device: ModelDevice, comesBack: boolean): Expectation | undefined {
  if (device.isOnline === comesBack || !device.isForeground) return undefined;
  if (!comesBack) {
    return done({
      // When the client notices is its own affair.
      events: device.isConnected ? loses(state, device, []) : [],
      apply() {
        device.isOnline = false;
        setConnected(device, false);
      },
    });
  }
  const comes = () => {
    device.isOnline = true;
  };
  if (!device.isWanted || device.session === undefined) return done({ apply: comes });
  // Whether it hears of its network or finds out by trying is the client's own affair.
  const expected = expectWait(state, RECONNECTS_WITHIN, device);
  return (
    expected && {
      ...expected,
      takes: RECONNECTS_WITHIN,
      apply(value) {
        comes();
        expected.apply?.(value);
      },
    }
  );
}
