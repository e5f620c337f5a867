import { describe, expect, it } from "vitest";
import type { Scenario } from "../model/scenario.ts";
import type { Description } from "../protocol/index.ts";
import { SUITES } from "../suites/index.ts";
import { fitByChanceTo, fitTo } from "./fit.ts";

const describing = (...capabilities: Description["capabilities"]): Description => ({
  name: "a driver",
  version: "1",
  language: "any",
  protocolVersion: "1.0",
  capabilities,
  methods: ["getUser"],
});
const scenario: Scenario = {
  suite: "connection",
  world: { users: [], groups: [], blocks: [] },
  devices: [
    { id: "u1.auto", uid: "u1", mode: "auto", loggedIn: true },
    { id: "u2.man", uid: "u2", mode: "manual", loggedIn: true },
  ],
  steps: [
    { by: "u1.auto", call: "getUser", with: { uid: "u2" } },
    { wait: 40 },
    { by: "u1.auto", call: "logout", with: {} },
    { by: "u1.auto", app: "background" },
    { by: "u2.man", call: "getUser", with: { uid: "u1" } },
  ],
};

describe("what a driver runs of a case", () => {
  it("leaves out devices and steps that it has said it cannot do", () => {
    const { devices, steps } = fitTo(describing(), scenario);
    expect(devices.map(({ id }) => id)).toEqual(["u1.auto"]);
    expect(steps).toEqual(scenario.steps.slice(0, 2));
  });

  it("is the case itself where it can do everything", () => {
    const whole = { ...describing("manualMode", "appState"), methods: ["getUser", "logout"] };
    expect(fitTo(whole, scenario)).toBe(scenario);
  });

  it("leaves out the waits of chance where time is real, and only there", () => {
    const waits = (given: Scenario) => given.steps.filter((step) => "wait" in step).length;
    expect(waits(fitByChanceTo(describing(), scenario))).toBe(0);
    expect(waits(fitByChanceTo(describing("virtualClock"), scenario))).toBe(1);
    expect(waits(fitTo(describing(), scenario))).toBe(1);
  });

  it("waits for less than half an hour in all cases that are always run", () => {
    const steps = SUITES.flatMap(({ cases }) => cases).flatMap((one) => one.steps);
    const seconds = steps.reduce((sum, step) => sum + ("wait" in step ? step.wait : 0), 0);
    expect(seconds).toBeLessThan(30 * 60);
  });
});
