import type { NotificationFeedItem } from "@cometchat/chat-sdk-javascript";
import { describe, expect, it } from "vitest";
import { withDeadline } from "./deadline.ts";
import { pagesOf } from "./talk.ts";
import { type Device, useWorld } from "./world.ts";

// Endpoints: rest-client.md §6.17; the frame: socket.md §4.11.

const world = useWorld();

type Said = Omit<Parameters<typeof publishAll>[1], "receivers">;

function publishAll(
  receivers: string[],
  said: { category?: string; tags?: string[]; channelId?: string; categoryLabel?: string },
) {
  const content = { version: "1", body: [] };
  return world.execute("publishFeedItem", { receivers, content, metadata: { campaign: 7 }, ...said });
}

/** Puts an item into a device's feed and waits for it to arrive. */
async function publish({ uid, events }: Device, said: Said = {}): Promise<NotificationFeedItem> {
  const [published] = publishAll([uid], said);
  const [item] = await events.next("onFeedItemReceived", (one) => one.getId() === published?.id);
  return item;
}

type NarrowFeed = (builder: InstanceType<Device["sdk"]["NotificationFeedRequestBuilder"]>) => unknown;

async function idsOf({ sdk }: Device, narrow: NarrowFeed = () => {}): Promise<string[]> {
  const builder = new sdk.NotificationFeedRequestBuilder();
  narrow(builder);
  const items = await withDeadline(builder.build().fetchNext(), "the feed");
  return items.map((item) => item.getId());
}

