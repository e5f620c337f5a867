import { describe, expect, test } from "vitest";
import { createBackendWorld } from "../harness/testing/backend-world.ts";

const PING = { action: "ping", ack: "true" };

function text(receiver: string, receiverType = "user") {
  return { receiver, receiverType, category: "message", type: "text", data: { text: "hello" } };
}

function typing(receiver: string, receiverType = "user", action = "started") {
  return {
    appId: "app1",
    receiver,
    receiverType,
    deviceId: "WEB-alice",
    type: "typing_indicator",
    sender: "alice",
    body: { action },
  };
}

function world(...args: Parameters<typeof createBackendWorld>) {
  const made = createBackendWorld(...args);
  made.addUsers("alice", "bob", "carol");
  return made;
}

describe("the handshake (socket.md §2)", () => {
  test("a good jwt is answered with the string 200 and OK", () => {
    const socket = world().connect("alice");
    expect(socket.frames).toEqual([
      {
        type: "auth",
        appId: "app1",
        sender: "alice",
        deviceId: "WEB-alice",
        body: { code: "200", status: "OK" },
      },
    ]);
  });

  test.each([
    ["no jwt", undefined],
    ["a made-up jwt", "forged"],
    ["an auth token in place of the jwt", "token"],
  ])("%s is refused and the socket closed", (_what, jwt) => {
    const made = world();
    const auth = jwt === "token" ? made.login("alice").authToken : jwt;
    const socket = made.open();
    socket.send({ appId: "app1", type: "auth", body: { auth } });
    expect(socket.frames).toEqual([{ type: "auth", body: { code: "401", status: "ERROR" } }]);
    expect(socket.closed?.[0]).toBe(1008);
  });

  test("a jwt of another app is refused", () => {
    const made = world();
    const socket = made.open();
    socket.send({ appId: "app2", type: "auth", body: { auth: made.login("alice").jwt } });
    expect(socket.ofType("auth")[0]?.body.code).toBe("401");
  });

  test("a socket that says nothing is closed after ten seconds, and not before", () => {
    const made = world();
    const socket = made.open();
    made.clock.advance(9_999);
    expect(socket.closed).toBeUndefined();
    made.clock.advance(1);
    expect(socket.closed?.[0]).toBe(1008);
  });

  test("frames before auth are refused and do nothing; auth still works after them", () => {
    const made = world();
    const bob = made.connect("bob");
    const alice = made.open();
    alice.send(typing("bob"));
    expect(alice.frames).toEqual([{ type: "auth", body: { code: "401", status: "ERROR" } }]);
    expect(bob.ofType("typing_indicator")).toEqual([]);
    alice.send({ appId: "app1", type: "auth", body: { auth: made.login("alice").jwt } });
    expect(alice.frames.at(-1)?.body.code).toBe("200");
  });
});

describe("bad frames", () => {
  test.each([
    "",
    "not json",
    "null",
    "[]",
    "7",
    '{"type":"nonsense"}',
    '{"type":"receipts"}',
    '{"type":"typing_indicator","body":null}',
    "{".repeat(500),
  ])("%.40j is answered with an error, and the socket goes on", (junk) => {
    const alice = world().connect("alice");
    alice.sendText(junk);
    expect(alice.frames.at(-1)).toMatchObject({ type: "error", body: { code: "ERR_BAD_REQUEST" } });
    alice.send(PING);
    expect(alice.frames.at(-1)).toEqual({ action: "pong" });
    expect(alice.closed).toBeUndefined();
  });

  test("a frame that breaks a rule gets the service's code and reaches nobody", async () => {
    const made = world();
    await made.server("POST", "/v3/groups", {
      guid: "team",
      name: "Team",
      type: "public",
      members: { participants: ["bob"] },
    });
    const [alice, bob] = [made.connect("alice"), made.connect("bob")];
    alice.send(typing("team", "group"));
    expect(alice.frames.at(-1)).toMatchObject({ type: "error", body: { code: "ERR_NOT_A_MEMBER" } });
    expect(bob.ofType("typing_indicator")).toEqual([]);
  });

  test("the sender is who the socket belongs to, whatever the frame says", () => {
    const made = world();
    const [alice, bob] = [made.connect("alice"), made.connect("bob")];
    alice.send({ ...typing("bob"), sender: "carol", body: { action: "started", user: { uid: "carol" } } });
    expect(bob.ofType("typing_indicator")[0]).toMatchObject({
      sender: "alice",
      body: { user: { uid: "alice" } },
    });
  });
});

