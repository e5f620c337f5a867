import { type Expectation, refusal } from "../model/expectation.ts";
import { underFault } from "../model/faults.ts";
import { expectCall, expectMeanwhile } from "../model/oracle.ts";
import { underPushFaults } from "../model/push-faults.ts";
import { REQUEST_FAULTS, type Scenario, type Step } from "../model/scenario.ts";
import { type ModelDevice, type State, stateOf } from "../model/state.ts";
import { expectStep } from "../model/steps.ts";
import type { Description, Driver, DriverEvent, Outcome } from "../protocol/index.ts";
import { askedBy } from "./asking.ts";
import { strike } from "./faults.ts";
import { HarnessError } from "./harness-error.ts";
import { judgeWire } from "./hygiene.ts";
import {
  type Findings,
  joined,
  judgeAsked,
  judgeDetail,
  judgeEvents,
  judgeOutcome,
  judgeRefusal,
} from "./judge.ts";
import { judgePings, judgeSockets, wrongSockets } from "./judge-sockets.ts";
import type { CaseApp, Place, Seen } from "./place.ts";
import { prepareWorld } from "./prepare.ts";
import { readParams, textOfStep } from "./read-step.ts";
import type { CaseReport, DoneStep, Failure } from "./report-case.ts";
import { type Timekeeper, timekeeper } from "./timekeeper.ts";
import { withPrefix } from "./with-prefix.ts";

/** What cases are run with. */
export interface Equipment {
  readonly driver: Driver;
  readonly place: Place;
  /** Hears the driver's events; there is one at a time. */
  readonly events: { hear(listener: (event: DriverEvent) => void): void };
  readonly description: Description;
  /** What the driver was seen to do wrong since this was asked last. */
  readonly takeFaults: () => readonly string[];
  /** Rules whose failures are known already: a case goes on behind them. */
  readonly tolerated: ReadonlySet<string>;
}

type Params = Readonly<Record<string, unknown>>;

