import { underPushFaults } from "../model/push-faults.ts";
import { REQUEST_FAULTS, type Step } from "../model/scenario.ts";
import type { ModelDevice } from "../model/state.ts";
import { expectStep } from "../model/steps.ts";
import { type CaseRun, hasCome, socketsSettled, whoseOf } from "./case-run.ts";
import { strike } from "./faults.ts";
import { type FinishedStep, finishStep } from "./finish-step.ts";
import { textOfStep } from "./read-step.ts";
import { runCall } from "./run-call.ts";

/**
 * Does one step of a case, and judges what comes of it.
 *
 * @returns `undefined` where no rule speaks of it: then nothing was done
 */
export async function runStep(run: CaseRun, step: Step): Promise<FinishedStep | undefined> {
  const { app, state } = run;
  const device = "by" in step ? state.devices.get(step.by) : undefined;
  if ("by" in step && !device) return undefined;
  run.heard.length = 0;
  if ("call" in step) return device && runCall(run, device, step);
  const mark = app.mark();
  const plain = expectStep(state, step);
  const expected = plain && underPushFaults(state, plain);
  if (!expected) return undefined;
  await act(run, step, device);
  if (expected.takes !== undefined) await run.time.pass(expected.takes * 1_000);
  await run.time.settled(() => hasCome(run, expected));
  expected.apply?.(null);
  await socketsSettled(run);
  const seconds = "wait" in step ? step.wait : (expected.takes ?? 0);
  return finishStep(run, {
    text: textOfStep(step),
    ending: "",
    seconds,
    expected,
    seen: app.since(mark),
    findings: [],
  });
}

async function act(
  run: CaseRun,
  step: Exclude<Step, { readonly call: unknown }>,
  device?: ModelDevice,
): Promise<void> {
  const { app, driver, time } = run;
  if ("wait" in step) await time.pass(step.wait * 1_000);
  else if ("app" in step) await driver.setAppState(step.by, step.app);
  else if ("network" in step) await driver.setNetwork(step.by, step.network);
  else if (device && !REQUEST_FAULTS.includes(step.fault)) strike(app, step.fault, whoseOf(run, device));
}