describe("ping (socket.md §6)", () => {
  test("is answered with a pong, before auth too", () => {
    const socket = world().open();
    socket.send(PING);
    expect(socket.frames).toEqual([{ action: "pong" }]);
  });

  test("with the 30-second rule on, silence closes the socket at 30 s, and only a ping renews it", () => {
    const made = world({ pingTimeout: 30_000 });
    const alice = made.connect("alice");
    made.clock.advance(29_000);
    alice.send(PING);
    made.clock.advance(29_000);
    alice.send(typing("bob"));
    expect(alice.closed).toBeUndefined();
    made.clock.advance(1_000);
    expect(alice.closed).toEqual([1001, "ping timeout"]);
  });

  test("by default a silent socket stays open, since hidden browser tabs are silent for a minute", () => {
    const made = world();
    const alice = made.connect("alice");
    made.clock.advance(3_600_000);
    expect(alice.closed).toBeUndefined();
  });
});

describe("delivery (ui-kit.md §3)", () => {
  test("the frames of a request leave 20 ms after it", async () => {
    const made = world();
    const bob = made.connect("bob");
    await made.client(made.login("alice").authToken, "POST", "/v3.0/messages", text("bob"));
    made.clock.advance(19);
    expect(bob.ofType("message")).toEqual([]);
    made.clock.advance(1);
    expect(bob.ofType("message")).toHaveLength(1);
  });

  test("a message reaches all devices of both parties, each with the sending session's id", async () => {
    const made = world();
    const { authToken, jwt } = made.login("alice");
    const sockets = [
      made.connect("alice", { jwt }),
      made.connect("alice", { deviceId: "WEB-2" }),
      made.connect("bob"),
    ];
    const stranger = made.connect("carol");
    await made.client(authToken, "POST", "/v3.0/messages", text("bob"), "WEB-alice");
    made.clock.advance(20);
    for (const socket of sockets) {
      expect(socket.ofType("message")).toMatchObject([
        {
          deviceId: "WEB-alice",
          sender: "alice",
          receiver: "bob",
          receiverType: "user",
          body: { data: { text: "hello" } },
        },
      ]);
    }
    expect(stranger.ofType("message")).toEqual([]);
  });

  test("what the app's server sends carries no session id, so that every device shows it", async () => {
    const made = world();
    const bob = made.connect("bob");
    await made.server("POST", "/v3/messages", text("bob"));
    made.clock.advance(20);
    expect(bob.ofType("message")[0]).toMatchObject({ sender: "app_system" });
    expect(bob.ofType("message")[0]).not.toHaveProperty("deviceId");
  });

  test("typing and transient data reach the receiver at once, and no device of the sender's", () => {
    const made = world();
    const [alice, tablet, bob] = [
      made.connect("alice"),
      made.connect("alice", { deviceId: "WEB-2" }),
      made.connect("bob"),
    ];
    alice.send(typing("bob", "chat", "ended"));
    alice.send({ ...typing("bob"), type: "transient_message", body: { data: { heart: 1 } } });
    expect(bob.ofType("typing_indicator")).toMatchObject([
      { receiverType: "user", body: { action: "ended" } },
    ]);
    expect(bob.ofType("transient_message")).toMatchObject([
      { body: { data: { heart: 1 }, user: { name: "ALICE" } } },
    ]);
    expect(tablet.frames).toHaveLength(1);
  });

  test.each([[[1, "two"]], ["heart"], [7], [false], [null]])(
    "transient data may be any JSON, such as %j",
    (data) => {
      const made = world();
      const [alice, bob] = [made.connect("alice"), made.connect("bob")];
      alice.send({ ...typing("bob"), type: "transient_message", body: { data } });
      expect(bob.ofType("transient_message").map(({ body }) => body)).toMatchObject([{ data }]);
      alice.send({ ...typing("bob"), type: "transient_message", body: {} });
      expect(bob.ofType("transient_message").map(({ body }) => body)).toMatchObject([{ data }, { data: {} }]);
    },
  );

  test("nothing reaches a session that has been logged out, not even what was under way", async () => {
    const made = world();
    const { authToken, jwt } = made.login("bob");
    const bob = made.connect("bob", { jwt });
    await made.client(made.login("alice").authToken, "POST", "/v3.0/messages", text("bob"));
    await made.client(authToken, "DELETE", "/v3.0/me");
    made.clock.advance(1_000);
    expect(bob.ofType("message")).toEqual([]);
    expect(bob.closed?.[0]).toBe(1000);
  });
});

