import type { Message } from "../simulator/records.ts";
import { lowerBound } from "../simulator/sorted-list.ts";
import { pairKey } from "../simulator/state.ts";
import type { Viewpoint } from "./viewpoint.ts";

/** How many replies a message has, and how many of them the viewer has not read; empty text when it has none. */
export function replyCounts({ app: { state }, viewer }: Viewpoint, message: Message): string {
  const all = state.messages.list("replies", message.id);
  if (all.length === 0) return "";
  if (viewer === undefined) return `"replyCount":${all.length}`;
  const replies = message.receiverType === "user" ? all.filter((row) => row.hiddenFrom !== viewer) : all;
  const lastReadId = state.views.get(pairKey(viewer, message.conversationId))?.lastReadId ?? 0;
  let unread = 0;
  for (let at = lowerBound(replies, (row) => row.id <= lastReadId); at < replies.length; at += 1) {
    if (replies[at]?.sender !== viewer) unread += 1;
  }
  return `"replyCount":${replies.length},"unreadRepliesCount":${unread}`;
}
