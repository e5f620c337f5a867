import { describe, expect, test } from "vitest";
import { createBackendWorld, type TestSocket } from "../harness/testing/backend-world.ts";
import { openStage, type Stage } from "../harness/testing/stage.ts";

// Who hears of what comes of itself: moderation, agents, feeds, presence, sessions. socket.md §4.6, §4.8, §4.10, §4.11, §8.

const ALICE = ["alice-1", "alice-2"];
const BOB = ["bob-1", "bob-2"];
const OTHER_MEMBERS = [...BOB, "carol-1", "blocker-1", "blocked-1"];

function text(receiver: string, words = "hello") {
  const receiverType = receiver === "team" ? "group" : "user";
  return { category: "message", type: "text", data: { text: words }, receiver, receiverType };
}

async function onStage(given?: (stage: Stage) => Promise<unknown>): Promise<Stage> {
  const stage = await openStage();
  await given?.(stage);
  stage.listen();
  return stage;
}

describe("moderation", () => {
  const RULES = {
    clean: "nothing",
    flagMessage: "hello",
    blockMessage: "hello",
    holdMessage: "hello",
  } as const;
  const withRule =
    (action: string, value: string) =>
    ({ server }: Stage) =>
      server("POST", "/moderation/rules", {
        id: "rule",
        name: "rule",
        action: [action === "clean" ? "flagMessage" : action],
        conditions: [{ value }],
      });
  const word = { on_moderation_status_changed: ALICE };

  describe.each([
    ["bob", BOB],
    ["team", OTHER_MEMBERS],
  ])("of what alice writes to %s", (to, others) => {
    const all = { text: ["alice-2", ...others], ...word };
    const hidden = { text: ["alice-2"], ...word };
    test.each([
      ["clean", all],
      ["flagMessage", all],
      ["blockMessage", hidden],
      ["holdMessage", { text: ["alice-2"] }],
    ] as const)(
      "by %s: the others hear only what is approved, the author's every device the verdict",
      async (action, heard) => {
        const stage = await onStage(withRule(action, RULES[action]));
        await stage.rest("alice-1", "POST", "/messages", text(to));
        expect(stage.heard("alice-1")).toEqual(heard);
      },
    );

    test.each([
      ["approved", { text: others, ...word }],
      ["disapproved", word],
    ])("that was held and is %s", async (status, heard) => {
      let id = "";
      const stage = await onStage(async (made) => {
        await withRule("holdMessage", "hello")(made);
        ({ id } = await made.rest("alice-1", "POST", "/messages", text(to)));
      });
      await stage.server("PATCH", `/moderation/blocked-messages/${id}`, { status });
      expect(stage.heard()).toEqual(heard);
    });
  });

  test("lets nothing through to who has blocked the author meanwhile", async () => {
    let id = "";
    const stage = await onStage(async (made) => {
      await withRule("holdMessage", "hello")(made);
      ({ id } = await made.rest("alice-1", "POST", "/messages", text("bob")));
      made.block("bob", "alice");
    });
    await stage.server("PATCH", `/moderation/blocked-messages/${id}`, { status: "approved" });
    expect(stage.heard()).toEqual(word);
  });
});

describe("what has no sender but the app", () => {
  test("a feed item reaches its receivers' devices", async () => {
    const stage = await onStage();
    const { app, backend } = stage.world;
    backend.execute(app, "publishFeedItem", { receivers: ["alice", "carol"], content: { version: "1" } });
    expect(stage.heard()).toEqual({ sent: [...ALICE, "carol-1"] });
  });

  test("an agent's work reaches every device of who asked, in the order in which it is done", async () => {
    const stage = await onStage(({ server }) =>
      server("POST", "/users", { uid: "agent", name: "Agent", role: "@agentic" }),
    );
    await stage.rest("alice-1", "POST", "/messages", text("agent"));
    const { text: asked, streamed_message: streamed, assistant, ...rest } = stage.heard("alice-1");
    expect([asked, assistant, rest]).toEqual([["alice-2"], ALICE, {}]);
    expect(new Set(streamed)).toEqual(new Set(ALICE));
    const names = stage.frames("alice-2", "streamed_message").map(({ body }) => body.type);
    expect([names[0], names.at(-1)]).toEqual(["run_started", "run_finished"]);
  });
});

