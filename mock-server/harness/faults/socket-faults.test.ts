import { describe, expect, it } from "vitest";
import { connectTo, openFaultWorld } from "../testing/fault-world.ts";

async function turn(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

describe("a fault of frames", () => {
  it("loses a frame to a client, and says so in the log with what had led to it", async () => {
    const { faults, say, connect, log } = await openFaultWorld();
    const bob = connect("bob");
    const lost = faults.add({ match: { uid: "bob", frame: "message" }, action: { loseFrame: {} }, times: 1 });
    await say("alice", "bob", "one");
    await say("alice", "bob", "two");
    expect(bob.texts).toEqual(["two"]);
    expect(lost).toMatchObject({ hits: 1, isSpent: true });
    const [frame] = log.query({ fault: lost.id });
    expect(frame).toMatchObject({ kind: "frame", direction: "out", uid: "bob", isLost: true });
    expect(log.entry(frame?.cause ?? 0)).toMatchObject({ kind: "event", event: { type: "message" } });
    expect(log.query({ kind: "frame", type: "message" })).toMatchObject([
      { isLost: true },
      { isLost: false, fault: undefined },
    ]);
    expect(log.transcript()).toContain("to bob (bob's): message, lost [fault: loseFrame-1]");
  });

  it("loses a frame of a client, which does nothing then", async () => {
    const { faults, connect, log } = await openFaultWorld();
    const [alice, bob] = [connect("alice"), connect("bob")];
    faults.add({
      match: { deviceId: "alice's", frame: "typing_indicator", direction: "in" },
      action: { loseFrame: {} },
      times: 1,
    });
    alice.type("bob", "started");
    expect(log.query({ kind: "command", operation: "sendTyping" })).toEqual([]);
    alice.type("bob", "ended");
    expect(bob.types.filter((type) => type === "typing_indicator")).toHaveLength(1);
  });

  it("strikes in both directions unless told otherwise, and the pings of a client too", async () => {
    const { faults, connect, log } = await openFaultWorld();
    const alice = connect("alice");
    faults.add({ match: { frame: "pong" }, action: { loseFrame: {} }, times: 1 });
    alice.ping();
    expect(alice.types).not.toContain("pong");
    faults.add({ match: { frame: "ping" }, action: { loseFrame: {} }, times: 1 });
    alice.ping();
    expect(alice.types).not.toContain("pong");
    alice.ping();
    expect(alice.types.filter((type) => type === "pong")).toHaveLength(1);
    expect(log.query({ type: "ping", direction: "in" })).toMatchObject([
      { isLost: false },
      { isLost: true },
      { isLost: false },
    ]);
  });

  it("sends a frame more than once", async () => {
    const { faults, say, connect, log } = await openFaultWorld();
    const bob = connect("bob");
    faults.add({ match: { frame: "message" }, action: { duplicateFrame: { copies: 2 } }, times: 1 });
    await say("alice", "bob", "one");
    await say("alice", "bob", "two");
    expect(bob.texts).toEqual(["one", "one", "one", "two"]);
    expect(log.query({ kind: "frame", type: "message" })).toMatchObject([
      { fault: undefined },
      { fault: "duplicateFrame-1" },
      { fault: "duplicateFrame-1" },
      { fault: undefined },
    ]);
  });

  it("delays a frame on the app's clock, and those behind overtake it", async () => {
    const { faults, control, say, connect, log } = await openFaultWorld();
    const bob = connect("bob");
    faults.add({ match: { frame: "message" }, action: { delayFrame: { delay: "3s" } }, times: 1 });
    await say("alice", "bob", "one");
    await say("alice", "bob", "two");
    await control.clock.advance("2999ms");
    expect(bob.texts).toEqual(["two"]);
    await control.clock.advance("1ms");
    expect(bob.texts).toEqual(["two", "one"]);
    expect(log.query({ fault: "delayFrame-1" })).toMatchObject([{ isLost: false, at: control.clock.now() }]);
  });

  it("delays what a client sends", async () => {
    const { faults, control, connect, log } = await openFaultWorld();
    const alice = connect("alice");
    faults.add({
      match: { frame: "typing_indicator", direction: "in" },
      action: { delayFrame: { delay: "3s" } },
    });
    alice.type("bob");
    expect(log.query({ operation: "sendTyping" })).toEqual([]);
    await control.clock.advance("3s");
    expect(log.query({ operation: "sendTyping" })).toMatchObject([{ at: control.clock.now() }]);
  });

  it("puts a frame behind the next one", async () => {
    const { faults, say, connect } = await openFaultWorld();
    const bob = connect("bob");
    faults.add({ match: { frame: "message" }, action: { reorderFrame: {} } });
    for (const text of ["one", "two", "three", "four"]) await say("alice", "bob", text);
    expect(bob.texts).toEqual(["two", "one", "four", "three"]);
  });

  it("lets the last one that it holds back go by the next one too", async () => {
    const { faults, say, connect } = await openFaultWorld();
    const bob = connect("bob");
    faults.add({ match: { frame: "message" }, action: { reorderFrame: {} }, times: 1 });
    for (const text of ["one", "two", "three"]) await say("alice", "bob", text);
    expect(bob.texts).toEqual(["two", "one", "three"]);
  });

  it("keeps a frame no longer than that for want of a next one", async () => {
    const { faults, control, say, connect } = await openFaultWorld();
    const bob = connect("bob");
    faults.add({ match: { frame: "message" }, action: { reorderFrame: { within: "5s" } }, times: 1 });
    await say("alice", "bob", "one");
    await control.clock.advance("4s");
    expect(bob.texts).toEqual([]);
    await control.clock.advance("1s");
    expect(bob.texts).toEqual(["one"]);
  });

  it("holds nothing back any more once it is removed, and drops it in a reset", async () => {
    const { faults, control, say, connect } = await openFaultWorld();
    const bob = connect("bob");
    const late = faults.add({ match: { frame: "message" }, action: { delayFrame: { delay: "1h" } } });
    await say("alice", "bob", "one");
    late.remove();
    expect(bob.texts).toEqual(["one"]);
    faults.add({ match: { frame: "message" }, action: { delayFrame: { delay: "1h" } } });
    await say("alice", "bob", "two");
    await control.reset();
    await control.clock.advance("2h");
    expect(bob.texts).toEqual(["one"]);
  });

  it("meets no user that a test plays by itself", async () => {
    const { faults, control, say, connect } = await openFaultWorld();
    const bob = connect("bob");
    await control.as("alice").comeOnline();
    const lost = faults.add({ action: { loseFrame: {} }, times: 1 });
    await control.as("bob").startTyping({ receiver: "alice" });
    expect(lost.hits).toBe(0);
    await say("alice", "bob", "hello");
    expect(bob.texts).toEqual([]);
  });
});

describe("a fault of sockets", () => {
  it("drops those that are open, and those that come back", async () => {
    const { faults, connect, log } = await openFaultWorld();
    const [alice, bob] = [connect("alice"), connect("bob")];
    const dropped = faults.add({ match: { uid: "alice" }, action: { drop: { code: 4001, reason: "gone" } } });
    expect([alice.closed, bob.closed]).toEqual([[[4001, "gone"]], []]);
    await turn();
    const again = connect("alice");
    expect([again.types, again.closed]).toEqual([["auth"], [[4001, "gone"]]]);
    await turn();
    dropped.remove();
    expect(connect("alice").closed).toEqual([]);
    expect(log.query({ kind: "socket", fault: dropped.id })).toMatchObject([
      { action: "closed", uid: "alice", code: 4001 },
      { action: "closed", uid: "alice", code: 4001 },
    ]);
  });

  it("does not let one drop strike again when another fault is added", async () => {
    const { faults, connect } = await openFaultWorld();
    const first = faults.add({ match: { uid: "alice" }, action: { drop: { delay: "1h" } } });
    connect("alice");
    faults.add({ match: { uid: "bob" }, action: { drop: {} } });
    expect(first.hits).toBe(1);
  });

  it("drops a socket at a frame, which is lost", async () => {
    const { faults, say, connect } = await openFaultWorld();
    const bob = connect("bob");
    faults.add({ match: { frame: "message" }, action: { drop: {} }, times: 1 });
    expect(bob.closed).toEqual([]);
    await say("alice", "bob", "one");
    expect([bob.texts, bob.closed]).toEqual([[], [[1006, ""]]]);
  });

  it("drops a socket a while after a frame, which arrives", async () => {
    const { faults, control, say, connect } = await openFaultWorld();
    const bob = connect("bob");
    faults.add({ match: { frame: "message" }, action: { drop: { delay: "4s" } }, times: 1 });
    await say("alice", "bob", "one");
    await control.clock.advance("3s");
    expect([bob.texts, bob.closed]).toEqual([["one"], []]);
    await control.clock.advance("1s");
    expect(bob.closed).toEqual([[1006, ""]]);
  });

  it("refuses handshakes with a status, and says so in the log", async () => {
    const { faults, testbed, log } = await openFaultWorld();
    const refuse = (address: string) => testbed.refuseSocket?.(address);
    faults.add({ action: { refuseSocket: { status: 502 } }, times: 2 });
    expect(refuse("localhost:8443/ws/other:8443")).toBeUndefined();
    expect(refuse("localhost:8443/ws/app1:8443")).toBe(502);
    expect(refuse("APP1.websocket-us.cometchat.io/")).toBe(502);
    expect(refuse("app1.websocket-us.cometchat.io/")).toBeUndefined();
    expect(log.query({ kind: "socket", fault: "refuseSocket-1" })).toMatchObject([
      { action: "refused", code: 502 },
      { action: "refused", code: 502 },
    ]);
    expect(log.har().log.entries).toMatchObject([
      { response: { status: 502 } },
      { response: { status: 502 } },
    ]);
  });
});

describe("a partition", () => {
  it("leaves a user's requests without an answer, and the socket deaf both ways, until it heals", async () => {
    const { faults, control, ask, say, connect, log } = await openFaultWorld();
    const [alice, bob] = [connect("alice"), connect("bob")];
    const cut = faults.add({ match: { uid: "bob" }, action: { partition: "10s" } });
    expect((await ask("bob", "GET", "/users/alice")).status).toBe(0);
    expect((await say("alice", "bob", "lost")).status).toBe(200);
    bob.type("alice");
    expect([bob.texts, bob.closed, alice.types.includes("typing_indicator")]).toEqual([[], [], false]);
    expect(cut).toMatchObject({ hits: 3, isSpent: false });
    expect(log.query({ fault: cut.id, kind: "frame" })).toMatchObject([
      { direction: "out", isLost: true },
      { direction: "in", isLost: true },
    ]);
    await control.clock.advance("10s");
    expect(cut.isSpent).toBe(true);
    expect((await ask("bob", "GET", "/users/alice")).status).toBe(200);
    await say("alice", "bob", "again");
    bob.type("alice");
    expect([bob.texts, alice.types.includes("typing_indicator")]).toEqual([["again"], true]);
  });

  it("keeps the server from hearing that the client has left", async () => {
    const { faults, control, ask, connect } = await openFaultWorld();
    const bob = connect("bob");
    const status = async () => (await (await ask("alice", "GET", "/users/bob")).json()).data.status;
    faults.add({ match: { deviceId: "bob's" }, action: { partition: "10s" } });
    bob.leave();
    await control.clock.advance("9s");
    expect(await status()).toBe("available");
    await control.clock.advance("1s");
    expect(await status()).toBe("offline");
  });

  it("breaks a socket that is opened meanwhile as soon as it is known whose it is", async () => {
    const { faults, connect } = await openFaultWorld();
    faults.add({ match: { uid: "bob" }, action: { partition: "10s" } });
    const [alice, bob] = [connect("alice"), connect("bob")];
    expect([alice.types, alice.closed]).toEqual([["auth"], []]);
    expect([bob.types, bob.closed]).toEqual([[], [[1006, ""]]]);
  });

  it("of everybody refuses handshakes, and heals when it is removed", async () => {
    const { faults, testbed, ask } = await openFaultWorld();
    const cut = faults.add({ action: { partition: "10s" } });
    expect(testbed.refuseSocket?.("localhost:8443/ws/app1:8443")).toBe(503);
    cut.remove();
    expect(testbed.refuseSocket?.("localhost:8443/ws/app1:8443")).toBeUndefined();
    expect((await ask("bob", "GET", "/users/alice")).status).toBe(200);
  });

  it("hears of those who have left when it is reset or its app goes away, and keeps no timer", async () => {
    const { faults, testbed, tokenOf, control } = await openFaultWorld();
    const bob = connectTo(testbed, "bob", tokenOf("bob").jwt);
    faults.add({ match: { uid: "bob" }, action: { partition: "10s" } });
    bob.leave();
    await control.reset();
    expect(await control.do("getUser", { uid: "bob" }).catch(({ code }) => code)).toBe("ERR_UID_NOT_FOUND");
    faults.add({ action: { partition: "10s" } });
    testbed.removeApp("app1");
    expect(faults.list()).toEqual([]);
  });
});
