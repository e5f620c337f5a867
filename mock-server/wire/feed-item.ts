import type { FeedItem } from "../simulator/records.ts";
import type { Fields } from "./json-text.ts";

/** An item of a notification feed. seen from the official SDK 4.2.0 */
export function printFeedItem(item: FeedItem): Fields {
  const { id, category, content, channelId, metadata, tags, receiver, sentAt } = item;
  return {
    id,
    templateCategory: category,
    category,
    content,
    channelId,
    readAt: item.readAt ?? null,
    deliveredAt: item.deliveredAt ?? null,
    sentAt,
    metadata,
    tags,
    sender: "server",
    receiver,
    receiverType: "user",
  };
}
