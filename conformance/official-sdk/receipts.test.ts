import type { BaseMessage, MessageReceipt } from "@cometchat/chat-sdk-javascript";
import { describe, expect, it } from "vitest";
import { idOf, sendCustom, sendText } from "./talk.ts";
import { type Device, useWorld } from "./world.ts";

// Rules: domain.md §6.7 (receipts), §6.8 (unread counts), ui-kit.md §2 (repeated receipts), socket.md §8.1 (who hears);
// shapes: socket.md §3 and §4.6, rest-client.md §6.5 and §6.10.

const world = useWorld();

/** Alice writes, bob reads; bob has a second device. */
async function pair() {
  const alice = await world.join("alice", { name: "Alice" });
  const bob = await world.join("bob", { name: "Bob" });
  const bobsPhone = await world.device(bob.uid);
  return { alice, bob, bobsPhone, toBob: { uid: bob.uid }, toAlice: { uid: alice.uid } };
}

async function arrived(device: Device, sent: BaseMessage): Promise<BaseMessage> {
  const [message] = await device.events.next(
    "onTextMessageReceived",
    (candidate) => idOf(candidate) === idOf(sent),
  );
  return message;
}

/** The message as its sender's history shows it now. */
async function stored(device: Device, message: BaseMessage): Promise<BaseMessage> {
  return device.sdk.getMessageDetails(idOf(message));
}

async function receiptsOf(device: Device, message: BaseMessage): Promise<Record<string, MessageReceipt>> {
  const receipts = (await device.sdk.getMessageReceipts(idOf(message))) as readonly MessageReceipt[];
  return Object.fromEntries(receipts.map((receipt) => [receipt.getSender().getUid(), receipt]));
}

function told(receipt: MessageReceipt): readonly string[] {
  return [
    receipt.getMessageId(),
    receipt.getReceiptType(),
    receipt.getSender().getUid(),
    receipt.getReceiver(),
  ];
}

describe("a delivery receipt between two users (domain.md §6.7)", () => {
  it("tells the sender who received what, and when", async () => {
    const { alice, bob, toBob } = await pair();
    const sent = await sendText(alice, toBob, "hello");

    await bob.sdk.markAsDelivered(await arrived(bob, sent));

    const [receipt] = await alice.events.next("onMessagesDelivered");
    expect(told(receipt)).toEqual([idOf(sent), "delivery", bob.uid, alice.uid]);
    expect(receipt.getDeliveredAt()).toBeGreaterThanOrEqual(sent.getSentAt());
    expect((await stored(alice, sent)).getDeliveredAt()).toBe(receipt.getDeliveredAt());
    expect((await stored(alice, sent)).getReadAt()).toBeUndefined();
  });

  it("covers all earlier messages of the conversation", async () => {
    const { alice, bob, toBob } = await pair();
    const [first, second] = [await sendText(alice, toBob, "one"), await sendText(alice, toBob, "two")];
    const third = await sendText(alice, toBob, "three");
    await arrived(bob, third);

    await bob.sdk.markAsDelivered(await arrived(bob, second));
    await alice.events.next("onMessagesDelivered");

    expect((await stored(alice, first)).getDeliveredAt()).toEqual(expect.any(Number));
    expect((await stored(alice, second)).getDeliveredAt()).toEqual(expect.any(Number));
    expect((await stored(alice, third)).getDeliveredAt()).toBeUndefined();
  });
});

