import type { ServiceError } from "../simulator/errors.ts";
import { printError } from "../wire/service-error.ts";

/** A success that carries no more than a sentence. */
export function done(message: string) {
  return { success: true, message };
}

type Result = { readonly success: true } | { readonly success: false; readonly error: ServiceError };

/**
 * What came of a bulk call, by what it was done to.
 *
 * @param printSuccess what a success tells beside being one
 */
export function printResults<R extends Result>(
  results: Readonly<Record<string, R>>,
  printSuccess: (result: Extract<R, { success: true }>, id: string) => object,
): object {
  return Object.fromEntries(
    Object.entries(results).map(([id, result]) => [
      id,
      result.success
        ? { success: true, ...printSuccess(result as Extract<R, { success: true }>, id) }
        : { success: false, error: printError(result.error) },
    ]),
  );
}
