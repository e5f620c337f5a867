import * as z from "zod";
import { serviceError } from "../errors.ts";
import { tagsField } from "../fields.ts";
import {
  actorStanding,
  areFriends,
  hasBlocked,
  requireGroup,
  requireMessage,
  requireUser,
} from "../lookups.ts";
import { mentionedIn } from "../mentions.ts";
import { checkContent, checkKind } from "../message-content.ts";
import { type Context, operation } from "../operation.ts";
import { perUid } from "../per-uid.ts";
import { type Destination, postMessage } from "../posting.ts";
import type { Message } from "../records.ts";
import { groupConversationId, knownId, messageId, userConversationId } from "../rules/identifiers.ts";
import { GROUP_PRIVILEGES } from "../rules/scope-privileges.ts";
import { joinThread, requireParent } from "../threads.ts";

const contentFields = {
  category: z.string().optional(),
  type: z.string().optional(),
  /** Any JSON: what is wrong with it has errors of its own. */
  data: z.unknown(),
  metadata: z.unknown().optional(),
  muid: z.string().optional(),
  tags: tagsField.optional(),
  quotedMessageId: messageId.optional(),
};

/**
 * Sends a message, or a reply when `parentId` is given. docs: send-message, rest-api/messages; the order of the checks
 * is that of articles/error-guide (assumed).
 */
export const sendMessage = operation({
  name: "sendMessage",
  access: "any",
  input: z.object({
    receiver: knownId.optional(),
    receiverType: z.string().optional(),
    parentId: messageId.optional(),
    ...contentFields,
  }),
  run(context, { receiver, receiverType, ...message }): Message {
    return send(context, destinationOf(context, receiver, receiverType), message);
  },
});

const manyReceivers = z.object({ uids: z.array(knownId).optional(), guids: z.array(knownId).optional() });

/**
 * Sends the same message to several users and groups. docs: rest-api/messages (`multipleReceivers`); the answer's
 * shape is undocumented: each receiver's own result, and one failure does not fail the others.
 */
export const sendToMany = operation({
  name: "sendToMany",
  access: "any",
  input: z.object({ multipleReceivers: manyReceivers, ...contentFields }),
  run(context, { multipleReceivers, ...message }) {
    const sendAll = (ids: readonly string[] = [], receiverType: "user" | "group") =>
      perUid(ids, (id) => ({ message: send(context, destinationOf(context, id, receiverType), message) }));
    return {
      uids: sendAll(multipleReceivers.uids, "user"),
      guids: sendAll(multipleReceivers.guids, "group"),
    };
  },
});

interface Outgoing {
  readonly category?: string | undefined;
  readonly type?: string | undefined;
  readonly data?: unknown;
  readonly metadata?: unknown;
  readonly muid?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly quotedMessageId?: number | undefined;
  readonly parentId?: number | undefined;
}

function send(context: Context, to: Destination, outgoing: Outgoing): Message {
  const { state, actor } = context;
  const { muid, tags, quotedMessageId, parentId } = outgoing;
  const kind = checkKind(outgoing.category, outgoing.type);
  const data = checkContent(kind, outgoing.data, outgoing.metadata);
  const conversationId =
    "group" in to ? groupConversationId(to.group.guid) : userConversationId(actor.uid, to.user.uid);
  const parent = parentId === undefined ? undefined : requireParent(context, parentId, conversationId);
  if (quotedMessageId !== undefined) requireQuotable(context, quotedMessageId, conversationId);
  // docs: unread counts and conversations follow a custom message only if it says so (`updateConversation`).
  const moves = kind.category !== "custom" || data.updateConversation === true;
  const message = postMessage(context, to, {
    ...kind,
    data,
    muid,
    tags: tags?.length ? tags : undefined,
    quotedMessageId,
    parentId,
    mentions: mentionedIn(state, data.text),
    hiddenFrom: "user" in to && hasBlocked(state, to.user.uid, actor.uid) ? to.user.uid : undefined,
    movesConversation: moves,
    counts: moves,
  });
  if (parent) joinThread(context, parent, message);
  return message;
}

/** The receiver, if the actor may send to it. */
function destinationOf(
  context: Context,
  receiver: string | undefined,
  receiverType: string | undefined,
): Destination {
  const { state, actor } = context;
  if (!receiver) throw serviceError("ERR_EMPTY_RECEIVER");
  if (receiverType === "group") {
    const group = requireGroup(state, receiver);
    if (GROUP_PRIVILEGES.send[actorStanding(context, group)] !== "ok") {
      throw serviceError("ERR_NOT_A_MEMBER", { uid: actor.uid, guid: group.guid });
    }
    return { group };
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

/** Quoting across conversations is undocumented; it is refused as a message out of reach. */
function requireQuotable(context: Context, id: number, conversationId: string): void {
  if (requireMessage(context, id).conversationId !== conversationId) {
    throw serviceError("ERR_MESSAGE_NO_ACCESS", { id, actor: context.actor.uid });
  }
}
