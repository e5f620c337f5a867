import type { Scenario, Step } from "../model/scenario.ts";
import { stateOf } from "../model/state.ts";
import type { Description, Driver, DriverEvent } from "../protocol/index.ts";
import type { CaseRun } from "./case-run.ts";
import { HarnessError } from "./harness-error.ts";
import type { Place } from "./place.ts";
import { prepareWorld } from "./prepare.ts";
import type { CaseReport, DoneStep, Failure } from "./report-case.ts";
import { runStep } from "./run-step.ts";
import { timekeeper } from "./timekeeper.ts";
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
    const run: CaseRun = {
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
