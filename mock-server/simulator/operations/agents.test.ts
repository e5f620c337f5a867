import { describe, expect, it } from "vitest";
import type { DomainEvent } from "../events.ts";
import { digest } from "../testing/digest.ts";
import { codeOf, createWorld, type World } from "../testing/world.ts";

function withAgent() {
  const world = createWorld();
  world.addUsers("alice", "bob");
  world.server.run("createUser", { uid: "agent", name: "Agent", role: "@agentic" });
  const ask = (text: string, parentId?: number, uid = "alice") =>
    world.as(uid).tryRun("sendMessage", {
      receiver: "agent",
      receiverType: "user",
      category: "message",
      type: "text",
      data: { text },
      parentId,
    });
  return { world, ask };
}

function runOf(outcome: { ok: boolean; events?: readonly DomainEvent[] }): string | undefined {
  const called = (outcome.events ?? []).find((event) => event.type === "agentCalled");
  return called?.type === "agentCalled" ? called.runId : undefined;
}

/** Everything that a run brings about, step by step. */
function playOut(world: World, runId: string): DomainEvent[] {
  const events: DomainEvent[] = [];
  for (let step = 0; step < 100; step += 1) {
    world.clock.advance(20);
    const outcome = world.server.tryRun("continueAgentRun", { runId });
    if (!outcome.ok) throw outcome.error;
    events.push(...outcome.events);
    if (outcome.value.isOver) return events;
  }
  throw new Error("The run does not end.");
}

const namesOf = (events: readonly DomainEvent[]) =>
  events.map((event) => (event.type === "streamed_message" ? event.name : event.type));

describe("an agent's run", () => {
  it("is told to whom it answers alone, at the time of each step, and ends in history", () => {
    const { world, ask } = withAgent();
    const outcome = ask("hi");

    const events = playOut(world, runOf(outcome) ?? "");

    expect(namesOf(events)).toEqual([
      "run_started",
      "text_message_start",
      "text_message_content",
      "text_message_content",
      "text_message_content",
      "text_message_end",
      "run_finished",
      "message",
    ]);
    const times = events.flatMap((event) =>
      event.type === "streamed_message" ? [event.data.timestamp] : [],
    );
    expect(times).toEqual(times.map((_, index) => 1_700_000_000_000 + 20 * (index + 1)));
    expect(events.every((event) => event.type === "message" || "uids" in event.audience)).toBe(true);
    expect(events[0]?.audience).toEqual({ uids: ["alice"] });
    expect(world.app.state.agentRuns.size).toBe(0);
  });

  it("says what was scripted for this text, else for any", () => {
    const { world, ask } = withAgent();
    world.server.run("scriptAgent", { uid: "agent", reply: { text: "Anything." } });
    world.server.run("scriptAgent", { uid: "agent", when: "ping", reply: { text: ["po", "ng"] } });
    const answerTo = (text: string) => {
      const said = playOut(world, runOf(ask(text)) ?? "").at(-1);
      return said?.type === "message" ? said.message.data.text : undefined;
    };

    expect([answerTo("ping"), answerTo("else")]).toEqual(["pong", "Anything."]);
    world.server.run("scriptAgent", { uid: "agent", when: "ping" });
    expect(answerTo("ping")).toBe("Anything.");
  });

  it("begins for texts to an agent, and for nothing else", () => {
    const { world, ask } = withAgent();
    const send = (uid: string, fields: object) =>
      world.as(uid).tryRun("sendMessage", {
        receiver: "agent",
        receiverType: "user",
        category: "message",
        type: "text",
        data: { text: "hi" },
        ...fields,
      });
    expect(runOf(ask("hi"))).toBeDefined();
    expect(runOf(send("alice", { receiver: "bob" }))).toBeUndefined();
    expect(runOf(send("alice", { type: "image", data: { url: "https://a.example/a.png" } }))).toBeUndefined();
    expect(runOf(send("alice", { category: "custom", type: "x", data: { customData: {} } }))).toBeUndefined();
    expect(runOf(send("agent", { receiver: "alice" }))).toBeUndefined();
    world.server.run("createUser", { uid: "other", name: "Other", role: "@agentic" });
    expect(runOf(send("other", {}))).toBeUndefined();
    world.as("agent").run("blockUsers", { blockedUids: ["bob"] });
    expect(runOf(send("bob", {}))).toBeUndefined();
  });

  it("waits until a message that moderation holds is let through", () => {
    const { world, ask } = withAgent();
    world.server.run("createModerationRule", {
      id: "waits",
      name: "Waits",
      action: ["holdMessage"],
      conditions: [{ value: "wait" }],
    });
    const held = ask("wait a moment");
    expect(runOf(held)).toBeUndefined();

    const { value } = held as { value: { id: number } };
    const reviewed = world.server.tryRun("reviewMessage", {
      id: value.id,
      queue: "blocked",
      status: "approved",
    });

    expect(playOut(world, runOf(reviewed) ?? "").at(-1)?.type).toBe("message");
  });

  it.each<[string, (world: World, id: number) => void]>([
    ["the message is deleted", (world, id) => world.as("alice").run("deleteMessage", { id })],
    [
      "the message is gone for good",
      (world, id) => world.server.run("deleteMessage", { id, permanent: true }),
    ],
    ["the agent is blocked", (world) => world.as("alice").run("blockUsers", { blockedUids: ["agent"] })],
    ["the agent is gone", (world) => world.server.run("deleteUser", { uid: "agent", permanent: true })],
    ["the user is gone", (world) => world.server.run("deleteUser", { uid: "alice", permanent: true })],
  ])("ends without a word when %s", (_case, happens) => {
    const { world, ask } = withAgent();
    const outcome = ask("hi");
    const runId = runOf(outcome) ?? "";
    world.server.run("continueAgentRun", { runId });

    happens(world, outcome.ok ? outcome.value.id : 0);

    expect(playOut(world, runId)).toEqual([]);
    expect(codeOf(world.server.tryRun("continueAgentRun", { runId }))).toBe("ERR_BAD_REQUEST");
  });

  it("replies under the message, or in its thread, and follows the thread's id", () => {
    const { world, ask } = withAgent();
    const first = ask("one");
    const root = first.ok ? first.value.id : 0;
    const [begun] = playOut(world, runOf(first) ?? "");
    const [continued] = playOut(world, runOf(ask("two", root)) ?? "");
    const threads = [begun, continued].map((event) =>
      event?.type === "streamed_message" ? [event.parentId, event.data.threadId] : [],
    );

    expect(threads[0]).toEqual(threads[1]);
    const { rows } = world.as("alice").run("listMessages", { parentId: root });
    expect(rows.map((row) => row.category)).toEqual(["agentic", "message", "agentic"]);
  });

  it("cannot be edited, reacted to or answered", () => {
    const { world, ask } = withAgent();
    playOut(world, runOf(ask("hi")) ?? "");
    const { id } = world.as("alice").run("listMessages", { uid: "agent" }).rows.at(-1) ?? { id: 0 };
    expect(codeOf(world.as("alice").tryRun("addReaction", { id, reaction: "👍" }))).toBe(
      "ERR_MESSAGE_ACTION_NOT_ALLOWED",
    );
    expect(codeOf(world.server.tryRun("editMessage", { id, data: { text: "x" } }))).toBe(
      "ERR_MESSAGE_ACTION_NOT_ALLOWED",
    );
  });
});

