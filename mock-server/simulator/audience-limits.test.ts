import { describe, expect, it } from "vitest";
import type { Audience, DomainEvent } from "./events.ts";
import { createWorld, type World } from "./testing/world.ts";

// How many may be online before some things are told no more. docs: articles/properties-and-constraints

/** A group of u0, u1 … who are all online. */
function crowd(size: number): World {
  const world = createWorld();
  const uids = Array.from({ length: size }, (_, at) => `u${at}`);
  world.addUsers(...uids);
  world.as("u0").run("createGroup", { guid: "crowd", name: "Crowd" });
  for (let at = 1; at < size; at += 25) {
    world.server.run("addMembers", { guid: "crowd", participants: uids.slice(at, at + 25) });
  }
  for (const uid of uids) world.connect(uid);
  return world;
}

function reach(audience: Audience | undefined): number | undefined {
  return audience && ("uids" in audience ? audience.uids.length : audience.connections.length);
}

function reachOf(events: readonly DomainEvent[], type: DomainEvent["type"]): number | undefined {
  return reach(events.find((event) => event.type === type)?.audience);
}

describe("in a group with many members online", () => {
  const typing = { receiver: "crowd", receiverType: "group", action: "started" };

  function eventsOf(
    world: World,
    uid: string,
    operation: "sendTyping" | "sendTransient" | "markRead",
    input: object,
  ) {
    const outcome = world.as(uid).tryRun(operation, input);
    if (!outcome.ok) throw outcome.error;
    return outcome.events;
  }

  it("typing is told up to 1,000 of them, and transient data to any number", () => {
    const world = crowd(1_000);
    expect(reachOf(eventsOf(world, "u0", "sendTyping", typing), "typing_indicator")).toBe(999);
    world.addUsers("last");
    world.server.run("addMembers", { guid: "crowd", participants: ["last"] });
    world.connect("last");
    expect(reachOf(eventsOf(world, "u0", "sendTyping", typing), "typing_indicator")).toBe(0);
    const data = { receiver: "crowd", receiverType: "group", data: {} };
    expect(reachOf(eventsOf(world, "u0", "sendTransient", data), "transient_message")).toBe(1_000);
  });

  it("receipts are told up to 300 of them", () => {
    const world = crowd(300);
    const { id } = world.say("u0", { guid: "crowd" });
    const read = { guid: "crowd", messageId: id };
    expect(reachOf(eventsOf(world, "u1", "markRead", read), "receipts")).toBe(2);
    world.addUsers("last");
    world.server.run("addMembers", { guid: "crowd", participants: ["last"] });
    world.connect("last");
    expect(reachOf(eventsOf(world, "u2", "markRead", read), "receipts")).toBeUndefined();
  });
});

describe("with many users online", () => {
  it("presence is told of the first 1,000, and not of the next", () => {
    const world = createWorld();
    const uids = Array.from({ length: 1_001 }, (_, at) => `u${at}`);
    world.addUsers(...uids);
    world.connect("u0", { kind: "all" });
    for (const uid of uids.slice(1, 999)) world.connect(uid);
    const told = uids.slice(999).map((uid) => {
      const { authToken } = world.server.run("createAuthToken", { uid });
      const session = world.by({ kind: "authToken", authToken });
      const outcome = session.tryRun("connect", { deviceId: uid, subscription: { kind: "none" } });
      return outcome.ok ? reachOf(outcome.events, "presence") : outcome.error.code;
    });
    expect(told).toEqual([1, undefined]);
  });
});
