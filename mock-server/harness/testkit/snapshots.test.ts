import { afterEach, describe, expect, it } from "vitest";
import { UsageError } from "../../usage-error.ts";
import type { SocketSession } from "../surface.ts";
import type { Door } from "./door.ts";
import { createTestkit, type Testkit, type TestkitOptions } from "./testkit.ts";

// biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the wire holds
type Frame = Record<string, any>;

const open: Testkit[] = [];
afterEach(async () => {
  for (const testkit of open.splice(0)) await testkit.close();
});

const [ANDREW, GEORGE] = ["cometchat-uid-1", "cometchat-uid-2"] as const;

/** A testkit whose clients are the test itself. */
function setUp(options: TestkitOptions = {}) {
  let door: Door | undefined;
  const testkit = createTestkit({ frozen: true, ...options }, (given) => {
    door = given;
    return { close: () => {} };
  });
  open.push(testkit);
  return {
    testkit,
    /** A client with a socket, as one that has logged in. */
    async connect(uid: string, deviceId = uid) {
      const { jwt, authToken } = await testkit.do("createAuthToken", { uid });
      const frames: Frame[] = [];
      const closed: string[] = [];
      const session: SocketSession | undefined = door?.openSocket(
        {
          send: (text) => frames.push(JSON.parse(text) as Frame),
          close(code, reason) {
            closed.push(reason);
            session?.closed(code);
          },
        },
        "testkit.websocket-us.cometchat.io",
      );
      const { appId } = testkit.app;
      const body = { auth: jwt, deviceId, presenceSubscription: "ALL_USERS" };
      session?.receive(JSON.stringify({ appId, type: "auth", deviceId, sender: uid, body }));
      const say = async (receiver: string, text: string) => {
        const content = { category: "message", type: "text", receiver, receiverType: "user", data: { text } };
        await door?.fetch(
          new Request("https://testkit.apiclient-us.cometchat.io/v3.0/messages", {
            method: "POST",
            headers: { appid: appId, authtoken: authToken, "content-type": "application/json" },
            body: JSON.stringify(content),
          }),
        );
      };
      return {
        closed,
        session,
        say,
        texts: () => frames.flatMap(({ body }) => body?.data?.text ?? []),
        frames,
      };
    },
  };
}

const online = async (testkit: Testkit) => (await testkit.do("onlineCounts", {})).onlineUsersCount;

