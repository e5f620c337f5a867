import type { BaseMessage, Conversation, Group, User } from "@cometchat/chat-sdk-javascript";
import { describe, expect, it } from "vitest";
import { historyOf, idOf, openPair, pagesOf, sendText } from "./talk.ts";
import { type Device, useWorld } from "./world.ts";

// Rules: domain.md §5.4, §6.9, §6.10; shapes: rest-client.md §6.5, §6.7, §6.9, socket.md §4.9.

const world = useWorld();

const pinMarks = (message: BaseMessage) => [
  message.isPinned(),
  message.getPinnedBy(),
  message.isSystemPinned(),
];

/** The uid or guid of the other side. */
function partnerOf(conversation: Conversation): string {
  const partner = conversation.getConversationWith();
  return "getUid" in partner ? (partner as User).getUid() : (partner as Group).getGuid();
}

async function conversationsOf(device: Device, pinnedBy?: string[]): Promise<Conversation[]> {
  const builder = new device.sdk.ConversationsRequestBuilder().setLimit(2);
  if (pinnedBy) builder.setPinnedBy(pinnedBy);
  const request = builder.build();
  return (await pagesOf(() => request.fetchNext(), "the conversations")).flat();
}

describe("pinning a message (domain.md §6.10)", () => {
  it("shows to everybody in the conversation, at once and in history", async () => {
    const { laptop, phone, bob, toBob } = await openPair(world);
    const id = idOf(await sendText(laptop, toBob, "keep this"));
    const pinned = await bob.sdk.pinMessage(id);
    expect(pinMarks(pinned)).toEqual([true, bob.uid, false]);
    expect(pinned.getPinnedAt()).toBeGreaterThan(1_000_000_000);
    for (const device of [laptop, phone]) {
      const [heard] = await device.events.next("onMessagePinned");
      expect([idOf(heard), ...pinMarks(heard)]).toEqual([id, true, bob.uid, false]);
    }
    await world.settle(bob);
    bob.events.none("onMessagePinned");
    const [row] = await historyOf(laptop, toBob, 5).fetchPrevious();
    expect(row && pinMarks(row)).toEqual([true, bob.uid, false]);

    const unpinned = await laptop.sdk.unpinMessage(id);
    expect([...pinMarks(unpinned), unpinned.getPinnedAt()]).toEqual([false, undefined, false, undefined]);
    for (const device of [phone, bob]) {
      const [heard] = await device.events.next("onMessageUnpinned");
      expect([idOf(heard), heard.isPinned()]).toEqual([id, false]);
    }
    await world.settle(laptop);
    laptop.events.none("onMessageUnpinned");
    expect((await bob.sdk.getMessageDetails(id)).isPinned()).toBe(false);
  });

  it("in a group is for its owner, admins and moderators", async () => {
    const [alice, bob, carol, dave] = [
      await world.join("alice"),
      await world.join("bob"),
      await world.join("carol"),
      await world.join("dave"),
    ];
    const guid = await world.group("team", {
      owner: alice.uid,
      moderators: [bob.uid],
      participants: [carol.uid],
    });
    const id = idOf(await sendText(carol, { guid }, "hello"));
    for (const device of [alice, bob]) {
      expect(pinMarks(await device.sdk.pinMessage(id))).toEqual([true, device.uid, false]);
    }
    const [byAlice] = await carol.events.next("onMessagePinned");
    const [byBob] = await carol.events.next("onMessagePinned");
    expect([byAlice.getPinnedBy(), byBob.getPinnedBy()]).toEqual([alice.uid, bob.uid]);
    for (const call of ["pinMessage", "unpinMessage"] as const) {
      await expect(carol.sdk[call](id)).rejects.toMatchObject({ code: "ERR_PERMISSION_DENIED" });
      await expect(dave.sdk[call](id)).rejects.toMatchObject({ code: "ERR_MESSAGE_NO_ACCESS" });
    }
    await expect(alice.sdk.pinMessage("999999")).rejects.toMatchObject({ code: "ERR_MESSAGE_ID_NOT_FOUND" });
  });

  it("by the app itself shows as its pin, and a user may take it away", async () => {
    const { laptop, bob, toBob } = await openPair(world);
    const id = idOf(await sendText(laptop, toBob, "rules of the house"));
    await world.api.call("POST", `messages/${id}/pin`);
    for (const device of [laptop, bob]) {
      const [heard] = await device.events.next("onMessagePinned");
      expect(pinMarks(heard)).toEqual([true, "app_system", true]);
    }
    expect((await bob.sdk.unpinMessage(id)).isPinned()).toBe(false);
  });

  it("ends with the message", async () => {
    const { laptop, bob, toBob, toAlice } = await openPair(world);
    const id = idOf(await sendText(laptop, toBob, "short-lived"));
    await bob.sdk.pinMessage(id);
    await bob.sdk.saveMessage(id);
    await laptop.sdk.deleteMessage(id);
    const pinned = historyOf(bob, toAlice, 5, (builder) => builder.setPinned(true));
    expect(await pinned.fetchPrevious()).toEqual([]);
    await expect(bob.sdk.pinMessage(id)).rejects.toMatchObject({ code: "ERR_MESSAGE_ID_NOT_FOUND" });
    await expect(bob.sdk.saveMessage(id)).rejects.toMatchObject({ code: "ERR_MESSAGE_ID_NOT_FOUND" });
  });
});

