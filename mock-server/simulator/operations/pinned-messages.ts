import * as z from "zod";
import { walkConversations } from "../across-conversations.ts";
import { limitError, serviceError } from "../errors.ts";
import { wholeNumber } from "../fields.ts";
import { readableConversationId } from "../history-access.ts";
import { requireLiveMessage } from "../live-message.ts";
import { actorStanding, mayRead, requireGroup, requireUser } from "../lookups.ts";
import { pageOfShelf, type ShelfPage, shelfFilterFields, shelfRows } from "../message-shelf.ts";
import { type Context, operation } from "../operation.ts";
import { bySerial } from "../orders.ts";
import { audienceOf } from "../posting.ts";
import type { Message, MessagePin } from "../records.ts";
import { knownId, messageId } from "../rules/identifiers.ts";
import { LIMITS } from "../rules/limits.ts";
import { requireShelf, shelfLimit } from "../shelf-features.ts";
import { lowerBound } from "../sorted-list.ts";
import { backwards } from "../span-walk.ts";
import { nextSerial } from "../state.ts";

/**
 * Pins a message for everybody in its conversation. Whoever pins it again takes the older pin's place; without a user
 * it is the app's pin. docs: sdk pin-message, rest-api/messages/pin-message
 */
export const pinMessage = operation({
  name: "pinMessage",
  access: "any",
  input: () => z.object({ id: messageId }),
  run(context, { id }): Message {
    const { state, actor, now } = context;
    const message = requirePinnable(context, id, "pinMessage");
    const { conversationId } = message;
    const limit = shelfLimit(state, "messages.pinned", actor.isApp ? "appLimit" : "limit");
    if (
      !state.messagePins.has(id) &&
      state.messagePins.list("byConversation", conversationId).length >= limit
    ) {
      throw limitError("ERR_PINNED_MESSAGES_LIMIT_EXCEEDED", { conversationId, limit });
    }
    const serial = nextSerial(state, "messagePin");
    state.messagePins.put({ messageId: id, conversationId, pinnedBy: actor.uid, pinnedAt: now, serial });
    publish(context, "message_pinned", message);
    return message;
  },
});

/** Takes a pin away, whoever made it; a message that is not pinned stays so. docs: sdk pin-message */
export const unpinMessage = operation({
  name: "unpinMessage",
  access: "any",
  input: () => z.object({ id: messageId }),
  run(context, { id }): Message {
    const message = requirePinnable(context, id, "unpinMessage");
    if (context.state.messagePins.has(id)) {
      context.state.messagePins.remove(id);
      publish(context, "message_unpinned", message);
    }
    return message;
  },
});

/**
 * The pinned messages of a conversation, or of all that the actor is part of, newest pin first. docs: sdk pin-message
 *
 * @returns `next` is to be sent back as `before`
 */
export const listPinnedMessages = operation({
  name: "listPinnedMessages",
  access: "any",
  input: () =>
    z.object({
      uid: knownId.optional(),
      guid: knownId.optional(),
      /** Only what was pinned before the pin of this serial. */
      before: wholeNumber().optional(),
      limit: wholeNumber(1, LIMITS.pageSize).default(LIMITS.defaultPageSize),
      ...shelfFilterFields(),
    }),
  run(context, { uid, guid, before, limit, ...filter }): ShelfPage {
    requireShelf(context.state, "messages.pinned");
    return pageOfShelf(context, shelfRows(context, pinsAt(context, { uid, guid, before })), limit, filter);
  },
});

/** Which pins are asked for. */
interface Wanted {
  readonly uid: string | undefined;
  readonly guid: string | undefined;
  readonly before: number | undefined;
}

/** The wanted pins, newest first. The app itself has no conversation with a user: it gets all of that user's. */
function pinsAt(context: Context, { uid, guid, before }: Wanted): Iterable<MessagePin> {
  const { state, actor } = context;
  const list = (index: "all" | "byConversation" | "byParty", partition: string) =>
    state.messagePins.list(index, partition);
  const spanOf = (rows: readonly MessagePin[]) => {
    const to = before === undefined ? rows.length : lowerBound(rows, ({ serial }) => serial < before);
    return { rows, from: 0, to };
  };
  if (guid !== undefined || (uid !== undefined && !actor.isApp)) {
    return backwards(spanOf(list("byConversation", readableConversationId(context, { uid, guid }))));
  }
  if (uid === undefined && actor.isApp) return backwards(spanOf(list("all", "all")));
  const viewer = uid === undefined ? actor.uid : requireUser(state, uid).uid;
  const openMessage = ({ messageId: id }: MessagePin) => {
    const message = state.messages.get(id);
    return message && mayRead(state, message, viewer) ? message : undefined;
  };
  return walkConversations(state, viewer, { list, order: bySerial, spanOf, openMessage });
}

/** docs: sdk pin-message: the owner, admins and moderators of a group; either party of two */
function requirePinnable(context: Context, id: number, action: string): Message {
  requireShelf(context.state, "messages.pinned");
  const message = requireLiveMessage(context, id);
  if (context.actor.isApp || message.receiverType === "user") return message;
  const group = requireGroup(context.state, message.receiver);
  const verdict = context.verdicts.message.pin[actorStanding(context, group)];
  if (verdict !== "ok") throw serviceError(verdict, { action, id, actor: context.actor.uid });
  return message;
}

function publish(context: Context, type: "message_pinned" | "message_unpinned", message: Message): void {
  const { actor } = context;
  const { receiver, receiverType, sender } = message;
  context.emit({
    type,
    message,
    sender: actor.uid,
    receiver: receiverType === "user" && receiver === actor.uid ? sender : receiver,
    receiverType,
    audience: audienceOf(context, message),
  });
}