describe("a snapshot", () => {
  it("brings back what was there, and goes on from it as the first time", async () => {
    const { testkit } = setUp();
    const george = testkit.as(GEORGE);
    const { id: first } = await george.sendText({ receiver: ANDREW, text: "kept" });
    const snapshot = await testkit.snapshot();
    for (const text of ["lost", "lost as well"]) {
      const { id } = await george.sendText({ receiver: ANDREW, text });
      expect(id).toBe(first + 1);
      await testkit.restore(snapshot);
      await expect(george.do("getMessage", { id })).rejects.toMatchObject({
        code: "ERR_MESSAGE_ID_NOT_FOUND",
      });
      expect(await george.do("getMessage", { id: first })).toMatchObject({ data: { text: "kept" } });
    }
  });

  it("brings back the time, and lets it run if it ran", async () => {
    const { testkit } = setUp({ now: "2026-01-01T00:00:00Z" });
    const { clock } = testkit;
    const still = await testkit.snapshot();
    expect(still.takenAt).toBe(Date.UTC(2026, 0, 1));
    clock.resume();
    const running = await testkit.snapshot();
    await clock.advance("1d");
    await testkit.restore(running);
    expect(clock.now()).toBeGreaterThanOrEqual(running.takenAt);
    expect(clock.now()).toBeLessThan(running.takenAt + 3_600_000);
    await testkit.restore(still);
    expect(clock.now()).toBe(still.takenAt);
  });

  it("leaves open the socket of a client that was there, and closes those that came since", async () => {
    const { testkit, connect } = setUp();
    const andrew = await connect(ANDREW);
    const snapshot = await testkit.snapshot();
    const george = await connect(GEORGE);
    expect(await online(testkit)).toBe(2);
    await testkit.restore(snapshot);
    expect([andrew.closed, george.closed]).toEqual([[], ["reset"]]);
    expect(await online(testkit)).toBe(1);
    await testkit.as(GEORGE).sendText({ receiver: ANDREW, text: "still there?" });
    expect(andrew.texts()).toEqual(["still there?"]);
  });

  it("does not take the end of an old socket for that of a new one", async () => {
    const { testkit, connect } = setUp();
    const snapshot = await testkit.snapshot();
    const george = await connect(GEORGE);
    george.session?.closed(1006);
    await testkit.restore(snapshot);
    const andrew = await connect(ANDREW);
    await testkit.clock.advance("10s");
    expect([await online(testkit), andrew.closed]).toEqual([1, []]);
  });

  it("counts out who was there then and has gone since, and tells nobody", async () => {
    const { testkit, connect } = setUp();
    const andrew = await connect(ANDREW);
    const george = await connect(GEORGE);
    const snapshot = await testkit.snapshot();
    george.session?.closed(1006);
    const known = andrew.frames.length;
    await testkit.restore(snapshot);
    await testkit.clock.advance("10s");
    expect(await online(testkit)).toBe(1);
    expect(andrew.frames.slice(known)).toEqual([]);
  });

  it("drops what was still to leave", async () => {
    const { testkit, connect } = setUp({ timing: { frameDelay: 20 } });
    const andrew = await connect(ANDREW);
    await testkit.do("createUser", { uid: "agent", name: "Agent", role: "@agentic" });
    await testkit.clock.advance("1s");
    const snapshot = await testkit.snapshot();
    const known = andrew.frames.length;
    await andrew.say("agent", "asked before");
    await andrew.say(GEORGE, "said before");
    await testkit.restore(snapshot);
    await testkit.clock.advance("1m");
    expect(andrew.frames.slice(known)).toEqual([]);
    await andrew.say(GEORGE, "said after");
    await testkit.as(GEORGE).sendText({ receiver: ANDREW, text: "answered" });
    expect(andrew.texts()).toEqual([]);
    await testkit.clock.advance("20ms");
    expect(andrew.texts()).toEqual(["said after", "answered"]);
  });

  it("goes on with the run of an agent that it caught at work", async () => {
    const { testkit, connect } = setUp();
    const andrew = await connect(ANDREW);
    await testkit.do("createUser", { uid: "agent", name: "Agent", role: "@agentic" });
    await testkit.as(ANDREW).sendText({ receiver: "agent", text: "hi" });
    await testkit.clock.advance("40ms");
    const snapshot = await testkit.snapshot();
    const types = async () => {
      const known = andrew.frames.length;
      await testkit.clock.advance("1m");
      return andrew.frames.slice(known).map(({ body }) => body.type as string);
    };
    const first = await types();
    expect(first.at(-1)).toBe("assistant");
    await testkit.restore(snapshot);
    expect(await types()).toEqual(first);
  });

  it("keeps extensions that were added since switched on", async () => {
    const { testkit } = setUp();
    testkit.extensions.add({ slug: "weather", name: "Weather", handle: () => ({}) });
    await testkit.reset();
    const { rows } = await testkit.do("listExtensions", {});
    expect(rows.find(({ slug }) => slug === "weather")).toMatchObject({ isActive: true });
  });

  it("is of no use to another testkit, nor is anything else", async () => {
    const { testkit } = setUp();
    const foreign = await setUp().testkit.snapshot();
    for (const wrong of [foreign, {}, undefined, "latest"]) {
      await expect(testkit.restore(wrong as typeof foreign)).rejects.toThrow(UsageError);
    }
  });
});

describe("a reset", () => {
  it("goes back to the preset and to the time of the beginning, and closes every socket", async () => {
    const { testkit, connect } = setUp({ now: 1_700_000_000_000 });
    const andrew = await connect(ANDREW);
    await testkit.as(GEORGE).comeOnline();
    await testkit.do("createUser", { uid: "new", name: "New" });
    await testkit.clock.advance("1h");
    await testkit.reset();
    expect([andrew.closed, await online(testkit)]).toEqual([["reset"], 0]);
    expect(testkit.clock.now()).toBe(1_700_000_000_000);
    await expect(testkit.do("getUser", { uid: "new" })).rejects.toMatchObject({ code: "ERR_UID_NOT_FOUND" });
    await testkit.as(GEORGE).comeOnline();
    expect(await online(testkit)).toBe(1);
  });
});
