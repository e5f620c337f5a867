import * as z from "zod";
import { serviceError } from "../errors.ts";
import {
  flagField,
  inRange,
  metadataField,
  nameField,
  patchOf,
  rangeField,
  tagsField,
  urlField,
} from "../fields.ts";
import { areFriends, hasBlocked, isOnline, requireUser } from "../lookups.ts";
import { type Context, operation } from "../operation.ts";
import { byName } from "../orders.ts";
import {
  hasFilter,
  matchesAny,
  matchesSearch,
  type Page,
  paginate,
  paginateWithout,
  windowFields,
} from "../paging.ts";
import type { User } from "../records.ts";
import { AGENT_ROLE } from "../rules/ai-features.ts";
import { knownId, newUid, SYSTEM_UID } from "../rules/identifiers.ts";
import { LIMITS } from "../rules/limits.ts";
import { positionOf } from "../sorted-list.ts";
import { mintToken } from "../tokens.ts";

const profileFields = {
  avatar: urlField.optional(),
  link: urlField.optional(),
  statusMessage: z.string().max(LIMITS.statusMessageLength).optional(),
  metadata: metadataField.optional(),
  tags: tagsField.optional(),
};

/** docs: rest-api/users, user-management */
export const createUser = operation({
  name: "createUser",
  access: "key",
  input: () =>
    z.object({
      uid: newUid,
      name: nameField,
      role: knownId.default("default"),
      withAuthToken: flagField.default(false),
      ...profileFields,
    }),
  run(context, { withAuthToken, ...profile }) {
    const { state, now } = context;
    requireRole(context, profile.role);
    if (state.users.has(profile.uid) || profile.uid === SYSTEM_UID) {
      throw serviceError("ERR_UID_ALREADY_EXISTS", { uid: profile.uid });
    }
    const user: User = { ...profile, createdAt: now };
    state.users.put(user);
    return { user, token: withAuthToken ? mintToken(context, user.uid, {}, false) : undefined };
  },
});

/** docs: rest-api/users; sdk user-management (updateUser with the Auth Key) */
export const updateUser = operation({
  name: "updateUser",
  access: "key",
  input: () =>
    z.object({
      uid: knownId,
      name: nameField.optional(),
      role: knownId.optional(),
      unset: z.array(z.enum(["avatar", "link", "metadata"])).optional(),
      ...profileFields,
    }),
  run(context, { uid, unset, ...fields }) {
    if (fields.role !== undefined) requireRole(context, fields.role);
    return saveProfile(context, requireUser(context.state, uid), patchOf(fields, unset));
  },
});

/** A user changes the own profile. The role is not theirs to change and is ignored. docs: user-management */
export const updateMe = operation({
  name: "updateMe",
  access: "user",
  input: () => z.object({ name: nameField.optional(), ...profileFields }),
  run: (context, fields) =>
    saveProfile(context, requireUser(context.state, context.actor.uid), patchOf(fields)),
});

/** docs: rest-api/users */
export const getUser = operation({
  name: "getUser",
  access: "any",
  input: () => z.object({ uid: knownId }),
  run: ({ state }, { uid }): User => requireUser(state, uid),
});

/**
 * The users an actor may see. docs: rest-api/users, retrieve-users. The order is by name (undocumented); a client's
 * own user is not in its list (undocumented).
 */
export const listUsers = operation({
  name: "listUsers",
  access: "any",
  input: () =>
    z.object({
      searchKey: z.string().optional(),
      searchIn: z.array(z.enum(["uid", "name"])).optional(),
      status: z.array(z.enum(["available", "offline"])).optional(),
      roles: z.array(z.string()).optional(),
      tags: z.array(z.string()).optional(),
      uids: z.array(knownId).optional(),
      friendsOnly: z.boolean().optional(),
      hideBlockedUsers: z.boolean().optional(),
      onlyDeactivated: z.boolean().optional(),
      withDeactivated: z.boolean().optional(),
      createdAt: rangeField.optional(),
      updatedAt: rangeField.optional(),
      sortBy: z.enum(["name", "status"]).default("name"),
      sortOrder: z.enum(["asc", "desc"]).default("asc"),
      ...windowFields,
    }),
  run(context, input): Page<User> {
    const { state, actor } = context;
    const { page, perPage, sortBy, sortOrder, ...filters } = input;
    const mayListFriendsOnly =
      state.roles.get(state.users.get(actor.uid)?.role ?? "")?.settings?.listUsers === "friendsOnly";
    const { hideBlockedUsers, ...others } = filters;
    if (sortBy === "name" && !mayListFriendsOnly && !hasFilter(others)) {
      const users = state.users.list("active", "all");
      return paginateWithout(users, { page, perPage }, placesOfHidden(context, hideBlockedUsers), sortOrder);
    }
    const candidates = candidatesOf(context, input);
    const keep = userFilter(context, { ...input, friendsOnly: input.friendsOnly || mayListFriendsOnly });
    const users = candidates.filter(keep);
    if (sortBy === "status") {
      users.sort((a, b) => Number(isOnline(state, b.uid)) - Number(isOnline(state, a.uid)) || byName(a, b));
    }
    if (sortOrder === "desc") users.reverse();
    return paginate(users, { page, perPage });
  },
});

