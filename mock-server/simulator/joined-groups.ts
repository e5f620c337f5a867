import { byName } from "./orders.ts";
import type { Group } from "./records.ts";
import { GROUP_TYPE_RULES } from "./rules/group-types.ts";
import type { State } from "./state.ts";

/** The groups that a user is in, by name. */
export interface JoinedGroups {
  readonly all: readonly Group[];
  /** Those that only their members see. */
  readonly hidden: readonly Group[];
}

/** What was found last, and of which versions of the tables. */
interface Known extends JoinedGroups {
  readonly groups: number;
  readonly members: number;
}

/**
 * Memberships are kept in the order of joining, and a group's name is the group's own: so the groups of a user are sorted
 * when they are asked for, and once for all pages as long as no group and no membership changes.
 */
const known = new WeakMap<State, Map<string, Known>>();

export function joinedGroups(state: State, uid: string): JoinedGroups {
  const ofState = known.get(state) ?? new Map<string, Known>();
  known.set(state, ofState);
  const { groups, members } = state;
  const before = ofState.get(uid);
  if (before?.groups === groups.version && before.members === members.version) return before;
  const all = members
    .list("byUser", uid)
    .map(({ guid }) => groups.get(guid))
    .filter((group) => group !== undefined)
    .sort(byName);
  const hidden = all.filter(({ type }) => !GROUP_TYPE_RULES[type].listedToAll);
  const found = { all, hidden, groups: groups.version, members: members.version };
  ofState.set(uid, found);
  return found;
}
