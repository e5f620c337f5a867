import * as z from "zod";
import { callAgent } from "../agent-runs.ts";
import { destinationOf, receiverOf } from "../destination.ts";
import { serviceError } from "../errors.ts";
import { tagsField } from "../fields.ts";
import { throughExtensions } from "../injections.ts";
import { hasBlocked, requireMessage } from "../lookups.ts";
import { mentionedIn } from "../mentions.ts";
import { checkContent, checkKind } from "../message-content.ts";
import { announceVerdict, moderationBy } from "../moderation.ts";
import { moderate } from "../moderation-engine.ts";
import { type Context, operation } from "../operation.ts";
import { perUid } from "../per-uid.ts";
import { permitted } from "../permissions.ts";
import { conversationIdOf, type Destination, postMessage } from "../posting.ts";
import type { Message } from "../records.ts";
import { knownId, messageId } from "../rules/identifiers.ts";
import { SERVER_CATEGORIES } from "../rules/message-categories.ts";
import { checkFiles, type SentFile, sentFile, withFiles } from "../stored-files.ts";
import { joinThread, requireParent } from "../threads.ts";
import { isWithheld } from "../timelines.ts";

const contentFields = {
  category: z.string().optional(),
  type: z.string().optional(),
  /** Any JSON: what is wrong with it has errors of its own. */
  data: z.unknown().optional(),
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
  input: () =>
    z.object({
      receiver: knownId.optional(),
      receiverType: z.string().optional(),
      parentId: messageId.optional(),
      files: z.array(sentFile).optional(),
      /** Where this service's files are, as the sender names it. */
      filesUrl: z.string().optional(),
      ...contentFields,
    }),
  run(context, input): Message {
    const { receiver, receiverType } = receiverOf(context, input);
    return send(context, destinationOf(context, receiver, receiverType), input);
  },
});

const manyReceivers = z.object({ uids: z.array(knownId).optional(), guids: z.array(knownId).optional() });

/**
 * Sends the same message to several users and groups. docs: rest-api/messages (`multipleReceivers`); the answer's
 * shape is undocumented: each receiver's own result, and one failure does not fail the others. What the sender may send
 * to whom is asked for each.
 */
export const sendToMany = operation({
  name: "sendToMany",
  access: "any",
  input: () => z.object({ multipleReceivers: manyReceivers, ...contentFields }),
  run(context, { multipleReceivers, ...message }) {
    const { uids, guids } = multipleReceivers;
    if (!uids?.length && !guids?.length) throw serviceError("ERR_EMPTY_RECEIVER");
    const sendAll = (ids: readonly string[] = [], receiverType: "user" | "group") =>
      perUid(ids, (receiver) => {
        permitted(context, "sendMessage", { ...message, receiver, receiverType });
        return { message: send(context, destinationOf(context, receiver, receiverType), message) };
      });
    return { uids: sendAll(uids, "user"), guids: sendAll(guids, "group") };
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
  readonly files?: readonly SentFile[] | undefined;
  readonly filesUrl?: string | undefined;
}

function send(context: Context, to: Destination, outgoing: Outgoing): Message {
  const { state, actor } = context;
  const { muid, tags, quotedMessageId, parentId, files = [], filesUrl = "" } = outgoing;
  const kind = checkKind(outgoing.category, outgoing.type);
  if (SERVER_CATEGORIES.has(kind.category) && !actor.viaKey) {
    // The code is assumed.
    throw serviceError("ERR_INVALID_MESSAGE_CATEGORY", { category: kind.category });
  }
  const data = checkContent(kind, outgoing.data, outgoing.metadata, files.length > 0);
  checkFiles(context, kind, data, files);
  const conversationId = conversationIdOf(actor.uid, to);
  const parent = parentId === undefined ? undefined : requireParent(context, parentId, conversationId);
  if (quotedMessageId !== undefined) requireQuotable(context, quotedMessageId, conversationId);
  // docs: unread counts and conversations follow a custom message only if it says so (`updateConversation`).
  const moves = kind.category !== "custom" || data.updateConversation === true;
  const content = throughExtensions(state, withFiles(context, data, files, filesUrl));
  const verdict = moderate(context, {
    category: kind.category,
    type: kind.type,
    data: content,
    receiver: "group" in to ? to.group.guid : to.user.uid,
    receiverType: "group" in to ? "group" : "user",
  });
  const message = postMessage(context, to, {
    conversationId,
    category: kind.category,
    type: kind.type,
    data: content,
    moderation: moderationBy(verdict),
    muid,
    tags: tags?.length ? tags : undefined,
    quotedMessageId,
    parentId,
    mentions: mentionedIn(state, data.text),
    hiddenFrom: "user" in to && hasBlocked(state, to.user.uid, actor.uid) ? to.user.uid : undefined,
    movesConversation: moves,
    counts: moves,
  });
  if (!isWithheld(message)) {
    if (parent) joinThread(context, parent, message);
    callAgent(context, message);
  }
  return announceVerdict(context, message, verdict);
}

/** Quoting across conversations is undocumented; it is refused as a message out of reach. */
function requireQuotable(context: Context, id: number, conversationId: string): void {
  if (requireMessage(context, id).conversationId !== conversationId) {
    throw serviceError("ERR_MESSAGE_NO_ACCESS", { id, actor: context.actor.uid });
  }
}
