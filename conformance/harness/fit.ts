import type { Scenario, Step } from "../model/scenario.ts";
import type { Description } from "../protocol/index.ts";

/** Leaves out of a case what a driver has said that it cannot do. */
export function fitTo(description: Description, scenario: Scenario): Scenario {
  const { capabilities, methods } = description;
  const can = (name: Description["capabilities"][number]) => capabilities.includes(name);
  const devices = scenario.devices.filter(
    ({ mode, presence }) => (mode === "auto" || can("manualMode")) && (!presence || can("presence")),
  );
  const left = new Set(devices.map(({ id }) => id));
  const isPossible = (step: Step) => {
    if ("by" in step && !left.has(step.by)) return false;
    if ("app" in step) return can("appState");
    if ("network" in step) return can("network");
    if (!("call" in step)) return true;
    return methods.includes(step.call) && (!step.meanwhile || methods.includes(step.meanwhile.call));
  };
  const steps = scenario.steps.filter(isPossible);
  const isWhole = devices.length === scenario.devices.length && steps.length === scenario.steps.length;
  return isWhole ? scenario : { ...scenario, devices, steps };
}

/**
 * What a driver runs of a case that chance has made. Chance lets more time pass than anybody would wait for: where time is
 * real, the waits are left out. The cases that are always run come to every rule of time.
 */
export function fitByChanceTo(description: Description, scenario: Scenario): Scenario {
  const fitted = fitTo(description, scenario);
  if (description.capabilities.includes("virtualClock")) return fitted;
  return { ...fitted, steps: fitted.steps.filter((step) => !("wait" in step)) };
}
