import { beforeEach, describe, expect, it } from "vitest";
import { DEFAULT_PUSH_PREFERENCES } from "../../simulator/rules/push-preferences.ts";
import { WORLD_START } from "../../simulator/testing/world.ts";
import { printSettings } from "../../wire/settings.ts";
import { createApiWorld } from "../testing/api-world.ts";

let world: ReturnType<typeof createApiWorld>;

beforeEach(() => {
  world = createApiWorld();
  world.addUsers("alice", "bob");
});

const PUSH = "/v3.0/notifications/push/v1";

describe("push notifications", () => {
  it("have preferences that a PATCH without a body leaves as they are", async () => {
    const alice = world.clientApi("alice");
    expect((await alice("GET", `${PUSH}/preferences`)).data).toEqual(DEFAULT_PUSH_PREFERENCES);
    expect((await alice("PATCH", `${PUSH}/preferences`)).data).toEqual(DEFAULT_PUSH_PREFERENCES);
    const { data } = await alice("PATCH", `${PUSH}/preferences`, {
      mutePreferences: { dnd: 2, schedule: {} },
    });
    expect(data.mutePreferences).toEqual({ ...DEFAULT_PUSH_PREFERENCES.mutePreferences, dnd: 2 });
    expect((await alice("DELETE", `${PUSH}/preferences`)).data).toEqual(DEFAULT_PUSH_PREFERENCES);
  });

  it("say of everything else that it was a success", async () => {
    const alice = world.clientApi("alice");
    const conversations = [{ id: "bob", type: "oneOnOne", until: (WORLD_START + 60) * 1_000 }];
    const token = { providerId: "default", timezone: "Asia/Kolkata", fcmToken: "t", platform: "fcm_web" };
    const requests: Parameters<typeof alice>[] = [
      ["POST", `${PUSH}/tokens`, token],
      ["DELETE", `${PUSH}/tokens`],
      ["PUT", `${PUSH}/preferences/mute`, { conversations }],
      ["PATCH", "/v3.0/notifications/v1/preferences/timezone", { timezone: "Europe/Berlin" }],
    ];
    for (const request of requests) expect((await alice(...request)).data).toMatchObject({ success: true });

    expect((await alice("GET", `${PUSH}/preferences/mute`)).data).toEqual({
      mutedConversations: conversations,
    });
    expect((await alice("GET", "/v3.0/notifications/v1/preferences/timezone")).data).toEqual({
      success: true,
      timezone: "Europe/Berlin",
    });
    const unmuted = await alice("DELETE", `${PUSH}/preferences/mute`, {
      conversations: [{ id: "bob", type: "oneOnOne" }],
    });
    expect(unmuted.data).toMatchObject({ success: true });
    expect((await alice("GET", `${PUSH}/preferences/mute`)).data).toEqual({ mutedConversations: [] });
  });

  it("refuse what is none", async () => {
    const alice = world.clientApi("alice");
    const requests: Parameters<typeof alice>[] = [
      ["POST", `${PUSH}/tokens`, {}],
      ["PUT", `${PUSH}/preferences/mute`, {}],
      ["PUT", `${PUSH}/preferences/mute`, { conversations: [{ id: "bob", type: "oneOnOne" }] }],
      ["PATCH", `${PUSH}/preferences`, { groupPreferences: 5 }],
      ["PATCH", "/v3.0/notifications/v1/preferences/timezone", {}],
    ];
    for (const request of requests) expect((await alice(...request)).error.code).toBe("ERR_BAD_REQUEST");
    expect(world.bugs).toEqual([]);
  });
});

