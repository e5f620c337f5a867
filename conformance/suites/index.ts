import { groups } from "./groups.ts";
import { messages } from "./messages.ts";
import { privileges } from "./privileges.ts";
import { sessions } from "./sessions.ts";
import type { Suite } from "./suite.ts";
import { users } from "./users.ts";

export type { Suite } from "./suite.ts";

/** Every suite, in the order in which they are run. */
export const SUITES: readonly Suite[] = [sessions, users, groups, privileges, messages];
