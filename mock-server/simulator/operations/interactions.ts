import * as z from "zod";
import { serviceError } from "../errors.ts";
import { hasReachedGoal, interactionsBy } from "../interactions.ts";
import { requireLiveMessage } from "../live-message.ts";
import { type Context, operation } from "../operation.ts";
import { mayHear } from "../posting.ts";
import type { Message } from "../records.ts";
import { messageId } from "../rules/identifiers.ts";
import { LIMITS } from "../rules/limits.ts";
import { interactionKey, nextSerial } from "../state.ts";

/**
 * Records that the actor has interacted with elements of an interactive message; the first time with each counts
 * (assumed). Its sender hears of it when that reaches the goal, once a user. docs: sdk interactive-messages,
 * rest-api/messages
 */
export const markInteracted = operation({
  name: "markInteracted",
  access: "user",
  input: () =>
    z.object({
      id: messageId,
      interactions: z.array(z.string().min(1).max(LIMITS.nameLength)).min(1).max(LIMITS.pageSize),
    }),
  run(context, { id, interactions }): Message {
    const { state, actor, now } = context;
    const message = requireInteractive(context, id);
    const reachedBefore = hasReachedGoal(state, message, actor.uid);
    for (const elementId of interactions) {
      const row = { messageId: id, uid: actor.uid, elementId, interactedAt: now };
      if (!state.interactions.has(interactionKey(row)))
        state.interactions.put({ ...row, serial: nextSerial(state, "interaction") });
    }
    if (!reachedBefore && hasReachedGoal(state, message, actor.uid)) publish(context, message);
    return message;
  },
});

/** The message, if the actor may interact with it. The codes are assumed. docs: sdk interactive-messages */
function requireInteractive(context: Context, id: number): Message {
  const message = requireLiveMessage(context, id);
  const isOwn = message.sender === context.actor.uid;
  if (message.category !== "interactive" || (isOwn && message.data.allowSenderInteraction !== true)) {
    throw serviceError("ERR_MESSAGE_ACTION_NOT_ALLOWED", { id });
  }
  return message;
}

function publish(context: Context, message: Message): void {
  const { state, actor } = context;
  const { id, sender, receiver, receiverType } = message;
  context.emit({
    type: "interaction_completed",
    messageId: id,
    messageSender: sender,
    interactions: interactionsBy(state, id, actor.uid).slice(),
    sender: actor.uid,
    receiver: receiverType === "user" ? sender : receiver,
    receiverType,
    audience: { uids: [sender].filter((uid) => mayHear(context, message, uid)) },
  });
}
