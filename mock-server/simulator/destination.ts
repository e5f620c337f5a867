import { serviceError } from "./errors.ts";
import {
  actorStanding,
  areFriends,
  hasBlocked,
  requireGroup,
  requireMessage,
  requireUser,
} from "./lookups.ts";
import type { Context } from "./operation.ts";
import type { Destination } from "./posting.ts";
import type { Group } from "./records.ts";

/** What a message says of where it goes. */
interface Addressed {
  readonly receiver?: string | undefined;
  readonly receiverType?: string | undefined;
  readonly parentId?: number | undefined;
}

/**
 * Whom a message is for: a reply that does not say so goes where its thread is. docs: rest-api/messages (an example)
 *
 * @throws ServiceError `ERR_MESSAGE_ID_NOT_FOUND`, `ERR_MESSAGE_NO_ACCESS`
 */
export function receiverOf(context: Context, addressed: Addressed): Addressed {
  const { receiver, receiverType, parentId } = addressed;
  if (parentId === undefined || receiver !== undefined || receiverType !== undefined) return addressed;
  const parent = requireMessage(context, parentId);
  const isReceived = parent.receiverType === "user" && parent.receiver === context.actor.uid;
  return { receiver: isReceived ? parent.sender : parent.receiver, receiverType: parent.receiverType };
}

/**
 * The receiver, if the actor may send to it. docs: articles/error-guide
 *
 * @throws ServiceError `ERR_EMPTY_RECEIVER`, `ERR_INVALID_RECEIVER_TYPE`, `ERR_UID_NOT_FOUND`, `ERR_GUID_NOT_FOUND`,
 * `ERR_NOT_A_MEMBER`, `ERR_BLOCKED_RECEIVER`, `ERR_PERMISSION_DENIED`
 */
export function destinationOf(
  context: Context,
  receiver: string | undefined,
  receiverType: string | undefined,
): Destination {
  const { state, actor } = context;
  if (!receiver) throw serviceError("ERR_EMPTY_RECEIVER");
  if (receiverType === "group") {
    return { group: requireGroupToSend(context, receiver) };
  }
  if (receiverType !== "user")
    throw serviceError("ERR_INVALID_RECEIVER_TYPE", { receiverType: receiverType ?? "" });
  const user = requireUser(state, receiver);
  // docs: blocked-users; the blocked one's own messages are accepted and never shown.
  if (hasBlocked(state, actor.uid, user.uid)) {
    throw serviceError("ERR_BLOCKED_RECEIVER", { uid: user.uid, actor: actor.uid });
  }
  const role = state.roles.get(state.users.get(actor.uid)?.role ?? "");
  if (role?.settings?.sendMessagesTo === "friendsOnly" && !areFriends(state, actor.uid, user.uid)) {
    throw serviceError("ERR_PERMISSION_DENIED", { action: "sendMessage" });
  }
  return { user };
}

/**
 * The group, if the actor may send to it.
 *
 * @throws ServiceError `ERR_GUID_NOT_FOUND`, `ERR_NOT_A_MEMBER`
 */
export function requireGroupToSend(context: Context, guid: string): Group {
  const group = requireGroup(context.state, guid);
  if (context.verdicts.group.send[actorStanding(context, group)] !== "ok") {
    throw serviceError("ERR_NOT_A_MEMBER", { uid: context.actor.uid, guid: group.guid });
  }
  return group;
}
