import type { GoalType, InteractiveMessage } from "@cometchat/chat-sdk-javascript";
import { describe, expect, it } from "vitest";
import { addressOf, idOf, lastPage, openPair, type Receiver } from "./talk.ts";
import { type Device, useWorld } from "./world.ts";

// Rules: domain.md §6.11; shapes: rest-client.md §6.6, §6.7, §7.5, socket.md §4.6.

const world = useWorld();

interface Goal {
  readonly type: "anyAction" | "anyOf" | "allOf" | "none";
  readonly elementIds?: readonly string[];
}

async function sendForm(
  from: Device,
  to: Receiver,
  goal?: Goal,
  prepare: (message: InteractiveMessage) => void = () => {},
): Promise<InteractiveMessage> {
  const [id, receiverType] = addressOf(to);
  const message = new from.sdk.InteractiveMessage(id, receiverType, "form", {
    title: "Form",
    formFields: [],
  });
  if (goal)
    message.setInteractionGoal(
      new from.sdk.InteractionGoal(goal.type as GoalType, [...(goal.elementIds ?? [])]),
    );
  prepare(message);
  return (await from.sdk.sendInteractiveMessage(message)) as unknown as InteractiveMessage;
}

const elementsOf = (message: InteractiveMessage) =>
  message.getInteractions().map((interaction) => interaction.getElementId());

describe("sendInteractiveMessage", () => {
  it("carries data, goal and flag to the receiver and the other device", async () => {
    const { laptop, phone, bob, toBob } = await openPair(world);
    const sent = await sendForm(laptop, toBob, { type: "anyOf", elementIds: ["submit"] }, (message) => {
      message.setIsSenderInteractionAllowed(true);
      message.setMetadata({ k: 1 });
    });
    for (const device of [bob, phone]) {
      const [heard] = await device.events.next("onInteractiveMessageReceived");
      for (const message of [sent, heard]) {
        expect(message.getInteractiveData()).toEqual({ title: "Form", formFields: [] });
        expect(message.getInteractionGoal()).toMatchObject({ type: "anyOf", elementIds: ["submit"] });
        // The typings want an argument that the SDK has no use for.
        expect([message.getIsSenderInteractionAllowed(false), message.getInteractions()]).toEqual([true, []]);
        expect(message.getMetadata()).toEqual({ k: 1 });
      }
    }
  });

  it("is refused with a goal that there is not", async () => {
    const { laptop, toBob } = await openPair(world);
    const unknown = { type: "someOf" } as unknown as Goal;
    await expect(sendForm(laptop, toBob, unknown)).rejects.toMatchObject({ code: "ERR_BAD_REQUEST" });
  });
});

describe("markAsInteracted", () => {
  it("shows to the one who did it, on every device, and to nobody else", async () => {
    const { laptop, bob, toBob, toAlice } = await openPair(world);
    const id = idOf(await sendForm(laptop, toBob));
    expect(await bob.sdk.markAsInteracted(id, "name")).toContain(id);
    await bob.sdk.markAsInteracted(id, "submit");
    const [seenByBob] = (await lastPage(bob, toAlice)) as unknown as InteractiveMessage[];
    expect(seenByBob && elementsOf(seenByBob)).toEqual(["name", "submit"]);
    expect(seenByBob?.getInteractions()[0]?.getInteractedAt()).toBeGreaterThan(1_000_000_000);
    const [seenByAlice] = (await lastPage(laptop, toBob)) as unknown as InteractiveMessage[];
    expect(seenByAlice && elementsOf(seenByAlice)).toEqual([]);
    await world.settle(laptop);
    laptop.events.none("onInteractionGoalCompleted");
  });

  it("tells the sender's devices when the goal is reached, once for each user", async () => {
    const alice = await world.join("alice");
    const phone = await world.device(alice.uid);
    const [bob, carol] = [await world.join("bob"), await world.join("carol")];
    const guid = await world.group("team", { owner: alice.uid, participants: [bob.uid, carol.uid] });
    const id = idOf(await sendForm(alice, { guid }, { type: "allOf", elementIds: ["a", "b"] }));
    await bob.sdk.markAsInteracted(id, "a");
    await carol.sdk.markAsInteracted(id, "b");
    await bob.sdk.markAsInteracted(id, "b");
    for (const device of [alice, phone]) {
      const [receipt] = await device.events.next("onInteractionGoalCompleted");
      expect([receipt.getMessageId(), receipt.getSender().getUid()]).toEqual([id, bob.uid]);
      expect([receipt.getReceiveId(), receipt.getReceiverType()]).toEqual([guid, "group"]);
      expect(receipt.getInteractions().map((row) => row.getElementId())).toEqual(["a", "b"]);
    }
    await bob.sdk.markAsInteracted(id, "b");
    await carol.sdk.markAsInteracted(id, "a");
    const [second] = await alice.events.next("onInteractionGoalCompleted");
    expect(second.getSender().getUid()).toBe(carol.uid);
    await world.settle(alice, bob, carol);
    alice.events.none("onInteractionGoalCompleted");
    for (const device of [bob, carol]) device.events.none("onInteractionGoalCompleted");
  });

  it("is not for the sender, unless the message allows it", async () => {
    const { laptop, toBob } = await openPair(world);
    const closed = idOf(await sendForm(laptop, toBob));
    await expect(laptop.sdk.markAsInteracted(closed, "e")).rejects.toMatchObject({
      code: "ERR_MESSAGE_ACTION_NOT_ALLOWED",
    });
    const open = await sendForm(laptop, toBob, undefined, (message) =>
      message.setIsSenderInteractionAllowed(true),
    );
    await laptop.sdk.markAsInteracted(idOf(open), "e");
    expect(elementsOf((await laptop.sdk.getMessageDetails(idOf(open))) as InteractiveMessage)).toEqual(["e"]);
  });

  it("is refused for messages out of reach, and for others than interactive ones", async () => {
    const { laptop, bob, toBob } = await openPair(world);
    const carol = await world.join("carol");
    const id = idOf(await sendForm(laptop, toBob));
    await expect(carol.sdk.markAsInteracted(id, "e")).rejects.toMatchObject({
      code: "ERR_MESSAGE_NO_ACCESS",
    });
    const text = idOf(await laptop.sdk.sendMessage(new laptop.sdk.TextMessage(bob.uid, "hi", "user")));
    await expect(bob.sdk.markAsInteracted(text, "e")).rejects.toMatchObject({
      code: "ERR_MESSAGE_ACTION_NOT_ALLOWED",
    });
  });
});

it("setInteractionGoalCompletedOnly leaves the messages whose goal the reader has reached", async () => {
  const { laptop, bob, toBob, toAlice } = await openPair(world);
  const reached = idOf(await sendForm(laptop, toBob, { type: "anyAction" }));
  const other = idOf(await sendForm(laptop, toBob, { type: "none" }));
  for (const id of [reached, other]) await bob.sdk.markAsInteracted(id, "e");
  const rows = await lastPage(bob, toAlice, (builder) => builder.setInteractionGoalCompletedOnly(true));
  expect(rows.map(idOf)).toEqual([reached]);
});