interface Run {
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

/** Runs one case from its start, in an app of its own. */
export async function runCase(given: Scenario, equipment: Equipment): Promise<CaseReport> {
  const { driver, place, events, tolerated } = equipment;
  const { capabilities } = equipment.description;
  const app = await place.openApp();
  const scenario = app.prefix === undefined ? given : withPrefix(given, app.prefix);
  const held = new Map<string, number>();
  const failures: Failure[] = [];
  const steps: DoneStep[] = [];
  const heard: DriverEvent[] = [];
  events.hear((event) => heard.push(event));
  try {
    await prepareWorld(app, scenario.world);
    await driver.reset();
    const time = timekeeper(app, driver, capabilities.includes("virtualClock"));
    const state = stateOf(scenario, {
      now: () => Math.floor(app.now() / 1000),
      // Clocks of two machines differ.
      tolerance: app.isRemote ? 5 : 0,
      authKey: app.authKey,
    });
    const knowsDevices = capabilities.includes("deviceId");
    const run: Run = {
      app,
      state,
      time,
      driver,
      heard,
      knowsDevices,
      tolerated,
      lastSeq: new Map(),
      ended: new Set(),
    };
    for (const { id, mode, presence } of scenario.devices) {
      await driver.createClient({
        clientId: id,
        appId: app.appId,
        region: app.region,
        deviceId: id,
        autoConnect: mode === "auto",
        ...app.where,
        ...(presence && { presenceSubscription: presence }),
      });
    }
    for (const step of [...loginsOf(scenario, app.authKey), ...scenario.steps]) {
      const done = await runStep(run, step);
      if (!done) continue;
      for (const rule of done.findings.held) held.set(rule, (held.get(rule) ?? 0) + 1);
      failures.push(...done.findings.failures.map((failure) => ({ ...failure, step: steps.length })));
      steps.push(done.step);
      if (failures.some(({ rules }) => !rules.some((rule) => tolerated.has(rule)))) break;
    }
    const [driverFault] = equipment.takeFaults();
    return { scenario: given, held, failures, steps, ...(driverFault !== undefined && { driverFault }) };
  } catch (error) {
    if (error instanceof HarnessError) throw error;
    equipment.takeFaults();
    return {
      scenario: given,
      held,
      failures,
      steps,
      driverFault: error instanceof Error ? error.message : String(error),
    };
  } finally {
    events.hear(() => {});
    await driver.reset().catch(() => {}); // A driver that is broken has said so above.
    await app.close();
  }
}

function loginsOf({ devices }: Scenario, authKey: string): readonly Step[] {
  return devices
    .filter(({ loggedIn }) => loggedIn)
    .map(({ id, uid }) => ({ by: id, call: "login" as const, with: { uid, authKey } }));
}

async function runStep(
  run: Run,
  step: Step,
): Promise<{ readonly step: DoneStep; readonly findings: Findings } | undefined> {
  const { app, state } = run;
  const device = "by" in step ? state.devices.get(step.by) : undefined;
  if ("by" in step && !device) return undefined;
  const mark = app.mark();
  run.heard.length = 0;
  if (!("call" in step)) {
    const plain = expectStep(state, step);
    const expected = plain && underPushFaults(state, plain);
    if (!expected) return undefined;
    await act(run, step, device);
    if (expected.takes !== undefined) await run.time.pass(expected.takes * 1_000);
    await run.time.settled(() => hasCome(run, expected));
    expected.apply?.(null);
    await socketsSettled(run);
    const seconds = "wait" in step ? step.wait : (expected.takes ?? 0);
    return finish(run, {
      text: textOfStep(step),
      ending: "",
      seconds,
      expected,
      seen: app.since(mark),
      findings: [],
    });
  }
  if (!device) return undefined;
  const given = await withKeys(run, step.with);
  const params = readParams(state, device, step.call, given);
  const plain = params && expectCall(state, device, step.call, params);
  if (!params || !plain) return undefined;
  const faulty = underFault(state, device, plain);
  const met = forgiving(device, faulty);
  const isCutOff = met !== plain && "error" in met.outcome;
  // Not before: a client may ask for things of its own, which would meet it instead.
  if (faulty !== plain && device.requestFault) strike(app, device.requestFault, whoseOf(run, device));
  const expected = underPushFaults(state, met);
  const { meanwhile } = step;
  const expectedMeanwhile = meanwhile && expectMeanwhile(step.call, plain, meanwhile.call);
  if (!expected || (meanwhile && !expectedMeanwhile)) return undefined;
  const text = textOfStep(step, params);
  const session = device.session;
  const call = run.driver.call(device.id, step.call, params);
  const second = meanwhile && run.driver.call(device.id, meanwhile.call, await withKeys(run, meanwhile.with));
  const outcome = await run.time.outcomeOf(call);
  const outcomeMeanwhile = second && (await run.time.outcomeOf(second));
  await run.time.settled(() => hasCome(run, expected));
  const seen = app.since(mark);
  if (outcome === undefined || (second && outcomeMeanwhile === undefined)) {
    const never: Findings = {
      held: [],
      failures: [{ rules: ["ERR-SETTLE-01"], what: `${step.call} never ends`, differences: [] }],
    };
    return {
      step: { text, ending: "never ends", events: [], wire: seen?.transcript ?? "" },
      findings: never,
    };
  }
  const findings: Findings[] = [];
  if (meanwhile && expectedMeanwhile && outcomeMeanwhile) {
    findings.push(judgeOutcome(meanwhile.call, expectedMeanwhile, outcomeMeanwhile));
  }
  const mine = (seen?.requests ?? []).filter(({ headers }) => headers.get("x-conform") === null);
  if (!("any" in expected.outcome)) findings.push(judgeRefusal(expected.outcome, outcome, mine));
  if (expected.isLocal && seen) findings.push(judgeLocal(expected, seen));
  const isOwn = expected.mayBeLocal && "error" in outcome && seen !== undefined && mine.length === 0;
  if (expected.asked && seen && !isCutOff && !isOwn) {
    findings.push(judgeAsked(expected.asked, askedBy(step.call, params), session, seen.commands));
  }
  const isOther = expected.orError && "error" in outcome;
  const codes = isOther ? expected.orError : isOwn ? [] : undefined;
  const wanted = codes ? refusal(codes, ...expected.outcome.rules) : expected.outcome;
  const judged = judgeOutcome(step.call, wanted, outcome);
  findings.push(judged);
  if ("value" in outcome)
    findings.push(...(expected.details ?? []).map((one) => judgeDetail(one, outcome.value)));
  // That nothing comes of a call is no merit where something had to.
  if (judged.failures.length === 0) findings.push({ held: ["ERR-SETTLE-01"], failures: [] });
  if ("value" in outcome || !("value" in expected.outcome))
    expected.apply?.("value" in outcome ? outcome.value : undefined);
  device.hadError = "error" in outcome && isCutOff;
  await socketsSettled(run);
  const finished = finish(run, { text, ending: textOfOutcome(outcome), expected, seen, findings });
  if (session !== undefined && device.session !== session) noteEnded(run, mine, session);
  return finished;
}

/** Whether everything was heard that must be, as far as the names go. */
function hasCome({ heard, tolerated }: Run, { events = [] }: Expectation): boolean {
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
async function socketsSettled({ app, state, time, knowsDevices }: Run): Promise<void> {
  const areSo = () => wrongSockets(state, app.openSockets()).length === 0;
  if (knowsDevices && !areSo()) await time.settled(areSo);
}

/** Puts in the app's key for `$key`, and a new token of a user's for `$token u1`. */
async function withKeys({ app, state }: Run, given: Params): Promise<Params> {
  if (given.authKey === "$key") return { ...given, authKey: app.authKey };
  const [, uid] = /^\$token (.+)$/.exec(String(given.authToken)) ?? [];
  if (uid === undefined) return given;
  const made = (await app.admin("POST", `users/${uid}/auth_tokens`, {})) as { readonly authToken: string };
  state.tokens.set(made.authToken, uid);
  return { ...given, authToken: made.authToken };
}

/** After an error the next call has to work: where it does, that is worth to be noted. */
function forgiving(device: ModelDevice, expected: Expectation): Expectation {
  if (!device.hadError || !("value" in expected.outcome)) return expected;
  return { ...expected, outcome: { ...expected.outcome, rules: [...expected.outcome.rules, "ERR-NET-02"] } };
}

async function act(
  run: Run,
  step: Exclude<Step, { readonly call: unknown }>,
  device?: ModelDevice,
): Promise<void> {
  const { app, driver, time } = run;
  if ("wait" in step) await time.pass(step.wait * 1_000);
  else if ("app" in step) await driver.setAppState(step.by, step.app);
  else if ("network" in step) await driver.setNetwork(step.by, step.network);
  else if (device && !REQUEST_FAULTS.includes(step.fault)) strike(app, step.fault, whoseOf(run, device));
}

const whoseOf = ({ knowsDevices }: Run, { id, session }: ModelDevice) =>
  knowsDevices ? { deviceId: id } : { uid: session ?? "" };

interface Ended {
  readonly text: string;
  readonly ending: string;
  /** How many seconds have passed. */
  readonly seconds?: number;
  readonly expected: Expectation;
  readonly seen: Seen | undefined;
  readonly findings: readonly Findings[];
}

function finish(run: Run, { text, ending, seconds = 0, expected, seen, findings }: Ended) {
  const { app, state, heard, knowsDevices } = run;
  const told = [...heard];
  const all = joined([
    ...findings,
    judgeOrderOf(run, told),
    judgeEvents(expected, told, [...state.devices.keys()]),
    ...(seen
      ? [
          judgeWire(app, seen, {
            ended: run.ended,
            devices: knowsDevices ? new Set(state.devices.keys()) : undefined,
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

function judgeLocal({ outcome }: Expectation, { requests }: Seen): Findings {
  if (requests.length === 0) return { held: [], failures: [] };
  const asked = requests.map(({ method, path }) => `${method} ${path}`);
  return {
    held: [],
    failures: [
      {
        rules: outcome.rules,
        what: "The service was asked, though the client has to know by itself",
        differences: [{ path: "", expected: "no request", seen: asked }],
      },
    ],
  };
}

function judgeOrderOf({ lastSeq }: Run, told: readonly DriverEvent[]): Findings {
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

function noteEnded({ ended }: Run, requests: Seen["requests"], uid: string): void {
  for (const { headers } of requests) {
    const token = headers.get("authtoken");
    if (token?.startsWith(`${uid}_`)) ended.add(token);
  }
}

function textOfOutcome(outcome: Outcome): string {
  return "error" in outcome ? `error ${JSON.stringify(outcome.error)}` : JSON.stringify(outcome.value);
}
