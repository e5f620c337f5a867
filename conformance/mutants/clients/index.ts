import type { Mutant } from "../mutant.ts";
import { calls } from "./calls.ts";
import { connection } from "./connection.ts";
import { groups } from "./groups.ts";
import { interactive } from "./interactive.ts";
import { messages } from "./messages.ts";
import { paging } from "./paging.ts";
import { receipts } from "./receipts.ts";
import { sessions } from "./sessions.ts";
import { signals } from "./signals.ts";
import { timing } from "./timing.ts";
import { users } from "./users.ts";

/** Clients that are wrong in one thing each. */
export const CLIENT_MUTANTS: readonly Mutant[] = [
  ...sessions,
  ...users,
  ...paging,
  ...groups,
  ...messages,
  ...receipts,
  ...signals,
  ...interactive,
  ...calls,
  ...timing,
  ...connection,
];
