import * as z from "zod";
import type { Reaction } from "../simulator/records.ts";
import { type Fields, jsonText } from "./json-text.ts";
import { type Of, shape } from "./shape.ts";
import { printUserEntity, userShape } from "./user.ts";
import type { Viewpoint } from "./viewpoint.ts";
import { filled, messageId, seconds } from "./words.ts";

export const reactionShape = shape("Reaction", () =>
  z.strictObject({
    id: filled,
    messageId: messageId,
    reaction: filled,
    uid: filled,
    reactedAt: seconds,
    reactedBy: userShape.schema,
  }),
);

/** How often a message got one reaction, and whether the viewer's is among them. */
export const reactionCountShape = shape("ReactionCount", () =>
  z.strictObject({ reaction: filled, count: z.int().min(1), reactedByMe: z.literal(true).optional() }),
);

/** One user's reaction to a message. docs: rest-api/reactions */
export function printReaction(view: Viewpoint, row: Reaction): Fields<Of<typeof reactionShape>> {
  const { reaction, uid, reactedAt } = row;
  return {
    id: String(row.id),
    messageId: String(row.messageId),
    reaction,
    uid,
    reactedAt,
    reactedBy: printUserEntity(view, uid),
  };
}

type ReactionCount = z.output<typeof reactionCountShape.schema>;

/** How often a message got each reaction, in the order in which they first came; empty text when it got none. */
export function reactionCounts({ app, viewer }: Viewpoint, messageId: number): string {
  const rows = app.state.reactions.list("byMessage", messageId);
  if (rows.length === 0) return "";
  const counts: ReactionCount[] = [];
  for (const { reaction, uid } of rows) {
    let row = counts.find((other) => other.reaction === reaction);
    if (!row) {
      row = { reaction, count: 0 };
      counts.push(row);
    }
    row.count += 1;
    if (uid === viewer) row.reactedByMe = true;
  }
  return `"reactions":${jsonText(counts)}`;
}
