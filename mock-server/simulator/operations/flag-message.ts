import * as z from "zod";
import { requireLiveMessage } from "../live-message.ts";
import { requireFlagReason } from "../lookups.ts";
import { openCase } from "../moderation.ts";
import { operation } from "../operation.ts";
import type { Message } from "../records.ts";
import { knownId, messageId } from "../rules/identifiers.ts";
import { LIMITS } from "../rules/limits.ts";
import { nextSerial } from "../state.ts";

/**
 * Reports a message to the moderators; nobody hears of it, and it stays as visible as it was. A user's later report takes
 * the place of the earlier one (assumed). docs: sdk flag-message
 */
export const flagMessage = operation({
  name: "flagMessage",
  access: "user",
  input: () =>
    z.object({
      id: messageId,
      reasonId: knownId,
      remark: z.string().max(LIMITS.remarkLength).optional(),
    }),
  run(context, { id, reasonId, remark }): Message {
    const { state, actor, now } = context;
    const message = requireLiveMessage(context, id);
    const reason = requireFlagReason(state, reasonId);
    const serial = nextSerial(state, "flag");
    state.flags.put({ messageId: id, uid: actor.uid, reasonId: reason.id, remark, flaggedAt: now, serial });
    openCase(context, id, "flagged");
    return message;
  },
});
