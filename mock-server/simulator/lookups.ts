import { serviceError } from "./errors.ts";
import type { FlagReason } from "./moderation-records.ts";
import type { Context } from "./operation.ts";
import type { Group, Member, Message, User } from "./records.ts";
import { SYSTEM_UID } from "./rules/identifiers.ts";
import type { Standing } from "./rules/scope-privileges.ts";
import { pairKey, type State } from "./state.ts";
import { isWithheld, partiesOfUserMessage } from "./timelines.ts";

/** The app itself, as it shows in messages. docs: rest-api examples */
export const SYSTEM_USER: User = { uid: SYSTEM_UID, name: "System", role: "default", createdAt: 0 };

/** The user of this UID, deactivated or not, or the app itself. */
export function findUser(state: State, uid: string): User | undefined {
  return uid === SYSTEM_UID ? SYSTEM_USER : state.users.get(uid);
}

/**
 * The active user of this UID.
 *
 * @throws ServiceError `ERR_UID_NOT_FOUND`, for a deactivated user too. docs: articles/error-guide
 */
export function requireUser(state: State, uid: string): User {
  const user = state.users.get(uid);
  if (!user || user.deactivatedAt !== undefined) throw serviceError("ERR_UID_NOT_FOUND", { uid });
  return user;
}

/**
 * Who can be the other party of a user's conversation: an active user, or the app itself, which writes to users.
 *
 * @throws ServiceError `ERR_UID_NOT_FOUND`
 */
export function requireParty(state: State, uid: string): User {
  return uid === SYSTEM_UID ? SYSTEM_USER : requireUser(state, uid);
}

/** @throws ServiceError `ERR_GUID_NOT_FOUND` */
export function requireGroup(state: State, guid: string): Group {
  const group = state.groups.get(guid);
  if (!group) throw serviceError("ERR_GUID_NOT_FOUND", { guid });
  return group;
}

/** @throws ServiceError `ERR_REASON_NOT_FOUND` */
export function requireFlagReason(state: State, id: string): FlagReason {
  const reason = state.flagReasons.get(id);
  if (!reason) throw serviceError("ERR_REASON_NOT_FOUND", { id });
  return reason;
}

export function memberOf(state: State, guid: string, uid: string): Member | undefined {
  return state.members.get(pairKey(guid, uid));
}

export function isBanned(state: State, guid: string, uid: string): boolean {
  return state.bans.has(pairKey(guid, uid));
}

export function membersCount(state: State, guid: string): number {
  return state.members.list("byGroup", guid).length;
}

export function hasBlocked(state: State, blocker: string, blocked: string): boolean {
  // Each message asks, and most apps know no blocks: then no key is put together.
  return state.blocks.size > 0 && state.blocks.has(pairKey(blocker, blocked));
}

/** Whether either of two users has blocked the other: between them communication is cut. docs: rest-api/blocked-users */
export function areApart(state: State, a: string, b: string): boolean {
  return hasBlocked(state, a, b) || hasBlocked(state, b, a);
}

export function areFriends(state: State, a: string, b: string): boolean {
  return state.friendships.has(pairKey(a, b));
}

/** A user with at least one authenticated socket is online. docs: user-presence */
export function isOnline(state: State, uid: string): boolean {
  return state.connections.list("byUser", uid).length > 0;
}

/** What a user is in a group, as the privilege tables name it. */
export function standingOf(state: State, group: Group, uid: string): Standing {
  const member = memberOf(state, group.guid, uid);
  if (!member) return "none";
  return group.owner === uid ? "owner" : member.scope;
}

/**
 * The actor's standing, to read a privilege table by: the app itself may do whatever the owner may. docs: rest-api, calls
 * without onBehalfOf
 *
 * @param target the standing of the one acted upon, where the table asks for it too
 */
export function actorStanding(context: Context, group: Group, target?: Standing): Standing {
  const { state, actor, consulted } = context;
  const standing = actor.isApp ? "owner" : standingOf(state, group, actor.uid);
  consulted?.push({ actor: actor.isApp ? "app" : standing, target });
  return standing;
}

/** Whether the user takes part in the message's conversation, and the message was not hidden from them. */
export function mayRead(state: State, message: Message, uid: string): boolean {
  if (message.receiverType === "group") {
    return (
      memberOf(state, message.receiver, uid) !== undefined && (!isWithheld(message) || message.sender === uid)
    );
  }
  return partiesOfUserMessage(message).includes(uid);
}

/**
 * The message of this id, if the actor may read it.
 *
 * @throws ServiceError `ERR_MESSAGE_ID_NOT_FOUND`, or `ERR_MESSAGE_NO_ACCESS` for someone else's conversation
 */
export function requireMessage(context: Context, id: number): Message {
  const { state, actor } = context;
  const message = state.messages.get(id);
  if (!message) throw serviceError("ERR_MESSAGE_ID_NOT_FOUND", { id });
  if (!actor.isApp && !mayRead(state, message, actor.uid)) {
    throw serviceError("ERR_MESSAGE_NO_ACCESS", { id, actor: actor.uid });
  }
  return message;
}
