import type { Scope } from "../protocol/index.ts";
import { type Expectation, type ExpectedEvent, refusal, userPattern } from "./expectation.ts";
import type { Pattern } from "./pattern.ts";
import { cellFor, clearance } from "./privileges.ts";
import { devicesOf, type ModelDevice, type ModelGroup, type State } from "./state.ts";

// What is done in groups: who may, and who is told.

/** What a member action is to those who hear of it. */
export function action(
  state: State,
  name: string,
  group: ModelGroup,
  {
    by,
    on,
    ...more
  }: { readonly by: string; readonly on?: string; readonly oldScope?: Scope; readonly newScope?: Scope },
): Pattern {
  return {
    message: { category: "action", type: "groupMember", action: name, conversationId: `group_${group.guid}` },
    by: userPattern(state, by),
    ...(on !== undefined && { on: userPattern(state, on) }),
    // As it is afterwards: it is looked at when that is so.
    group: { guid: group.guid, name: group.name, type: group.type },
    ...more,
  };
}

/** What all members but the acting device, and whoever else must, hear of. */
export function tellMembers(
  state: State,
  device: ModelDevice,
  group: ModelGroup,
  name: `group.${string}`,
  payload: Pattern,
  rules: readonly string[],
  others: readonly string[] = [],
): readonly ExpectedEvent[] {
  const me = device.session ?? "";
  const hearers = devicesOf(state, [...new Set([...group.members.keys(), ...others])], device);
  return hearers.map((hearer) => ({
    device: hearer.id,
    name: name as ExpectedEvent["name"],
    payload,
    rules: [...rules, "MBR-ACT-01", ...(hearer.session === me ? ["MBR-ACT-03"] : [])],
  }));
}

/** What was seen when nobody else has heard of something in a group. */
export const QUIET = ["MBR-NONE-01", "MBR-ACT-02"];

/** Runs what works only for some: the privilege matrix says for whom. */
export function privileged(
  state: State,
  device: ModelDevice,
  operation: string,
  guid: unknown,
  uid: string | undefined,
  asked: readonly string[],
  works: (group: ModelGroup) => Omit<Expectation, "asked"> | undefined,
  rulesOfCodes: Readonly<Record<string, string>> = {},
): Expectation | undefined {
  const group = state.groups.get(String(guid));
  if (!group) return { outcome: refusal("ERR_GUID_NOT_FOUND", "GRP-GET-02"), asked };
  if (uid !== undefined && !state.users.has(uid)) {
    return { outcome: refusal("ERR_UID_NOT_FOUND", "USR-GET-02"), asked };
  }
  const cell = cellFor(group, operation, device.session ?? "", uid);
  if (!cell) return undefined;
  if (cell.verdict !== "ok") {
    const more = cell.verdict === "ERR_OWNER_EXIT_FORBIDDEN" ? [rulesOfCodes.EXIT ?? ""] : [];
    return {
      outcome: refusal(
        clearance(group, device.session ?? "", cell.verdict),
        cell.rule,
        ...more.filter(Boolean),
      ),
      asked,
    };
  }
  const expected = works(group);
  if (!expected) return undefined;
  const { outcome } = expected;
  return { ...expected, outcome: { ...outcome, rules: [cell.rule, ...outcome.rules] }, asked };
}

export function goOut(state: State, group: ModelGroup, uid: string): void {
  group.members.delete(uid);
  state.tags.set(`out ${group.guid} ${uid}`, []);
  state.version += 1;
}

export function wasOut(state: State, group: ModelGroup, uid: string): boolean {
  return state.tags.has(`out ${group.guid} ${uid}`);
}
