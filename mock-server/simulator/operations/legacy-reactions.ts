import * as z from "zod";
import { isJsonObject } from "../fields.ts";
import { inject, injectedInto } from "../injections.ts";
import { requireLiveMessage } from "../live-message.ts";
import { operation } from "../operation.ts";
import { permitted } from "../permissions.ts";
import type { JsonObject } from "../records.ts";
import { messageId } from "../rules/identifiers.ts";

/**
 * Sets an emoji under a message or takes it back, in the way of the extension that was there before reactions were: they
 * are in the message's metadata and arrive as edits. docs: fundamentals/reactions
 */
export const toggleLegacyReaction = operation({
  name: "toggleLegacyReaction",
  access: "user",
  input: () => z.object({ msgId: messageId, emoji: z.string().min(1).max(64) }),
  run(context, { msgId, emoji }): JsonObject {
    permitted(context, "addReaction", { id: msgId, reaction: emoji });
    const message = requireLiveMessage(context, msgId);
    const { uid } = context.actor;
    const user = context.state.users.get(uid);
    const before = objectOr(injectedInto(message).reactions);
    const reactors = Object.entries(objectOr(before[emoji]));
    const others = reactors.filter(([reactor]) => reactor !== uid);
    if (others.length === reactors.length)
      others.push([uid, { name: user?.name ?? uid, avatar: user?.avatar }]);
    const rest = Object.entries(before).filter(([key]) => key !== emoji);
    const reactions = Object.fromEntries(
      others.length > 0 ? [...rest, [emoji, Object.fromEntries(others)]] : rest,
    );
    inject(context, message, "reactions", others.length > 0 || rest.length > 0 ? reactions : undefined);
    return reactions;
  },
});

function objectOr(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {};
}
