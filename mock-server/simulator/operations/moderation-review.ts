import * as z from "zod";
import { serviceError } from "../errors.ts";
import { settle } from "../moderation.ts";
import type { ModerationCase } from "../moderation-records.ts";
import { operation } from "../operation.ts";
import { type Page, paginate, windowFields } from "../paging.ts";
import { messageId } from "../rules/identifiers.ts";

/** What moderators have before them, and what they are done with; the newest first (assumed). docs: rest-api/moderation */
export const listModerationCases = operation({
  name: "listModerationCases",
  access: "key",
  input: () => z.object({ queue: z.enum(["flagged", "blocked", "reviewed"]), ...windowFields }),
  run: ({ state }, { queue, ...window }): Page<ModerationCase> =>
    paginate(state.moderationCases.list("queue", queue), window),
});

/**
 * A moderator's decision: the message is delivered, or stays, or goes; and the case is among those reviewed.
 * docs: rest-api/moderation
 */
export const reviewMessage = operation({
  name: "reviewMessage",
  access: "key",
  input: () =>
    z.object({
      id: messageId,
      queue: z.enum(["flagged", "blocked"]),
      /** `rejected` is what the blocked messages' page says. */
      status: z.enum(["approved", "disapproved", "rejected"]),
    }),
  run(context, { id, queue, status }): number {
    const { state, now } = context;
    const open = state.moderationCases.get(id);
    const message = state.messages.get(id);
    if (!message || !open || open.kind !== queue || open.reviewedAt !== undefined) {
      throw serviceError("ERR_MESSAGE_ID_NOT_FOUND", { id });
    }
    state.moderationCases.put({ ...open, updatedAt: now, reviewedAt: now });
    settle(context, message, status === "approved" ? "approved" : "disapproved");
    return id;
  },
});
