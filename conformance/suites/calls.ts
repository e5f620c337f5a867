import * as fc from "fast-check";
import type { Device, Scenario, Step, World } from "../model/scenario.ts";
import type { Suite } from "./suite.ts";
import { ask, asks, group, world } from "./worlds.ts";

const NAME = "calls";
const WORLD = world({
  groups: [
    group({ guid: "g1", owner: "u1", members: { u2: "participant", u3: "participant" } }),
    group({ guid: "g2", owner: "u2", members: {} }),
  ],
});
const DEVICES: readonly Device[] = ["u1.a", "u1.b", "u2.a", "u2.b", "u3.a"].map((id) => ({
  id,
  uid: id.slice(0, 2),
  mode: "auto",
  loggedIn: true,
}));
const ids = DEVICES.map(({ id }) => id);

function scenario(steps: readonly Step[], changes: Partial<World> = {}): Scenario {
  return { suite: NAME, world: { ...WORLD, ...changes }, devices: DEVICES, steps };
}

const rings = (by: string, uid: string, type: "audio" | "video" = "audio"): Step =>
  ask(by, "initiateCall", { receiverId: uid, receiverType: "user", type });
const ringsGroup = (by: string, guid = "g1"): Step =>
  ask(by, "initiateCall", { receiverId: guid, receiverType: "group", type: "video" });
const accepts = (by: string, which = "$0"): Step => ask(by, "acceptCall", { sessionId: which });
const ends = (by: string, which = "$0"): Step => ask(by, "endCall", { sessionId: which });
const says = (by: string, status: "rejected" | "busy" | "cancelled", which = "$0"): Step =>
  ask(by, "rejectCall", { sessionId: which, status });

/** Ringing: who is called, what becomes of it, and who is told. */
export const calls: Suite = {
  name: NAME,
  about: "calls between two and of groups: ringing, answering, ending, and giving up",
  cases: [
    scenario([
      rings("u1.a", "u2", "video"),
      accepts("u2.a"),
      accepts("u2.b"),
      accepts("u2.a"),
      says("u1.a", "cancelled"),
      says("u2.a", "rejected"),
      ends("u1.a"),
      says("u2.a", "rejected"),
      accepts("u2.a"),
      rings("u2.a", "u1"),
      says("u1.b", "rejected", "$1"),
    ]),
    scenario([
      rings("u1.a", "u2"),
      says("u2.a", "rejected"),
      rings("u1.a", "u2"),
      says("u2.b", "busy", "$1"),
      rings("u1.a", "u2"),
      says("u1.a", "cancelled", "$2"),
      says("u2.a", "rejected", "$2"),
    ]),
    scenario([rings("u1.a", "u2"), ends("u1.a")]),
    scenario([
      rings("u1.a", "u2"),
      accepts("u2.a"),
      rings("u3.a", "u1"),
      rings("u3.a", "u2"),
      rings("u1.b", "u3"),
      rings("u1.a", "u3"),
      accepts("u3.a"),
      ends("u2.a"),
      rings("u3.a", "u2"),
    ]),
    scenario([
      rings("u1.a", "u1"),
      rings("u1.a", "nobody"),
      ringsGroup("u1.a", "nowhere"),
      ringsGroup("u1.a", "g2"),
      accepts("u1.a", "17000000000123456789abcdef0123456789abcdef01234567"),
    ]),
    scenario([rings("u1.a", "u2"), rings("u2.a", "u1")], { blocks: [["u1", "u2"]] }),
    scenario([rings("u1.a", "u2"), { wait: 20 }, { wait: 40 }, accepts("u2.a"), rings("u1.a", "u2")]),
    scenario([rings("u1.a", "u2"), { wait: 10 }, accepts("u2.a"), { wait: 60 }, ends("u2.a")]),
    scenario([rings("u1.a", "u2"), says("u2.a", "rejected"), { wait: 60 }]),
    scenario([rings("u1.a", "u2"), says("u1.a", "cancelled"), { wait: 60 }]),
    scenario([
      ringsGroup("u1.a"),
      accepts("u1.b"),
      says("u2.a", "busy"),
      says("u2.a", "rejected"),
      accepts("u3.a"),
      ringsGroup("u2.a"),
      says("u3.a", "rejected"),
      ends("u1.a"),
      says("u1.a", "rejected"),
      ends("u3.a"),
      accepts("u2.a"),
    ]),
    // Whose step it is, in each state of a call.
    scenario([
      rings("u1.a", "u2"),
      accepts("u1.a"),
      accepts("u1.b"),
      says("u1.a", "rejected"),
      says("u1.a", "busy"),
      says("u2.a", "cancelled"),
      ends("u2.a"),
      accepts("u2.a"),
      accepts("u1.a"),
      accepts("u1.b"),
      says("u1.a", "rejected"),
      says("u1.a", "busy"),
      says("u2.a", "cancelled"),
      says("u2.a", "busy"),
      ends("u2.a"),
    ]),
    scenario([
      ringsGroup("u1.a"),
      accepts("u1.a"),
      says("u1.a", "rejected"),
      says("u2.a", "cancelled"),
      ends("u2.a"),
      ends("u1.a"),
    ]),
    scenario([
      ringsGroup("u1.a"),
      accepts("u3.a"),
      accepts("u1.a"),
      accepts("u1.b"),
      says("u1.a", "busy"),
      says("u2.a", "busy"),
      says("u2.a", "cancelled"),
      ends("u2.a"),
      says("u2.a", "rejected"),
      ends("u3.a"),
      says("u3.a", "busy"),
      says("u3.a", "cancelled"),
      ends("u3.a"),
      ends("u1.a"),
    ]),
    scenario([ringsGroup("u1.a"), says("u1.a", "cancelled")]),
    scenario([ringsGroup("u1.a"), accepts("u3.a"), { wait: 60 }, ends("u1.a")]),
    scenario([ringsGroup("u1.a"), { wait: 60 }]),
  ],
  generated: fc.record({
    suite: fc.constant(NAME),
    world: fc.record({
      users: fc.constant(WORLD.users),
      groups: fc.constant(WORLD.groups),
      blocks: fc.oneof(
        { weight: 3, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: fc.constant([["u3", "u1"]] as const) },
      ),
    }),
    devices: fc.constant(DEVICES),
    steps: fc.array(
      fc.oneof(
        {
          weight: 4,
          arbitrary: fc
            .record({
              by: fc.constantFrom(...ids),
              to: fc.constantFrom(
                { receiverId: "u1", receiverType: "user" as const },
                { receiverId: "u2", receiverType: "user" as const },
                { receiverId: "u3", receiverType: "user" as const },
                { receiverId: "g1", receiverType: "group" as const },
              ),
              type: fc.constantFrom("audio" as const, "video" as const),
            })
            .map(({ by, to, type }) => ask(by, "initiateCall", { ...to, type })),
        },
        { weight: 5, arbitrary: asks(ids, "acceptCall", { sessionId: call() }) },
        {
          weight: 4,
          arbitrary: asks(ids, "rejectCall", {
            sessionId: call(),
            status: fc.constantFrom("rejected", "busy", "cancelled"),
          }),
        },
        { weight: 5, arbitrary: asks(ids, "endCall", { sessionId: call() }) },
        { weight: 2, arbitrary: fc.constantFrom<Step>({ wait: 20 }, { wait: 60 }) },
      ),
      { minLength: 1, maxLength: 18, size: "max" },
    ),
  }),
};

/** One of the calls of a case. */
function call(): fc.Arbitrary<string> {
  return fc.constantFrom("$0", "$1", "$2");
}
