import * as z from "zod";
import { once } from "../../simulator/once.ts";
import { durationOf, noDuration } from "../testkit/times.ts";

/** A length of time, read as milliseconds. */
export const duration = once(() =>
  z
    .union([z.number(), z.string()], { error: ({ input }) => noDuration(input) })
    .transform((given, context) => {
      const milliseconds = durationOf(given);
      if (milliseconds !== undefined) return milliseconds;
      context.issues.push({ code: "custom", input: given, message: noDuration(given) });
      return z.NEVER;
    }),
);

/**
 * A whole number.
 *
 * @param most for a number without an end, none
 */
export function wholeNumber(least: number, most?: number) {
  const range = most === undefined ? `from ${least} on` : `from ${least} to ${most}`;
  const error = ({ input }: { input?: unknown }) => `${shown(input)} is no whole number ${range}.`;
  const number = z.int({ error }).min(least, { error });
  return most === undefined ? number : number.max(most, { error });
}

/** An object of these fields and no others. What is wrong is said with what there is instead. */
export function fields<S extends z.ZodRawShape>(shape: S) {
  const known = Object.keys(shape).join(", ");
  return z.strictObject(shape, {
    error(issue) {
      if (issue.code === "unrecognized_keys") {
        const unknown = (issue.keys as string[]).map((key) => `"${key}"`).join(", ");
        return `there is no ${unknown}. ${known ? `There is ${known}.` : "It takes nothing: give {}."}`;
      }
      return `${shown(issue.input)} is no object. ${known ? `Give one with ${known}.` : "Give {}."}`;
    },
  });
}

/**
 * One of some names.
 *
 * @param what what they are names of: `"operation"`
 */
export function nameOf(what: string, names: readonly string[]) {
  const error = ({ input }: { input?: unknown }) =>
    `there is no ${what} ${shown(input)}. ${hintFor(input, names)}`;
  return z.string({ error }).refine((name) => names.includes(name), { error });
}

/** Those that are alike, where there are too many to read. */
function hintFor(input: unknown, names: readonly string[]): string {
  const words = String(input)
    .split(/[^A-Za-z]+|(?<=[a-z])(?=[A-Z])/)
    .map((word) => word.toLowerCase());
  const telling = words.filter((word) => word.length > 2 && word !== "err");
  const alike = names.filter((name) => telling.some((word) => name.toLowerCase().includes(word)));
  return alike.length > 0 && names.length > 30
    ? `Alike are ${alike.join(", ")}.`
    : `There is ${names.join(", ")}.`;
}

export function shown(value: unknown): string {
  return value === undefined ? "nothing" : (JSON.stringify(value) ?? String(value));
}
