import * as z from "zod";
import type { SteeredClock } from "../testkit/steered-clock.ts";
import { controlRoute, NO_INPUT } from "./control-route.ts";

const move = z
  .strictObject({
    /** Milliseconds, or text like "30s". */
    advance: z.union([z.number(), z.string()]),
    /** Unix milliseconds, or text that a Date reads. */
    set: z.union([z.number(), z.string()]),
    freeze: z.literal(true),
    resume: z.literal(true),
  })
  .partial()
  .refine((given) => Object.keys(given).length === 1, {
    error: "must be one of advance, set, freeze and resume",
  });

/** The time of an app. */
export const clockRoutes = [
  controlRoute({
    method: "GET",
    path: "/apps/:appId/clock",
    name: "getClock",
    input: NO_INPUT,
    answer: ({ control }) => printClock(control().clock),
  }),
  controlRoute({
    method: "POST",
    path: "/apps/:appId/clock",
    name: "moveClock",
    remark: "It is answered once what fell due has happened, and what that caused has left.",
    input: move,
    async answer({ control, input: { advance, set, freeze, resume } }) {
      const { clock } = control();
      if (freeze) clock.freeze();
      if (resume) clock.resume();
      if (set !== undefined) await clock.set(set);
      if (advance !== undefined) await clock.advance(advance);
      return printClock(clock);
    },
  }),
];

function printClock(clock: SteeredClock) {
  return { now: clock.now(), frozen: "frozenAt" in clock.position() };
}