describe("a read receipt between two users (domain.md §6.7)", () => {
  it("tells the sender, and implies delivery (assumed)", async () => {
    const { alice, bob, toBob } = await pair();
    const sent = await sendText(alice, toBob, "hello");

    await bob.sdk.markAsRead(await arrived(bob, sent));

    const [receipt] = await alice.events.next("onMessagesRead");
    expect(told(receipt)).toEqual([idOf(sent), "read", bob.uid, alice.uid]);
    const message = await stored(alice, sent);
    expect(message.getReadAt()).toBe(receipt.getReadAt());
    expect(message.getDeliveredAt()).toEqual(expect.any(Number));
  });

  it("reaches the reader's other device, and not the one that read (socket.md §8.1)", async () => {
    const { alice, bob, bobsPhone, toBob } = await pair();
    const sent = await sendText(alice, toBob, "hello");

    await bob.sdk.markAsRead(await arrived(bob, sent));

    const [receipt] = await bobsPhone.events.next("onMessagesRead");
    expect([receipt.getMessageId(), receipt.getSender().getUid()]).toEqual([idOf(sent), bob.uid]);
    await alice.events.next("onMessagesRead");
    await world.settle(bob);
    bob.events.none("onMessagesRead");
  });

  it("is told once, and a later delivery does not undo it (ui-kit.md §2)", async () => {
    const { alice, bob, toBob } = await pair();
    const sent = await sendText(alice, toBob, "hello");
    const message = await arrived(bob, sent);
    await bob.sdk.markAsRead(message);
    const [receipt] = await alice.events.next("onMessagesRead");

    await bob.sdk.markAsRead(message);
    await bob.sdk.markAsDelivered(message);
    const next = await arrived(bob, await sendText(alice, toBob, "next"));
    await bob.sdk.markAsRead(next);
    const [last] = await alice.events.next("onMessagesRead");

    expect(last.getMessageId()).toBe(idOf(next));
    alice.events.none("onMessagesRead");
    alice.events.none("onMessagesDelivered");
    expect((await stored(alice, sent)).getReadAt()).toBe(receipt.getReadAt());
  });

  it("of somebody outside the conversation changes nothing and is told to nobody", async () => {
    const { alice, bob, toBob } = await pair();
    const stranger = await world.join("stranger");
    const sent = await sendText(alice, toBob, "hello");

    await stranger.sdk.markAsRead(idOf(sent), alice.uid, "user", alice.uid);
    // Frames of one socket are handled in their order, so this one follows the receipt.
    stranger.sdk.startTyping(new stranger.sdk.TypingIndicator(alice.uid, "user"));
    await alice.events.next("onTypingStarted");
    await world.settle(alice, bob);

    alice.events.none("onMessagesRead");
    expect((await stored(alice, sent)).getReadAt()).toBeUndefined();
  });
});

describe("receipts in a group (domain.md §6.7)", () => {
  async function team() {
    const { alice, bob, bobsPhone } = await pair();
    const carol = await world.join("carol", { name: "Carol" });
    const guid = await world.group("team", { owner: alice.uid, participants: [bob.uid, carol.uid] });
    const sent = await sendText(alice, { guid }, "hello all");
    await arrived(bob, sent);
    return { alice, bob, bobsPhone, carol, guid, sent };
  }

  it("tell the sender of each member, and of all when the last one follows", async () => {
    const { alice, bob, carol, guid, sent } = await team();

    await bob.sdk.markAsDelivered(await stored(bob, sent));
    const [one] = await alice.events.next("onMessagesDelivered");
    expect(told(one)).toEqual([idOf(sent), "delivery", bob.uid, guid]);
    await world.settle(alice);
    alice.events.none("onMessagesDeliveredToAll");

    await carol.sdk.markAsDelivered(await stored(carol, sent));
    const [all] = await alice.events.next("onMessagesDeliveredToAll");
    expect(told(all)).toEqual([idOf(sent), "deliveredToAll", "app_system", guid]);
    expect((await stored(alice, sent)).getDeliveredAt()).toBe(all.getDeliveredAt());
  });

  it("say that all have read it when the last member has", async () => {
    const { alice, bob, carol, guid, sent } = await team();

    await bob.sdk.markAsRead(await stored(bob, sent));
    await alice.events.next("onMessagesRead", (receipt) => receipt.getSender().getUid() === bob.uid);
    expect((await stored(alice, sent)).getReadAt()).toBeUndefined();
    alice.events.none("onMessagesReadByAll");

    await carol.sdk.markAsRead(await stored(carol, sent));
    const [all] = await alice.events.next("onMessagesReadByAll");
    expect(told(all)).toEqual([idOf(sent), "readByAll", "app_system", guid]);
    expect((await stored(alice, sent)).getReadAt()).toBe(all.getReadAt());
  });

  it("are listed for each member", async () => {
    const { alice, bob, carol, sent } = await team();
    await bob.sdk.markAsRead(await stored(bob, sent));
    await carol.sdk.markAsDelivered(await stored(carol, sent));
    await alice.events.next("onMessagesRead", (receipt) => receipt.getSender().getUid() === bob.uid);
    await alice.events.next("onMessagesDelivered", (receipt) => receipt.getSender().getUid() === carol.uid);

    const receipts = await receiptsOf(alice, sent);

    expect(Object.keys(receipts).sort()).toEqual([bob.uid, carol.uid].sort());
    expect(receipts[bob.uid]?.getReadAt()).toEqual(expect.any(Number));
    expect(receipts[carol.uid]?.getDeliveredAt()).toEqual(expect.any(Number));
    expect(receipts[carol.uid]?.getReadAt()).toBeUndefined();
  });

  it("tell nobody but the sender and the reader's other devices (socket.md §8.1)", async () => {
    const { alice, bob, bobsPhone, carol, sent } = await team();

    await bob.sdk.markAsRead(await stored(bob, sent));
    await alice.events.next("onMessagesRead");
    await bobsPhone.events.next("onMessagesRead");
    await world.settle(carol);

    carol.events.none("onMessagesRead");
  });
});