describe("scripting agents", () => {
  it("is refused for who is none, and changes nothing then", () => {
    const { world } = withAgent();
    const before = digest(world.app.state);
    const reply = { text: "hi" };

    const codes = [
      world.server.tryRun("scriptAgent", { uid: "alice", reply }),
      world.server.tryRun("scriptAgent", { uid: "nobody", reply }),
      world.server.tryRun("scriptAgent", { uid: "agent", reply: { text: "" } }),
      world.server.tryRun("scriptAgent", { uid: "agent", reply: { text: "x", tools: [{ name: "a" }] } }),
      world.as("alice").tryRun("scriptAgent", { uid: "agent", reply }),
    ].map(codeOf);

    expect(codes).toEqual([
      "ERR_BAD_REQUEST",
      "ERR_UID_NOT_FOUND",
      "ERR_BAD_REQUEST",
      "ERR_BAD_REQUEST",
      "AUTH_ERR_EMPTY_APIKEY",
    ]);
    expect(digest(world.app.state)).toBe(before);
  });
});

describe("cards", () => {
  const card = {
    receiver: "bob",
    receiverType: "user",
    category: "card",
    type: "text",
    data: { text: "Order", card: { title: "Order" } },
  };

  it("are sent by the app's server, for a user or for itself, and by no client", () => {
    const { world } = withAgent();
    expect(world.server.run("sendMessage", card).category).toBe("card");
    expect(codeOf(world.as("alice").tryRun("sendMessage", card))).toBe("ERR_INVALID_MESSAGE_CATEGORY");
  });

  it("have a card", () => {
    const { world } = withAgent();
    const sent = (data: unknown) => codeOf(world.server.tryRun("sendMessage", { ...card, data }));
    expect([sent({ text: "x" }), sent({ card: "x" }), sent({ card: {}, text: 1 })]).toEqual([
      "ERR_INVALID_MESSAGE_DATA",
      "ERR_INVALID_MESSAGE_DATA",
      "ERR_INVALID_MESSAGE_TEXT",
    ]);
  });
});
