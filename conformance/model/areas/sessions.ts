import {
  type ExpectedEvent,
  nothing,
  type Oracles,
  ownRefusal,
  refusal,
  tell,
  userPattern,
  value,
} from "../expectation.ts";
import { connectionEvents, goesOffline, goesOnline } from "../presence.ts";
import type { ModelDevice, State } from "../state.ts";

/** A device's session ends; what is heard of it. */
export function endSession(state: State, device: ModelDevice): readonly ExpectedEvent[] {
  const wasConnected = device.isConnected;
  return [
    ...(wasConnected ? connectionEvents(device, ["onDisconnected"], ["CON-LIST-02"], true) : []),
    ...tell([device], "login.logoutSuccess", {}, "SES-LOGOUT-02"),
    ...(wasConnected ? goesOffline(state, device, { isAtOnce: true }) : []),
  ];
}

export function forgetSession(device: ModelDevice): void {
  device.session = undefined;
  device.isConnected = false;
  device.isWanted = false;
  device.deadline = undefined;
  device.isTokenGood = true;
}

export const sessionOracles: Oracles = {
  login(state, device, params) {
    if (typeof params.uid !== "string") return undefined;
    const uid = params.uid.toLowerCase();
    if (params.uid.trim() === "") return { outcome: ownRefusal("SES-LOGIN-03"), isLocal: true };
    if (device.session === uid) {
      return { outcome: value(userPattern(state, uid), "SES-LOGIN-04"), isLocal: true };
    }
    const isOther = device.session !== undefined;
    if (params.authKey !== state.authKey) {
      return isOther
        ? undefined
        : { outcome: refusal("AUTH_ERR_APIKEY_NOT_FOUND", "KEY-AUTH-02", "SES-LOGIN-07") };
    }
    if (!state.users.has(uid)) {
      return isOther ? undefined : { outcome: refusal("ERR_UID_NOT_FOUND", "SES-LOGIN-02", "SES-LOGIN-07") };
    }
    const isAuto = device.mode === "auto" && device.isOnline;
    const rules = ["SES-LOGIN-01", "KEY-AUTH-01", ...(isOther ? ["SES-LOGIN-05"] : [])];
    const spelling = params.uid === uid ? [] : ["IDN-UID-03"];
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
              ...connectionEvents(device, ["inConnecting"], ["CON-LIST-03"]),
              ...connectionEvents(device, ["onConnected"], ["CON-LIST-01", "CON-AUTO-01", "CON-AUTH-01"]),
              ...goesOnline(state, device, uid),
            ]
          : []),
      ],
      quiet: isAuto ? [] : device.mode === "manual" ? ["CON-MAN-01"] : [],
      asked: ["SES-ASK-01"],
      apply() {
        device.session = uid;
        device.sessions += 1;
        device.isWanted = device.mode === "auto";
        device.isConnected = isAuto;
        device.isTokenGood = true;
      },
    };
  },

  logout(state, device) {
    if (device.session === undefined) return undefined;
    const expected = { events: endSession(state, device), apply: () => forgetSession(device) };
    return {
      ...expected,
      outcome: nothing("SES-LOGOUT-01"),
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
