import { describe, expect, it } from "vitest";
import { initialise, login, openRealmFor } from "./connect.ts";
import { withDeadline } from "./deadline.ts";
import type { HttpExchange } from "./realm-fetch.ts";
import { sendText } from "./talk.ts";
import { useWorld } from "./world.ts";

// Rules: domain.md §1 (identifiers), §3 (keys, tokens, sessions), §4.2 (lifecycle), §10 (connection), §11 (codes);
// the order of requests: rest-client.md §5; what a token refusal does to the SDK: rest-client.md §4.4.

const world = useWorld();

function requests(entries: readonly HttpExchange[]): string[] {
  return entries.map(({ method, url }) => `${method} ${url.pathname}`);
}

function tokensIn(exchange: HttpExchange | undefined): {
  readonly authToken?: string;
  readonly jwt?: string;
} {
  const { data = {} } = (exchange?.answer?.json ?? {}) as { data?: { authToken?: string; jwt?: string } };
  return data;
}

async function mintToken(uid: string): Promise<string> {
  const { authToken } = await world.api.call("POST", `users/${uid}/auth_tokens`, {});
  return String(authToken);
}

describe("init", () => {
  it("makes no request (rest-client.md §5.1)", async () => {
    const { realm, sdk } = await world.page();

    expect(sdk.isInitialized()).toBe(true);
    expect(realm.http.entries).toEqual([]);
    expect(realm.sockets.entries).toEqual([]);
  });
});

describe("the vendor's own host names", () => {
  it("carry the region of the settings (rest-client.md §1.1)", async () => {
    const { appId, region } = world.server;
    const alice = await world.join("alice", {}, { vendorHosts: true });
    expect(alice.realm.http.entries.slice(0, 2).map(({ url }) => url.hostname)).toEqual([
      `${appId}.api-${region}.cometchat.io`,
      `${appId}.apiclient-${region}.cometchat.io`,
    ]);
  });
});