describe("the pinned messages of a conversation (rest-client.md §6.9)", () => {
  it.each(["fetchPrevious", "fetchNext"] as const)(
    "are read by %s page by page, the newest pin first, and then end",
    async (fetch) => {
      const { laptop, bob, toBob, toAlice } = await openPair(world);
      const ids: string[] = [];
      for (const text of ["1", "2", "3", "4", "5"]) ids.push(idOf(await sendText(laptop, toBob, text)));
      const order = [2, 0, 4, 3, 1].map((at) => ids[at] as string);
      for (const id of order) await laptop.sdk.pinMessage(id);
      const request = historyOf(bob, toAlice, 2, (builder) => builder.setPinned(true));
      const pages = await pagesOf(() => request[fetch](), "the pinned messages");
      expect(pages.map((page) => page.map(idOf))).toEqual([
        order.slice(3).toReversed(),
        order.slice(1, 3).toReversed(),
        order.slice(0, 1),
      ]);
    },
  );

  it("of a group are refused to who is no member", async () => {
    const [alice, bob] = [await world.join("alice"), await world.join("bob")];
    const guid = await world.group("team", { owner: alice.uid });
    await alice.sdk.pinMessage(idOf(await sendText(alice, { guid }, "hello")));
    const of = (device: Device) => historyOf(device, { guid }, 5, (builder) => builder.setPinned(true));
    expect(await of(alice).fetchPrevious()).toHaveLength(1);
    await expect(of(bob).fetchPrevious()).rejects.toMatchObject({ code: "ERR_GROUP_NOT_JOINED" });
  });
});

