import {
  type Expectation,
  type ExpectedEvent,
  nothing,
  type Oracles,
  ownRefusal,
  refusal,
  tell,
  userPattern,
  value,
} from "../expectation.ts";
import {
  connectionEvents,
  goesOffline,
  goesOnline,
  isOnline,
  presenceQuiet,
  toldOffline,
} from "../presence.ts";
import type { ModelDevice, State } from "../state.ts";

/** A device's session ends; what is heard of it. */
export function endSession(state: State, device: ModelDevice): readonly ExpectedEvent[] {
  const wasConnected = device.isConnected;
  const uid = device.session ?? "";
  const wasLeaving = state.leaving.has(uid) && !isOnline(state, uid);
  return [
    ...(wasLeaving
      ? toldOffline(state, uid).map((event) => ({ ...event, rules: [], isOptional: true }))
      : []),
    ...(wasConnected ? connectionEvents(device, ["onDisconnected"], ["CON-LIST-02"], true) : []),
    ...tell([device], "login.logoutSuccess", {}, "SES-LOGOUT-02"),
    ...(wasConnected ? goesOffline(state, device, { isAtOnce: true }) : []),
  ];
}

export function forgetSession(state: State, device: ModelDevice): void {
  state.leaving.delete(device.session ?? "");
  device.hasClosed ||= device.isConnected;
  device.session = undefined;
  device.isConnected = false;
  device.isWanted = false;
  device.deadline = undefined;
  device.isTokenGood = true;
}

/** A login that fails: nothing is told of it, least of all that somebody was logged out. */
const refusedLogin = (code: string, rule: string): Expectation => ({
  outcome: refusal(code, rule, "SES-LOGIN-07"),
  quiet: ["SES-LOGIN-10"],
});

export const sessionOracles: Oracles = {
  login(state, device, params) {
    const { authToken } = params;
    const given = authToken === undefined ? String(params.uid) : state.tokens.get(String(authToken));
    const isOtherToken = authToken !== undefined && device.session !== undefined;
    if (isOtherToken) return undefined;
    if (given === undefined) {
      return refusedLogin("AUTH_ERR_AUTH_TOKEN_NOT_FOUND", "KEY-TOK-02");
    }
    const uid = given.toLowerCase();
    if (given.trim() === "") return { outcome: ownRefusal("SES-LOGIN-03"), isLocal: true };
    if (device.session === uid) {
      // Whether a client knows that another spelling is the same user, no rule says.
      if (given !== uid) return undefined;
      return {
        outcome: value(userPattern(state, uid), "SES-LOGIN-04"),
        // Whether it is told of once more, no rule says.
        events: tell([device], "login.loginSuccess", { user: userPattern(state, uid) }).map((event) => ({
          ...event,
          isOptional: true,
        })),
        isLocal: true,
      };
    }
    const isOther = device.session !== undefined;
    // What is left of the session before when the next one fails, no rule says.
    if (isOther && device.requestFault !== undefined) return undefined;
    if (authToken === undefined && params.authKey !== state.authKey) {
      return isOther ? undefined : refusedLogin("AUTH_ERR_APIKEY_NOT_FOUND", "KEY-AUTH-02");
    }
    if (!state.users.has(uid)) {
      return isOther ? undefined : refusedLogin("ERR_UID_NOT_FOUND", "SES-LOGIN-02");
    }
    const isAuto = device.mode === "auto" && device.isOnline;
    const hasClosed = device.hasClosed || (isOther && device.isConnected);
    const opening = { ...device, hasClosed };
    const isFurther = [...state.devices.values()].some((one) => one !== device && one.session === uid);
    const by =
      authToken === undefined ? ["KEY-AUTH-01"] : ["KEY-TOK-01", ...(isFurther ? ["KEY-TOK-03"] : [])];
    const rules = ["SES-LOGIN-01", ...by, ...(isOther ? ["SES-LOGIN-05"] : [])];
    const spelling = given === uid ? [] : ["IDN-UID-03"];
    return {
      outcome: value(userPattern(state, uid), ...rules, ...spelling),
      events: [
        ...(isOther && device.isConnected
          ? [
              ...connectionEvents(device, ["onDisconnected"], [], true),
              ...goesOffline(state, device, { isAtOnce: false }),
            ]
          : []),
        ...tell([device], "login.loginSuccess", { user: userPattern(state, uid) }, "SES-LOGIN-06"),
        ...(isAuto
          ? [
              ...connectionEvents(opening, ["inConnecting"], ["CON-LIST-03"]),
              ...connectionEvents(opening, ["onConnected"], ["CON-LIST-01", "CON-AUTO-01", "CON-AUTH-01"]),
              ...goesOnline(state, device, uid),
            ]
          : []),
      ],
      quiet: [
        ...(isAuto ? presenceQuiet(state, device, uid) : device.mode === "manual" ? ["CON-MAN-01"] : []),
        ...(isFurther ? ["KEY-TOK-03"] : []),
      ],
      sockets: isAuto ? ["CON-AUTO-01"] : device.mode === "manual" ? ["CON-MAN-01"] : [],
      asked: authToken === undefined ? ["SES-ASK-01"] : [],
      apply() {
        device.session = uid;
        device.sessions += 1;
        device.wasConnected = false;
        device.hasClosed = hasClosed && !isAuto;
        device.isWanted = device.mode === "auto";
        device.isConnected = isAuto;
        device.isTokenGood = true;
      },
    };
  },

  logout(state, device) {
    if (device.session === undefined) return undefined;
    const expected = { events: endSession(state, device), apply: () => forgetSession(state, device) };
    return {
      ...expected,
      outcome: nothing("SES-LOGOUT-01"),
      quiet: presenceQuiet(state, device, device.session),
      sockets: ["SES-LOGOUT-05"],
      asked: ["SES-ASK-01"],
      despiteFaults: {
        ...expected,
        outcome: { any: true, rules: ["SES-LOGOUT-04"] },
        events: expected.events.map((event) => ({ ...event, rules: ["SES-LOGOUT-04", ...event.rules] })),
      },
    };
  },

  getLoggedInUser(state, device) {
    const { session } = device;
    return {
      outcome:
        session === undefined
          ? nothing("SES-LOGIN-08", "SES-LOGOUT-01")
          : value(userPattern(state, session), "SES-LOGIN-08"),
    };
  },
};
