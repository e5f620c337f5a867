import * as z from "zod";
import { serviceError } from "../errors.ts";
import { flagField, isJsonObject, tagsField } from "../fields.ts";
import { throughExtensions } from "../injections.ts";
import { actorStanding, requireGroup } from "../lookups.ts";
import { mentionedIn } from "../mentions.ts";
import { clearTraces, postMessageAction } from "../message-actions.ts";
import { checkContent } from "../message-content.ts";
import { releaseMessage, removeMessages } from "../message-removal.ts";
import { type Context, operation } from "../operation.ts";
import type { Message } from "../records.ts";
import { messageId } from "../rules/identifiers.ts";
import { CONTENT_CATEGORIES, type SendableCategory } from "../rules/message-categories.ts";
import { reactionKey } from "../state.ts";
import { partiesOfUserMessage } from "../timelines.ts";

/**
 * Edits a message and answers the action row that tells of it. What the edit does not name stays as it was; tags are
 * replaced. docs: sdk edit-message, rest-api/messages
 */
export const editMessage = operation({
  name: "editMessage",
  access: "any",
  input: () =>
    z.object({
      id: messageId,
      data: z.unknown(),
      metadata: z.unknown().optional(),
      tags: tagsField.optional(),
    }),
  run(context, { id, data, metadata, tags }): Message {
    const { state, actor, now } = context;
    const message = requireChangeable(context, id, "editOwn");
    const patch = data === undefined && tags !== undefined ? {} : data;
    const kind = { category: message.category as SendableCategory, type: message.type };
    const content = checkContent(kind, isJsonObject(patch) ? { ...message.data, ...patch } : patch, metadata);
    const edited: Message = {
      ...message,
      data: throughExtensions(state, content, message),
      mentions: mentionedIn(state, content.text),
      tags: tags === undefined ? message.tags : tags.length > 0 ? tags : undefined,
      editedAt: now,
      editedBy: actor.uid,
      updatedAt: now,
    };
    state.messages.put(edited);
    return postMessageAction(context, "edited", edited);
  },
});

/**
 * Deletes a message and answers the action row that tells of it. The row stays in history without its content, unless
 * it is deleted for good. Its content is then nowhere, not even where its edits are told of. docs: sdk delete-message, rest-api/messages; what the row keeps is assumed.
 */
export const deleteMessage = operation({
  name: "deleteMessage",
  access: "any",
  input: () => z.object({ id: messageId, permanent: flagField.default(false) }),
  run(context, { id, permanent }): Message {
    const { state, actor, now } = context;
    const message = requireChangeable(context, id, "deleteOwn");
    const deleted: Message = {
      ...message,
      data: {},
      mentions: undefined,
      tags: undefined,
      deletedAt: now,
      deletedBy: actor.uid,
      updatedAt: now,
    };
    if (permanent) removeMessages(state, [message]);
    else {
      for (const { reaction, uid } of [...state.reactions.list("byMessage", id)]) {
        state.reactions.remove(reactionKey(id, reaction, uid));
      }
      releaseMessage(state, id);
      state.messages.put(deleted);
    }
    clearTraces(state, deleted);
    return postMessageAction(context, "deleted", deleted);
  },
});

/** The row for who changes a message of their own. */
type OwnPrivilege = "editOwn" | "deleteOwn";

/** The message, if it can be changed at all and the actor is the one to do it. */
function requireChangeable(context: Context, id: number, own: OwnPrivilege): Message {
  const { state, actor } = context;
  const message = state.messages.get(id);
  if (!message) throw serviceError("ERR_MESSAGE_ID_NOT_FOUND", { id });
  requireClearance(context, message, own);
  if (!CONTENT_CATEGORIES.has(message.category)) throw serviceError("ERR_MESSAGE_ACTION_NOT_ALLOWED", { id });
  // Changing a deleted message is undocumented: to its readers it is gone.
  if (message.deletedAt !== undefined)
    throw serviceError("ERR_MESSAGE_ID_NOT_FOUND", { id, actor: actor.uid });
  return message;
}

function requireClearance(context: Context, message: Message, own: OwnPrivilege): void {
  const { state, actor } = context;
  if (actor.isApp) return;
  const params = { id: message.id, actor: actor.uid, uid: actor.uid, guid: message.receiver };
  if (message.receiverType === "group") {
    const standing = actorStanding(context, requireGroup(state, message.receiver));
    const verdict = context.verdicts.message[message.sender === actor.uid ? own : "others"][standing];
    if (verdict !== "ok") throw serviceError(verdict, params);
    return;
  }
  if (!partiesOfUserMessage(message).includes(actor.uid)) throw serviceError("ERR_MESSAGE_NO_ACCESS", params);
  if (message.sender !== actor.uid) throw serviceError("ERR_MESSAGE_NOT_A_SENDER", params);
}
