import type {
  CometChatNotifications,
  DayOfWeek,
  DNDOptions,
  MutedConversationType,
  PushPlatforms,
} from "@cometchat/chat-sdk-javascript";
import { describe, expect, it } from "vitest";
import { timed } from "./deadline.ts";
import { type Device, useWorld } from "./world.ts";

// Endpoints and numbers: rest-client.md §6.16. The SDK's typings count its choices from 0, its code from 1.

const world = useWorld();

/** The notifications side of a page's SDK, every call of which has a deadline. */
function notificationsOf({ realm }: Device): typeof CometChatNotifications {
  return timed(
    realm.window.CometChatNotifications as typeof CometChatNotifications,
    "CometChatNotifications",
  );
}

async function alice() {
  const device = await world.join("alice");
  return { device, notifications: notificationsOf(device) };
}

/** The body of the newest answer to a request of that method whose path ends so. */
function answerTo({ realm }: Device, method: string, path: string): unknown {
  return realm.http.entries.findLast((one) => one.method === method && one.url.pathname.endsWith(path))
    ?.answer?.json;
}

describe("push preferences (rest-client.md §6.16)", () => {
  it("are everything at first, with a schedule of all seven days", async () => {
    const { notifications } = await alice();
    const preferences = await notifications.fetchPreferences();

    expect(preferences.getGroupPreferences().getMessagesPreference()).toBe(
      notifications.MessagesOptions.SUBSCRIBE_TO_ALL,
    );
    expect(preferences.getOneOnOnePreferences().getReactionsPreference()).toBe(
      notifications.ReactionsOptions.SUBSCRIBE_TO_REACTIONS_ON_OWN_MESSAGES,
    );
    expect(preferences.getMutePreferences().getDNDPreference()).toBe(notifications.DNDOptions.DISABLED);
    expect(preferences.getMutePreferences().getSchedulePreference().size).toBe(7);
    expect(preferences.getUsePrivacyTemplate()).toBe(false);
  });

  it("are changed one by one and reset as a whole", async () => {
    const { notifications } = await alice();
    const wanted = await notifications.fetchPreferences();
    const { MessagesOptions, MemberActionsOptions, DNDOptions: Dnd } = notifications;
    const group = new notifications.GroupPreferences();
    group.setMessagesPreference(MessagesOptions.SUBSCRIBE_TO_MENTIONS);
    group.setMemberJoinedPreference(MemberActionsOptions.DONT_SUBSCRIBE);
    const mute = new notifications.MutePreferences();
    mute.setDNDPreference(Dnd.ENABLED as DNDOptions);
    const patch = new notifications.NotificationPreferences();
    patch.setGroupPreferences(group);
    patch.setMutePreferences(mute);
    patch.setUsePrivacyTemplate(true);

    const changed = await notifications.updatePreferences(patch);
    const fetched = await notifications.fetchPreferences();

    for (const preferences of [changed, fetched]) {
      const groups = preferences.getGroupPreferences();
      expect([groups.getMessagesPreference(), groups.getMemberJoinedPreference()]).toEqual([
        MessagesOptions.SUBSCRIBE_TO_MENTIONS,
        MemberActionsOptions.DONT_SUBSCRIBE,
      ]);
      expect(groups.getRepliesPreference()).toBe(wanted.getGroupPreferences().getRepliesPreference());
      expect(preferences.getMutePreferences().getDNDPreference()).toBe(Dnd.ENABLED);
      expect(preferences.getUsePrivacyTemplate()).toBe(true);
    }
    expect(await notifications.resetPreferences()).toEqual(wanted);
    expect(await notifications.fetchPreferences()).toEqual(wanted);
  });

  it("keep the stored schedule, which the SDK sends empty whatever it holds", async () => {
    const { device, notifications } = await alice();
    const monday = "monday" as DayOfWeek;
    const { authToken } = sessionOf(device);
    await clientCall(authToken, "PATCH", "notifications/push/v1/preferences", {
      mutePreferences: { schedule: { monday: { from: 900, to: 1700, dnd: true } } },
    });
    const preferences = await notifications.fetchPreferences();
    const mute = preferences.getMutePreferences();
    mute.setScheduleFor(monday, new notifications.DaySchedule(1, 2, false));

    const after = await notifications.updatePreferences(preferences);

    const schedule = after.getMutePreferences().getScheduleFor(monday);
    expect([schedule.getFrom(), schedule.getTo(), schedule.getDND()]).toEqual([900, 1700, true]);
  });

  it("are the same by their older names", async () => {
    const { notifications } = await alice();
    const patch = new notifications.PushPreferences();
    const oneOnOne = new notifications.OneOnOnePreferences();
    oneOnOne.setMessagesPreference(notifications.MessagesOptions.DONT_SUBSCRIBE);
    patch.setOneOnOnePreferences(oneOnOne);

    const changed = await notifications.updatePushPreferences(patch);
    const fetched = await notifications.fetchPushPreferences();
    for (const preferences of [changed, fetched]) {
      expect(preferences.getOneOnOnePreferences().getMessagesPreference()).toBe(
        notifications.MessagesOptions.DONT_SUBSCRIBE,
      );
    }
    const reset = await notifications.resetPushPreferences();
    for (const preferences of [reset, await notifications.fetchPushPreferences()]) {
      expect(preferences.getOneOnOnePreferences().getMessagesPreference()).toBe(
        notifications.MessagesOptions.SUBSCRIBE_TO_ALL,
      );
    }
  });

  it("refuse a choice that there is not", async () => {
    const { notifications } = await alice();
    const patch = new notifications.NotificationPreferences();
    const group = new notifications.GroupPreferences();
    group.setMessagesPreference(9);
    patch.setGroupPreferences(group);
    await expect(notifications.updatePreferences(patch)).rejects.toMatchObject({ code: "ERR_BAD_REQUEST" });
  });
});

