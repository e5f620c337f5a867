import { serviceError } from "./errors.ts";
import { requireMessage } from "./lookups.ts";
import type { Context } from "./operation.ts";
import type { Message } from "./records.ts";
import { CONTENT_CATEGORIES } from "./rules/message-categories.ts";
import { isWithheld } from "./timelines.ts";

/**
 * The message of this id, if the actor may read it and something can still be done with it: it was sent by someone and
 * neither deleted since nor withheld by moderation.
 *
 * @throws ServiceError `ERR_MESSAGE_ID_NOT_FOUND`, `ERR_MESSAGE_NO_ACCESS`, `ERR_MESSAGE_ACTION_NOT_ALLOWED`
 */
export function requireLiveMessage(context: Context, id: number): Message {
  const message = requireMessage(context, id);
  if (message.deletedAt !== undefined) throw serviceError("ERR_MESSAGE_ID_NOT_FOUND", { id });
  if (!CONTENT_CATEGORIES.has(message.category)) throw serviceError("ERR_MESSAGE_ACTION_NOT_ALLOWED", { id });
  // docs: rest-api/messages/pin-message
  if (isWithheld(message)) throw serviceError("ERR_MESSAGE_NO_ACCESS", { id, actor: context.actor.uid });
  return message;
}
