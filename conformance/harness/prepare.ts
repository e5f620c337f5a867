import type { World } from "../model/scenario.ts";
import type { CaseApp } from "./place.ts";

/** Members that one request may add. */
const AT_ONCE = 25;

/** Makes what a case has at its start, over the admin API. */
export async function prepareWorld({ admin }: CaseApp, world: World): Promise<void> {
  const roles = new Set(world.users.flatMap(({ role }) => (role === undefined ? [] : [role])));
  for (const role of roles) if (role !== "default") await admin("POST", "roles", { role, name: role });
  for (const { uid, name, role } of world.users) {
    await admin("POST", "users", { uid, name, ...(role !== undefined && { role }) });
  }
  for (const { guid, name, type, password, owner, members, banned } of world.groups) {
    await admin("POST", "groups", { guid, name, type, owner, ...(password !== undefined && { password }) });
    const of = (wanted: string) => Object.keys(members).filter((uid) => members[uid] === wanted);
    const lists = {
      admins: of("admin"),
      moderators: of("moderator"),
      participants: of("participant"),
      usersToBan: [...banned],
    };
    const filled = Object.entries(lists).filter(([, uids]) => uids.length > 0);
    const size = filled.reduce((sum, [, uids]) => sum + uids.length, 0);
    if (size > AT_ONCE) {
      for (const [key, uids] of filled)
        for (const uid of uids) await admin("POST", `groups/${guid}/members`, { [key]: [uid] });
    } else if (size > 0) await admin("POST", `groups/${guid}/members`, Object.fromEntries(filled));
  }
  for (const [by, uid] of world.blocks)
    await admin("POST", `users/${by}/blockedusers`, { blockedUids: [uid] });
  for (const [one, other] of world.friends ?? [])
    await admin("POST", `users/${one}/friends`, { accepted: [other] });
}
