import type { Expectation } from "../expectation.ts";

/** What comes of a step: a refusal, or what is told of it. */
export type CallStep =
  /** Without a code where the sources have none. */
  | { readonly code: string | undefined; readonly rules: readonly string[] }
  | (Pick<Expectation, "apply"> &
      Required<Pick<Expectation, "events" | "quiet">> & {
        readonly rules: readonly string[];
      });

/** What comes of a step that is the other side's. Pages tell whose it is, but no code for others who take it. */
export const OTHERS_STEP: CallStep = { code: undefined, rules: ["CAL-SIDE-01"] };
