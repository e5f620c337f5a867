import * as z from "zod";
import { invalidField } from "../../simulator/errors.ts";
import { isJsonObject } from "../../simulator/fields.ts";
import type { FeedPage } from "../../simulator/operations/notification-feed.ts";
import { feedItemShape, printFeedItem } from "../../wire/feed-item.ts";
import { listOf, shape } from "../../wire/shape.ts";
import { count, filled } from "../../wire/words.ts";
import { done, doneShape } from "../bulk.ts";
import type { Call } from "../call.ts";
import { listMeta, route } from "../route.ts";

const FEED = "/campaigns/notification-feed";

const unreadFeedShape = shape("UnreadFeedItems", () => z.strictObject({ count }));
const feedCategoryShape = shape("FeedCategory", () => z.strictObject({ id: filled, label: filled }));

const feedMetaShape = shape("FeedMeta", () =>
  z.strictObject({ next: z.strictObject({ cursor: filled }).optional() }),
);
const categoryMetaShape = shape("FeedCategoryMeta", () =>
  z.strictObject({ next: z.strictObject({ id: filled }).optional() }),
);

/** The feed of campaigns. seen from the official SDK 4.2.0 */
export const feedRoutes = [
  route({
    method: "GET",
    path: FEED,
    operation: "listFeed",
    input: ({ query }) => ({
      limit: query.text("limit"),
      cursor: query.text("cursor"),
      readState: query.text("readState"),
      category: query.text("templateCategory"),
      channelId: query.text("channelId"),
      tags: query.list("tags"),
      dateFrom: secondsOf(query.text("dateFrom")),
      dateTo: secondsOf(query.text("dateTo")),
    }),
    answers: listOf(feedItemShape),
    print: ({ rows }) => rows.map(printFeedItem),
    // The SDK sends every key of it back.
    meta: listMeta(feedMetaShape, ({ next }: FeedPage<unknown>) =>
      next === undefined ? {} : { next: { cursor: next } },
    ),
  }),
  // Before the items, of which none has this for its id.
  route({
    method: "GET",
    path: `${FEED}/unread-count`,
    operation: "countUnreadFeedItems",
    answers: unreadFeedShape,
    print: (count) => ({ count }),
  }),
  route({
    method: "GET",
    path: `${FEED}/:id`,
    operation: "getFeedItem",
    input: ({ params }) => ({ id: params.id }),
    answers: feedItemShape,
    print: printFeedItem,
  }),
  ...(["delivered", "read"] as const).map((as) =>
    route({
      method: "POST",
      path: `${FEED}/:id/${as}`,
      operation: "markFeedItem",
      input: ({ params }) => ({ id: params.id, as }),
      answers: feedItemShape,
      print: printFeedItem,
    }),
  ),
  route({
    method: "POST",
    path: `${FEED}/:id/engagement`,
    operation: "reportFeedEngagement",
    input: ({ params, body }) => ({ id: params.id, topic: body.topic }),
    answers: doneShape,
    print: () => done("The engagement has been reported successfully."),
  }),
  ...(["delivered", "clicked"] as const).map((as) =>
    route({
      method: "PUT",
      path: `/campaigns/push-notifications/:id/${as}`,
      operation: "markPushNotification",
      input: ({ params }) => ({ id: params.id, as }),
      answers: doneShape,
      print: (_item, _view, { params }) =>
        done(`The push notification ${params.id} has been marked as ${as}.`),
    }),
  ),
  route({
    method: "GET",
    path: "/campaigns/templates/categories",
    operation: "listFeedCategories",
    input: (call) => ({ limit: call.query.text("limit"), after: idInCursor(call) }),
    answers: listOf(feedCategoryShape),
    print: ({ rows }) => rows.map(({ id, label }) => ({ id, label })),
    meta: listMeta(categoryMetaShape, ({ next }: FeedPage<unknown>) =>
      next === undefined ? {} : { next: { id: next } },
    ),
  }),
];

/** ISO 8601 to unix seconds; what is no date is left for the operation to refuse. */
function secondsOf(date: string | undefined): number | undefined {
  return date === undefined ? undefined : Math.floor(Date.parse(date) / 1000);
}

/** The SDK sends the last `meta.next` back as it came, as JSON. */
function idInCursor({ query }: Call): unknown {
  const cursor = query.text("cursor");
  if (cursor === undefined) return undefined;
  try {
    const read: unknown = JSON.parse(cursor);
    if (isJsonObject(read)) return read.id;
  } catch {
    // Refused below, as any other text that is no cursor.
  }
  throw invalidField("cursor", "The cursor is none of this list.");
}
