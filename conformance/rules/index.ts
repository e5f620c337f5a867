import { calls } from "./calls.ts";
import { connection, errors, hygiene, listeners } from "./connection.ts";
import { conversations, paging, receipts, unread } from "./conversations.ts";
import { groups, members } from "./groups.ts";
import { interactive, presence, transient, typing } from "./live.ts";
import { changes, mentions, messages, reactions, threads } from "./messages.ts";
import { privileges } from "./privileges.ts";
import type { Rule } from "./rule.ts";
import { blocking, identifiers, keys, sessions, users } from "./sessions.ts";

export {
  ACTORS,
  type ActorScope,
  idOfCell,
  PRIVILEGES,
  type PrivilegeRow,
  type Target,
} from "./privileges.ts";
export type { Rule } from "./rule.ts";

/** Every rule there is, area by area. */
export const RULES: readonly Rule[] = [
  ...identifiers,
  ...keys,
  ...sessions,
  ...users,
  ...blocking,
  ...groups,
  ...members,
  ...privileges,
  ...messages,
  ...changes,
  ...threads,
  ...reactions,
  ...mentions,
  ...receipts,
  ...unread,
  ...conversations,
  ...paging,
  ...presence,
  ...typing,
  ...transient,
  ...interactive,
  ...calls,
  ...connection,
  ...listeners,
  ...errors,
  ...hygiene,
];

const byId = new Map(RULES.map((rule) => [rule.id, rule]));

/** The rule with this id. @throws Error for one that there is not: a check names rules that there are */
export function ruleOf(id: string): Rule {
  const rule = byId.get(id);
  if (!rule) throw new Error(`There is no rule ${id}.`);
  return rule;
}
