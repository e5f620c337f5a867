import type { Mutant } from "../mutant.ts";
import { changes } from "./changes.ts";
import { conversations } from "./conversations.ts";
import { flippedCells } from "./flipped-cells.ts";
import { groups } from "./groups.ts";
import { members } from "./members.ts";
import { messages } from "./messages.ts";
import { paging } from "./paging.ts";
import { receipts } from "./receipts.ts";
import { sessions } from "./sessions.ts";
import { signals } from "./signals.ts";
import { threads } from "./threads.ts";
import { users } from "./users.ts";

/** Servers that are wrong in one thing each, made by hand. */
export const HAND_MADE: readonly Mutant[] = [
  ...sessions,
  ...users,
  ...groups,
  ...members,
  ...messages,
  ...changes,
  ...threads,
  ...receipts,
  ...conversations,
  ...paging,
  ...signals,
];

/** Servers that are wrong in one thing each. */
export const SERVER_MUTANTS: readonly Mutant[] = [...HAND_MADE, ...flippedCells];