describe("the notification feed", () => {
  const FEED = "/v3.0/campaigns/notification-feed";
  const publish = (category = "promo") =>
    world.server.run("publishFeedItem", { receivers: ["alice"], category, content: { version: "1" } });

  it("is a list of items with a cursor to go on with", async () => {
    for (let count = 0; count < 3; count += 1) publish();
    const alice = world.clientApi("alice");
    const first = await alice("GET", `${FEED}?limit=2`);
    expect(first.data[0]).toEqual({
      id: "3",
      templateCategory: "promo",
      category: "promo",
      content: { version: "1" },
      readAt: null,
      deliveredAt: null,
      sentAt: WORLD_START,
      metadata: {},
      tags: [],
      sender: "server",
      receiver: "alice",
      receiverType: "user",
    });
    expect(first.meta).toEqual({ next: { cursor: "2" } });
    const last = await alice("GET", `${FEED}?limit=2&cursor=2`);
    expect([last.data.map(({ id }: { id: string }) => id), last.meta]).toEqual([["1"], {}]);
    expect((await alice("GET", `${FEED}/unread-count`)).data).toEqual({ count: 3 });
  });

  it("takes marks and engagements without a body, or with one", async () => {
    publish();
    const alice = world.clientApi("alice");
    expect((await alice("POST", `${FEED}/1/delivered`)).data).toMatchObject({ deliveredAt: WORLD_START });
    expect((await alice("POST", `${FEED}/1/read`)).data).toMatchObject({ readAt: WORLD_START });
    expect((await alice("POST", `${FEED}/1/engagement`, { topic: "x" })).data).toMatchObject({
      success: true,
    });
    for (const what of ["delivered", "clicked"]) {
      const { data } = await alice("PUT", `/v3.0/campaigns/push-notifications/1/${what}`);
      expect(data).toMatchObject({ success: true });
    }
    expect((await alice("GET", `${FEED}/9`)).error.code).toBe("FEED_ITEM_NOT_FOUND");
    expect((await alice("POST", `${FEED}/1/engagement`)).error.code).toBe("ERR_BAD_REQUEST");
  });

  it("has categories, whose cursor comes back as JSON", async () => {
    publish("promo");
    publish("news");
    const alice = world.clientApi("alice");
    const path = "/v3.0/campaigns/templates/categories";
    const first = await alice("GET", `${path}?limit=1`);
    expect([first.data, first.meta]).toEqual([[{ id: "news", label: "news" }], { next: { id: "news" } }]);
    const cursor = JSON.stringify(first.meta.next);
    const last = await alice("GET", `${path}?limit=1&cursor=${cursor}`);
    expect([last.data, last.meta]).toEqual([[{ id: "promo", label: "promo" }], {}]);
    for (const wrong of ["news", "[1]", '{"id":5}', "%7B"]) {
      expect((await alice("GET", `${path}?cursor=${wrong}`)).error.code).toBe("ERR_BAD_REQUEST");
    }
    expect(world.bugs).toEqual([]);
  });
});

describe("the analytics ping", () => {
  const sessionOf = (uid: string) => {
    const { authToken, jwt } = world.server.run("createAuthToken", { uid });
    return { appid: world.app.appId, authtoken: authToken, authorization: `Bearer ${jwt}` };
  };
  const hash = () => String(printSettings(world.app, "localhost:8443").settingsHash);

  it("is answered by what has become of the session and the settings", async () => {
    const session = sessionOf("alice");
    const ping = async (headers: Record<string, string>) => {
      const { error } = await world.anyone("POST", "/v3.0/ping", { appInfo: {} }, { ...session, ...headers });
      return error?.code ?? "ok";
    };
    const before = hash();
    expect(await ping({ settingshash: before })).toBe("ok");
    expect(await ping({})).toBe("ok");
    expect(await ping({ settingshash: "old" })).toBe("ERR_SETTINGS_HASH_OUTDATED");
    expect(await ping({ authorization: "Bearer old", settingshash: before })).toBe("ERR_NO_AUTH");

    world.server.run("changeSettings", { settings: { MODE: "NO_TRANSIENT" } });
    expect(await ping({ settingshash: before })).toBe("ERR_SETTINGS_HASH_OUTDATED");
    expect(await ping({ settingshash: hash() })).toBe("ok");
  });
});
