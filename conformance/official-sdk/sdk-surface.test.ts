import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { openRealmFor } from "./connect.ts";
import { timed } from "./deadline.ts";
import type { EventName } from "./sdk-events.ts";
import { SDK_FILTERS } from "./sdk-filters.ts";
import { ENTRY_POINTS, filesOf, REQUESTS, SDK_SURFACE } from "./sdk-surface.ts";
import { readSdkTypings } from "./sdk-typings.ts";
import { idOf, openPair, sendText } from "./talk.ts";
import { type Device, type PageOptions, useWorld } from "./world.ts";

// Every public method of the SDK is named in sdk-surface.ts; those that no area has of its own are called here.

const world = useWorld();

/** Class → its methods that count. */
function publicMethods(): Record<string, readonly string[]> {
  return Object.fromEntries(
    readSdkTypings().flatMap(({ name, statics, methods }) => {
      if (ENTRY_POINTS.has(name)) return [[name, statics]];
      return REQUESTS.test(name) ? [[name, methods]] : [];
    }),
  );
}

function isCalledIn(file: string, method: string): boolean {
  const [, caller] = filesOf(file);
  const text = readFileSync(new URL(caller, import.meta.url), "utf8");
  return new RegExp(`\\.${method}(<[^>]*>)?\\(|\\b${method}: `).test(text);
}

describe("the table of the SDK's surface", () => {
  it("names every public method that the SDK's typings have, once, and no other", () => {
    const named = Object.entries(SDK_SURFACE).map(([name, coverage]) => [
      name,
      Object.values(coverage).flat().toSorted(),
    ]);
    const typed = Object.entries(publicMethods()).map(([name, methods]) => [name, methods.toSorted()]);
    expect(Object.fromEntries(named)).toEqual(Object.fromEntries(typed));
    expect(typed.flatMap(([, methods]) => methods).length).toBeGreaterThan(350);
  });

  it("names a test file that calls the method", () => {
    const wrong = Object.entries(SDK_SURFACE).flatMap(([name, coverage]) =>
      Object.entries(coverage).flatMap(([file, methods]) =>
        methods.filter((method) => !isCalledIn(file, method)).map((method) => `${name}.${method} in ${file}`),
      ),
    );
    expect(wrong).toEqual([]);
  });

  it("tells filters from what chooses the path of a request or builds it", () => {
    const others = Object.entries(SDK_SURFACE).flatMap(([name, coverage]) =>
      name.endsWith("RequestBuilder")
        ? Object.values(coverage)
            .flat()
            .filter((method) => method !== "build" && SDK_FILTERS[name]?.parameters[method] === undefined)
        : [],
    );
    const paths = [
      "setGUID",
      "setGuid",
      "setMessageId",
      "setParentMessageId",
      "setReaction",
      "setUID",
      "setUid",
    ];
    expect([...new Set(others)].toSorted()).toEqual(paths);
  });
});

type Sdk = Device["sdk"];

/** A kind of listener: how it comes and goes, and what makes the recorder's own listener hear something. */
interface ListenerKind {
  readonly add: (sdk: Sdk, hears: () => void) => void;
  readonly remove: (sdk: Sdk) => void;
  readonly event: EventName;
  readonly options?: PageOptions;
  readonly cause: (alice: Device, bob: Device) => Promise<unknown>;
}

const ID = "to be removed";