describe("unread counts (domain.md §6.8)", () => {
  it("are counted for each user and each group, in all five kinds", async () => {
    const { alice, bob, toBob } = await pair();
    const carol = await world.join("carol");
    const guid = await world.group("team", { owner: alice.uid, participants: [bob.uid] });
    for (const text of ["one", "two"]) await sendText(alice, toBob, text);
    await sendText(carol, toBob, "three");
    await sendText(alice, { guid }, "four");

    const users = { [alice.uid]: 2, [carol.uid]: 1 };
    const groups = { [guid]: 1 };
    expect(await bob.sdk.getUnreadMessageCount()).toEqual({ users, groups });
    expect(await bob.sdk.getUnreadMessageCountForAllUsers()).toEqual(users);
    expect(await bob.sdk.getUnreadMessageCountForAllGroups()).toEqual(groups);
    expect(await bob.sdk.getUnreadMessageCountForUser(alice.uid)).toEqual({ [alice.uid]: 2 });
    expect(await bob.sdk.getUnreadMessageCountForGroup(guid)).toEqual(groups);
  });

  it("never count one's own messages, and nothing where there is nothing", async () => {
    const { alice, bob, toBob } = await pair();
    await sendText(alice, toBob, "hello");

    expect(await alice.sdk.getUnreadMessageCount()).toEqual({ users: {}, groups: {} });
    expect(await alice.sdk.getUnreadMessageCountForUser(bob.uid)).toEqual({});
  });

  it("count custom messages that update the conversation, and no action messages (assumed)", async () => {
    const { alice, bob, toBob } = await pair();
    const guid = await world.group("team", { owner: alice.uid, participants: [bob.uid] });
    await sendCustom(alice, toBob, "location", { lat: 1 }, (message) =>
      message.shouldUpdateConversation(true),
    );
    await sendCustom(alice, toBob, "location", { lat: 2 });
    const sent = await sendText(alice, toBob, "helo");
    sent.setText("hello");
    await alice.sdk.editMessage(sent);

    expect(await bob.sdk.getUnreadMessageCountForUser(alice.uid)).toEqual({ [alice.uid]: 2 });
    expect(await bob.sdk.getUnreadMessageCountForGroup(guid)).toEqual({});
  });

  it("fall with a read receipt, up to and including its message", async () => {
    const { alice, bob, bobsPhone, toBob } = await pair();
    const [, second] = [await sendText(alice, toBob, "one"), await sendText(alice, toBob, "two")];
    await sendText(alice, toBob, "three");

    await bob.sdk.markAsRead(await arrived(bob, second));
    await alice.events.next("onMessagesRead");

    expect(await bob.sdk.getUnreadMessageCountForUser(alice.uid)).toEqual({ [alice.uid]: 1 });
    expect(await bobsPhone.sdk.getUnreadMessageCountForUser(alice.uid)).toEqual({ [alice.uid]: 1 });
  });

  it("do not fall with a delivery receipt", async () => {
    const { alice, bob, toBob } = await pair();
    const sent = await sendText(alice, toBob, "one");

    await bob.sdk.markAsDelivered(await arrived(bob, sent));
    await alice.events.next("onMessagesDelivered");

    expect(await bob.sdk.getUnreadMessageCountForUser(alice.uid)).toEqual({ [alice.uid]: 1 });
  });

  it("leave out blocked senders when asked to", async () => {
    const { alice, bob, toBob } = await pair();
    const carol = await world.join("carol");
    await sendText(alice, toBob, "one");
    await sendText(carol, toBob, "two");
    await bob.sdk.blockUsers([alice.uid]);

    expect(await bob.sdk.getUnreadMessageCountForAllUsers(true)).toEqual({ [carol.uid]: 1 });
  });
});

