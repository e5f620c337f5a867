import type { ErrorCode } from "../errors.ts";

/** What a cell of the rule tables says: leave, or the code of the refusal. */
export type Verdict = "ok" | ErrorCode;
