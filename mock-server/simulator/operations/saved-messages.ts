import * as z from "zod";
import { limitError } from "../errors.ts";
import { wholeNumber } from "../fields.ts";
import { readableConversationId } from "../history-access.ts";
import { requireLiveMessage } from "../live-message.ts";
import {
  pageOfShelf,
  type ShelfPage,
  type ShelfRow,
  shelfFilterFields,
  shelfRows,
} from "../message-shelf.ts";
import { type Context, operation } from "../operation.ts";
import type { Message } from "../records.ts";
import { knownId, messageId } from "../rules/identifiers.ts";
import { LIMITS } from "../rules/limits.ts";
import { requireShelf, shelfLimit } from "../shelf-features.ts";
import { nextSerial, pairKey } from "../state.ts";

/** Keeps a message for the actor alone; the first time counts. docs: sdk save-message, rest-api/messages */
export const saveMessage = operation({
  name: "saveMessage",
  access: "user",
  input: () => z.object({ id: messageId }),
  run(context, { id }): Message {
    const { state, actor, now } = context;
    requireShelf(state, "messages.saved");
    const message = requireLiveMessage(context, id);
    if (state.messageSaves.has(pairKey(actor.uid, id))) return message;
    const limit = shelfLimit(state, "messages.saved");
    // What has gone out of reach since is in no list, where it could be let go.
    if (savesOf(context).length >= limit) {
      throw limitError("ERR_SAVED_MESSAGES_LIMIT_EXCEEDED", { uid: actor.uid, limit });
    }
    const serial = nextSerial(state, "messageSave");
    state.messageSaves.put({ uid: actor.uid, messageId: id, savedAt: now, serial });
    publish(context, "message_saved", message);
    return message;
  },
});

/** Lets a saved message go; one that is not saved stays so. docs: sdk save-message */
export const unsaveMessage = operation({
  name: "unsaveMessage",
  access: "user",
  input: () => z.object({ id: messageId }),
  run(context, { id }): Message {
    const { state, actor } = context;
    requireShelf(state, "messages.saved");
    const message = requireLiveMessage(context, id);
    const key = pairKey(actor.uid, id);
    if (state.messageSaves.has(key)) {
      state.messageSaves.remove(key);
      publish(context, "message_unsaved", message);
    }
    return message;
  },
});

/**
 * What the actor has saved, in all conversations or in one, newest save first. docs: sdk save-message
 *
 * Clients go on from the lowest or highest message id of the page they had, which tells nothing of the order of saving
 * (seen from the official SDK 4.2.0). So pages of the size asked for are counted off, and the one after that with the
 * named message is the next.
 */
export const listSavedMessages = operation({
  name: "listSavedMessages",
  access: "user",
  input: () =>
    z.object({
      uid: knownId.optional(),
      guid: knownId.optional(),
      /** A message of the page before. */
      id: messageId.optional(),
      limit: wholeNumber(1, LIMITS.pageSize).default(LIMITS.defaultPageSize),
      ...shelfFilterFields(),
    }),
  run(context, { uid, guid, id, limit, ...filter }): ShelfPage {
    requireShelf(context.state, "messages.saved");
    const place =
      uid === undefined && guid === undefined ? undefined : readableConversationId(context, { uid, guid });
    const rows = savesOf(context).filter(
      ({ message }) => place === undefined || message.conversationId === place,
    );
    const all = pageOfShelf(context, rows, Number.POSITIVE_INFINITY, filter).rows;
    const seen = id === undefined ? -1 : all.findIndex((message) => message.id === id);
    if (id !== undefined && seen < 0) return { rows: [], next: undefined };
    const from = id === undefined ? 0 : (Math.floor(seen / limit) + 1) * limit;
    const page = all.slice(from, from + limit);
    return { rows: page, next: all.length > from + limit ? page.at(-1)?.id : undefined };
  },
});

/** The actor's saves that are still in reach, newest first: as many as may be saved. */
function savesOf(context: Context): readonly ShelfRow[] {
  const { state, actor } = context;
  return [...shelfRows(context, state.messageSaves.list("byUser", actor.uid).toReversed())];
}

function publish(context: Context, type: "message_saved" | "message_unsaved", message: Message): void {
  const { uid } = context.actor;
  const { receiver, receiverType } = message;
  context.emit({ type, message, sender: uid, receiver, receiverType, audience: { uids: [uid] } });
}