describe("login with uid and auth key (domain.md §3)", () => {
  it("asks for a token, opens the session with it and resolves with the user", async () => {
    const uid = await world.user("alice", { avatar: "https://a.example/alice.png" });
    const page = await world.page();

    const user = await login(page.realm, world.server, { uid });

    expect(requests(page.realm.http.entries)).toEqual([
      `POST /v3.0/users/${uid}/auth_tokens`,
      "PUT /v3.0/me",
    ]);
    expect([user.getUid(), user.getName(), user.getRole(), user.getAvatar()]).toEqual([
      uid,
      "Alice",
      "default",
      "https://a.example/alice.png",
    ]);
    const [loggedIn] = await page.events.next("loginSuccess");
    expect(loggedIn.getUid()).toBe(uid);
  });

  it("hands out tokens of uid, ten digits of seconds and thirty hex digits (domain.md §1)", async () => {
    const alice = await world.join("alice");
    const [token, me] = alice.realm.http.entries;

    const { authToken } = tokensIn(token);
    expect(authToken).toMatch(new RegExp(`^${alice.uid}_\\d{10}[0-9a-f]{30}$`));
    // Another token in the answer would make the SDK ask a second time (rest-client.md §8.7).
    expect(me?.headers.authtoken).toBe(authToken);
    expect(me?.answer?.json).toMatchObject({ data: { uid: alice.uid, authToken, jwt: expect.any(String) } });
  });

  it("opens a socket that authenticates as the device the requests name (socket.md §2.1)", async () => {
    const alice = await world.join("alice");
    const auth = alice.realm.frames.entries.find(({ direction }) => direction === "sent");
    const me = alice.realm.http.entries.at(-1);

    const { jwt } = tokensIn(me);
    expect(auth?.json).toMatchObject({
      type: "auth",
      sender: alice.uid,
      deviceId: me?.headers.resource,
      body: { auth: jwt },
    });
    expect(alice.sdk.getConnectionStatus()).toBe("connected");
  });

  it("finds the user whatever the case of the uid (domain.md §1)", async () => {
    const uid = await world.user("alice");
    const page = await world.page();

    const user = await login(page.realm, world.server, { uid: uid.toUpperCase() });
    expect(user.getUid()).toBe(uid);
  });

  it("works with the REST API key too, as that may do anything (domain.md §3)", async () => {
    const uid = await world.user("alice");
    const page = await world.page();

    const user = await login(page.realm, { ...world.server, authKey: world.restApiKey }, { uid });
    expect(user.getUid()).toBe(uid);
  });

  it("is refused with AUTH_ERR_APIKEY_NOT_FOUND for a wrong key", async () => {
    const uid = await world.user("alice");
    const page = await world.page();
    const server = { ...world.server, authKey: "0123456789abcdef0123456789abcdef01234567" };

    await expect(login(page.realm, server, { uid })).rejects.toMatchObject({
      code: "AUTH_ERR_APIKEY_NOT_FOUND",
    });
    const [failure] = await page.events.next("loginFailure");
    expect(failure).toMatchObject({ code: "AUTH_ERR_APIKEY_NOT_FOUND", message: expect.any(String) });
    page.events.none("loginSuccess");
  });

  it("is refused with ERR_UID_NOT_FOUND for a user that does not exist", async () => {
    const page = await world.page();
    await expect(login(page.realm, world.server, { uid: world.id("nobody") })).rejects.toMatchObject({
      code: "ERR_UID_NOT_FOUND",
    });
  });

  it("is refused with ERR_UID_NOT_FOUND for a deactivated user (domain.md §4.2)", async () => {
    const uid = await world.user("alice");
    await world.api.call("DELETE", "users", { uidsToDeactivate: [uid] });
    const page = await world.page();

    await expect(login(page.realm, world.server, { uid })).rejects.toMatchObject({
      code: "ERR_UID_NOT_FOUND",
    });
  });

  it("is refused with AUTH_ERR_INVALID_APPID for an app the server does not have", async () => {
    const server = { ...world.server, appId: "nosuchapp" };
    const realm = openRealmFor({ server });
    try {
      await initialise(realm, { server });
      await expect(login(realm, server, { uid: "alice" })).rejects.toMatchObject({
        code: "AUTH_ERR_INVALID_APPID",
      });
    } finally {
      await realm.close();
    }
  });

  it("can be repeated after a refusal", async () => {
    const uid = await world.user("alice");
    const page = await world.page();
    await expect(login(page.realm, { ...world.server, authKey: "wrong" }, { uid })).rejects.toMatchObject({
      code: "AUTH_ERR_APIKEY_NOT_FOUND",
    });

    const user = await login(page.realm, world.server, { uid });
    expect(user.getUid()).toBe(uid);
  });
});

describe("login with an auth token (domain.md §3)", () => {
  it("needs a token made over REST and one request", async () => {
    const uid = await world.user("alice");
    const authToken = await mintToken(uid);
    const page = await world.page();

    const user = await login(page.realm, world.server, { authToken });

    expect(user.getUid()).toBe(uid);
    expect(requests(page.realm.http.entries)).toEqual(["PUT /v3.0/me"]);
  });

  it("takes several tokens of one user, one for each device", async () => {
    const uid = await world.user("alice");
    const [laptop, phone] = [await world.page(), await world.page()];
    await login(laptop.realm, world.server, { authToken: await mintToken(uid) });
    await login(phone.realm, world.server, { authToken: await mintToken(uid) });

    const [one, other] = [await laptop.sdk.getLoggedinUser(), await phone.sdk.getLoggedinUser()];
    expect([one?.getUid(), other?.getUid()]).toEqual([uid, uid]);
  });

  it("is refused with AUTH_ERR_AUTH_TOKEN_NOT_FOUND for a token nobody was given", async () => {
    const uid = await world.user("alice");
    const page = await world.page();
    const authToken = `${uid}_1700000000${"a".repeat(30)}`;

    await expect(login(page.realm, world.server, { authToken })).rejects.toMatchObject({
      code: "AUTH_ERR_AUTH_TOKEN_NOT_FOUND",
    });
  });
});

