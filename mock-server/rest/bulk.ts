import * as z from "zod";
import type { ServiceError } from "../simulator/errors.ts";
import type { Fields } from "../wire/json-text.ts";
import { errorShape, printError } from "../wire/service-error.ts";
import { type Of, type Shape, shape } from "../wire/shape.ts";
import { filled } from "../wire/words.ts";

const success = z.literal(true);

/** A success of which there is no more to say. */
export const successShape = shape("Success", () => z.strictObject({ success }));

/** A success that is told in a sentence. */
export const doneShape = shape("Done", () => z.strictObject({ success, message: filled }));

/** A success that carries no more than a sentence. */
export function done(message: string): Of<typeof doneShape> {
  return { success: true, message };
}

/** A part of a bulk call that was refused. */
const refusedShape = shape("Refused", () =>
  z.strictObject({ success: z.literal(false), error: errorShape.schema }),
);
type Refused = Fields<Of<typeof refusedShape>>;

/**
 * What came of a bulk call, by what it was done to.
 *
 * @param told what a success tells, which says itself that it is one
 */
export function resultsOf<S extends z.ZodType>(told: Shape<S>) {
  return shape(undefined, () => z.record(z.string(), z.union([told.schema, refusedShape.schema])));
}

/** The results of a bulk call of which each success is told in a sentence. */
export const toldResultsShape = shape("Results", () => resultsOf(doneShape).schema);

/** A success that brings something with it. */
export function successWith<S extends z.ZodType>(data: Shape<S>) {
  return shape(undefined, () => z.strictObject({ success, data: data.schema }));
}

type Result = { readonly success: true } | { readonly success: false; readonly error: ServiceError };

/**
 * What came of a bulk call, by what it was done to.
 *
 * @param printSuccess what a success tells beside being one
 */
export function printResults<R extends Result, const T extends object>(
  results: Readonly<Record<string, R>>,
  printSuccess: (result: Extract<R, { success: true }>, id: string) => T,
): Readonly<Record<string, ({ readonly success: true } & T) | Refused>> {
  return Object.fromEntries(
    Object.entries(results).map(([id, result]) => [
      id,
      result.success
        ? { success: true, ...printSuccess(result as Extract<R, { success: true }>, id) }
        : { success: false, error: printError(result.error) },
    ]),
  );
}