/** A watcher of each kind, and dana, whom they watch: a teacher, and a friend of one of them. */
function openWatch() {
  const world = createBackendWorld();
  const { app, backend, clock } = world;
  const watchers = new Map<string, TestSocket>();
  const watch = (uid: string, more: object) =>
    watchers.set(uid, world.connect(uid, { deviceId: `${uid}-1`, ...more }));
  world.addUsers("dana", "all", "friend", "stranger", "class", "office", "nobody", "blocker", "blocked");
  backend.execute(app, "createRole", { role: "teacher", name: "Teacher" });
  backend.execute(app, "updateUser", { uid: "dana", role: "teacher" });
  backend.execute(app, "addFriends", { uid: "dana", accepted: ["friend"] });
  backend.execute(app, "blockUsers", { blockedUids: ["dana"] }, "blocker");
  backend.execute(app, "blockUsers", { blockedUids: ["blocked"] }, "dana");
  watch("all", { presenceSubscription: "ALL_USERS" });
  watch("friend", { presenceSubscription: "FRIENDS" });
  watch("stranger", { presenceSubscription: "FRIENDS" });
  watch("class", { presenceSubscription: "ROLES", roles: ["Teacher", "no such role"] });
  watch("office", { presenceSubscription: "ROLES", roles: ["clerk"] });
  watch("nobody", {});
  watch("blocker", { presenceSubscription: "ALL_USERS" });
  watch("blocked", { presenceSubscription: "ALL_USERS" });
  clock.advance(5_000);

  const log = (socket: TestSocket) =>
    socket.ofType("presence").flatMap(({ sender, body }) => (sender === "dana" ? [body.action] : []));
  return {
    world,
    phone: (more: object = {}) =>
      world.connect("dana", { deviceId: "dana-1", presenceSubscription: "ALL_USERS", ...more }),
    tablet: () => world.connect("dana", { deviceId: "dana-2", presenceSubscription: "ALL_USERS" }),
    /** What each watcher has heard of dana. */
    heard: () => Object.fromEntries([...watchers].map(([uid, socket]) => [uid, log(socket)])),
    log,
  };
}

/** What the three who must hear have heard, and the others have not. */
function toThree(...actions: readonly string[]) {
  const silent = { stranger: [], office: [], nobody: [], blocker: [], blocked: [] };
  return { ...silent, all: actions, friend: actions, class: actions };
}

describe("presence", () => {
  test("of the first device is told to whom subscribed for it, and to no device of the user's own", () => {
    const { phone, tablet, heard, log } = openWatch();
    const devices = [phone(), tablet()];
    expect(heard()).toEqual(toThree("online"));
    expect(devices.flatMap(log)).toEqual([]);
  });

  test("ends with the last device, a second after it has gone, and not with one before", () => {
    const { world, phone, tablet, heard } = openWatch();
    const [first, last] = [phone(), tablet()];
    first.drop();
    world.clock.advance(60_000);
    expect(heard()).toEqual(toThree("online"));
    last.drop();
    world.clock.advance(999);
    expect(heard()).toEqual(toThree("online"));
    world.clock.advance(1);
    expect(heard()).toEqual(toThree("online", "offline"));
  });

  test.each<
    [
      string,
      (session: { world: ReturnType<typeof createBackendWorld>; authToken: string }) => Promise<unknown>,
    ]
  >([
    ["logout", ({ world, authToken }) => world.client(authToken, "DELETE", "/v3.0/me", undefined, "dana-1")],
    [
      "a revoked token",
      ({ world, authToken }) => world.server("DELETE", `/v3/users/dana/auth_tokens/${authToken}`),
    ],
    ["flushed tokens", ({ world }) => world.server("DELETE", "/v3/users/dana/auth_tokens")],
    ["deactivation", ({ world }) => world.server("DELETE", "/v3/users/dana")],
  ])("ends at once with %s, and the session hears no more", async (_what, end) => {
    const watch = openWatch();
    const { world } = watch;
    const { authToken, jwt } = world.login("dana");
    const phone = watch.phone({ jwt });
    await world.server("POST", "/v3/messages", text("dana"));
    await end({ world, authToken });
    await world.server("POST", "/v3/messages", text("dana"));
    world.clock.advance(20);
    expect(watch.heard()).toEqual(toThree("online", "offline"));
    expect(phone.closed?.[0]).toBe(1000);
    expect(phone.ofType("message")).toEqual([]);
    world.clock.advance(60_000);
    expect(watch.heard()).toEqual(toThree("online", "offline"));
  });

  test("of a user who is erased ends too, told with what is left of the user", async () => {
    const watch = openWatch();
    watch.phone();
    await watch.world.server("DELETE", "/v3/users/dana", { permanent: true });
    watch.world.clock.advance(20);
    // With the user, the friendship and the role are gone: whom it was told to was settled before.
    expect(watch.heard()).toEqual(toThree("online", "offline"));
  });

  test("is told in the order in which it changed: who logs out and comes back at once is online", async () => {
    const watch = openWatch();
    const { world } = watch;
    const { authToken, jwt } = world.login("dana");
    watch.phone({ jwt });
    await world.client(authToken, "DELETE", "/v3.0/me", undefined, "dana-1");
    world.clock.advance(5);
    watch.phone();
    world.clock.advance(60_000);
    expect(watch.heard()).toEqual(toThree("online", "offline", "online"));
  });
});

