import type { TextMessage } from "@cometchat/chat-sdk-javascript";
import { describe, expect, it } from "vitest";
import type { EventName } from "./sdk-events.ts";
import { idOf, openPair, sendText } from "./talk.ts";
import { type Device, useWorld } from "./world.ts";

// Whom events do not reach any more, and whom they reach all the same: domain.md §4.4, §5.4 and §6.7, socket.md §8.1.

const world = useWorld();

function expectSilence(device: Device, ...names: readonly EventName[]): void {
  for (const name of names) device.events.none(name);
}

describe("a block between two", () => {
  it.each(["bob", "alice"] as const)(
    "by %s keeps from bob what alice does to old messages",
    async (blocker) => {
      const { laptop, phone, bob, toBob, toAlice } = await openPair(world);
      const own = (await sendText(laptop, toBob, "hello")) as TextMessage;
      await sendText(bob, toAlice, "hi");
      const [his] = await laptop.events.next("onTextMessageReceived");
      await (blocker === "bob" ? bob.sdk.blockUsers([laptop.uid]) : laptop.sdk.blockUsers([bob.uid]));
      await world.settle(laptop, phone, bob);
      bob.events.clear();

      own.setText("better");
      await laptop.sdk.editMessage(own);
      await laptop.sdk.addReaction(idOf(his), "👍");
      await laptop.sdk.pinMessage(idOf(his));
      await laptop.sdk.markAsRead(his);
      await laptop.sdk.deleteMessage(idOf(own));

      await phone.events.next("onMessageDeleted", (message) => idOf(message) === idOf(own));
      for (const name of [
        "onMessageEdited",
        "onMessageReactionAdded",
        "onMessagePinned",
        "onMessagesRead",
      ] as const) {
        await phone.events.next(name);
      }
      await world.settle(bob);
      expectSilence(
        bob,
        "onMessageEdited",
        "onMessageDeleted",
        "onMessageReactionAdded",
        "onMessagePinned",
        "onMessagesRead",
      );
    },
  );
});

describe("a group's former member", () => {
  it("hears no more of what is done with its messages, while the members do", async () => {
    const [alice, bob, carol] = await Promise.all(["alice", "bob", "carol"].map((name) => world.join(name)));
    if (!alice || !bob || !carol) throw new Error("Failed to stage the test: somebody is missing.");
    const guid = await world.group("team", { owner: alice.uid, participants: [bob.uid, carol.uid] });
    const sent = await sendText(bob, { guid }, "hello all");
    const [received] = await alice.events.next(
      "onTextMessageReceived",
      (message) => idOf(message) === idOf(sent),
    );
    await alice.sdk.kickGroupMember(guid, bob.uid);
    await bob.events.next("onGroupMemberKicked");

    await alice.sdk.markAsRead(received);
    await alice.sdk.addReaction(idOf(sent), "👍");

    await carol.events.next("onMessageReactionAdded");
    await world.settle(bob);
    expectSilence(bob, "onMessagesRead", "onMessagesReadByAll", "onMessageReactionAdded");
  });
});

describe("what comes of itself", () => {
  it("reaches the device that brought it about: all have read, now that the last who had not is kicked", async () => {
    const alice = await world.join("alice");
    const [bob, carol] = [await world.join("bob"), await world.user("carol")];
    const guid = await world.group("team", { owner: alice.uid, participants: [bob.uid, carol] });
    const sent = await sendText(alice, { guid }, "hello all");
    await bob.sdk.markConversationAsRead(guid, "group");
    await alice.events.next("onMessagesRead");

    await alice.sdk.kickGroupMember(guid, carol);

    const [all] = await alice.events.next("onMessagesReadByAll");
    expect([all.getMessageId(), all.getSender().getUid()]).toEqual([idOf(sent), "app_system"]);
  });
});
