import { serviceError } from "./errors.ts";
import { requireOutside, requireRoomForGroup, requireVacancy } from "./group-entry.ts";
import { enterGroup } from "./group-membership.ts";
import { type GroupRow, newUser, plannedUser, readRow, requireSameKey, type UserRow } from "./import-rows.ts";
import { isBanned } from "./lookups.ts";
import type { Context } from "./operation.ts";
import type { Group, Member, User } from "./records.ts";
import { GROUP_TYPE_RULES } from "./rules/group-types.ts";
import { SYSTEM_UID } from "./rules/identifiers.ts";
import { nextSerial } from "./state.ts";

// Rows of an import. Each is checked whole before anything is changed, and tells nobody: imports make no events and no
// action messages (assumed).

/** What a group needs before it can be there. */
export interface PlannedGroup {
  readonly group: Group;
  /** The owner, if it is to be made too. */
  readonly newOwner: User | undefined;
}

/** A user who is there already is refused (code assumed). docs: rest-api/data-import */
export function importUser(context: Context, key: string, raw: unknown): User {
  const row = readRow("user", key, raw);
  requireSameKey("user", "uid", key, row.uid);
  if (context.state.users.has(row.uid) || row.uid === SYSTEM_UID) {
    throw serviceError("ERR_UID_ALREADY_EXISTS", { uid: row.uid });
  }
  const user = newUser(context, row);
  context.state.users.put(user);
  return user;
}

/** docs: rest-api/data-import */
export function importGroup(context: Context, key: string, raw: unknown): Group {
  const { groupOwnerDetails, ...row } = readRow("group", key, raw);
  requireSameKey("group", "guid", key, row.guid);
  if (context.state.groups.has(row.guid)) throw serviceError("ERR_GUID_ALREADY_EXISTS", { guid: row.guid });
  const planned = newGroup(context, row, groupOwnerDetails, context.now);
  addGroup(context, planned);
  return planned.group;
}

/** docs: rest-api/data-import */
export function importMember(
  context: Context,
  key: string,
  raw: unknown,
): Pick<Member, "guid" | "uid" | "scope" | "joinedAt"> {
  const { state, now } = context;
  const { memberId, guid, uid, scope, joinedAt, isBanned: bans, ...details } = readRow("member", key, raw);
  requireSameKey("member", "memberId", key, memberId);
  requireSameKey("member", "memberId", memberId, `${guid}_member_${uid}`);
  const user = plannedUser(context, uid, details.userDetails);
  const planned = plannedGroup(context, guid, details.groupDetails, undefined, joinedAt);
  const createdAt = (planned?.group ?? state.groups.get(guid))?.createdAt ?? now;
  // docs: after createdAt and before now; the examples have them equal
  if (joinedAt < createdAt || joinedAt > now) throw serviceError("ERR_IMPORT_INVALID_JOINEDAT", { joinedAt });
  const isOwner = planned?.group.owner === uid;
  if (!planned) requireEntry(context, guid, uid, bans);
  else if (!isOwner) requireRoomForGroup(state, uid);
  if (user) state.users.put(user);
  if (planned) addGroup(context, planned);
  if (bans) state.bans.put({ guid, uid, scope, bannedAt: joinedAt, serial: nextSerial(state, "ban") });
  else if (!isOwner) enterGroup({ ...context, now: joinedAt }, guid, uid, scope);
  return { guid, uid, scope, joinedAt };
}

function requireEntry({ state }: Context, guid: string, uid: string, bans: boolean): void {
  const group = state.groups.get(guid);
  if (!group) return;
  if (bans && isBanned(state, guid, uid)) throw serviceError("ERR_ALREADY_BANNED", { uid, guid });
  requireOutside(state, group, uid);
  if (!bans) requireVacancy(state, group, uid, "added");
}

/**
 * The group that a row speaks of: one that is there, or one to be made of the details beside it.
 *
 * @param since when it is to have come to be, if its details do not say
 * @returns what is to be made, if anything
 * @throws ServiceError `ERR_GUID_NOT_FOUND` for an unknown group without details
 */
export function plannedGroup(
  context: Context,
  guid: string,
  details: GroupRow | undefined,
  ownerDetails: UserRow | undefined,
  since: number,
): PlannedGroup | undefined {
  if (context.state.groups.has(guid)) return undefined;
  if (details?.guid !== guid) throw serviceError("ERR_GUID_NOT_FOUND", { guid });
  return newGroup(context, details, ownerDetails, since);
}

/** Without an owner it belongs to the app, as a group that the app creates does. */
function newGroup(
  context: Context,
  { owner: named, createdAt, ...profile }: GroupRow,
  ownerDetails: UserRow | undefined,
  since: number,
): PlannedGroup {
  const { guid, type, password } = profile;
  if (GROUP_TYPE_RULES[type].needsPassword && !password) throw serviceError("ERR_EMPTY_GROUP_PASS", { guid });
  const owner = named ?? ownerDetails?.uid ?? SYSTEM_UID;
  const newOwner = plannedUser(context, owner, ownerDetails);
  if (owner !== SYSTEM_UID) requireRoomForGroup(context.state, owner);
  return { group: { ...profile, owner, createdAt: createdAt ?? since }, newOwner };
}

/** The owner is an admin from the beginning. */
export function addGroup(context: Context, { group, newOwner }: PlannedGroup): void {
  if (newOwner) context.state.users.put(newOwner);
  context.state.groups.put(group);
  if (group.owner !== SYSTEM_UID) {
    enterGroup({ ...context, now: group.createdAt }, group.guid, group.owner, "admin");
  }
}
