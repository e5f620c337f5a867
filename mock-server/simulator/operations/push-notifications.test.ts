import { beforeEach, describe, expect, it } from "vitest";
import { DAYS, DEFAULT_PUSH_PREFERENCES } from "../rules/push-preferences.ts";
import { codeOf, createWorld, WORLD_START, type World } from "../testing/world.ts";

let world: World;

beforeEach(() => {
  world = createWorld();
  world.addUsers("alice", "bob");
  world.as("alice").run("createGroup", { guid: "team", name: "Team", type: "public" });
});

describe("push preferences", () => {
  it("begin the same for everybody, with all seven days of a schedule", () => {
    const preferences = world.as("alice").run("getPushPreferences");
    expect(preferences).toEqual(DEFAULT_PUSH_PREFERENCES);
    expect(Object.keys(preferences.mutePreferences.schedule)).toEqual([...DAYS]);
  });

  it("keep what an update leaves out", () => {
    const monday = { from: 900, to: 1700, dnd: true };
    world.as("alice").run("updatePushPreferences", {
      groupPreferences: { groupMessages: 3 },
      mutePreferences: { dnd: 2, schedule: { monday } },
    });
    const after = world.as("alice").run("updatePushPreferences", {
      usePrivacyTemplate: true,
      // What the official SDK sends of a schedule, whatever is in it.
      mutePreferences: { schedule: {} },
    });
    expect(after).toEqual({
      ...DEFAULT_PUSH_PREFERENCES,
      groupPreferences: { ...DEFAULT_PUSH_PREFERENCES.groupPreferences, groupMessages: 3 },
      mutePreferences: { dnd: 2, schedule: { ...DEFAULT_PUSH_PREFERENCES.mutePreferences.schedule, monday } },
      usePrivacyTemplate: true,
    });
    expect(world.as("alice").run("getPushPreferences")).toEqual(after);
    expect(world.as("bob").run("getPushPreferences")).toEqual(DEFAULT_PUSH_PREFERENCES);
  });

  it("go back to the beginning", () => {
    world.as("alice").run("updatePushPreferences", { usePrivacyTemplate: true });
    expect(world.as("alice").run("resetPushPreferences")).toEqual(DEFAULT_PUSH_PREFERENCES);
    expect(world.as("alice").run("getPushPreferences")).toEqual(DEFAULT_PUSH_PREFERENCES);
  });

  it.each([
    { groupPreferences: { groupMessages: 4 } },
    { oneOnOnePreferences: { oneOnOneReactions: 0 } },
    { mutePreferences: { dnd: true } },
    { mutePreferences: { schedule: { monday: { from: -1 } } } },
    { usePrivacyTemplate: "yes" },
  ])("know no other choices: %j", (patch) => {
    expect(codeOf(world.as("alice").tryRun("updatePushPreferences", patch))).toBe("ERR_BAD_REQUEST");
    expect(world.as("alice").run("getPushPreferences")).toEqual(DEFAULT_PUSH_PREFERENCES);
  });
});

describe("a push token", () => {
  const session = () => {
    const { authToken } = world.server.run("createAuthToken", { uid: "alice" });
    return { authToken, caller: world.by({ kind: "authToken", authToken }) };
  };
  const token = { platform: "fcm_web", fcmToken: "fcm-1", timezone: "Asia/Kolkata" };

  it("belongs to its session, one each, and brings a time zone along", () => {
    const { authToken, caller } = session();
    caller.run("registerPushToken", token);
    caller.run("registerPushToken", { ...token, fcmToken: "fcm-2", timezone: "Europe/Berlin" });

    expect([...world.app.state.pushTokens.values()]).toEqual([
      expect.objectContaining({ authToken, uid: "alice", providerId: "default", fcmToken: "fcm-2" }),
    ]);
    expect(caller.run("getTimezone")).toBe("Asia/Kolkata");
  });

  it("goes when it is unregistered, and when its session ends", () => {
    const [one, two] = [session(), session()];
    one.caller.run("registerPushToken", token);
    two.caller.run("registerPushToken", token);
    const registered = () => world.server.run("listPushTokens", { uid: "alice" }).map((row) => row.authToken);
    expect(registered()).toEqual([one.authToken, two.authToken]);
    one.caller.run("unregisterPushToken");
    one.caller.run("unregisterPushToken");
    expect(registered()).toEqual([two.authToken]);
    expect(codeOf(world.as("alice").tryRun("listPushTokens", { uid: "alice" }))).toBe(
      "AUTH_ERR_EMPTY_APIKEY",
    );
    two.caller.run("closeSession");
    expect(world.app.state.pushTokens.size).toBe(0);
  });

  it("must be one, and in a session", () => {
    expect(codeOf(session().caller.tryRun("registerPushToken", { platform: "fcm_web" }))).toBe(
      "ERR_BAD_REQUEST",
    );
    expect(codeOf(world.as("alice").tryRun("registerPushToken", token))).toBe("AUTH_ERR_EMPTY_AUTH_TOKEN");
  });
});

