import type { Reaction } from "../simulator/records.ts";
import { type Fields, jsonText } from "./json-text.ts";
import { printUserEntity } from "./user.ts";
import type { Viewpoint } from "./viewpoint.ts";

/** One user's reaction to a message. docs: rest-api/reactions */
export function printReaction(view: Viewpoint, row: Reaction): Fields {
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

interface ReactionCount {
  readonly reaction: string;
  count: number;
  reactedByMe?: true;
}

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