const KINDS: Readonly<Record<string, ListenerKind>> = {
  Message: {
    add: (sdk, hears) =>
      sdk.addMessageListener(ID, new sdk.MessageListener({ onTextMessageReceived: hears })),
    remove: (sdk) => sdk.removeMessageListener(ID),
    event: "onTextMessageReceived",
    cause: (alice, bob) => sendText(bob, { uid: alice.uid }, "hello"),
  },
  User: {
    add: (sdk, hears) => sdk.addUserListener(ID, new sdk.UserListener({ onUserOffline: hears })),
    remove: (sdk) => sdk.removeUserListener(ID),
    event: "onUserOffline",
    // Those who have left a moment ago are still on their way offline, and are nobody's friends.
    options: { presence: "friends" },
    async cause(alice, bob) {
      await world.api.call("POST", `users/${alice.uid}/friends`, { accepted: [bob.uid] });
      await bob.sdk.logout();
    },
  },
  Group: {
    add: (sdk, hears) => sdk.addGroupListener(ID, new sdk.GroupListener({ onGroupMemberJoined: hears })),
    remove: (sdk) => sdk.removeGroupListener(ID),
    event: "onGroupMemberJoined",
    async cause(alice, bob) {
      await bob.sdk.joinGroup(await world.group("club", { owner: alice.uid }), bob.sdk.GroupType.Public);
    },
  },
  Call: {
    add: (sdk, hears) => sdk.addCallListener(ID, new sdk.CallListener({ onIncomingCallReceived: hears })),
    remove: (sdk) => sdk.removeCallListener(ID),
    event: "onIncomingCallReceived",
    cause: (alice, bob) => bob.sdk.initiateCall(new bob.sdk.Call(alice.uid, "audio", "user", "call")),
  },
  Conversation: {
    add: (sdk, hears) =>
      sdk.addConversationListener(ID, new sdk.ConversationListener({ onConversationPinned: hears })),
    remove: (sdk) => sdk.removeConversationListener(ID),
    event: "onConversationPinned",
    async cause(alice, bob) {
      await sendText(alice, { uid: bob.uid }, "hello");
      const phone = await world.device(alice.uid);
      await phone.sdk.pinConversation(bob.uid, "user");
    },
  },
  Connection: {
    add: (sdk, hears) => sdk.addConnectionListener(ID, new sdk.ConnectionListener({ onConnected: hears })),
    remove: (sdk) => sdk.removeConnectionListener(ID),
    event: "onConnected",
    options: { autoConnect: false },
    cause: async (alice) => alice.sdk.connect(),
  },
  Login: {
    add: (sdk, hears) => sdk.addLoginListener(ID, new sdk.LoginListener({ logoutSuccess: hears })),
    remove: (sdk) => sdk.removeLoginListener(ID),
    event: "logoutSuccess",
    cause: (alice) => alice.sdk.logout(),
  },
};

describe("a listener", () => {
  it.each(Object.entries(KINDS))("of the kind %s hears until it is removed", async (_kind, kind) => {
    const heard: string[] = [];
    for (const isRemoved of [false, true]) {
      const alice = await world.join("alice", {}, kind.options);
      const bob = await world.join("bob");
      kind.add(alice.sdk, () => heard.push(isRemoved ? "after" : "before"));
      if (isRemoved) kind.remove(alice.sdk);
      alice.events.clear();
      await kind.cause(alice, bob);
      await alice.events.next(kind.event);
      kind.remove(alice.sdk);
    }
    expect(heard).toEqual(["before"]);
  });
});

describe("what the SDK keeps of itself", () => {
  it("says in the next login what the app said of its source", async () => {
    const page = await world.page();
    page.sdk.setSource("kiosk", "web-kit", "kotlin");
    await page.sdk.login(await world.user("alice"), world.server.authKey);
    const bodies = page.realm.http.entries.map(({ body }) => body ?? "");
    expect(bodies.some((body) => body.includes('"resource":"kiosk"'))).toBe(true);
  });

  it("remembers the last message that came", async () => {
    const { laptop, bob, toAlice } = await openPair(world);
    await sendText(bob, toAlice, "one");
    const id = idOf(await sendText(bob, toAlice, "two"));
    await laptop.events.next("onTextMessageReceived", (message) => idOf(message) === id);
    expect(String(await laptop.sdk.getLastDeliveredMessageId())).toBe(id);
  });

  it("leaves no session in the storage that outlives the tab, when it is told to", async () => {
    const uid = await world.user("alice");
    const holdsUser = async (mode: "LOCAL" | "SESSION") => {
      const realm = openRealmFor({ server: world.server });
      const sdk = timed(realm.CometChat, "CometChat");
      const host = `localhost:${world.server.port}/v3.0`;
      const settings = new sdk.AppSettingsBuilder()
        .setRegion(world.server.region)
        .overrideAdminHost(host)
        .overrideClientHost(host)
        .enableAutoJoinForGroups(false)
        .setStorageMode(sdk.StorageMode[mode])
        .build();
      // Kept, and looked at by nobody. seen from the official SDK 4.2.0
      expect(settings.autoJoinGroup).toBe(false);
      await sdk.init(world.server.appId, settings);
      // Which `init` has done already.
      await sdk.initializeStorage();
      await sdk.login(uid, world.server.authKey);
      expect((await sdk.getLoggedinUser())?.getUid()).toBe(uid);
      await realm.close();
      return JSON.stringify(realm.localStorage.contents()).includes(uid);
    };
    expect([await holdsUser("LOCAL"), await holdsUser("SESSION")]).toEqual([true, false]);
  });
});