describe("saving a message (domain.md §6.10)", () => {
  it("is private, and mirrored to the user's other devices", async () => {
    const { laptop, phone, bob, toBob } = await openPair(world);
    const id = idOf(await sendText(laptop, toBob, "keep this"));
    const saved = await laptop.sdk.saveMessage(id);
    expect([saved.isSaved(), saved.getSavedAt()]).toEqual([true, expect.any(Number)]);
    const [heard] = await phone.events.next("onMessageSaved");
    expect([idOf(heard), heard.getSavedAt()]).toEqual([id, saved.getSavedAt()]);
    expect((await phone.sdk.getMessageDetails(id)).isSaved()).toBe(true);
    expect((await bob.sdk.getMessageDetails(id)).isSaved()).toBe(false);

    expect((await laptop.sdk.saveMessage(id)).getSavedAt()).toBe(saved.getSavedAt());
    expect((await phone.sdk.unsaveMessage(id)).isSaved()).toBe(false);
    const [unsaved] = await laptop.events.next("onMessageUnsaved");
    expect([idOf(unsaved), unsaved.isSaved()]).toEqual([id, false]);
    await world.settle(laptop, phone, bob);
    for (const device of [laptop, bob]) device.events.none("onMessageSaved");
    for (const device of [phone, bob]) device.events.none("onMessageUnsaved");
  });

  it("is refused for messages out of reach", async () => {
    const { laptop, toBob } = await openPair(world);
    const carol = await world.join("carol");
    const id = idOf(await sendText(laptop, toBob, "between us"));
    await expect(carol.sdk.saveMessage(id)).rejects.toMatchObject({ code: "ERR_MESSAGE_NO_ACCESS" });
    await expect(carol.sdk.unsaveMessage(id)).rejects.toMatchObject({ code: "ERR_MESSAGE_NO_ACCESS" });
  });

  it.each(["fetchPrevious", "fetchNext"] as const)(
    "makes a list over all conversations, read by %s page by page, the newest save first",
    async (fetch) => {
      const { laptop, bob, toBob } = await openPair(world);
      const guid = await world.group("team", { owner: laptop.uid, participants: [bob.uid] });
      const ids: string[] = [];
      for (const to of [toBob, { guid }, toBob, { guid }, toBob])
        ids.push(idOf(await sendText(laptop, to, "x")));
      const order = [2, 0, 4, 3, 1].map((at) => ids[at] as string);
      for (const id of order) await bob.sdk.saveMessage(id);
      const request = new bob.sdk.MessagesRequestBuilder().setLimit(2).setSaved(true).build();
      const pages = await pagesOf(() => request[fetch](), "the saved messages");
      expect(pages.flat().map(idOf)).toEqual(order.toReversed());
    },
  );
});

