import * as z from "zod";
import { requireGroupToSend } from "../destination.ts";
import type { Audience } from "../events.ts";
import { jsonObject } from "../fields.ts";
import { areApart, requireUser } from "../lookups.ts";
import { type Context, operation } from "../operation.ts";
import { knownId } from "../rules/identifiers.ts";
import { LIMITS } from "../rules/limits.ts";

const receiverFields = { receiver: knownId, receiverType: z.enum(["user", "group"]) };

/** Tells that the actor is typing, or no longer. Nothing is stored. docs: typing-indicators */
export const sendTyping = operation({
  name: "sendTyping",
  access: "user",
  input: () =>
    z.object({
      ...receiverFields,
      action: z.enum(["started", "ended"]),
      metadata: jsonObject.optional(),
    }),
  run(context, { receiver, receiverType, action, metadata }): void {
    const audience = hearersOf(context, receiver, receiverType, LIMITS.typingOnlineMembers);
    const sender = context.actor.uid;
    context.emit({ type: "typing_indicator", action, metadata, sender, receiver, receiverType, audience });
  },
});

/** Passes any JSON to those who are online now. Nothing is stored. docs: transient-messages */
export const sendTransient = operation({
  name: "sendTransient",
  access: "user",
  input: () => z.object({ ...receiverFields, data: z.unknown().optional() }),
  run(context, { receiver, receiverType, data = {} }): void {
    const audience = hearersOf(context, receiver, receiverType, Number.POSITIVE_INFINITY);
    context.emit({
      type: "transient_message",
      data,
      sender: context.actor.uid,
      receiver,
      receiverType,
      audience,
    });
  },
});

/**
 * Who hears a signal: the receiver, or the other online members. The actor's other devices do not (assumed); between
 * blocked users nothing passes (assumed).
 *
 * @param most the number of online members above which nobody hears it
 */
function hearersOf(
  context: Context,
  receiver: string,
  receiverType: "user" | "group",
  most: number,
): Audience {
  const { state, actor } = context;
  if (receiverType === "group") {
    const group = requireGroupToSend(context, receiver);
    const online = state.onlineMembers.list("byGroup", group.guid);
    if (online.length > most) return { uids: [] };
    return { uids: online.map((member) => member.uid).filter((uid) => uid !== actor.uid) };
  }
  const { uid } = requireUser(state, receiver);
  return { uids: uid === actor.uid || areApart(state, uid, actor.uid) ? [] : [uid] };
}