describe("a push token (rest-client.md §6.16)", () => {
  it("is registered and unregistered for its session", async () => {
    const { device, notifications } = await alice();
    const registered = () => world.execute("listPushTokens", { uid: device.uid });
    await notifications.registerPushToken("fcm-token-1", "fcm_web" as PushPlatforms, "web-provider");
    expect(answerTo(device, "POST", "/tokens")).toMatchObject({ data: { success: true } });
    expect(registered()).toMatchObject([
      { fcmToken: "fcm-token-1", platform: "fcm_web", providerId: "web-provider" },
    ]);
    await notifications.unregisterPushToken();
    expect(registered()).toEqual([]);
    expect(answerTo(device, "DELETE", "/tokens")).toMatchObject({ data: { success: true } });
  });

  it("is registered in the old way with the session itself, which stays what it was", async () => {
    const { device } = await alice();
    const before = sessionOf(device);
    await device.sdk.registerTokenForPushNotification("fcm-token-2");
    const { body } = device.realm.http.entries.findLast(({ method }) => method === "PUT") ?? {};
    expect(JSON.parse(body ?? "")).toMatchObject({
      appInfo: { pushNotification: { fcmDeviceToken: "fcm-token-2" } },
    });
    expect(sessionOf(device)).toEqual(before);
    expect(world.execute("listAuthTokens", { uid: device.uid }).rows[0]?.appInfo).toMatchObject({
      pushNotification: { fcmDeviceToken: "fcm-token-2" },
    });
    expect((await device.sdk.getUser(device.uid)).getUid()).toBe(device.uid);
  });
});

describe("muted conversations (rest-client.md §6.16)", () => {
  it("are listed until they are unmuted", async () => {
    const { notifications } = await alice();
    const bob = await world.user("bob");
    const guid = await world.group("team", { owner: bob });
    const until = Date.now() + 60_000;
    const muted = (id: string, type: string, time: number) => {
      const one = new notifications.MutedConversation();
      one.setId(id);
      one.setType(type as MutedConversationType);
      one.setUntil(time);
      return one;
    };

    await notifications.muteConversations([muted(bob, "oneOnOne", until), muted(guid, "group", until)]);
    const list = async () =>
      (await notifications.getMutedConversations()).map((one) => [
        one.getId(),
        one.getType(),
        one.getUntil(),
      ]);
    expect(await list()).toEqual([
      [guid, "group", until],
      [bob, "oneOnOne", until],
    ]);

    const unmuted = new notifications.UnmutedConversation();
    unmuted.setId(guid);
    unmuted.setType("group" as MutedConversationType);
    await notifications.unmuteConversations([unmuted]);
    expect(await list()).toEqual([[bob, "oneOnOne", until]]);
    await expect(notifications.muteConversations([muted("nobody", "oneOnOne", until)])).rejects.toMatchObject(
      {
        code: "ERR_UID_NOT_FOUND",
      },
    );
  });
});

describe("a time zone (rest-client.md §6.16)", () => {
  it("is kept", async () => {
    const { notifications } = await alice();
    expect(await notifications.getTimezone()).toMatchObject({ timezone: "UTC" });
    await notifications.updateTimezone("Asia/Kolkata");
    expect(await notifications.getTimezone()).toMatchObject({ timezone: "Asia/Kolkata" });
  });
});

/** What a page has stored of its session. */
function sessionOf({ realm }: Device): { authToken: string; jwt: string } {
  const [, text = '"{}"'] =
    Object.entries(realm.localStorage.contents()).find(([key]) => key.endsWith("common_store/user")) ?? [];
  const once: unknown = JSON.parse(text);
  const { authToken, jwt } = (typeof once === "string" ? JSON.parse(once) : once) as {
    authToken: string;
    jwt: string;
  };
  return { authToken, jwt };
}

/** A request of a client other than the SDK. */
async function clientCall(authToken: string, method: string, path: string, body: unknown): Promise<void> {
  const response = await fetch(new URL(`/v3.0/${path}`, world.httpUrl), {
    method,
    headers: { appid: world.server.appId, authtoken: authToken, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  expect(await response.json()).toHaveProperty("data");
}
