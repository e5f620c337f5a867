import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import * as z from "zod";
import { readCase } from "../harness/case-file.ts";
import type { Scenario } from "../model/scenario.ts";
import { RULES } from "../rules/index.ts";

/** What a client is known to do wrong, and why that is put up with. */
export interface KnownFailure {
  readonly rule: string;
  readonly reason: string;
  /** A case that shows it: the path of its file, as seen from the list. */
  readonly case?: string | undefined;
  /** What is in that file. */
  readonly scenario?: Scenario | undefined;
}

const file = z.strictObject({
  knownFailures: z.array(
    z.strictObject({
      rule: z.string().refine((rule) => RULES.some(({ id }) => id === rule), {
        error: ({ input }) => `there is no rule ${JSON.stringify(input)}`,
      }),
      reason: z.string().min(1, "say why it fails"),
      case: z.string().optional(),
    }),
  ),
});

/**
 * Reads a list of known failures.
 *
 * @throws Error that says what is wrong with it
 */
export function readKnownFailures(text: string): readonly KnownFailure[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(`it is no JSON: ${String(error)}`);
  }
  const read = file.safeParse(value);
  if (read.success) return read.data.knownFailures;
  throw new Error(
    read.error.issues.map(({ path, message }) => `${path.join(".") || "the file"}: ${message}`).join("; "),
  );
}

/**
 * Reads a list of known failures from its file, with the cases that it names.
 *
 * @throws Error that says what is wrong with it
 */
export function loadKnownFailures(file: string): readonly KnownFailure[] {
  return readKnownFailures(readFileSync(file, "utf8")).map((known) => {
    if (known.case === undefined) return known;
    try {
      return { ...known, scenario: readCase(resolve(dirname(file), known.case)) };
    } catch (error) {
      throw new Error(`the case of ${known.rule}: ${error instanceof Error ? error.message : String(error)}`);
    }
  });
}
