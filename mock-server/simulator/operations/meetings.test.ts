import { describe, expect, it } from "vitest";
import { codeOf, createWorld, WORLD_START } from "../testing/world.ts";

const sessionId = "weekly";

function setUp() {
  const world = createWorld();
  world.addUsers("alice", "bob");
  const inIt = () => world.as("alice").run("countCallParticipants", { sessionId });
  return { ...world, inIt };
}

describe("a meeting", () => {
  it("has in it who has joined and not left", () => {
    const world = setUp();
    expect(world.inIt()).toBe(0);
    for (const uid of ["alice", "bob", "bob"]) world.as(uid).run("joinMeeting", { sessionId });
    expect(world.inIt()).toBe(2);
    world.as("alice").run("leaveMeeting", { sessionId });
    expect(world.inIt()).toBe(1);
    world.as("bob").run("leaveMeeting", { sessionId });
    expect(world.inIt()).toBe(0);
    expect(world.app.state.meetingParticipants.size).toBe(0);
  });

  it("starts anew with who comes after its end, and goes on for who comes back", () => {
    const world = setUp();
    world.as("alice").run("joinMeeting", { sessionId });
    world.clock.advance(2_000);
    world.as("bob").run("joinMeeting", { sessionId });
    world.as("alice").run("leaveMeeting", { sessionId });
    world.clock.advance(2_000);
    const back = world.as("alice").run("joinMeeting", { sessionId });
    expect(back).toEqual({
      sessionId,
      uid: "alice",
      type: "video",
      startedAt: WORLD_START,
      joinedAt: WORLD_START + 4,
    });
    for (const uid of ["alice", "bob"]) world.as(uid).run("leaveMeeting", { sessionId });
    expect(world.as("bob").run("joinMeeting", { sessionId }).startedAt).toBe(WORLD_START + 4);
  });

  it("is none of a call's, and left only by who is in it", () => {
    const world = setUp();
    const { call: step } = world
      .as("alice")
      .run("initiateCall", { receiver: "bob", receiverType: "user", type: "audio" });
    const ofCall = { sessionId: step?.call.sessionId ?? "" };
    expect(codeOf(world.as("bob").tryRun("joinMeeting", ofCall))).toBe("ERR_BAD_REQUEST");
    world.as("alice").run("joinMeeting", { sessionId });
    for (const input of [{ sessionId }, { sessionId: "other" }]) {
      expect(codeOf(world.as("bob").tryRun("leaveMeeting", input))).toBe("ERR_CALL_SESSION_NOT_FOUND");
    }
    world.as("alice").run("leaveMeeting", { sessionId });
    expect(codeOf(world.as("alice").tryRun("leaveMeeting", { sessionId }))).toBe(
      "ERR_CALL_SESSION_NOT_FOUND",
    );
  });

  it("loses who is deleted", () => {
    const world = setUp();
    for (const uid of ["alice", "bob"]) world.as(uid).run("joinMeeting", { sessionId });
    world.server.run("deleteUser", { uid: "bob", permanent: true });
    expect(world.inIt()).toBe(1);
  });
});
