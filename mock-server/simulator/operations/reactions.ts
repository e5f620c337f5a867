import * as z from "zod";
import { requireGroupFor } from "../clearance.ts";
import { serviceError } from "../errors.ts";
import { wholeNumber } from "../fields.ts";
import { requireMessage } from "../lookups.ts";
import { type Context, operation } from "../operation.ts";
import { audienceOf } from "../posting.ts";
import type { Message, Reaction } from "../records.ts";
import { messageId } from "../rules/identifiers.ts";
import { LIMITS } from "../rules/limits.ts";
import { CONTENT_CATEGORIES } from "../rules/message-categories.ts";
import { lowerBound } from "../sorted-list.ts";
import { nextSerial, reactionKey } from "../state.ts";

const reactionTo = z.object({ id: messageId, reaction: z.string().min(1).max(LIMITS.tagLength) });

/** Many different reactions a user, one of each; adding one twice changes nothing (undocumented). docs: sdk reactions */
export const addReaction = operation({
  name: "addReaction",
  access: "user",
  input: () => reactionTo,
  run(context, { id, reaction }): Message {
    const { state, actor, now } = context;
    const message = requireReactable(context, id);
    if (state.reactions.has(reactionKey(id, reaction, actor.uid))) return message;
    const row = {
      id: nextSerial(state, "reaction"),
      messageId: id,
      reaction,
      uid: actor.uid,
      reactedAt: now,
    };
    state.reactions.put(row);
    publish(context, "message_reaction_added", message, row);
    return message;
  },
});

/** Removing a reaction that was not set changes nothing (undocumented). docs: sdk reactions */
export const removeReaction = operation({
  name: "removeReaction",
  access: "user",
  input: () => reactionTo,
  run(context, { id, reaction }): Message {
    const { state, actor } = context;
    const message = requireReactable(context, id);
    const key = reactionKey(id, reaction, actor.uid);
    const row = state.reactions.get(key);
    if (row) {
      state.reactions.remove(key);
      publish(context, "message_reaction_removed", message, row);
    }
    return message;
  },
});

/** One page of a message's reactions, oldest first, and the ids to go on from in either direction. */
export interface ReactionPage {
  readonly rows: readonly Reaction[];
  readonly next?: number | undefined;
  readonly previous?: number | undefined;
}

export const listReactions = operation({
  name: "listReactions",
  access: "any",
  input: () =>
    z.object({
      id: messageId,
      reaction: z.string().optional(),
      limit: wholeNumber(1, LIMITS.pageSize).default(LIMITS.defaultMessagePageSize),
      affix: z.enum(["append", "prepend"]).default("append"),
      cursor: wholeNumber().optional(),
    }),
  run(context, { id, reaction, limit, affix, cursor }): ReactionPage {
    requireMessage(context, id);
    const all = context.state.reactions.list("byMessage", id);
    const list = reaction === undefined ? all : all.filter((row) => row.reaction === reaction);
    const rows =
      affix === "append" ? after(list, cursor).slice(0, limit) : before(list, cursor).slice(-limit);
    return { rows, next: rows.at(-1)?.id, previous: rows[0]?.id };
  },
});

function after(list: readonly Reaction[], cursor: number | undefined): readonly Reaction[] {
  return cursor === undefined ? list : list.slice(lowerBound(list, (row) => row.id <= cursor));
}

function before(list: readonly Reaction[], cursor: number | undefined): readonly Reaction[] {
  return cursor === undefined
    ? list
    : list.slice(
        0,
        lowerBound(list, (row) => row.id < cursor),
      );
}

/** docs: sdk reactions (text, media and custom messages); the code for the others is assumed. */
function requireReactable(context: Context, id: number): Message {
  const { receiver, receiverType } = context.state.messages.get(id) ?? {};
  // Whoever is outside is refused as when sending, and not as when reading.
  if (receiverType === "group" && receiver !== undefined) requireGroupFor(context, receiver, "send");
  const message = requireMessage(context, id);
  if (message.deletedAt !== undefined) throw serviceError("ERR_MESSAGE_ID_NOT_FOUND", { id });
  if (!CONTENT_CATEGORIES.has(message.category)) throw serviceError("ERR_MESSAGE_ACTION_NOT_ALLOWED", { id });
  return message;
}

function publish(
  context: Context,
  action: "message_reaction_added" | "message_reaction_removed",
  message: Message,
  reaction: Reaction,
): void {
  const { receiverType } = message;
  const receiver =
    receiverType === "user" && message.receiver === context.actor.uid ? message.sender : message.receiver;
  context.emit({
    type: "reaction",
    action,
    reaction,
    message,
    sender: context.actor.uid,
    receiver,
    receiverType,
    audience: audienceOf(context, message),
  });
}