/** Where the users stand among the active ones, by name, whom a plain list leaves out. */
function placesOfHidden({ state, actor }: Context, hideBlocked = false): readonly number[] {
  const active = state.users.list("active", "all");
  const places: number[] = [];
  const hide = (uid: string) => {
    const user = state.users.get(uid);
    if (user && user.deactivatedAt === undefined) places.push(positionOf(active, user, byName));
  };
  if (!actor.viaKey) hide(actor.uid);
  if (!hideBlocked) return places;
  const hidden = new Set<string>();
  for (const { blocked } of state.blocks.list("byBlocker", actor.uid)) hidden.add(blocked);
  for (const { uid } of state.blocks.list("byBlocked", actor.uid)) hidden.add(uid);
  for (const uid of hidden) hide(uid);
  return places.sort((a, b) => a - b);
}

/** The smallest list that holds all matches, by name. */
function candidatesOf({ state, actor }: Context, input: z.output<typeof listUsers.input>): readonly User[] {
  const known = (uids: Iterable<string>) =>
    [...uids].flatMap((uid) => state.users.get(uid) ?? []).sort(byName);
  if (input.uids?.length) return known(new Set(input.uids));
  if (input.friendsOnly) return known(state.friendships.list("byUser", actor.uid).map((row) => row.friend));
  if (input.status?.length === 1 && input.status[0] === "available") {
    return known(state.connections.partitions("byUser") as Iterable<string>);
  }
  if (input.onlyDeactivated) return state.users.list("deactivated", "all");
  const active = state.users.list("active", "all");
  return input.withDeactivated ? [...active, ...state.users.list("deactivated", "all")].sort(byName) : active;
}

function userFilter(
  { state, actor }: Context,
  input: z.output<typeof listUsers.input>,
): (user: User) => boolean {
  const searchIn = input.searchIn?.length ? input.searchIn : (["uid", "name"] as const);
  const statuses = input.status?.length ? input.status : undefined;
  const roles = input.roles?.map((role) => role.toLowerCase());
  return (user) =>
    (actor.viaKey || user.uid !== actor.uid) &&
    (user.deactivatedAt === undefined || input.withDeactivated || input.onlyDeactivated || false) &&
    matchesSearch(input.searchKey, ...searchIn.map((field) => user[field])) &&
    (!statuses || statuses.includes(isOnline(state, user.uid) ? "available" : "offline")) &&
    matchesAny(roles, [user.role]) &&
    matchesAny(input.tags, user.tags) &&
    (!input.friendsOnly || areFriends(state, actor.uid, user.uid)) &&
    (!input.hideBlockedUsers ||
      !(hasBlocked(state, actor.uid, user.uid) || hasBlocked(state, user.uid, actor.uid))) &&
    inRange(input.createdAt, user.createdAt) &&
    inRange(input.updatedAt, user.updatedAt);
}

function requireRole({ state }: Context, role: string): void {
  // The vendor's own tests expect the validation error here, not ERR_ROLE_NOT_FOUND.
  if (role !== AGENT_ROLE && !state.roles.has(role))
    throw serviceError("ERR_BAD_REQUEST", {}, { role: [`The role ${role} does not exist.`] });
}

function saveProfile({ state, now }: Context, user: User, patch: Partial<User>): User {
  const saved: User = { ...user, ...patch, updatedAt: now };
  state.users.put(saved);
  return saved;
}
