import * as fc from "fast-check";
import type { Scenario, Step, World } from "../model/scenario.ts";
import type { Suite } from "./suite.ts";
import { ask, asks, DEVICES, group, message, world } from "./worlds.ts";

const NAME = "interactive";
const ids = DEVICES.map(({ id }) => id);
const WORLD = world({
  groups: [group({ guid: "g1", owner: "u1", members: { u2: "participant", u3: "participant" } })],
});
const toU2 = { receiverId: "u2", receiverType: "user" } as const;
const toG1 = { receiverId: "g1", receiverType: "group" } as const;
const form = { type: "form", interactiveData: { title: "Lunch? ä", fields: [{ id: "yes" }, { id: "no" }] } };

const goal = (type: string, ...elementIds: readonly string[]) => ({
  interactionGoal: { type, elementIds: [...elementIds] },
});
const sends = (to: object, more: object = {}, by = "u1.a"): Step =>
  ask(by, "sendInteractiveMessage", { ...form, ...to, ...more });
const marks = (by: string, elementId: string, which = "$0"): Step =>
  ask(by, "markAsInteracted", { message: which, elementId });

function scenario(steps: readonly Step[], changes: Partial<World> = {}): Scenario {
  return { suite: NAME, world: { ...WORLD, ...changes }, devices: DEVICES, steps };
}

/** Messages that ask for something to be done, and what comes of doing it. */
export const interactive: Suite = {
  name: NAME,
  about: "interactive messages, their goals, and who is told that one was reached",
  cases: [
    scenario([
      ask("u1.a", "sendTextMessage", { ...toU2, text: "no form" }),
      marks("u2.a", "yes"),
      sends({ receiverId: "nobody", receiverType: "user" }),
    ]),
    scenario([
      sends(toU2, { ...goal("anyAction"), allowSenderInteraction: false, muid: "m-1", tags: ["t1"] }),
      ask("u2.a", "getMessage", { message: "$0" }),
      marks("u2.a", "yes"),
      marks("u2.a", "no"),
      ask("u2.a", "getMessage", { message: "$0" }),
      ask("u1.b", "getMessage", { message: "$0" }),
      marks("u1.a", "yes"),
      ask("u2.a", "fetchMessages", {
        request: "h",
        direction: "previous",
        filters: { limit: 30, uid: "u1", categories: ["interactive"] },
      }),
    ]),
    scenario([
      sends(toG1, goal("anyOf", "yes", "no")),
      marks("u2.a", "other"),
      marks("u2.a", "no"),
      marks("u3.a", "yes"),
    ]),
    scenario([
      sends(toG1, goal("allOf", "yes", "no")),
      marks("u2.a", "yes"),
      marks("u3.a", "no"),
      marks("u2.a", "no"),
    ]),
    scenario([sends(toU2), marks("u2.a", "yes"), sends(toG1, goal("none")), marks("u3.a", "yes", "$1")]),
    scenario([
      sends(toU2, { ...goal("anyAction"), allowSenderInteraction: true }),
      marks("u1.b", "yes"),
      ask("u1.a", "getMessage", { message: "$0" }),
      marks("u3.a", "yes"),
      ask("u2.a", "markAsInteracted", { messageId: "999999", elementId: "yes" }),
    ]),
    scenario([sends(toU2)], { blocks: [["u2", "u1"]] }),
  ],
  generated: fc.record({
    suite: fc.constant(NAME),
    world: fc.constant(WORLD),
    devices: fc.constant(DEVICES),
    steps: fc.array(
      fc.oneof(
        {
          weight: 3,
          arbitrary: fc
            .record({
              by: fc.constantFrom(...ids),
              to: fc.constantFrom<object>(toU2, toG1, { receiverId: "u1", receiverType: "user" }),
              goal: fc.constantFrom<object>(
                {},
                goal("none"),
                goal("anyAction"),
                goal("anyOf", "yes"),
                goal("anyOf", "yes", "no"),
                goal("allOf", "yes", "no"),
              ),
              allows: fc.constantFrom<object>({}, { allowSenderInteraction: true }),
            })
            .map(({ by, to, goal: reached, allows }) => sends(to, { ...reached, ...allows }, by)),
        },
        {
          weight: 6,
          arbitrary: asks(ids, "markAsInteracted", {
            message,
            elementId: fc.constantFrom("yes", "no", "an other & more"),
          }),
        },
        { weight: 2, arbitrary: asks(ids, "getMessage", { message }) },
        { weight: 1, arbitrary: asks(ids, "deleteMessage", { message }) },
      ),
      { minLength: 1, maxLength: 16, size: "max" },
    ),
  }),
};
