import { type Expectation, type ExpectedOutcome, refusal } from "../model/expectation.ts";
import { underFault } from "../model/faults.ts";
import { expectCall, expectMeanwhile } from "../model/oracle.ts";
import { underPushFaults } from "../model/push-faults.ts";
import type { Step } from "../model/scenario.ts";
import type { ModelDevice } from "../model/state.ts";
import type { Outcome } from "../protocol/index.ts";
import { askedBy } from "./asking.ts";
import { type CaseRun, hasCome, socketsSettled, whoseOf } from "./case-run.ts";
import { strike } from "./faults.ts";
import { type FinishedStep, finishStep } from "./finish-step.ts";
import { type Findings, judgeAsked, judgeDetail, judgeLocal, judgeOutcome, judgeRefusal } from "./judge.ts";
import type { Seen } from "./place.ts";
import { readParams, textOfStep } from "./read-step.ts";

type Params = Readonly<Record<string, unknown>>;
type CallStep = Extract<Step, { readonly call: unknown }>;

/** Milliseconds of real time after which a request that must not be made would have come over a network. */
const UNASKED = 150;

/** What must come of a call as things are: under faults, after errors, beside another one. */
interface Ahead {
  readonly params: Params;
  readonly expected: Expectation;
  readonly meanwhile:
    | { readonly call: NonNullable<CallStep["meanwhile"]>; readonly outcome: ExpectedOutcome }
    | undefined;
  /** Whether a fault keeps the app from hearing what has come of it. */
  readonly isCutOff: boolean;
}

/**
 * Has a device's app ask its client for something, and judges what comes of that.
 *
 * @returns `undefined` where no rule speaks of it: then nothing was done
 */
export async function runCall(
  run: CaseRun,
  device: ModelDevice,
  step: CallStep,
): Promise<FinishedStep | undefined> {
  const { app, driver, time } = run;
  const mark = app.mark();
  const ahead = await lookAhead(run, device, step);
  if (!ahead) return undefined;
  const { params, expected, meanwhile, isCutOff } = ahead;
  const text = textOfStep(step, params);
  const session = device.session;
  const call = driver.call(device.id, step.call, params);
  const second =
    meanwhile && driver.call(device.id, meanwhile.call.call, await withKeys(run, meanwhile.call.with));
  const outcome = await time.outcomeOf(call);
  const outcomeMeanwhile = second && (await time.outcomeOf(second));
  const unasked = expected.isLocal && app.isRemote ? performance.now() + UNASKED : 0;
  await time.settled(() => hasCome(run, expected) && performance.now() >= unasked);
  const seen = app.since(mark);
  if (outcome === undefined || (second && outcomeMeanwhile === undefined))
    return neverEnding(step, text, seen);
  const findings = judgeCall(step, ahead, { outcome, session, seen });
  if (meanwhile && outcomeMeanwhile) {
    findings.unshift(judgeOutcome(meanwhile.call.call, meanwhile.outcome, outcomeMeanwhile));
  }
  if ("value" in outcome || !("value" in expected.outcome))
    expected.apply?.("value" in outcome ? outcome.value : undefined);
  device.hadError = "error" in outcome && isCutOff;
  await socketsSettled(run);
  const finished = finishStep(run, { text, ending: textOfOutcome(outcome), expected, seen, findings });
  if (session !== undefined && device.session !== session) noteEnded(run, clientsOwn(seen), session);
  return finished;
}

async function lookAhead(
  run: CaseRun,
  device: ModelDevice,
  { call, with: wanted, meanwhile }: CallStep,
): Promise<Ahead | undefined> {
  const { app, state } = run;
  const params = readParams(state, device, call, await withKeys(run, wanted));
  const plain = params && expectCall(state, device, call, params);
  if (!params || !plain) return undefined;
  const faulty = underFault(state, device, plain);
  const met = forgiving(device, faulty);
  const expected = underPushFaults(state, met);
  const outcome = meanwhile && expectMeanwhile(call, plain, meanwhile.call);
  if (!expected || (meanwhile && !outcome)) return undefined;
  // Not before: a client may ask for things of its own, which would meet it instead; and a call that is not made meets nothing.
  if (faulty !== plain && device.requestFault) strike(app, device.requestFault, whoseOf(run, device));
  return {
    params,
    expected,
    meanwhile: meanwhile && outcome && { call: meanwhile, outcome },
    isCutOff: met !== plain && "error" in met.outcome,
  };
}

interface Called {
  readonly outcome: Outcome;
  /** Whose session it was asked in. */
  readonly session: string | undefined;
  readonly seen: Seen | undefined;
}

/** Looks at what the app got, and at what the service was asked for it. */
function judgeCall(
  { call }: CallStep,
  { params, expected, isCutOff }: Ahead,
  { outcome, session, seen }: Called,
): Findings[] {
  const findings: Findings[] = [];
  const mine = clientsOwn(seen);
  if (!("any" in expected.outcome) && !expected.isLocal)
    findings.push(judgeRefusal(expected.outcome, outcome, mine));
  if (expected.isLocal && seen) findings.push(judgeLocal(expected.outcome, seen.requests));
  const isOwn = expected.mayBeLocal && "error" in outcome && seen !== undefined && mine.length === 0;
  if (expected.asked && seen && !isCutOff && !isOwn) {
    findings.push(judgeAsked(expected.asked, askedBy(call, params), session, seen.commands));
  }
  const isOther = expected.orError && "error" in outcome;
  const codes = isOther ? expected.orError : isOwn ? [] : undefined;
  const wanted = codes ? refusal(codes, ...expected.outcome.rules) : expected.outcome;
  const judged = judgeOutcome(call, wanted, outcome);
  findings.push(judged);
  if ("value" in outcome)
    findings.push(...(expected.details ?? []).map((one) => judgeDetail(one, outcome.value)));
  // That nothing comes of a call is no merit where something had to.
  if (judged.failures.length === 0) findings.push({ held: ["ERR-SETTLE-01"], failures: [] });
  return findings;
}

function neverEnding({ call }: CallStep, text: string, seen: Seen | undefined): FinishedStep {
  return {
    step: { text, ending: "never ends", events: [], wire: seen?.transcript ?? "" },
    findings: {
      held: [],
      failures: [{ rules: ["ERR-SETTLE-01"], what: `${call} never ends`, differences: [] }],
    },
  };
}

/** What the client has asked; the harness asks for tokens meanwhile. */
function clientsOwn(seen: Seen | undefined): Seen["requests"] {
  return (seen?.requests ?? []).filter(({ headers }) => headers.get("x-conform") === null);
}

/** Puts in the app's key for `$key`, and a new token of a user's for `$token u1`. */
async function withKeys({ app, state }: CaseRun, given: Params): Promise<Params> {
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

function noteEnded({ ended }: CaseRun, requests: Seen["requests"], uid: string): void {
  for (const { headers } of requests) {
    const token = headers.get("authtoken");
    if (token?.startsWith(`${uid}_`)) ended.add(token);
  }
}

function textOfOutcome(outcome: Outcome): string {
  return "error" in outcome ? `error ${JSON.stringify(outcome.error)}` : JSON.stringify(outcome.value);
}
