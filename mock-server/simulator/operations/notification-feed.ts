import * as z from "zod";
import { serviceError } from "../errors.ts";
import { inRange, jsonObject, secondsField, tagsField, wholeNumber } from "../fields.ts";
import { requireUser } from "../lookups.ts";
import { type Context, operation } from "../operation.ts";
import { matchesAny } from "../paging.ts";
import type { FeedCategory, FeedItem } from "../records.ts";
import { knownId } from "../rules/identifiers.ts";
import { LIMITS } from "../rules/limits.ts";
import { lowerBound } from "../sorted-list.ts";
import { nextSerial } from "../state.ts";

/** A page of a feed, newest item first, or of categories. */
export interface FeedPage<R> {
  readonly rows: readonly R[];
  /** The id that the next page begins after, when there is one. */
  readonly next: string | undefined;
}

const limitField = wholeNumber(1, LIMITS.pageSize);

/**
 * Puts an item into the feed of each of these users, as a campaign of the dashboard does, which has no documented API:
 * a harness calls it. A category that is new becomes known.
 *
 * @returns the items, in the order of the receivers
 */
export const publishFeedItem = operation({
  name: "publishFeedItem",
  access: "key",
  input: () =>
    z.object({
      receivers: z.array(knownId).min(1),
      category: z.string().min(1).default("general"),
      /** What the category is called, when it is not called what its id is. */
      categoryLabel: z.string().min(1).optional(),
      /** The card, as the vendor's renderers take it. */
      content: jsonObject.default({}),
      channelId: z.string().optional(),
      metadata: jsonObject.default({}),
      tags: tagsField.default([]),
    }),
  run(context, { receivers, category, categoryLabel, ...said }): readonly FeedItem[] {
    const { state, now } = context;
    const uids = [...new Set(receivers)].map((uid) => requireUser(state, uid).uid);
    const label = categoryLabel ?? state.feedCategories.get(category)?.label ?? category;
    state.feedCategories.put({ id: category, label });
    return uids.map((receiver) => {
      const serial = nextSerial(state, "feedItem");
      const item: FeedItem = {
        id: String(serial),
        serial,
        receiver,
        category,
        ...said,
        sentAt: now,
        engagements: [],
      };
      state.feedItems.put(item);
      context.emit({ type: "notification_feed_item", action: "sent", item, audience: { uids: [receiver] } });
      return item;
    });
  },
});

/** A page of the actor's feed. seen from the official SDK 4.2.0 (filters), which is silent about their meaning */
export const listFeed = operation({
  name: "listFeed",
  access: "user",
  input: () =>
    z.object({
      limit: limitField.default(20),
      /** The last id of the page before. */
      cursor: wholeNumber().optional(),
      readState: z.enum(["read", "unread", "all"]).default("all"),
      category: z.string().optional(),
      channelId: z.string().optional(),
      tags: z.array(z.string()).optional(),
      /** Unix seconds, both included. */
      dateFrom: secondsField.optional(),
      dateTo: secondsField.optional(),
    }),
  run(
    { state, actor },
    { limit, cursor, readState, category, channelId, tags, dateFrom, dateTo },
  ): FeedPage<FeedItem> {
    const list = state.feedItems.list(readState === "unread" ? "unread" : "byReceiver", actor.uid);
    const rows: FeedItem[] = [];
    const range = { from: dateFrom, to: dateTo };
    const from = cursor === undefined ? 0 : lowerBound(list, (row) => row.serial >= cursor);
    for (let at = from; at < list.length; at += 1) {
      const row = list[at] as FeedItem;
      if (readState === "read" && row.readAt === undefined) continue;
      if (category !== undefined && row.category !== category) continue;
      if (channelId !== undefined && row.channelId !== channelId) continue;
      if (!matchesAny(tags, row.tags) || !inRange(range, row.sentAt)) continue;
      if (rows.length === limit) return { rows, next: rows.at(-1)?.id };
      rows.push(row);
    }
    return { rows, next: undefined };
  },
});

export const getFeedItem = operation({
  name: "getFeedItem",
  access: "user",
  input: () => z.object({ id: z.string() }),
  run: (context, { id }): FeedItem => requireItem(context, id),
});

export const countUnreadFeedItems = operation({
  name: "countUnreadFeedItems",
  access: "user",
  input: () => z.object({}),
  run: ({ state, actor }): number => state.feedItems.list("unread", actor.uid).length,
});

/** What is read has been delivered. The first time counts. docs: sdk typings of 4.2.0 (markFeedItemAsRead) */
export const markFeedItem = operation({
  name: "markFeedItem",
  access: "user",
  input: () => z.object({ id: z.string(), as: z.enum(["delivered", "read"]) }),
  run(context, { id, as }): FeedItem {
    const { state, now } = context;
    const item = requireItem(context, id);
    const readAt = as === "read" ? (item.readAt ?? now) : item.readAt;
    const marked = { ...item, deliveredAt: item.deliveredAt ?? now, readAt };
    state.feedItems.put(marked);
    return marked;
  },
});

/** What a user did with an item, in a word of the app's choice. */
export const reportFeedEngagement = operation({
  name: "reportFeedEngagement",
  access: "user",
  input: () => z.object({ id: z.string(), topic: z.string().min(1).max(LIMITS.tagLength) }),
  run(context, { id, topic }): FeedItem {
    const item = requireItem(context, id);
    const engaged = { ...item, engagements: [...item.engagements, { topic, at: context.now }] };
    context.state.feedItems.put(engaged);
    return engaged;
  },
});

/** What became of the push notification of an item, whose id it has. A click implies delivery. docs: sdk typings of 4.2.0 */
export const markPushNotification = operation({
  name: "markPushNotification",
  access: "user",
  input: () => z.object({ id: z.string(), as: z.enum(["delivered", "clicked"]) }),
  run(context, { id, as }): FeedItem {
    const { state, actor, now } = context;
    const item = state.feedItems.get(id);
    if (item?.receiver !== actor.uid) throw serviceError("PUSH_NOTIFICATION_NOT_FOUND", { id });
    const pushClickedAt = as === "clicked" ? (item.pushClickedAt ?? now) : item.pushClickedAt;
    const marked = { ...item, pushDeliveredAt: item.pushDeliveredAt ?? now, pushClickedAt };
    state.feedItems.put(marked);
    return marked;
  },
});

/** The categories of all items there ever were, by id. */
export const listFeedCategories = operation({
  name: "listFeedCategories",
  access: "user",
  input: () => z.object({ limit: limitField.default(50), after: z.string().optional() }),
  run({ state }, { limit, after }): FeedPage<FeedCategory> {
    const list = state.feedCategories.list("all", "all");
    const from = after === undefined ? 0 : lowerBound(list, (row) => row.id <= after);
    const rows = list.slice(from, from + limit);
    return { rows, next: from + limit < list.length ? rows.at(-1)?.id : undefined };
  },
});

/** An item of somebody else's feed is unknown. */
function requireItem({ state, actor }: Context, id: string): FeedItem {
  const item = state.feedItems.get(id);
  if (item?.receiver !== actor.uid) throw serviceError("FEED_ITEM_NOT_FOUND", { id });
  return item;
}
