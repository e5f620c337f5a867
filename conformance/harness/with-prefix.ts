import type { AskedOfClient, Scenario, Step } from "../model/scenario.ts";

/** What tells of everybody in an app: in one that others use too it is not only the case's own. */
const ABOUT_ALL: ReadonlySet<string> = new Set(["fetchUsers", "fetchGroups"]);
/** Keys whose values are ids of users and groups. */
const IDS: ReadonlySet<string> = new Set([
  "uid",
  "guid",
  "uids",
  "receiverId",
  "conversationWith",
  "authToken",
]);

/** A case among others in the same app: its users and groups are called by names of its own, and it leaves out what tells of others. */
export function withPrefix(scenario: Scenario, prefix: string): Scenario {
  const { world, devices, steps } = scenario;
  const named = (id: string) => (id.trim() === "" ? id : `${prefix}${id}`);
  const all = (ids: readonly string[]) => ids.map(named);
  return {
    ...scenario,
    world: {
      users: world.users.map((user) => ({ ...user, uid: named(user.uid) })),
      groups: world.groups.map((group) => ({
        ...group,
        guid: named(group.guid),
        owner: named(group.owner),
        banned: all(group.banned),
        members: Object.fromEntries(Object.entries(group.members).map(([uid, scope]) => [named(uid), scope])),
      })),
      blocks: world.blocks.map(([by, uid]) => [named(by), named(uid)] as const),
      friends: (world.friends ?? []).map(([one, other]) => [named(one), named(other)] as const),
    },
    devices: devices.map((device) => ({ ...device, uid: named(device.uid) })),
    steps: steps.filter(isOwn).map((step) => {
      if (!("call" in step)) return step;
      const { meanwhile } = step;
      const asked = renamedIn(step, named);
      return meanwhile ? { ...asked, meanwhile: renamedIn(meanwhile, named) } : asked;
    }),
  };
}

function renamedIn<A extends AskedOfClient>(asked: A, named: (id: string) => string): A {
  return { ...asked, with: renamed(asked.with, named) as A["with"] };
}

function isOwn(step: Step): boolean {
  if ("fault" in step) return false;
  return !("call" in step && ABOUT_ALL.has(step.call));
}

function renamed(value: unknown, named: (id: string) => string, isId = false): unknown {
  if (typeof value === "string") {
    if (isId)
      return value.startsWith("$token ") ? `$token ${named(value.slice("$token ".length))}` : named(value);
    return value.replace(/<@uid:([\w-]+)>/g, (_match, uid: string) => `<@uid:${named(uid)}>`);
  }
  if (Array.isArray(value)) return value.map((one) => renamed(one, named, isId));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, renamed(one, named, IDS.has(key))]),
  );
}
