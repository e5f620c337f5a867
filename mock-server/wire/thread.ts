import type { Message } from "../simulator/records.ts";
import { countReplies } from "../simulator/threads.ts";
import type { Viewpoint } from "./viewpoint.ts";

/** How many replies a message has, and how many of them the viewer has not read; empty text when it has none. */
export function replyCounts({ app: { state }, viewer }: Viewpoint, message: Message): string {
  const all = state.messages.list("replies", message.id).length;
  if (all === 0) return "";
  if (viewer === undefined) return `"replyCount":${all}`;
  const { replies, unread } = countReplies(state, message, viewer);
  return `"replyCount":${replies},"unreadRepliesCount":${unread}`;
}