describe("pinning a conversation (domain.md §6.9)", () => {
  it("puts it on top of the user's own list, and tells the user's other devices", async () => {
    const { laptop, phone, bob, toBob } = await openPair(world);
    const guid = await world.group("team", { owner: laptop.uid });
    const carol = await world.user("carol");
    await sendText(laptop, toBob, "first");
    await sendText(laptop, { guid }, "second");
    await sendText(laptop, { uid: carol }, "third");
    const order = async (device: Device) => (await conversationsOf(device)).map(partnerOf);
    expect((await order(laptop)).slice(0, 3)).toEqual([carol, guid, bob.uid]);

    const pinned = await laptop.sdk.pinConversation(bob.uid.toUpperCase(), "user");
    expect([partnerOf(pinned), pinned.isPinned(), pinned.getPinnedBy(), pinned.isSystemPinned()]).toEqual([
      bob.uid,
      true,
      laptop.uid,
      false,
    ]);
    expect(pinned.getLastMessage()).toBeTruthy();
    const [heard] = await phone.events.next("onConversationPinned");
    expect([partnerOf(heard), heard.getPinnedAt()]).toEqual([bob.uid, pinned.getPinnedAt()]);
    await laptop.sdk.pinConversation(guid, "group");
    await phone.events.next("onConversationPinned", (conversation) => partnerOf(conversation) === guid);
    expect((await order(phone)).slice(0, 3)).toEqual([guid, bob.uid, carol]);
    expect((await conversationsOf(laptop, [laptop.sdk.PINNED_BY.ME])).map(partnerOf)).toEqual([
      guid,
      bob.uid,
    ]);
    expect((await laptop.sdk.getConversation(bob.uid, "user")).isPinned()).toBe(true);
    expect((await bob.sdk.getConversation(laptop.uid, "user")).isPinned()).toBe(false);

    const unpinned = await phone.sdk.unpinConversation(guid, "group");
    expect([unpinned.isPinned(), unpinned.getPinnedBy()]).toEqual([false, undefined]);
    const [gone] = await laptop.events.next("onConversationUnpinned");
    expect([partnerOf(gone), gone.isPinned()]).toEqual([guid, false]);
    await world.settle(laptop, phone, bob);
    for (const device of [laptop, bob]) device.events.none("onConversationPinned");
    for (const device of [phone, bob]) device.events.none("onConversationUnpinned");
  });

  it("is refused without a conversation, and beyond the limit that the SDK tells", async () => {
    const alice = await world.join("alice");
    const stranger = await world.user("stranger");
    await expect(alice.sdk.pinConversation(stranger, "user")).rejects.toMatchObject({
      code: "ERR_CONVERSATION_NOT_ACCESSIBLE",
    });
    await expect(alice.sdk.pinConversation("nowhere", "group")).rejects.toMatchObject({
      code: "ERR_GUID_NOT_FOUND",
    });
    const limit = (await alice.sdk.getPinnedConversationsLimit()) ?? 0;
    for (let count = 0; count <= limit; count += 1) {
      const uid = await world.user("peer");
      await sendText(alice, { uid }, "hello");
      const call = alice.sdk.pinConversation(uid, "user");
      if (count < limit) await call;
      else await expect(call).rejects.toMatchObject({ code: "ERR_PINNED_CONVERSATIONS_LIMIT_EXCEEDED" });
    }
  });

  it("by the app goes before all else, for everybody, and is not theirs to change", async () => {
    const { laptop, bob, toBob } = await openPair(world);
    const guid = await world.group("news", { owner: laptop.uid, participants: [bob.uid] });
    await sendText(laptop, { guid }, "welcome");
    await sendText(laptop, toBob, "hello");
    await laptop.sdk.pinConversation(bob.uid, "user");
    await world.api.call("PUT", "conversations/pinned", { pinnedConversations: [{ guid }] });
    for (const device of [laptop, bob]) {
      const [heard] = await device.events.next("onConversationPinned", (row) => partnerOf(row) === guid);
      expect([heard.isSystemPinned(), heard.getPinnedBy()]).toEqual([true, "app_system"]);
    }
    expect((await conversationsOf(laptop)).map(partnerOf).slice(0, 2)).toEqual([guid, bob.uid]);
    const { SYSTEM, ME } = laptop.sdk.PINNED_BY;
    expect((await conversationsOf(laptop, [SYSTEM])).map(partnerOf)).toEqual([guid]);
    expect((await conversationsOf(laptop, [ME, SYSTEM])).map(partnerOf)).toEqual([guid, bob.uid]);
    for (const call of ["pinConversation", "unpinConversation"] as const) {
      await expect(laptop.sdk[call](guid, "group")).rejects.toMatchObject({
        code: "ERR_SYSTEM_PINNED_CONVERSATION",
      });
    }
    await world.api.call("PUT", "conversations/pinned", { pinnedConversations: [] });
    const [gone] = await bob.events.next("onConversationUnpinned");
    expect([partnerOf(gone), gone.isPinned()]).toEqual([guid, false]);
  });
});

describe("what the settings tell of pins and saves (rest-client.md §3.1)", () => {
  it("is that all of it is there, and the limits", async () => {
    const { sdk } = await world.join("alice");
    expect([
      await sdk.isPinMessageEnabled(),
      await sdk.isSaveMessageEnabled(),
      await sdk.isPinConversationEnabled(),
    ]).toEqual([true, true, true]);
    expect([
      await sdk.getPinnedMessagesLimit(),
      await sdk.getSystemPinnedMessagesLimit(),
      await sdk.getSavedMessagesLimit(),
      await sdk.getPinnedConversationsLimit(),
      await sdk.getSystemPinnedConversationsLimit(),
    ]).toEqual([100, 100, 100, 5, 5]);
  });
});
