import * as fc from "fast-check";
import type { Scenario, Step } from "../model/scenario.ts";
import type { Suite } from "./suite.ts";
import { ask, asks, DEVICES, group, message, world } from "./worlds.ts";

const NAME = "paging";
const DEVICES_HERE = DEVICES.filter(({ id }) => id !== "u1.b");
const ids = DEVICES_HERE.map(({ id }) => id);
const WORLD = world({
  groups: [group({ guid: "g1", owner: "u1", members: { u2: "participant", u3: "participant" } })],
});
const CATEGORIES = ["message", "custom"];

const write = (text: string) =>
  ask("u1.a", "sendTextMessage", { receiverId: "g1", receiverType: "group", text });
const page = (direction: "previous" | "next", filters: object, request = "p", by = "u2.a") =>
  ask(by, "fetchMessages", {
    request,
    direction,
    filters: { guid: "g1", categories: CATEGORIES, limit: 2, ...filters },
  });
const scenario = (...steps: readonly Step[]): Scenario => ({
  suite: NAME,
  world: WORLD,
  devices: DEVICES_HERE,
  steps,
});
const FIVE = ["one", "two", "three", "four", "five"].map(write);

/** Histories page by page, backwards and forwards, while more is written. */
export const paging: Suite = {
  name: NAME,
  about: "messages page by page, backwards and forwards",
  cases: [
    scenario(...FIVE, page("previous", {}), page("previous", {}), page("previous", {}), page("previous", {})),
    scenario(
      ...FIVE,
      page("next", { messageId: "$0" }),
      page("next", { messageId: "$0" }),
      page("next", { messageId: "$0" }),
    ),
    scenario(
      ...FIVE,
      page("previous", {}),
      write("six"),
      page("previous", {}),
      page("previous", {}),
      page("previous", {}, "q"),
    ),
    scenario(...FIVE, page("previous", { messageId: "$3", limit: 3 }), page("previous", { limit: 3 })),
    scenario(
      page("next", {}),
      page("previous", { limit: 0 }),
      page("previous", { limit: 1001 }, "q"),
      page("previous", {}, "r"),
    ),
  ],
  generated: fc.record({
    suite: fc.constant(NAME),
    world: fc.constant(WORLD),
    devices: fc.constant(DEVICES_HERE),
    steps: fc.array(
      fc.oneof(
        {
          weight: 5,
          arbitrary: asks(ids, "sendTextMessage", {
            receiverId: fc.constant("g1"),
            receiverType: fc.constant("group"),
            text: fc.constantFrom("a", "b", "c"),
          }),
        },
        {
          weight: 4,
          arbitrary: asks(ids, "fetchMessages", {
            request: fc.constantFrom("p", "q"),
            direction: fc.constant("previous"),
            filters: fc.record({
              guid: fc.constant("g1"),
              categories: fc.constant(CATEGORIES),
              limit: fc.constantFrom(1, 2, 3),
            }),
          }),
        },
        {
          weight: 3,
          arbitrary: asks(ids, "fetchMessages", {
            request: fc.constantFrom("x", "y"),
            direction: fc.constant("next"),
            filters: fc.record({
              guid: fc.constant("g1"),
              categories: fc.constant(CATEGORIES),
              limit: fc.constantFrom(1, 2, 3),
              messageId: message,
            }),
          }),
        },
      ),
      { minLength: 4, maxLength: 24, size: "max" },
    ),
  }),
};
