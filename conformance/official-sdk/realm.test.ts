import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { authenticated, connect, initialise, login, openRealmFor } from "./connect.ts";
import { timed, withDeadline } from "./deadline.ts";
import { record } from "./events.ts";
import type { SdkRealm } from "./realm.ts";
import { type StubService, startStubService } from "./stub-service.ts";

let stub: StubService;
const opened: SdkRealm[] = [];

beforeAll(async () => {
  stub = await startStubService();
});

afterAll(async () => {
  await stub.close();
});

afterEach(async () => {
  const realms = opened.splice(0);
  await Promise.all(realms.map((realm) => realm.close()));
});

function keep(realm: SdkRealm): SdkRealm {
  opened.push(realm);
  return realm;
}

async function online(uid: string, options: { vendorHosts?: boolean } = {}): Promise<SdkRealm> {
  return keep(await connect({ server: stub.address, uid, ...options }));
}

function textFrame(from: string, to: string, text: string, deviceId?: string) {
  const entity = (uid: string) => ({ entity: { uid, name: uid }, entityType: "user" });
  return {
    type: "message",
    appId: stub.address.appId,
    receiver: to,
    receiverType: "user",
    sender: from,
    ...(deviceId !== undefined && { deviceId }),
    body: {
      id: "101",
      conversationId: `${from}_user_${to}`,
      sender: from,
      receiver: to,
      receiverType: "user",
      category: "message",
      type: "text",
      sentAt: 1_700_000_100,
      updatedAt: 1_700_000_100,
      data: { text, entities: { sender: entity(from), receiver: entity(to) } },
    },
  };
}

function requestsOf(realm: SdkRealm): string[] {
  return realm.http.entries.map(({ method, url }) => `${method} ${url.pathname}`);
}

function sentFrames(realm: SdkRealm): unknown[] {
  return realm.frames.entries.filter(({ direction }) => direction === "sent").map(({ json }) => json);
}

describe("logging in", () => {
  it("takes a uid and an auth key to an authenticated socket", async () => {
    const alice = await online("alice");

    expect(requestsOf(alice)).toEqual(["POST /v3.0/users/alice/auth_tokens", "PUT /v3.0/me"]);
    expect(sentFrames(alice)).toMatchObject([
      { type: "auth", sender: "alice", appId: "app1", body: { auth: "jwt of alice" } },
    ]);
    expect(alice.sockets.entries).toMatchObject([{ state: "open" }]);
    expect(alice.failures).toEqual([]);
  });

  it("takes an auth token to a session without asking for another token", async () => {
    const alice = keep(await connect({ server: stub.address, authToken: "token of alice" }));

    expect(requestsOf(alice)).toEqual(["PUT /v3.0/me"]);
    expect(await withDeadline(alice.CometChat.getLoggedinUser(), "the stored user")).toMatchObject({
      uid: "alice",
    });
  });

  it("opens no socket when told not to connect by itself", async () => {
    const alice = keep(await connect({ server: stub.address, uid: "alice", autoConnect: false }));
    expect(alice.sockets.entries).toEqual([]);

    alice.CometChat.connect();
    await authenticated(alice);
  });

  it("sends the presence subscription that was asked for", async () => {
    const everybody = keep(await connect({ server: stub.address, uid: "alice", presence: "all" }));
    const teachers = keep(await connect({ server: stub.address, uid: "bob", presence: ["teacher"] }));

    expect(sentFrames(everybody)).toMatchObject([{ body: { presenceSubscription: "ALL_USERS" } }]);
    expect(sentFrames(teachers)).toMatchObject([
      { body: { presenceSubscription: "ROLES", roles: ["teacher"] } },
    ]);
  });

  it("reports the service's refusal with its code and leaves nothing open", async () => {
    const server = { ...stub.address, authKey: "wrong" };
    await expect(connect({ server, uid: "alice" })).rejects.toMatchObject({
      code: "AUTH_ERR_APIKEY_NOT_FOUND",
    });
  });

  it("reaches the server by the vendor's own host names when they are led there", async () => {
    const alice = await online("alice", { vendorHosts: true });

    const [token, me] = alice.http.entries.map(({ url }) => url.host);
    expect([token, me]).toEqual(["app1.api-us.cometchat.io", "app1.apiclient-us.cometchat.io"]);
  });

  it("does not trust a server whose certificate the given CA did not sign", async () => {
    const { ca } = (await startAnother()).address;
    const realm = keep(openRealmFor({ server: { ...stub.address, ca } }));
    await initialise(realm, { server: stub.address });

    await expect(login(realm, stub.address, { uid: "alice" })).rejects.toMatchObject({
      code: "FAILED_TO_FETCH",
    });
  });
});

