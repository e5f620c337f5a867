import { describe, expect, it } from "vitest";
import { createBackendWorld } from "./testing/backend-world.ts";

const text = (receiver: string) => ({
  category: "message",
  type: "text",
  receiver,
  receiverType: "user",
  data: { text: "hi there" },
});

async function askAgent(timing = {}) {
  const world = createBackendWorld(timing);
  world.addUsers("alice");
  await world.server("POST", "/users", { uid: "agent", name: "Agent", role: "@agentic" });
  const { authToken, jwt } = world.login("alice");
  const laptop = world.connect("alice", { deviceId: "laptop", jwt });
  await world.client(authToken, "POST", "/messages", text("agent"), "laptop");
  return { world, laptop };
}

describe("an agent's run on the clock", () => {
  it("begins after the frames of the message, goes on step by step and ends with the reply", async () => {
    const { world, laptop } = await askAgent();
    const typesAt = (milliseconds: number) => {
      const known = laptop.frames.length;
      world.clock.advance(milliseconds);
      return laptop.frames.slice(known).map((frame) => frame.body.type);
    };

    expect(typesAt(39)).toEqual(["text"]);
    expect(typesAt(1)).toEqual(["run_started"]);
    expect(typesAt(20)).toEqual(["text_message_start"]);
    expect(typesAt(10_000).slice(-4)).toEqual([
      "text_message_content",
      "text_message_end",
      "run_finished",
      "assistant",
    ]);
    expect(typesAt(60_000)).toEqual([]);
  });

  it("is told without a device's id, so that the device that asked hears it too", async () => {
    const { world, laptop } = await askAgent();
    world.clock.advance(10_000);

    const [first] = laptop.ofType("streamed_message");

    expect(first).toMatchObject({ sender: "agent", receiver: "alice", receiverType: "user" });
    expect(first).not.toHaveProperty("deviceId");
    expect(first?.body).toMatchObject({
      type: "run_started",
      conversationId: "agent_user_alice",
      id: "1",
      parentId: "1",
      data: { timestamp: 1_700_000_000_040 },
    });
  });

  it("is over at once in a history that is made up", () => {
    const { app, backend } = createBackendWorld();
    backend.play(app, [
      { minutesAgo: 10, operation: "createUser", input: { uid: "alice", name: "Alice" } },
      { minutesAgo: 10, operation: "createUser", input: { uid: "agent", name: "Agent", role: "@agentic" } },
      { minutesAgo: 5, as: "alice", operation: "sendMessage", input: text("agent") },
    ]);
    const messages = [...app.state.messages.values()];
    expect(messages.map(({ type, sentAt }) => [type, sentAt])).toEqual([
      ["text", 1_700_000_000 - 300],
      ["assistant", 1_700_000_000 - 300],
    ]);
  });

  it("is as slow as one wants it", async () => {
    const { world, laptop } = await askAgent({ streamInterval: 1_000 });
    world.clock.advance(1_019);
    expect(laptop.ofType("streamed_message")).toHaveLength(0);
    world.clock.advance(1_001);
    expect(laptop.ofType("streamed_message")).toHaveLength(2);
  });
});
