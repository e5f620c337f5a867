import { describe, expect, it } from "vitest";
import { hasReachedGoal, interactionsBy } from "../interactions.ts";
import type { Message } from "../records.ts";
import type { InteractionGoal } from "../rules/interaction-goals.ts";
import { codeOf, createWorld, WORLD_START, type World } from "../testing/world.ts";

function makeWorld(): World {
  const world = createWorld();
  world.addUsers("alice", "bob", "carol");
  world
    .as("alice")
    .run("createGroup", { guid: "team", name: "Team", members: { participants: ["bob", "carol"] } });
  return world;
}

const TO_BOB = { receiver: "bob", receiverType: "user" };
const TO_TEAM = { receiver: "team", receiverType: "group" };
const FORM = { title: "Form", formFields: [] };

function form(data: object, to: object = TO_BOB) {
  return { ...to, category: "interactive", type: "form", data: { interactiveData: FORM, ...data } };
}

function send(world: World, goal?: InteractionGoal, more: object = {}, to: object = TO_BOB): Message {
  return world.as("alice").run("sendMessage", form({ interactionGoal: goal, ...more }, to) as never);
}

describe("sending an interactive message (domain.md §6.11)", () => {
  it("fills in a goal of none, and that the sender may not interact", () => {
    const world = makeWorld();
    expect(send(world).data).toEqual({
      interactiveData: FORM,
      interactionGoal: { type: "none", elementIds: [] },
      allowSenderInteraction: false,
    });
  });

  it("drops interactions that the sender made up", () => {
    const world = makeWorld();
    expect(send(world, undefined, { interactions: [{ elementId: "e" }] }).data).not.toHaveProperty(
      "interactions",
    );
  });

  it.each([
    ["no data", { interactiveData: undefined }, "interactiveData"],
    ["data that is no object", { interactiveData: "form" }, "interactiveData"],
    ["a goal that is none", { interactionGoal: "anyAction" }, "interactionGoal"],
    ["an unknown goal", { interactionGoal: { type: "someOf" } }, "interactionGoal.type"],
    [
      "a goal of nothing known",
      { interactionGoal: { type: "anyOf", elementIds: [1] } },
      "interactionGoal.elementIds",
    ],
    ["a flag that is none", { allowSenderInteraction: "yes" }, "allowSenderInteraction"],
  ])("is refused with %s", (_what, data, field) => {
    const world = makeWorld();
    const refused = world.as("alice").tryRun("sendMessage", form(data));
    expect(refused).toMatchObject({
      error: { code: "ERR_BAD_REQUEST", details: { [field]: [expect.any(String)] } },
    });
  });
});

describe("interacting", () => {
  it("is recorded for each user and element, with the time of the first", () => {
    const world = makeWorld();
    const { id } = send(world, undefined, {}, TO_TEAM);
    world.as("bob").run("markInteracted", { id, interactions: ["name"] });
    world.clock.advance(5_000);
    world.as("bob").run("markInteracted", { id, interactions: ["name", "submit"] });
    const { state } = world.app;
    expect(interactionsBy(state, id, "bob")).toMatchObject([
      { elementId: "name", interactedAt: WORLD_START },
      { elementId: "submit", interactedAt: WORLD_START + 5 },
    ]);
    expect(interactionsBy(state, id, "carol")).toEqual([]);
  });

  it("is for those who may read the message, and for its sender only if the message says so", () => {
    const world = makeWorld();
    const interact = (uid: string, id: number) =>
      codeOf(world.as(uid).tryRun("markInteracted", { id, interactions: ["e"] }));
    const closed = send(world).id;
    expect(interact("bob", closed)).toBe("ok");
    expect(interact("carol", closed)).toBe("ERR_MESSAGE_NO_ACCESS");
    expect(interact("alice", closed)).toBe("ERR_MESSAGE_ACTION_NOT_ALLOWED");
    expect(interact("alice", send(world, undefined, { allowSenderInteraction: true }).id)).toBe("ok");
  });

  it("is refused with anything but a live interactive message and at least one element", () => {
    const world = makeWorld();
    const interact = (id: number, interactions: unknown = ["e"]) =>
      codeOf(world.as("bob").tryRun("markInteracted", { id, interactions }));
    expect(interact(world.say("alice", { uid: "bob" }).id)).toBe("ERR_MESSAGE_ACTION_NOT_ALLOWED");
    expect(interact(999)).toBe("ERR_MESSAGE_ID_NOT_FOUND");
    const { id } = send(world);
    for (const junk of [[], [""], [1], "e", null]) {
      expect(interact(id, junk)).toBe("ERR_BAD_REQUEST");
    }
    world.as("alice").run("deleteMessage", { id });
    expect(interact(id)).toBe("ERR_MESSAGE_ID_NOT_FOUND");
    expect(world.app.state.interactions.size).toBe(0);
  });
});