describe("sessions and devices (socket.md §8)", () => {
  test("a revoked token closes its sockets and leaves the user's others open", async () => {
    const made = world();
    const { authToken, jwt } = made.login("alice");
    const [phone, tablet] = [made.connect("alice", { jwt }), made.connect("alice", { deviceId: "WEB-2" })];
    await made.server("DELETE", `/v3/users/alice/auth_tokens/${authToken}`);
    made.clock.advance(20);
    expect(phone.closed).toEqual([1000, "revoked"]);
    expect(tablet.closed).toBeUndefined();
    const again = made.open();
    again.send({ appId: "app1", type: "auth", body: { auth: jwt } });
    expect(again.frames[0]?.body.code).toBe("401");
  });

  test("a logout closes the sockets of its device, and not another's on the same token of the app's server", async () => {
    const made = world();
    const { data } = await made.server("POST", "/v3/users/alice/auth_tokens", {});
    const jwtOf = async () => (await made.client(data.authToken, "GET", "/v3.0/me")).data.jwt as string;
    const jwt = await jwtOf();
    const phone = made.connect("alice", { jwt, deviceId: "WEB-1" });
    const tablet = made.connect("alice", { jwt, deviceId: "WEB-2" });
    await made.client(data.authToken, "DELETE", "/v3.0/me", undefined, "WEB-1");
    made.clock.advance(20);
    expect([phone.closed, tablet.closed]).toEqual([[1000, "logout"], undefined]);
    tablet.drop();
    const reconnected = made.connect("alice", { jwt, deviceId: "WEB-2" });
    expect(reconnected.frames[0]?.body.code).toBe("200");
    await made.client(data.authToken, "DELETE", "/v3.0/me", undefined, "WEB-2");
    made.clock.advance(20);
    expect(reconnected.closed).toEqual([1000, "logout"]);
    expect(await jwtOf()).not.toBe(jwt);
  });

  test("the same session connecting again takes the older socket's place, without a flap of presence", () => {
    const made = world();
    const watcher = made.connect("bob", { presenceSubscription: "ALL_USERS" });
    const { jwt } = made.login("alice");
    const older = made.connect("alice", { jwt });
    made.connect("alice", { jwt });
    made.clock.advance(5_000);
    expect(older.closed).toEqual([1000, "replaced"]);
    expect(watcher.ofType("presence").map((frame) => frame.body.action)).toEqual(["online"]);
  });

  test("a reload within the grace of a second is no absence; a longer one is, once", () => {
    const made = world();
    const watcher = made.connect("bob", { presenceSubscription: "ALL_USERS" });
    const actions = () => watcher.ofType("presence").map((frame) => frame.body.action);
    const page = made.connect("alice");
    page.drop();
    made.clock.advance(900);
    const reloaded = made.connect("alice");
    made.clock.advance(5_000);
    expect(actions()).toEqual(["online"]);
    reloaded.drop();
    made.clock.advance(1_000);
    expect(actions()).toEqual(["online", "offline"]);
    expect(watcher.ofType("presence")[1]?.body.timestamp).toBe(
      made.app.state.users.get("alice")?.lastActiveAt,
    );
  });
});

describe("presence subscriptions (domain.md §7)", () => {
  test.each([
    ["ALL_USERS", undefined, ["alice", "carol"]],
    ["FRIENDS", undefined, ["alice"]],
    ["ROLES", ["teacher"], ["carol"]],
    ["ROLES", undefined, []],
    [undefined, undefined, []],
  ])("%s %j hears of %j", async (presenceSubscription, roles, heard) => {
    const made = world();
    await made.server("POST", "/v3/roles", { role: "teacher", name: "Teacher" });
    await made.server("PUT", "/v3/users/carol", { role: "teacher" });
    await made.server("POST", "/v3/users/bob/friends", { accepted: ["alice"] });
    const watcher = made.connect("bob", {
      ...(presenceSubscription && { presenceSubscription }),
      ...(roles && { roles }),
    });
    made.connect("alice");
    made.connect("carol");
    expect(watcher.ofType("presence").map((frame) => frame.sender)).toEqual(heard);
  });
});
