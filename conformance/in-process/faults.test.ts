// @vitest-environment node
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { addPageGlobals, faults, type Snapshot, setupTestkit, type Testkit } from "../../mock-server/node.ts";
import type { EventLog } from "../official-sdk/events.ts";
import { ANDREW, GEORGE, importSdk, login } from "./sdk.ts";

type Sdk = Awaited<ReturnType<typeof importSdk>>["CometChat"];

describe("the official SDK among faults", () => {
  let testkit: Testkit;
  let CometChat: Sdk;
  let events: EventLog;
  let loggedIn: Snapshot;

  beforeAll(async () => {
    addPageGlobals();
    testkit = await setupTestkit({ frozen: true });
    ({ CometChat, events } = await importSdk());
    await login(CometChat, testkit);
    loggedIn = await testkit.snapshot();
  });
  beforeEach(async () => {
    testkit.faults.clear();
    await testkit.restore(loggedIn);
    events.clear();
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  afterAll(() => testkit.close());

  const say = (text: string) => CometChat.sendMessage(new CometChat.TextMessage(GEORGE, text, "user"));
  const codeOf = (sending: Promise<unknown>) =>
    sending.then(
      () => "sent",
      (error: { code: string }) => error.code,
    );
  const history = async () =>
    (await testkit.as(GEORGE).do("listMessages", { uid: ANDREW })).rows.map(({ data }) => data.text);
  /** Lets the SDK's own timers run, and what they cause. */
  const passTime = async (milliseconds: number) => {
    await vi.advanceTimersByTimeAsync(milliseconds);
    await testkit.settled();
    await vi.advanceTimersByTimeAsync(10);
    await testkit.settled();
  };

  it("waits for a late answer as long as the testkit's clock stands, and nothing else waits for it", async () => {
    testkit.faults.add(faults.latency("2s", { operation: "sendMessage" }));
    let isSent = false;
    const sending = say("late").then(() => {
      isSent = true;
    });
    // Whatever does not arrive would be waited for for a second, both times.
    const since = performance.now();
    await testkit.settled();
    await testkit.as(GEORGE).sendText({ receiver: ANDREW, text: "meanwhile" });
    await events.next("onTextMessageReceived");
    expect(performance.now() - since).toBeLessThan(1_800);
    expect(isSent).toBe(false);
    await testkit.clock.advance("2s");
    await sending;
    expect(await history()).toContain("late");
  });

  it.each([
    ["a refusal", faults.error("ERR_BLOCKED_RECEIVER"), "ERR_BLOCKED_RECEIVER"],
    ["one request too many", faults.rateLimit(), "ERR_TOO_MANY_REQUESTS"],
  ])("is told the service's code of %s", async (_what, fault, code) => {
    testkit.faults.add(fault);
    expect(await codeOf(say("refused"))).toBe(code);
  });

  it.each([
    ["a connection that is reset", faults.reset(), "FAILED_TO_FETCH"],
    ["an answer that breaks off", faults.truncate(), "FAILED_TO_FETCH"],
    ["a gateway's page", faults.http(503), "FAILED_TO_FETCH"],
    ["a gateway's JSON", faults.http(503, {}, {}, { body: { error: { code: "BUSY" } } }), "BUSY"],
  ])("fails at %s", async (_what, fault, code) => {
    const struck = testkit.faults.add({ ...fault, match: { operation: "sendMessage" } });
    expect(await codeOf(say("broken"))).toBe(code);
    expect(struck.hits).toBe(1);
  });

  it("does not know that a message was sent whose answer was lost", async () => {
    testkit.faults.add(faults.reset({ operation: "sendMessage" }, {}, { when: "after" }));
    expect(await codeOf(say("sent all the same"))).not.toBe("sent");
    expect(await history()).toContain("sent all the same");
  });

  it("hears no frame that is lost, one twice that is doubled, and two the other way round", async () => {
    const texts = () =>
      events.all
        .slice(before)
        .filter(({ name }) => name === "onTextMessageReceived")
        .map(({ args }) => (args[0] as InstanceType<Sdk["TextMessage"]>).getText());
    const before = events.all.length;
    testkit.faults.add([
      faults.loseFrame({ uid: ANDREW, frame: "message" }, { times: 1 }),
      faults.duplicateFrame({ frame: "message" }, { times: 1 }),
      faults.reorderFrame({ frame: "message" }, { after: 1, times: 1 }),
    ]);
    for (const text of ["one", "two", "three", "four"]) {
      await testkit.as(GEORGE).sendText({ receiver: ANDREW, text });
    }
    expect(texts()).toEqual(["two", "two", "four", "three"]);
  });

  it("hears nothing and reaches nobody in a partition, and goes on behind it", async () => {
    const cut = testkit.faults.add(faults.partition("10s", { uid: ANDREW }));
    await testkit.as(GEORGE).sendText({ receiver: ANDREW, text: "lost" });
    events.none("onTextMessageReceived");
    expect(await codeOf(say("lost too"))).not.toBe("sent");
    await testkit.clock.advance("10s");
    expect(cut.isSpent).toBe(true);
    await testkit.as(GEORGE).sendText({ receiver: ANDREW, text: "heard" });
    const [heard] = await events.next("onTextMessageReceived");
    expect(heard.getText()).toBe("heard");
    expect(await codeOf(say("sent"))).toBe("sent");
  });

  it("has no request left waiting when the testkit's faults are cleared", async () => {
    testkit.faults.add(faults.latency("1h"));
    const sending = say("late");
    await testkit.settled();
    testkit.faults.clear();
    expect(await codeOf(sending)).toBe("sent");
  });

  // From here on its socket is none of the snapshot.
  it("comes back five seconds after a drop, and once more when the handshake is refused", async () => {
    vi.useFakeTimers();
    testkit.faults.add(faults.drop(1011, { uid: ANDREW }, { times: 1 }));
    const refused = testkit.faults.add(faults.refuseSocket({ times: 1 }));
    await passTime(10);
    await events.next("onDisconnected");
    await passTime(5_000);
    expect(refused.hits).toBe(1);
    await testkit.as(GEORGE).sendText({ receiver: ANDREW, text: "missed" });
    events.none("onTextMessageReceived");
    await passTime(5_000);
    await passTime(5_000);
    await testkit.as(GEORGE).sendText({ receiver: ANDREW, text: "heard" });
    const [heard] = await events.next("onTextMessageReceived");
    expect(heard.getText()).toBe("heard");
    expect(testkit.log.query({ kind: "socket", fault: refused.id })).toMatchObject([{ action: "refused" }]);
  });

  // The last one: the SDK takes it for the end of its session, and forgets it.
  it("is logged out by a session that has expired", async () => {
    testkit.faults.add(faults.expireToken({ uid: ANDREW }, { times: 1 }));
    expect(await codeOf(say("refused"))).toBe("AUTH_ERR_AUTH_TOKEN_NOT_FOUND");
    await testkit.settled();
    await events.next("logoutSuccess");
    expect(await CometChat.getLoggedinUser()).toBeNull();
  });
});