describe("recording", () => {
  it("keeps requests with headers, body and answer", async () => {
    const alice = await online("alice");
    const [token] = alice.http.entries;

    expect(token).toMatchObject({
      method: "POST",
      headers: { apikey: "stub-auth-key", appid: "app1", origin: "https://app.example" },
      answer: { status: 200, json: { data: { authToken: "token of alice" } } },
    });
    expect(JSON.parse(token?.body ?? "")).toMatchObject({ platform: "WEB" });
  });

  it("fires listeners with a pushed message and records their arguments in order", async () => {
    const alice = await online("alice");
    const events = record(alice);

    stub.push("alice", textFrame("bob", "alice", "hello"));
    stub.push("alice", textFrame("bob", "alice", "again"));

    const [second] = await events.next("onTextMessageReceived", (message) => message.getText() === "again");
    const [first] = await events.next("onTextMessageReceived");
    expect([first.getText(), second.getText()]).toEqual(["hello", "again"]);
    expect(first.getSender().getUid()).toBe("bob");
    expect(events.all.map(({ name }) => name)).toEqual(["onTextMessageReceived", "onTextMessageReceived"]);
    events.none("onTextMessageReceived");
  });

  it("says what it waited for and what came instead", async () => {
    const alice = await online("alice");
    const events = record(alice);
    stub.push("alice", textFrame("bob", "alice", "hello"));
    await alice.frames.next(({ text }) => text.includes("hello"), "the pushed text");

    const waiting = events.next("onTypingStarted", undefined, { deadline: 50 });
    await expect(waiting).rejects.toThrow(/callback onTypingStarted within 50 ms.*onTextMessageReceived\(/s);
    expect(() => events.none("onTextMessageReceived")).toThrow(/Expected no onTextMessageReceived/);
    events.clear();
    events.none("onTextMessageReceived");
  });

  it("records the callbacks of a login that follows", async () => {
    const realm = keep(openRealmFor({ server: stub.address }));
    const events = record(realm);
    await initialise(realm, { server: stub.address });
    await login(realm, stub.address, { uid: "alice" });

    const [user] = await events.next("loginSuccess");
    expect(user.getUid()).toBe("alice");
    await events.next("inConnecting");
    await events.next("onConnected");
  });

  it("keeps an exception in a timer of the page as a failure of the realm, and goes on", async () => {
    const alice = await online("alice");
    const { setTimeout: later } = alice.window as { setTimeout: (run: () => void, delay: number) => number };
    await new Promise<void>((resolve) => {
      later(fail, 0);
      later(resolve, 1);
    });

    expect(alice.failures).toMatchObject([
      { kind: "uncaught exception", error: { message: "thrown by the test" } },
    ]);
  });

  it("keeps an unhandled rejection as a failure of the realm it belongs to", async () => {
    const alice = await online("alice");
    const bob = await online("bob");
    const others = process.listeners("unhandledRejection");
    process.removeAllListeners("unhandledRejection");
    try {
      const seen = new Promise((resolve) => process.once("unhandledRejection", resolve));
      for (const listener of others.filter(({ name }) => name === "onRejection"))
        process.on("unhandledRejection", listener);
      void alice.CometChat.getUser("nobody");
      await withDeadline(seen, "the unhandled rejection");
    } finally {
      process.removeAllListeners("unhandledRejection");
      for (const listener of others) process.on("unhandledRejection", listener);
    }

    expect(alice.failures).toMatchObject([
      { kind: "unhandled rejection", error: { code: "ERR_API_NOT_FOUND" } },
    ]);
    expect(bob.failures).toEqual([]);
  });
});

describe("realms beside each other", () => {
  it("are two users at once, each with its own storage and events", async () => {
    const alice = await online("alice");
    const bob = await online("bob");
    const heard = { alice: record(alice), bob: record(bob) };

    stub.push("bob", textFrame("alice", "bob", "for bob"));
    const [message] = await heard.bob.next("onTextMessageReceived");

    expect(message.getText()).toBe("for bob");
    heard.alice.none("onTextMessageReceived");
    expect(await withDeadline(alice.CometChat.getLoggedinUser(), "alice")).toMatchObject({ uid: "alice" });
    expect(await withDeadline(bob.CometChat.getLoggedinUser(), "bob")).toMatchObject({ uid: "bob" });
  });

  it("are two devices of one user, and a frame of one device passes that device by", async () => {
    const laptop = await online("alice");
    const phone = await online("alice");
    const heard = { laptop: record(laptop), phone: record(phone) };
    expect(phone.CometChat.getSessionId()).not.toBe(laptop.CometChat.getSessionId());

    stub.push("alice", textFrame("alice", "bob", "from the laptop", laptop.CometChat.getSessionId()));
    stub.push("alice", textFrame("bob", "alice", "from bob"));

    await heard.laptop.next("onTextMessageReceived", (message) => message.getText() === "from bob");
    await heard.phone.next("onTextMessageReceived", (message) => message.getText() === "from the laptop");
    heard.laptop.none("onTextMessageReceived");
  });
});

describe("reloading", () => {
  it("keeps the session: a socket with the same jwt and device, and no login request", async () => {
    const before = await online("alice");
    const after = keep(await before.reload());
    await initialise(after, { server: stub.address });
    await authenticated(after);

    expect(requestsOf(after)).toEqual([]);
    expect(after.CometChat.getSessionId()).toBe(before.CometChat.getSessionId());
    expect(sentFrames(after)).toMatchObject([
      { type: "auth", sender: "alice", body: { auth: "jwt of alice" } },
    ]);
    await login(after, stub.address, { uid: "alice" });
    expect(requestsOf(after)).toEqual([]);
  });
});

describe("closing", () => {
  it("leaves no socket, no timer and no connection behind", async () => {
    const handles = () => process.getActiveResourcesInfo().filter((name) => /TCP|TLS/.test(name)).length;
    await waitUntil(() => stub.connections() === 0, "earlier connections to go");
    const before = handles();
    const alice = await online("alice");
    expect(stub.connections()).toBeGreaterThan(0);
    expect(alice.pendingTimers()).toBeGreaterThan(0);

    await alice.close();

    expect(alice.pendingTimers()).toBe(0);
    expect(alice.sockets.entries).toMatchObject([{ state: "closed", closeCode: 1006 }]);
    await waitUntil(() => stub.connections() === 0, "the connections to go");
    await waitUntil(() => handles() <= before, "the handles to go");
  });

  it("leaves a request that was under way unanswered, as a page that went away would", async () => {
    const alice = await online("alice");
    const asked = alice.CometChat.getUser("bob");
    await alice.close();

    await expect(withDeadline(asked, "CometChat.getUser()", 50)).rejects.toThrow(
      /getUser\(\) did not settle/,
    );
  });
});

describe("deadlines", () => {
  it("name the call that hung", async () => {
    const alice = await online("alice");
    const sdk = timed({ getNothing: () => new Promise(() => {}), Constant: 1 }, "CometChat", 50);

    await expect(sdk.getNothing()).rejects.toThrow(/CometChat\.getNothing\(\) did not settle/);
    expect(sdk.Constant).toBe(1);
    expect(timed(alice.CometChat, "CometChat").getConnectionStatus()).toBe("connected");
  });
});

function fail(): never {
  throw new Error("thrown by the test");
}

async function startAnother(): Promise<StubService> {
  const another = await startStubService();
  await another.close();
  return another;
}

async function waitUntil(holds: () => boolean, what: string): Promise<void> {
  const end = Date.now() + 2_000;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`Failed to see ${what} within 2000 ms.`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
