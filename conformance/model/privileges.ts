import { type ActorScope, idOfCell, PRIVILEGES, type Target } from "../rules/index.ts";
import type { ModelGroup } from "./state.ts";

/** What the matrix says, and the rule that does. */
interface JudgedCell {
  /** `ok`, or the code that refuses it. */
  readonly verdict: string;
  readonly rule: string;
}

/**
 * Looks up what must come of an operation in a group.
 *
 * @param operation with a colon and the new scope where there is one
 * @param target to whom it is done: a UID, or whose message it is done to
 * @returns `undefined` where the matrix has no such cell
 */
export function cellFor(
  group: ModelGroup,
  operation: string,
  actor: string,
  target?: string | "own" | "another's",
): JudgedCell | undefined {
  const scope = actorScope(group, actor);
  const wanted = targetOf(group, actor, target);
  const row = PRIVILEGES.find(
    (one) =>
      one.operation === operation && (one.target === wanted || (one.target === "-" && target === undefined)),
  );
  const general =
    row ?? PRIVILEGES.find((one) => one.operation === operation && fitsAny(operation, one.target));
  if (!general) return undefined;
  const { verdict } = general.cells[scope];
  return verdict === undefined ? undefined : { verdict, rule: idOfCell(general, scope) };
}

/** Where an operation has one row, whoever its target is. */
function fitsAny(operation: string, target: Target): boolean {
  return operation === "addMembersToGroup" && target === "outsider";
}

export function actorScope(group: ModelGroup, uid: string): ActorScope {
  return group.owner === uid ? "owner" : (group.members.get(uid) ?? "none");
}

function targetOf(group: ModelGroup, actor: string, target: string | undefined): Target {
  if (target === undefined) return "-";
  if (target === "own" || target === "another's") return target;
  if (target === actor) return "self";
  if (group.owner === target) return "owner";
  return group.members.get(target) ?? (group.banned.has(target) ? "banned" : "outsider");
}

/** Who is banned may be told so in another way than other outsiders: the sources have both. */
export function clearance(group: ModelGroup, actor: string, code: string): readonly string[] {
  if (!group.banned.has(actor)) return [code];
  return [code, "ERR_NOT_A_MEMBER", "ERR_GROUP_NOT_JOINED", "ERR_BANNED_GROUPMEMBER"];
}
