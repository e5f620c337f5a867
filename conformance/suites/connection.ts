import * as fc from "fast-check";
import { type Device, type FaultName, REQUEST_FAULTS, type Scenario, type Step } from "../model/scenario.ts";
import type { Suite } from "./suite.ts";
import { ask, asks, group, message, world } from "./worlds.ts";

const NAME = "connection";
const WORLD = world({
  groups: [group({ guid: "g1", owner: "u2", members: { u1: "participant", u3: "participant" } })],
});
const DEVICES: readonly Device[] = [
  { id: "u1.auto", uid: "u1", mode: "auto", loggedIn: true },
  { id: "u2.man", uid: "u2", mode: "manual", loggedIn: true },
  { id: "u3.auto", uid: "u3", mode: "auto", loggedIn: true },
];
const ids = DEVICES.map(({ id }) => id);
const scenario = (...steps: readonly Step[]): Scenario => ({
  suite: NAME,
  world: WORLD,
  devices: DEVICES,
  steps,
});

const connect = ask("u2.man", "connect", {});
const disconnect = ask("u2.man", "disconnect", {});
const ping = ask("u2.man", "ping", {});
const leave: Step = { by: "u2.man", app: "background" };
const comeBack: Step = { by: "u2.man", app: "foreground" };
const status = (by: string) => ask(by, "getConnectionStatus", {});
const write = (by: string, text = "hello") =>
  ask(by, "sendTextMessage", { receiverId: "g1", receiverType: "group", text });
const catchUp = (by: string) =>
  ask(by, "fetchMessages", {
    request: "n",
    direction: "next",
    filters: { guid: "g1", limit: 30, categories: ["message", "custom"], messageId: "$0" },
  });

const OF_REQUESTS = REQUEST_FAULTS.filter((fault) => fault !== "expired token");
const faults = fc.constantFrom<FaultName>(
  ...OF_REQUESTS,
  "socket lost",
  "socket lost",
  "pushed twice",
  "push lost",
  "no pong",
  "expired token",
  "reordered",
);

/** The socket over its life, in auto and manual mode, and what becomes of calls and events when things go wrong. */
export const connection: Suite = {
  name: NAME,
  about: "auto and manual mode, pings, reconnection, and faults of every kind",
  cases: [
    scenario(
      status("u1.auto"),
      { by: "u1.auto", app: "background" },
      status("u1.auto"),
      write("u3.auto"),
      { wait: 40 },
      { by: "u1.auto", app: "foreground" },
      status("u1.auto"),
      write("u3.auto"),
      catchUp("u1.auto"),
    ),
    scenario(
      status("u2.man"),
      connect,
      status("u2.man"),
      connect,
      write("u1.auto"),
      disconnect,
      status("u2.man"),
      write("u1.auto"),
      { wait: 40 },
      connect,
      write("u1.auto"),
    ),
    scenario(
      connect,
      leave,
      { wait: 20 },
      write("u1.auto"),
      { wait: 20 },
      write("u1.auto"),
      comeBack,
      { wait: 40 },
      connect,
      write("u1.auto"),
    ),
    scenario(
      connect,
      leave,
      { wait: 20 },
      ping,
      { wait: 20 },
      write("u1.auto"),
      ping,
      { wait: 20 },
      { wait: 20 },
      status("u2.man"),
    ),
    scenario(connect, leave, { wait: 20 }, comeBack, { wait: 40 }, write("u1.auto")),
    scenario(
      { by: "u1.auto", fault: "socket lost" },
      write("u3.auto", "missed"),
      { wait: 40 },
      write("u3.auto", "heard"),
      catchUp("u1.auto"),
    ),
    scenario({ by: "u1.auto", fault: "socket lost" }, { wait: 0.5 }, { wait: 40 }, write("u3.auto")),
    scenario(connect, { by: "u2.man", fault: "socket lost" }, { wait: 40 }, write("u1.auto")),
    scenario(
      { by: "u1.auto", fault: "connection refused" },
      { by: "u1.auto", fault: "socket lost" },
      { wait: 40 },
      write("u3.auto"),
    ),
    scenario({ wait: 40 }, { by: "u1.auto", fault: "no pong" }, { wait: 40 }, write("u3.auto"), { wait: 40 }),
    scenario(
      { by: "u1.auto", network: "offline" },
      ask("u1.auto", "getUser", { uid: "u2" }),
      write("u3.auto"),
      { by: "u1.auto", network: "online" },
      write("u3.auto"),
      ask("u1.auto", "getUser", { uid: "u2" }),
    ),
    scenario(ask("u2.man", "logout", {}), connect, disconnect, ping, { wait: 40 }),
    scenario(ask("u1.auto", "logout", {}), { wait: 40 }),
    ...OF_REQUESTS.map((fault) =>
      scenario(
        { by: "u1.auto", fault },
        ask("u1.auto", "getUser", { uid: "u2" }),
        ask("u1.auto", "getUser", { uid: "u3" }),
      ),
    ),
    ...OF_REQUESTS.map((fault) => scenario({ by: "u1.auto", fault }, write("u1.auto"), write("u1.auto"))),
    scenario({ by: "u1.auto", fault: "pushed twice" }, write("u3.auto"), write("u3.auto")),
    scenario(
      { by: "u1.auto", fault: "reordered" },
      write("u3.auto", "first"),
      write("u3.auto", "second"),
      write("u3.auto", "third"),
    ),
    scenario({ by: "u1.auto", fault: "reordered" }, write("u3.auto"), { wait: 20 }, write("u3.auto")),
    scenario({ by: "u1.auto", fault: "push lost" }, write("u3.auto"), write("u3.auto"), catchUp("u1.auto")),
  ],
  generated: fc.record({
    suite: fc.constant(NAME),
    world: fc.constant(WORLD),
    devices: fc.constant(DEVICES),
    steps: fc.array(
      fc.oneof(
        { weight: 3, arbitrary: fc.record({ by: fc.constantFrom(...ids), fault: faults }) },
        {
          weight: 3,
          arbitrary: fc.record({
            by: fc.constantFrom(...ids),
            app: fc.constantFrom("background" as const, "foreground" as const),
          }),
        },
        {
          weight: 1,
          arbitrary: fc.record({
            by: fc.constantFrom(...ids),
            network: fc.constantFrom("offline" as const, "online" as const),
          }),
        },
        { weight: 3, arbitrary: fc.constantFrom<Step>({ wait: 10 }, { wait: 20 }, { wait: 40 }) },
        { weight: 2, arbitrary: fc.constantFrom(connect, disconnect, ping) },
        { weight: 4, arbitrary: fc.constantFrom(...ids).map((by) => write(by)) },
        { weight: 2, arbitrary: asks(ids, "getUser", { uid: fc.constantFrom("u1", "u4", "nobody") }) },
        { weight: 1, arbitrary: asks(ids, "editMessage", { message, text: fc.constant("edited") }) },
        { weight: 1, arbitrary: fc.constantFrom(...ids).map(catchUp) },
        { weight: 1, arbitrary: fc.constantFrom(...ids).map(status) },
      ),
      { minLength: 1, maxLength: 18, size: "max" },
    ),
  }),
};
