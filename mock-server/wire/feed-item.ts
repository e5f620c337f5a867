import * as z from "zod";
import type { FeedItem } from "../simulator/records.ts";
import type { Fields } from "./json-text.ts";
import { type Of, shape } from "./shape.ts";
import { anyObject, filled, seconds, tags } from "./words.ts";

export const feedItemShape = shape("FeedItem", () =>
  z.strictObject({
    id: filled,
    templateCategory: filled,
    category: filled,
    content: anyObject,
    channelId: filled.optional(),
    readAt: seconds.nullable(),
    deliveredAt: seconds.nullable(),
    sentAt: seconds,
    metadata: anyObject,
    tags,
    sender: z.literal("server"),
    receiver: filled,
    receiverType: z.literal("user"),
  }),
);

/** An item of a notification feed. seen from the official SDK 4.2.0 */
export function printFeedItem(item: FeedItem): Fields<Of<typeof feedItemShape>> {
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
