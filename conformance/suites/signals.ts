import * as fc from "fast-check";
import type { Device, Scenario, Step, World } from "../model/scenario.ts";
import type { Suite } from "./suite.ts";
import { ask, asks, group, world } from "./worlds.ts";

const NAME = "signals";
const WORLD = world({
  groups: [group({ guid: "g1", owner: "u1", members: { u2: "participant", u3: "participant" } })],
  friends: [["u4", "u1"]],
});
const DEVICES: readonly Device[] = [
  { id: "u1.a", uid: "u1", mode: "auto", loggedIn: true, presence: { type: "ALL_USERS" } },
  { id: "u1.b", uid: "u1", mode: "auto", loggedIn: false },
  { id: "u2.a", uid: "u2", mode: "auto", loggedIn: true },
  { id: "u3.a", uid: "u3", mode: "auto", loggedIn: true, presence: { type: "ROLES", roles: ["teacher"] } },
  { id: "u4.a", uid: "u4", mode: "auto", loggedIn: true, presence: { type: "FRIENDS" } },
];
const ids = DEVICES.map(({ id }) => id);
const toU2 = { receiverId: "u2", receiverType: "user" } as const;
const toG1 = { receiverId: "g1", receiverType: "group" } as const;
const login = (by: string): Step => ask(by, "login", { uid: by.slice(0, 2), authKey: "$key" });

function scenario(steps: readonly Step[], changes: Partial<World> = {}, devices = DEVICES): Scenario {
  return { suite: NAME, world: { ...WORLD, ...changes }, devices, steps };
}

const to = fc.constantFrom<{ receiverId: string; receiverType: "user" | "group" }>(toU2, toG1, {
  receiverId: "u1",
  receiverType: "user",
});
const signals = (call: "startTyping" | "endTyping" | "sendTransientMessage", more: fc.Arbitrary<object>) =>
  fc
    .tuple(fc.constantFrom(...ids), to, more)
    .map(([by, receiver, what]): Step => ask(by, call, { ...receiver, ...what }));

/** What is told live and kept nowhere: presence, typing and transient messages. */
export const signalsSuite: Suite = {
  name: NAME,
  about: "presence, typing and transient messages",
  cases: [
    scenario([
      ask("u1.a", "startTyping", { ...toU2, metadata: { k: "ä", n: [1] } }),
      ask("u1.a", "endTyping", toU2),
      ask("u1.a", "startTyping", toG1),
      ask("u2.a", "startTyping", toG1),
      ask("u1.a", "endTyping", toG1),
    ]),
    scenario([ask("u1.a", "startTyping", toU2)], { blocks: [["u2", "u1"]] }),
    scenario([
      ask("u1.a", "sendTransientMessage", { ...toU2, data: { LIVE: "♥", deep: { a: [1, null] } } }),
      ask("u2.a", "sendTransientMessage", { ...toG1, data: { a: 1 } }),
      ask("u2.a", "fetchMessages", {
        request: "h",
        direction: "previous",
        filters: { limit: 30, uid: "u1", categories: ["message", "custom"] },
      }),
    ]),
    scenario([
      { by: "u2.a", fault: "socket lost" },
      ask("u1.a", "sendTransientMessage", { ...toU2, data: { a: 1 } }),
      { wait: 40 },
    ]),
    scenario([login("u1.b"), ask("u1.a", "logout", {}), ask("u1.b", "logout", {}), login("u1.a")]),
    scenario([
      ask("u2.a", "logout", {}),
      login("u2.a"),
      ask("u3.a", "logout", {}),
      login("u3.a"),
      ask("u1.a", "fetchUsers", { request: "p", filters: { limit: 10, status: "online" } }),
    ]),
    scenario([
      { by: "u2.a", app: "background" },
      { wait: 10 },
      ask("u1.a", "fetchUsers", { request: "p", filters: { limit: 10, status: "offline" } }),
      { by: "u2.a", app: "foreground" },
    ]),
  ],
  generated: fc.record({
    suite: fc.constant(NAME),
    world: fc.constant(WORLD),
    devices: fc.constant(DEVICES),
    steps: fc.array(
      fc.oneof(
        {
          weight: 3,
          arbitrary: signals(
            "startTyping",
            fc.record({ metadata: fc.constant({ a: 1 }) }, { requiredKeys: [] }),
          ),
        },
        { weight: 3, arbitrary: signals("endTyping", fc.constant({})) },
        {
          weight: 3,
          arbitrary: signals(
            "sendTransientMessage",
            fc.record({ data: fc.constantFrom({ a: 1 }, { b: { c: "d" } }) }),
          ),
        },
        { weight: 3, arbitrary: asks(ids, "logout", {}) },
        { weight: 4, arbitrary: fc.constantFrom(...ids).map(login) },
        {
          weight: 2,
          arbitrary: fc.record({
            by: fc.constantFrom(...ids),
            app: fc.constantFrom("background" as const, "foreground" as const),
          }),
        },
        { weight: 2, arbitrary: fc.constant<Step>({ wait: 40 }) },
      ),
      { minLength: 1, maxLength: 16, size: "max" },
    ),
  }),
};