describe("marking a whole conversation (domain.md §6.7)", () => {
  it("as read works up to its latest message and tells the sender", async () => {
    const { alice, bob, toBob } = await pair();
    await sendText(alice, toBob, "one");
    const last = await sendText(alice, toBob, "two");

    await bob.sdk.markConversationAsRead(alice.uid, "user");

    const [receipt] = await alice.events.next("onMessagesRead");
    expect(told(receipt)).toEqual([idOf(last), "read", bob.uid, alice.uid]);
    expect(await bob.sdk.getUnreadMessageCountForUser(alice.uid)).toEqual({});
  });

  it("as delivered works likewise and leaves it unread", async () => {
    const { alice, bob, toBob } = await pair();
    const last = await sendText(alice, toBob, "one");

    await bob.sdk.markConversationAsDelivered(alice.uid, "user");

    const [receipt] = await alice.events.next("onMessagesDelivered");
    expect(receipt.getMessageId()).toBe(idOf(last));
    expect(await bob.sdk.getUnreadMessageCountForUser(alice.uid)).toEqual({ [alice.uid]: 1 });
  });

  it("as read works for a group", async () => {
    const { alice, bob } = await pair();
    const guid = await world.group("team", { owner: alice.uid, participants: [bob.uid] });
    const sent = await sendText(alice, { guid }, "hello all");

    await bob.sdk.markConversationAsRead(guid, "group");

    const [all] = await alice.events.next("onMessagesReadByAll");
    expect(all.getMessageId()).toBe(idOf(sent));
    expect(await bob.sdk.getUnreadMessageCountForGroup(guid)).toEqual({});
  });
});

describe("marking as unread (domain.md §6.7)", () => {
  async function readThree() {
    const { alice, bob, toBob } = await pair();
    const first = await arrived(bob, await sendText(alice, toBob, "one"));
    await sendText(alice, toBob, "two");
    await arrived(bob, await sendText(alice, toBob, "three"));
    await bob.sdk.markConversationAsRead(alice.uid, "user");
    return { alice, bob, first };
  }

  it("makes the messages after the given one unread again", async () => {
    const { alice, bob, first } = await readThree();

    await bob.sdk.markAsUnread(first);

    expect(await bob.sdk.getUnreadMessageCountForUser(alice.uid)).toEqual({ [alice.uid]: 2 });
  });

  it("answers with the conversation when asked for it", async () => {
    const { alice, bob, first } = await readThree();

    const conversation = await bob.sdk.markMessageAsUnread(first);

    expect(conversation.getUnreadMessageCount()).toBe(2);
    expect(await bob.sdk.getUnreadMessageCountForUser(alice.uid)).toEqual({ [alice.uid]: 2 });
    expect(conversation.getConversationId()).toBe([alice.uid, bob.uid].sort().join("_user_"));
  });
});

describe("receipts over a socket that is not there (socket.md §3)", () => {
  it("are refused by the SDK itself before it ever connected", async () => {
    const { alice, toBob, bob } = await pair();
    const offline = await world.device(bob.uid, { autoConnect: false });
    const sent = await sendText(alice, toBob, "hello");

    const mine = await stored(offline, sent);

    await expect(offline.sdk.markAsRead(mine)).rejects.toMatchObject({ code: "NO_WEBSOCKET_CONNECTION" });
  });
});