describe("the goal", () => {
  const wanted = ["a", "b"];
  it.each([
    [{ type: "anyAction", elementIds: [] }, ["x"], 0],
    [{ type: "anyAction", elementIds: wanted }, ["x"], 0],
    [{ type: "anyOf", elementIds: wanted }, ["x", "b"], 1],
    [{ type: "allOf", elementIds: wanted }, ["b", "x", "a"], 2],
    [{ type: "allOf", elementIds: [] }, ["a"], undefined],
    [{ type: "none", elementIds: wanted }, ["a", "b"], undefined],
  ] as const)("%j is reached by %j at step %s, and told once", (goal, elements, step) => {
    const world = makeWorld();
    const { id } = send(world, goal as unknown as InteractionGoal);
    const told = elements.map((elementId) => {
      const outcome = world.as("bob").tryRun("markInteracted", { id, interactions: [elementId] });
      return outcome.ok && outcome.events.length;
    });
    expect(told).toEqual(elements.map((_, at) => (at === step ? 1 : 0)));
    const again = world.as("bob").tryRun("markInteracted", { id, interactions: [...elements] });
    expect(again).toMatchObject({ ok: true, events: [] });
    const message = world.app.state.messages.get(id) as Message;
    expect(hasReachedGoal(world.app.state, message, "bob")).toBe(step !== undefined);
  });

  it("is told to the message's sender, with all that the user has done", () => {
    const world = makeWorld();
    const { id } = send(world, { type: "allOf", elementIds: ["a", "b"] }, {}, TO_TEAM);
    world.as("bob").run("markInteracted", { id, interactions: ["a"] });
    world.as("carol").run("markInteracted", { id, interactions: ["b"] });
    expect(world.as("bob").tryRun("markInteracted", { id, interactions: ["b"] })).toMatchObject({
      events: [
        {
          type: "interaction_completed",
          messageId: id,
          messageSender: "alice",
          sender: "bob",
          receiver: "team",
          receiverType: "group",
          interactions: [{ elementId: "a" }, { elementId: "b" }],
          audience: { uids: ["alice"] },
        },
      ],
    });
  });

  it("reached narrows a history for who reached it", () => {
    const world = makeWorld();
    const [first, second] = [send(world, { type: "anyAction", elementIds: [] }).id, send(world).id];
    for (const id of [first, second]) world.as("bob").run("markInteracted", { id, interactions: ["e"] });
    const completed = (uid: string, peer: string) =>
      world
        .as(uid)
        .run("listMessages", { uid: peer, onlyInteractionGoalCompleted: true })
        .rows.map((row) => row.id);
    expect(completed("bob", "alice")).toEqual([first]);
    expect(completed("alice", "bob")).toEqual([]);
  });
});

it("a user who is erased leaves no interaction behind", () => {
  const world = makeWorld();
  const { id } = send(world, undefined, {}, TO_TEAM);
  world.as("bob").run("markInteracted", { id, interactions: ["e"] });
  world.server.run("deleteUser", { uid: "bob", permanent: true });
  expect(world.app.state.interactions.size).toBe(0);
});