describe("a notification feed (rest-client.md §6.17)", () => {
  it("hears of an item at each device of its receiver, as it is fetched by its id", async () => {
    const alice = await world.join("alice");
    const [phone, bob] = [await world.device(alice.uid), await world.join("bob")];

    const item = await publish(alice, { category: "promo", tags: ["a", "b"] });

    expect([item.getCategory(), item.getTags(), item.getContent(), item.getMetadata()]).toEqual([
      "promo",
      ["a", "b"],
      { version: "1", body: [] },
      { campaign: 7 },
    ]);
    expect([item.getReceiver(), item.getReceiverType(), item.getSender()]).toEqual([
      alice.uid,
      "user",
      "server",
    ]);
    expect([item.getReadAt(), item.getDeliveredAt(), item.getIsRead()]).toEqual([null, null, false]);
    await phone.events.next("onFeedItemReceived", (one) => one.getId() === item.getId());
    expect(await alice.sdk.getNotificationFeedItem(item.getId())).toEqual(item);
    await world.settle(bob);
    bob.events.none("onFeedItemReceived");
    await expect(bob.sdk.getNotificationFeedItem(item.getId())).rejects.toMatchObject({
      code: "FEED_ITEM_NOT_FOUND",
    });
  });

  it("is fetched page by page, newest item first", async () => {
    const alice = await world.join("alice");
    const items = [await publish(alice), await publish(alice), await publish(alice)];
    const request = new alice.sdk.NotificationFeedRequestBuilder().setLimit(2).build();

    const pages = await pagesOf(() => request.fetchNext(), "the feed");

    const [one, two, three] = items.map((item) => item.getId());
    expect(pages.map((page) => page.map((item) => item.getId()))).toEqual([[three, two], [one]]);
  });

  it("is narrowed by every filter of its builder", async () => {
    const alice = await world.join("alice");
    const promo = (await publish(alice, { category: "promo", tags: ["a"], channelId: "mail" })).getId();
    const news = (await publish(alice, { category: "news", tags: ["b", "c"] })).getId();
    const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString();
    await alice.sdk.markFeedItemAsRead(await alice.sdk.getNotificationFeedItem(promo));

    expect(await idsOf(alice, (feed) => feed.setReadState("read"))).toEqual([promo]);
    expect(await idsOf(alice, (feed) => feed.setReadState("unread"))).toEqual([news]);
    expect(await idsOf(alice, (feed) => feed.setReadState("all"))).toEqual([news, promo]);
    expect(await idsOf(alice, (feed) => feed.setCategory("promo"))).toEqual([promo]);
    expect(await idsOf(alice, (feed) => feed.setChannelId("mail"))).toEqual([promo]);
    expect(await idsOf(alice, (feed) => feed.setTags(["c", "d"]))).toEqual([news]);
    expect(await idsOf(alice, (feed) => feed.setDateFrom(day(-1)).setDateTo(day(1)))).toEqual([news, promo]);
    expect(await idsOf(alice, (feed) => feed.setDateFrom(day(1)))).toEqual([]);
    expect(await idsOf(alice, (feed) => feed.setDateTo(day(-1)))).toEqual([]);
    await expect(idsOf(alice, (feed) => feed.setDateTo("soon"))).rejects.toMatchObject({
      code: "ERR_BAD_REQUEST",
    });
  });

  it("counts what is unread; what is read has been delivered", async () => {
    const alice = await world.join("alice");
    const [one, two] = [await publish(alice), await publish(alice)];
    const unread = async () => (await alice.sdk.getNotificationFeedUnreadCount()).count;
    expect(await unread()).toBe(2);

    await alice.sdk.markFeedItemAsDelivered(one);
    const delivered = await alice.sdk.getNotificationFeedItem(one.getId());
    expect([delivered.getDeliveredAt(), delivered.getReadAt()]).toEqual([expect.any(Number), null]);
    expect(await unread()).toBe(2);

    await alice.sdk.markFeedItemAsRead(two);
    const read = await alice.sdk.getNotificationFeedItem(two.getId());
    expect([read.getDeliveredAt(), read.getReadAt()]).toEqual([expect.any(Number), expect.any(Number)]);
    expect(await unread()).toBe(1);
  });

  it("marks several at once as delivered", async () => {
    const alice = await world.join("alice");
    const items = [await publish(alice), await publish(alice)];

    await alice.sdk.markFeedItemsAsDelivered(items);

    for (const item of items) {
      expect((await alice.sdk.getNotificationFeedItem(item.getId())).getDeliveredAt()).toEqual(
        expect.any(Number),
      );
    }
  });

  it("takes engagements, and word of an item's push notification", async () => {
    const alice = await world.join("alice");
    const item = await publish(alice);
    const push = new alice.sdk.PushNotification({
      id: item.getId(),
      announcementId: item.getId(),
      source: "campaign",
    });

    const stored = () => world.execute("getFeedItem", { id: item.getId() }, alice.uid);
    const moment = expect.any(Number);

    await alice.sdk.reportFeedEngagement(item, "opened");
    expect(stored()).toMatchObject({ engagements: [{ topic: "opened", at: moment }] });
    await alice.sdk.markPushNotificationDelivered(push);
    expect([stored().pushDeliveredAt, stored().pushClickedAt]).toEqual([moment, undefined]);
    await alice.sdk.markPushNotificationClicked(push);
    expect(stored().pushClickedAt).toEqual(moment);

    const unknown = new alice.sdk.PushNotification({ id: "999999", announcementId: "999999" });
    await expect(alice.sdk.markPushNotificationClicked(unknown)).rejects.toMatchObject({
      code: "PUSH_NOTIFICATION_NOT_FOUND",
    });
    const gone = new alice.sdk.NotificationFeedItem({ id: "999999" });
    await expect(alice.sdk.markFeedItemAsRead(gone)).rejects.toMatchObject({ code: "FEED_ITEM_NOT_FOUND" });
    await expect(alice.sdk.reportFeedEngagement(gone, "opened")).rejects.toMatchObject({
      code: "FEED_ITEM_NOT_FOUND",
    });
  });

  it("stops to be heard by a listener that was removed", async () => {
    const alice = await world.join("alice");
    const heard: string[] = [];
    const { NotificationFeedListener } = alice.sdk;
    const onFeedItemReceived = (item: NotificationFeedItem) => heard.push(item.getId());
    alice.sdk.addNotificationFeedListener("second", new NotificationFeedListener({ onFeedItemReceived }));
    const item = await publish(alice);
    alice.sdk.removeNotificationFeedListener("second");
    await publish(alice);
    expect(heard).toEqual([item.getId()]);
  });

  it("lists the categories of all items, page by page", async () => {
    const alice = await world.join("alice");
    for (const category of ["general", "news", "promo"]) await publish(alice, { category });
    await publish(alice, { category: "zebra", categoryLabel: "Zebras" });
    const request = new alice.sdk.NotificationCategoriesRequestBuilder().setLimit(2).build();

    const pages = await pagesOf(() => request.fetchNext(), "the categories");

    const categories = pages.map((page) => page.map((category) => [category.getId(), category.getLabel()]));
    expect(categories).toEqual([
      [
        ["general", "general"],
        ["news", "news"],
      ],
      [
        ["promo", "promo"],
        ["zebra", "Zebras"],
      ],
    ]);
  });
});
