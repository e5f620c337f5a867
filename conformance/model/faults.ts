import { endSession, forgetSession } from "./areas/sessions.ts";
import { isRinging } from "./calls.ts";
import { loses, setConnected } from "./connecting.ts";
import { done, type Expectation, refusal } from "./expectation.ts";
import { type FaultName, REQUEST_FAULTS } from "./scenario.ts";
import type { ModelDevice, State } from "./state.ts";

// What must come of steps when something goes wrong.

/** A fault may strike by the user: which of its devices meets it would be chance. */
function sharesUser(state: State, device: ModelDevice): boolean {
  return [...state.devices.values()].some((other) => other !== device && other.session === device.session);
}

/** Whether something happens by itself soon: while a slow request is waited for, that may be. */
export function isSomethingDue(state: State): boolean {
  const isUnsettled = (device: ModelDevice) =>
    (device.isWanted && !device.isConnected) ||
    device.deadline !== undefined ||
    device.overtaken !== undefined ||
    device.pushFault === "no pong";
  return (
    state.leaving.size > 0 ||
    state.calls.some(isRinging) ||
    [...state.devices.values()].some((device) => device.session !== undefined && isUnsettled(device))
  );
}

export function expectFault(state: State, device: ModelDevice, fault: FaultName): Expectation | undefined {
  if (device.session === undefined || !device.isOnline) return undefined;
  if (REQUEST_FAULTS.includes(fault)) {
    if (device.requestFault || sharesUser(state, device)) return undefined;
    return done({
      apply() {
        device.requestFault = fault;
      },
    });
  }
  if (fault === "connection refused") {
    return done({
      apply() {
        device.refusesSocket = true;
      },
    });
  }
  if (!device.isConnected || device.pushFault) return undefined;
  if (fault === "socket lost") {
    if (!device.isForeground) return undefined;
    return done({
      events: loses(state, device, []),
      apply() {
        setConnected(device, false);
        device.isFreshlyCut = true;
      },
    });
  }
  if (fault === "no pong" && !device.isForeground) return undefined;
  return done({
    apply() {
      device.pushFault = fault;
    },
  });
}

/** What must come of a call whose request meets a fault, instead of what would without it. */
export function underFault(state: State, device: ModelDevice, expected: Expectation): Expectation {
  const { requestFault: fault } = device;
  if (expected.isLocal || expected.isOverSocket || expected.asked === undefined) return expected;
  if (!device.isOnline) return { outcome: { error: [], rules: ["CON-NET-02"] } };
  if (!fault) return expected;
  const over = (apply?: Expectation["apply"]) => (value: unknown) => {
    device.requestFault = undefined;
    apply?.(value);
  };
  const fails = (rule: string, codes: readonly string[] = []): Expectation => ({
    outcome: codes.length > 0 ? refusal(codes, rule) : { error: [], rules: [rule] },
    quiet: ["SES-END-02"],
    apply: over(),
  });
  if (expected.despiteFaults) return { ...expected.despiteFaults, apply: over(expected.despiteFaults.apply) };
  switch (fault) {
    case "refused":
      return fails("SES-END-02", ["ERR_EXCEPTION"]);
    case "too many":
      return fails("ERR-LIMIT-01", ["ERR_TOO_MANY_REQUESTS"]);
    case "not JSON":
      return fails("ERR-HTTP-01");
    case "cut before":
      return fails("ERR-NET-01");
    case "cut after":
    case "half an answer":
      return {
        ...expected,
        outcome: { error: [], rules: ["ERR-NET-01"] },
        apply: over("error" in expected.outcome ? undefined : expected.apply),
      };
    case "slow":
      return {
        ...expected,
        outcome: { ...expected.outcome, rules: [...expected.outcome.rules, "ERR-SLOW-01"] },
        apply: over(expected.apply),
      };
    default:
      return {
        outcome: refusal("AUTH_ERR_AUTH_TOKEN_NOT_FOUND", "SES-END-01", "KEY-TOK-04"),
        events: endSession(state, device).map((event) =>
          event.name === "login.logoutSuccess" ? { ...event, rules: ["SES-END-01"] } : event,
        ),
        apply: over(() => forgetSession(state, device)),
      };
  }
}