describe("logout (domain.md §3)", () => {
  it("ends the session of this device and closes its socket", async () => {
    const alice = await world.join("alice");

    await alice.sdk.logout();

    await alice.events.next("logoutSuccess");
    const { closeCode } = await alice.realm.sockets.next(
      ({ state }) => state === "closed",
      "the closed socket",
    );
    expect(closeCode).toBe(1000);
    expect(requests(alice.realm.http.entries).at(-1)).toBe("DELETE /v3.0/me");
    expect(await alice.sdk.getLoggedinUser()).toBeNull();
  });

  it("leaves the user's other devices logged in", async () => {
    const laptop = await world.join("alice");
    const phone = await world.device(laptop.uid);
    const bob = await world.join("bob");

    await laptop.sdk.logout();
    await sendText(bob, { uid: laptop.uid }, "still there?");

    await phone.events.next("onTextMessageReceived", (message) => message.getText() === "still there?");
    expect((await phone.sdk.getUser(bob.uid)).getUid()).toBe(bob.uid);
  });

  it("takes away the token that this login was given (assumed, domain.md §3)", async () => {
    const alice = await world.join("alice");
    const authToken = String(alice.realm.http.entries[1]?.headers.authtoken);
    await alice.sdk.logout();
    const page = await world.page();

    await expect(login(page.realm, world.server, { authToken })).rejects.toMatchObject({
      code: "AUTH_ERR_AUTH_TOKEN_NOT_FOUND",
    });
  });

  it("leaves a token made over REST valid (assumed, domain.md §3)", async () => {
    const uid = await world.user("alice");
    const authToken = await mintToken(uid);
    const [before, after] = [await world.page(), await world.page()];
    await login(before.realm, world.server, { authToken });
    await before.sdk.logout();

    expect((await login(after.realm, world.server, { authToken })).getUid()).toBe(uid);
  });

  it("lets another user log in on the same page", async () => {
    const alice = await world.join("alice");
    const bob = await world.user("bob");
    await alice.sdk.logout();

    const user = await login(alice.realm, world.server, { uid: bob });
    expect(user.getUid()).toBe(bob);
  });
});

describe("a token revoked over REST while its user is connected (domain.md §3)", () => {
  it("refuses the next call with AUTH_ERR_AUTH_TOKEN_NOT_FOUND, and the SDK logs out", async () => {
    const alice = await world.join("alice");
    const authToken = String(alice.realm.http.entries[1]?.headers.authtoken);

    await world.api.call("DELETE", `users/${alice.uid}/auth_tokens/${authToken}`);

    await expect(alice.sdk.getUser(alice.uid)).rejects.toMatchObject({
      code: "AUTH_ERR_AUTH_TOKEN_NOT_FOUND",
    });
    await alice.events.next("logoutSuccess");
    expect(await alice.sdk.getLoggedinUser()).toBeNull();
  });

  it("closes the socket of that session at once (assumed, domain.md §3)", async () => {
    const alice = await world.join("alice");
    const authToken = String(alice.realm.http.entries[1]?.headers.authtoken);

    await world.api.call("DELETE", `users/${alice.uid}/auth_tokens/${authToken}`);

    await alice.realm.sockets.next(({ state }) => state === "closed", "the socket closed by the server");
    await alice.events.next("onDisconnected");
  });

  it("leaves the session of another token alone", async () => {
    const laptop = await world.join("alice");
    const phone = await world.device(laptop.uid);
    const authToken = String(laptop.realm.http.entries[1]?.headers.authtoken);

    await world.api.call("DELETE", `users/${laptop.uid}/auth_tokens/${authToken}`);

    expect((await phone.sdk.getUser(phone.uid)).getUid()).toBe(phone.uid);
    phone.events.none("onDisconnected");
  });

  it("logs the user out everywhere when all tokens are flushed", async () => {
    const laptop = await world.join("alice");
    const phone = await world.device(laptop.uid);

    await world.api.call("DELETE", `users/${laptop.uid}/auth_tokens`);

    for (const device of [laptop, phone]) {
      await expect(device.sdk.getUser(device.uid)).rejects.toMatchObject({
        code: "AUTH_ERR_AUTH_TOKEN_NOT_FOUND",
      });
      await device.events.next("logoutSuccess");
    }
  });
});