describe("muted conversations", () => {
  const until = (WORLD_START + 60) * 1_000;
  const bob = { id: "bob", type: "oneOnOne" } as const;
  const team = { id: "team", type: "group" } as const;
  const muted = () =>
    world
      .as("alice")
      .run("listMutedConversations")
      .map(({ id }) => id);

  it("are muted until their time, or until they are unmuted", () => {
    world.as("alice").run("muteConversations", {
      conversations: [
        { ...bob, until },
        { ...team, until: until + 60_000 },
      ],
    });
    expect(muted()).toEqual(["team", "bob"]);
    world.clock.advance(60_000);
    expect(muted()).toEqual(["team"]);
    world.as("alice").run("unmuteConversations", { conversations: [bob, team] });
    expect(muted()).toEqual([]);
  });

  it("are unmuted by a time that is over", () => {
    world.as("alice").run("muteConversations", { conversations: [{ ...bob, until }] });
    world.as("alice").run("muteConversations", { conversations: [{ ...bob, until: 0 }] });
    expect(muted()).toEqual([]);
  });

  it.each([
    [{ id: "nobody", type: "oneOnOne" }, "ERR_UID_NOT_FOUND"],
    [{ id: "nothing", type: "group" }, "ERR_GUID_NOT_FOUND"],
    [{ id: "bob", type: "user" }, "ERR_BAD_REQUEST"],
  ])("must be there: %j", (conversation, code) => {
    const conversations = [
      { ...bob, until },
      { ...conversation, until },
    ];
    expect(codeOf(world.as("alice").tryRun("muteConversations", { conversations }))).toBe(code);
    expect(muted()).toEqual([]);
  });
});

describe("a time zone", () => {
  it("is UTC until it is said", () => {
    expect(world.as("alice").run("getTimezone")).toBe("UTC");
    world.as("alice").run("updateTimezone", { timezone: "America/Argentina/Buenos_Aires" });
    expect(world.as("alice").run("getTimezone")).toBe("America/Argentina/Buenos_Aires");
  });

  it.each(["Asia/Calcutta", "Asia/Kolkata", "Europe/Kiev", "Etc/GMT+5", "GMT", "US/Pacific"])(
    "is any of the database, by its older names too: %s",
    (timezone) => {
      world.as("alice").run("updateTimezone", { timezone });
      expect(world.as("alice").run("getTimezone")).toBe(timezone);
    },
  );

  it.each([
    "",
    "the moon",
    "Europe",
    "Europe/",
    "Europe/Atlantis",
    "europe/berlin",
    "+05:30",
    "Etc/Unknown",
    "toString",
  ])("is none of another name: %j", (timezone) => {
    const update = world.as("alice").tryRun("updateTimezone", { timezone });
    expect(codeOf(update)).toBe("ERR_BAD_REQUEST");
    const { authToken } = world.server.run("createAuthToken", { uid: "alice" });
    const registration = { platform: "fcm_web", fcmToken: "fcm-1", timezone };
    world.by({ kind: "authToken", authToken }).run("registerPushToken", registration);
    expect(world.app.state.pushTokens.size).toBe(1);
    expect(world.as("alice").run("getTimezone")).toBe("UTC");
  });
});

it("all of a user's goes with the user", () => {
  world.as("alice").run("updateTimezone", { timezone: "UTC" });
  world.as("alice").run("muteConversations", {
    conversations: [{ id: "bob", type: "oneOnOne", until: (WORLD_START + 60) * 1_000 }],
  });
  world.server.run("deleteUser", { uid: "bob", permanent: true });
  expect(world.app.state.mutes.size).toBe(0);
  world.server.run("deleteUser", { uid: "alice", permanent: true });
  expect(world.app.state.notificationSettings.size).toBe(0);
});
