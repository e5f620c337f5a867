import { calls } from "./calls.ts";
import { connection } from "./connection.ts";
import { groups } from "./groups.ts";
import { interactive } from "./interactive.ts";
import { messages } from "./messages.ts";
import { paging } from "./paging.ts";
import { privileges } from "./privileges.ts";
import { receipts } from "./receipts.ts";
import { sessions } from "./sessions.ts";
import { signalsSuite } from "./signals.ts";
import type { Suite } from "./suite.ts";
import { users } from "./users.ts";

export type { Suite } from "./suite.ts";

/** Every suite, in the order in which they are run. */
export const SUITES: readonly Suite[] = [
  sessions,
  users,
  groups,
  privileges,
  messages,
  receipts,
  paging,
  signalsSuite,
  interactive,
  calls,
  connection,
];