describe("a deactivated user (assumed, domain.md §4.2)", () => {
  it("cannot use the session it had", async () => {
    const alice = await world.join("alice");

    await world.api.call("DELETE", "users", { uidsToDeactivate: [alice.uid] });

    await expect(alice.sdk.getUser(alice.uid)).rejects.toMatchObject({
      code: "AUTH_ERR_AUTH_TOKEN_NOT_FOUND",
    });
    await alice.realm.sockets.next(({ state }) => state === "closed", "the closed socket");
  });
});

describe("a reload (rest-client.md §5.1)", () => {
  it("keeps the session: the socket opens with the stored jwt, and nothing is asked over REST", async () => {
    const before = await world.join("alice");
    const bob = await world.join("bob");

    const after = await world.reload(before);

    expect(after.realm.http.entries).toEqual([]);
    expect((await after.sdk.getLoggedinUser())?.getUid()).toBe(before.uid);
    await sendText(bob, { uid: before.uid }, "welcome back");
    await after.events.next("onTextMessageReceived", (message) => message.getText() === "welcome back");
    expect((await after.sdk.getUser(bob.uid)).getUid()).toBe(bob.uid);
  });
});

describe("the socket in manual mode (domain.md §10)", () => {
  it("opens on connect(), closes on disconnect() and opens again", async () => {
    const alice = await world.join("alice", {}, { autoConnect: false });
    const bob = await world.join("bob");
    expect(alice.realm.sockets.entries).toEqual([]);

    alice.sdk.connect();
    await alice.realm.frames.next(({ text }) => text.includes('"200"'), "the answer to the auth frame");
    await sendText(bob, { uid: alice.uid }, "one");
    await alice.events.next("onTextMessageReceived", (message) => message.getText() === "one");

    alice.sdk.disconnect();
    await alice.realm.sockets.next(({ state }) => state === "closed", "the closed socket");
    await sendText(bob, { uid: alice.uid }, "two");

    const from = alice.realm.frames.entries.length;
    alice.sdk.connect();
    await alice.realm.frames.next(
      ({ text }) => text.includes('"200"'),
      "the second answer to an auth frame",
      { from },
    );
    await sendText(bob, { uid: alice.uid }, "three");
    await alice.events.next("onTextMessageReceived", (message) => message.getText() === "three");
    // Live events are lost while disconnected (S003); history keeps them.
    alice.events.none("onTextMessageReceived");
  });
});

describe("every answer", () => {
  it("may be read by a page of another origin (rest-client.md §2.1)", async () => {
    const alice = await world.join("alice");
    await expect(alice.sdk.getUser(world.id("nobody"))).rejects.toMatchObject({ code: "ERR_UID_NOT_FOUND" });

    for (const { answer } of alice.realm.http.entries) {
      expect(["*", "https://app.example"]).toContain(answer?.headers["access-control-allow-origin"]);
    }
  });

  it("is preceded by a preflight that allows what the SDK sends (rest-client.md §2.1)", async () => {
    const asked = ["appid", "apikey", "authtoken", "authorization", "chatapiversion", "content-type"];
    const more = ["onbehalfofuser", "resource", "sdk", "settingshash", "settingshashreceivedat"];
    const headers = {
      origin: "https://app.example",
      "access-control-request-method": "PATCH",
      "access-control-request-headers": [...asked, ...more].join(","),
    };
    const response = await withDeadline(
      fetch(new URL("/v3.0/me", world.httpUrl), { method: "OPTIONS", headers }),
      "the preflight",
    );

    const allowed = response.headers
      .get("access-control-allow-headers")
      ?.toLowerCase()
      .split(/\s*,\s*/);
    const methods = response.headers.get("access-control-allow-methods")?.split(/\s*,\s*/);
    expect(response.ok).toBe(true);
    expect(allowed).toEqual(expect.arrayContaining([...asked, ...more]));
    expect(methods).toEqual(expect.arrayContaining(["GET", "POST", "PUT", "PATCH", "DELETE"]));
  });
});
