import { DATA_IMPORT } from "./data-import.ts";
import { GROUPS } from "./groups.ts";
import { CONVERSATIONS, MESSAGES } from "./messages.ts";
import { KEYS_AND_TOKENS, RELATIONS, ROLES, USERS } from "./people.ts";
import type { ReferenceOperation } from "./reference-operation.ts";

/** Those of the app's own servers, each once. */
export const REFERENCE_OPERATIONS: readonly ReferenceOperation[] = [
  ...KEYS_AND_TOKENS,
  ...USERS,
  ...ROLES,
  ...GROUPS,
  ...RELATIONS,
  ...MESSAGES,
  ...CONVERSATIONS,
  ...DATA_IMPORT,
];
