import * as fc from "fast-check";
import type { Device, Scenario, Step } from "../model/scenario.ts";
import type { Suite } from "./suite.ts";
import { ask, asks, UIDS, world } from "./worlds.ts";

const NAME = "sessions";
const DEVICES: readonly Device[] = [
  { id: "u1.a", uid: "u1", mode: "auto", loggedIn: false },
  { id: "u1.m", uid: "u1", mode: "manual", loggedIn: false },
  { id: "u2.a", uid: "u2", mode: "auto", loggedIn: false },
];
const ids = DEVICES.map(({ id }) => id);
const login = (by: string, uid: string): Step => ask(by, "login", { uid, authKey: "$key" });
const U1 = { uid: "u1", authKey: "$key" };
const scenario = (...steps: readonly Step[]): Scenario => ({
  suite: NAME,
  world: world(),
  devices: DEVICES,
  steps,
});

const anyUid = fc.constantFrom(...UIDS, "U1", "nobody", "", "  ");

/** Logging in and out, and what happens to a session. */
export const sessions: Suite = {
  name: NAME,
  about: "logging in and out, keys and tokens, and who is logged in",
  cases: [
    scenario(
      ask("u1.a", "login", { authToken: "$token u1" }),
      ask("u1.m", "login", { authToken: "$token u1" }),
      ask("u1.a", "getUser", { uid: "u2" }),
      ask("u1.m", "getUser", { uid: "u2" }),
      ask("u2.a", "login", { authToken: "u2_1700000000aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" }),
      ask("u2.a", "getLoggedInUser", {}),
    ),
    scenario(
      login("u1.a", "u1"),
      ask("u1.a", "getLoggedInUser", {}),
      login("u1.a", "u1"),
      login("u1.a", "u2"),
      ask("u1.a", "getUser", { uid: "u1" }),
    ),
    scenario(
      { ...ask("u1.a", "login", U1), meanwhile: { call: "login", with: U1 } },
      ask("u1.a", "getUser", { uid: "u2" }),
    ),
    scenario(login("u1.a", "nobody"), ask("u1.a", "getLoggedInUser", {}), login("u1.a", "")),
    scenario(ask("u1.a", "login", { uid: "u1", authKey: "wrong" }), ask("u1.a", "getUser", { uid: "u2" })),
    scenario(login("u1.a", "U1"), ask("u1.a", "getUser", { uid: "U2" })),
    scenario(
      login("u1.a", "u1"),
      ask("u1.a", "logout", {}),
      ask("u1.a", "getLoggedInUser", {}),
      ask("u1.a", "getUser", { uid: "u2" }),
      login("u1.a", "u2"),
      ask("u1.a", "getUser", { uid: "u1" }),
    ),
    scenario(
      login("u1.a", "u1"),
      login("u1.m", "u1"),
      login("u2.a", "u2"),
      ask("u1.a", "logout", {}),
      ask("u1.m", "getUser", { uid: "u2" }),
      ask("u2.a", "sendTextMessage", { receiverId: "u1", receiverType: "user", text: "still there?" }),
    ),
    scenario(
      login("u1.a", "u1"),
      { by: "u1.a", fault: "expired token" },
      ask("u1.a", "getUser", { uid: "u2" }),
      ask("u1.a", "getLoggedInUser", {}),
      { wait: 40 },
      login("u1.a", "u1"),
      ask("u1.a", "getUser", { uid: "u2" }),
    ),
    scenario(
      login("u1.a", "u1"),
      { by: "u1.a", fault: "refused" },
      ask("u1.a", "getUser", { uid: "u2" }),
      ask("u1.a", "getLoggedInUser", {}),
      ask("u1.a", "getUser", { uid: "u2" }),
    ),
    scenario(
      login("u1.a", "u1"),
      { by: "u1.a", fault: "refused" },
      ask("u1.a", "logout", {}),
      ask("u1.a", "getLoggedInUser", {}),
    ),
  ],
  generated: fc.record({
    suite: fc.constant(NAME),
    world: fc.constant(world()),
    devices: fc.constant(DEVICES),
    steps: fc.array(
      fc.oneof(
        {
          weight: 4,
          arbitrary: asks(ids, "login", {
            uid: anyUid,
            authKey: fc.constantFrom("$key", "$key", "$key", "wrong"),
          }),
        },
        { weight: 2, arbitrary: asks(ids, "logout", {}) },
        { weight: 2, arbitrary: asks(ids, "getLoggedInUser", {}) },
        { weight: 3, arbitrary: asks(ids, "getUser", { uid: fc.constantFrom(...UIDS, "U2", "nobody") }) },
        {
          weight: 1,
          arbitrary: asks(ids, "sendTextMessage", {
            receiverId: fc.constantFrom("u1", "u2"),
            receiverType: fc.constant("user"),
            text: fc.constant("hello"),
          }),
        },
        {
          weight: 1,
          arbitrary: fc.record({
            by: fc.constantFrom(...ids),
            fault: fc.constantFrom("refused" as const, "expired token" as const),
          }),
        },
      ),
      { minLength: 1, maxLength: 16, size: "max" },
    ),
  }),
};
