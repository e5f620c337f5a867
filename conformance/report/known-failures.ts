import * as z from "zod";
import { RULES } from "../rules/index.ts";

/** What a client is known to do wrong, and why that is put up with. */
export interface KnownFailure {
  readonly rule: string;
  readonly reason: string;
  /** A case that shows it, as a file beside the list. */
  readonly case?: string | undefined;
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
