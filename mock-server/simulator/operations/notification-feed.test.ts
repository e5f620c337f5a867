import { beforeEach, describe, expect, it } from "vitest";
import type { InputFor } from "../simulator.ts";
import { codeOf, createWorld, WORLD_START, type World } from "../testing/world.ts";

let world: World;

beforeEach(() => {
  world = createWorld();
  world.addUsers("alice", "bob");
});

const publish = (fields: Partial<InputFor<"publishFeedItem">> = {}) =>
  world.server.run("publishFeedItem", { receivers: ["alice"], content: { version: "1" }, ...fields });
const feed = (filter: InputFor<"listFeed"> = {}) => world.as("alice").run("listFeed", filter);
const ids = (filter: InputFor<"listFeed"> = {}) => feed(filter).rows.map(({ id }) => id);

describe("a feed item", () => {
  it("comes to each of its receivers, who alone hear of it", () => {
    const outcome = world.server.tryRun("publishFeedItem", {
      receivers: ["alice", "bob", "ALICE"],
      category: "promo",
    });
    if (!outcome.ok) throw outcome.error;
    expect(outcome.events).toMatchObject([
      { type: "notification_feed_item", action: "sent", item: { id: "1" }, audience: { uids: ["alice"] } },
      { type: "notification_feed_item", action: "sent", item: { id: "2" }, audience: { uids: ["bob"] } },
    ]);
    expect(ids()).toEqual(["1"]);
    expect(codeOf(world.as("alice").tryRun("getFeedItem", { id: "2" }))).toBe("FEED_ITEM_NOT_FOUND");
    expect(codeOf(world.as("alice").tryRun("publishFeedItem", { receivers: ["bob"] }))).toBe(
      "AUTH_ERR_EMPTY_APIKEY",
    );
    expect(codeOf(world.server.tryRun("publishFeedItem", { receivers: ["alice", "nobody"] }))).toBe(
      "ERR_UID_NOT_FOUND",
    );
  });

  it("is unread until it is read, which delivers it too; the first time counts", () => {
    publish();
    publish();
    const mark = (as: "delivered" | "read", id = "1") => world.as("alice").run("markFeedItem", { id, as });
    expect(world.as("alice").run("countUnreadFeedItems")).toBe(2);
    expect(mark("delivered")).toMatchObject({ deliveredAt: WORLD_START });
    world.clock.advance(5_000);
    expect(mark("read")).toMatchObject({ deliveredAt: WORLD_START, readAt: WORLD_START + 5 });
    expect(mark("read", "2")).toMatchObject({ deliveredAt: WORLD_START + 5, readAt: WORLD_START + 5 });
    world.clock.advance(5_000);
    expect(mark("read")).toMatchObject({ deliveredAt: WORLD_START, readAt: WORLD_START + 5 });
    expect(world.as("alice").run("countUnreadFeedItems")).toBe(0);
    expect(codeOf(world.as("bob").tryRun("markFeedItem", { id: "1", as: "read" }))).toBe(
      "FEED_ITEM_NOT_FOUND",
    );
  });

  it("keeps what was done with it, and what became of its push notification", () => {
    publish();
    world.as("alice").run("reportFeedEngagement", { id: "1", topic: "opened" });
    world.as("alice").run("markPushNotification", { id: "1", as: "clicked" });
    expect(world.as("alice").run("getFeedItem", { id: "1" })).toMatchObject({
      engagements: [{ topic: "opened", at: WORLD_START }],
      pushDeliveredAt: WORLD_START,
      pushClickedAt: WORLD_START,
    });
    const push = (who: string, id: string) =>
      codeOf(world.as(who).tryRun("markPushNotification", { id, as: "delivered" }));
    expect([push("bob", "1"), push("alice", "9")]).toEqual(Array(2).fill("PUSH_NOTIFICATION_NOT_FOUND"));
  });
});

describe("a feed", () => {
  it("is read page by page, newest item first, and says when it goes on", () => {
    for (let count = 0; count < 5; count += 1) publish();
    const first = feed({ limit: 2 });
    expect([first.rows.map(({ id }) => id), first.next]).toEqual([["5", "4"], "4"]);
    const second = feed({ limit: 2, cursor: first.next });
    expect([second.rows.map(({ id }) => id), second.next]).toEqual([["3", "2"], "2"]);
    // What comes meanwhile moves nothing.
    publish();
    const last = feed({ limit: 2, cursor: second.next });
    expect([last.rows.map(({ id }) => id), last.next]).toEqual([["1"], undefined]);
  });

  it("is narrowed by each filter", () => {
    publish({ category: "promo", tags: ["a"], channelId: "mail" });
    world.clock.advance(10_000);
    publish({ category: "news", tags: ["b", "c"] });
    world.as("alice").run("markFeedItem", { id: "1", as: "read" });

    expect(ids({ readState: "all" })).toEqual(["2", "1"]);
    expect(ids({ readState: "read" })).toEqual(["1"]);
    expect(ids({ readState: "unread" })).toEqual(["2"]);
    expect(ids({ category: "promo" })).toEqual(["1"]);
    expect(ids({ channelId: "mail" })).toEqual(["1"]);
    expect(ids({ tags: ["c", "d"] })).toEqual(["2"]);
    expect(ids({ dateFrom: WORLD_START + 1 })).toEqual(["2"]);
    expect(ids({ dateTo: WORLD_START })).toEqual(["1"]);
    expect(ids({ dateFrom: WORLD_START, dateTo: WORLD_START + 10 })).toEqual(["2", "1"]);
  });

  it("goes with its user", () => {
    publish();
    world.server.run("deleteUser", { uid: "alice", permanent: true });
    expect(world.app.state.feedItems.size).toBe(0);
  });
});

describe("categories", () => {
  it("are those of all items, by the label given last", () => {
    publish({ category: "promo", categoryLabel: "Promotions" });
    publish({ category: "news" });
    publish({ category: "promo" });
    const list = (input: InputFor<"listFeedCategories"> = {}) =>
      world.as("bob").run("listFeedCategories", input);
    expect(list().rows).toEqual([
      { id: "news", label: "news" },
      { id: "promo", label: "Promotions" },
    ]);
    expect(list({ limit: 1 })).toMatchObject({ rows: [{ id: "news" }], next: "news" });
    expect(list({ limit: 1, after: "news" })).toMatchObject({ rows: [{ id: "promo" }], next: undefined });
  });
});