describe("what is caused later arrives later", () => {
  test("a socket's frame does not overtake what a request has caused", async () => {
    const stage = await onStage();
    await stage.rest("alice-1", "POST", "/messages", text("bob"));
    stage.tell("alice-1", "bob", { type: "typing_indicator", body: { action: "ended" } });
    stage.heard("alice-1");
    const types = stage
      .socket("bob-1")
      .frames.slice(-2)
      .map(({ type }) => type);
    expect(types).toEqual(["message", "typing_indicator"]);
  });

  test("an agent's frames do not overtake what a request has caused", async () => {
    const stage = await onStage(({ server }) =>
      server("POST", "/users", { uid: "agent", name: "Agent", role: "@agentic" }),
    );
    const { clock } = stage.world;
    await stage.rest("alice-1", "POST", "/messages", text("agent"));
    for (let step = 0; step < 40; step += 1) {
      clock.advance(10);
      await stage.rest("bob-1", "POST", "/messages", text("alice"));
    }
    stage.listen();
    const ids = stage
      .socket("alice-2")
      .ofType("message")
      .map(({ body }) => Number(body.id));
    expect(ids).toEqual(ids.toSorted((a, b) => a - b));
    expect(ids.length).toBeGreaterThan(41);
  });

  test("a socket's frame leaves at once when nothing else waits", async () => {
    const stage = await onStage();
    stage.tell("alice-1", "bob", { type: "typing_indicator", body: { action: "started" } });
    expect(stage.frames("bob-1", "started")).toHaveLength(1);
  });
});

describe("a session that has ended", () => {
  test("is not revived by what its socket still sends", async () => {
    const stage = await onStage();
    const { authToken, jwt } = stage.world.login("carol");
    const socket = stage.world.connect("carol", { deviceId: "carol-9", jwt });
    await stage.world.client(authToken, "DELETE", "/v3.0/me", undefined, "carol-9");
    socket.send({ appId: "app1", type: "auth", body: { auth: stage.world.login("carol").jwt } });
    socket.send({
      appId: "app1",
      type: "typing_indicator",
      receiver: "bob",
      receiverType: "user",
      body: { action: "started" },
    });
    expect(stage.heard()).toEqual({});
    expect(socket.closed?.[0]).toBe(1000);
  });

  test("nor is a refused one, by what comes before the socket has closed", () => {
    const world = createBackendWorld();
    world.addUsers("alice");
    const sent: string[] = [];
    // As over a network: between the server's close and the end of the socket there is time.
    const slow = { send: (frame: string) => sent.push(frame), close: () => {} };
    const session = world.backend.openSocket(slow, "localhost:8443");
    const auth = (jwt: string) => JSON.stringify({ type: "auth", appId: "app1", body: { auth: jwt } });
    session.receive(auth("forged"));
    session.receive(auth(world.login("alice").jwt));
    expect(sent.map((frame) => JSON.parse(frame).body.code)).toEqual(["401"]);
    expect(world.app.state.connections.size).toBe(0);
  });

  test("has its socket closed, though the app is put back to before it ended", async () => {
    const stage = await onStage();
    const { backend, clock } = stage.world;
    const copy = backend.copy(stage.world.app);
    await stage.rest("bob-1", "DELETE", "/me");
    backend.putBack(copy);
    clock.advance(20);
    expect([stage.socket("bob-1").closed?.[0], stage.socket("bob-2").closed]).toEqual([1000, undefined]);
  });

  test("takes no other session with it, of the same user on another device", async () => {
    const stage = await onStage();
    await stage.rest("bob-1", "DELETE", "/me");
    await stage.rest("alice-1", "POST", "/messages", text("bob"));
    expect(stage.heard("alice-1")).toEqual({ text: ["alice-2", "bob-2"] });
    expect([stage.socket("bob-1").closed?.[0], stage.socket("bob-2").closed]).toEqual([1000, undefined]);
  });
});

describe("an app that is taken away", () => {
  test("sends nothing more, and does not touch the sockets of the next app of its name", async () => {
    const world = createBackendWorld();
    const { backend, clock } = world;
    const options = { appId: "app9", region: "us", authKey: "auth-key-9", restApiKey: "rest-key-9" };
    const enter = (app: ReturnType<typeof backend.addApp>, uid: string) => {
      backend.execute(app, "createUser", { uid, name: uid });
      const { jwt } = backend.execute(app, "createAuthToken", { uid });
      const socket = world.open();
      socket.send({ appId: app.appId, type: "auth", body: { auth: jwt, deviceId: uid } });
      return socket;
    };
    const first = backend.addApp(options);
    const former = enter(first, "alice");
    const said = { category: "message", type: "text", data: { text: "hi" }, receiverType: "user" } as const;
    backend.execute(first, "sendMessage", { ...said, receiver: "alice" });
    backend.removeApp("app9");
    const next = backend.addApp(options);
    const socket = enter(next, "bob");
    clock.advance(5_000);
    expect(former.closed?.[0]).toBe(1000);
    expect(former.ofType("message")).toEqual([]);
    expect(next.state.connections.list("byUser", "bob")).toHaveLength(1);
    backend.execute(next, "sendMessage", { ...said, receiver: "bob" });
    clock.advance(20);
    expect(socket.ofType("message")).toHaveLength(1);
  });
});
