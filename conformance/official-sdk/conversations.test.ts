import type { Conversation, Group, User } from "@cometchat/chat-sdk-javascript";
import { describe, expect, it } from "vitest";
import { idOf, pagesOf, sendText } from "./talk.ts";
import { type Device, useWorld } from "./world.ts";

// Rules: domain.md §6.9 (conversations), §4.4 (blocking); shapes: rest-client.md §6.5 and §7.8.

const world = useWorld();

type Narrow = (builder: InstanceType<Device["sdk"]["ConversationsRequestBuilder"]>) => unknown;

async function listConversations(device: Device, narrow: Narrow = () => {}): Promise<Conversation[]> {
  const builder = new device.sdk.ConversationsRequestBuilder().setLimit(50);
  narrow(builder);
  const request = builder.build();
  return (await pagesOf(() => request.fetchNext(), "the conversations")).flat();
}

async function listIds(device: Device, narrow?: Narrow): Promise<string[]> {
  return (await listConversations(device, narrow)).map(partnerOf);
}

/** The uid or guid of the other side. */
function partnerOf(conversation: Conversation): string {
  const partner = conversation.getConversationWith();
  return "getUid" in partner ? (partner as User).getUid() : (partner as Group).getGuid();
}

describe("a conversation (domain.md §6.9)", () => {
  it("begins with the first message: until then ERR_CONVERSATION_NOT_ACCESSIBLE", async () => {
    const [alice, bob] = [await world.join("alice"), await world.join("bob")];
    await expect(alice.sdk.getConversation(bob.uid, "user")).rejects.toMatchObject({
      code: "ERR_CONVERSATION_NOT_ACCESSIBLE",
    });

    await sendText(bob, { uid: alice.uid }, "hello");

    expect(partnerOf(await alice.sdk.getConversation(bob.uid, "user"))).toBe(bob.uid);
    expect(partnerOf(await bob.sdk.getConversation(alice.uid, "user"))).toBe(alice.uid);
  });

  it("shows its partner, last message, unread count and read marks", async () => {
    const [alice, bob] = [await world.join("alice"), await world.join("bob", { name: "Bob" })];
    const first = await sendText(bob, { uid: alice.uid }, "one");
    await alice.sdk.markConversationAsRead(bob.uid, "user");
    await sendText(bob, { uid: alice.uid }, "two");
    const last = await sendText(bob, { uid: alice.uid }, "three");

    const conversation = await alice.sdk.getConversation(bob.uid, "user");

    expect(conversation.getConversationId()).toBe([alice.uid, bob.uid].sort().join("_user_"));
    expect([conversation.getConversationType(), conversation.getUnreadMessageCount()]).toEqual(["user", 2]);
    expect((conversation.getConversationWith() as User).getName()).toBe("Bob");
    expect(idOf(conversation.getLastMessage())).toBe(idOf(last));
    expect(conversation.getLastReadMessageId()).toBe(idOf(first));
    expect(conversation.getLatestMessageId()).toBe(idOf(last));
  });

  it("of a group shows the group", async () => {
    const [alice, bob] = [await world.join("alice"), await world.join("bob")];
    const guid = await world.group("team", { owner: bob.uid, participants: [alice.uid], name: "The Team" });
    const sent = await sendText(bob, { guid }, "hello all");

    const conversation = await alice.sdk.getConversation(guid, "group");

    expect([conversation.getConversationId(), conversation.getConversationType()]).toEqual([
      `group_${guid}`,
      "group",
    ]);
    expect((conversation.getConversationWith() as Group).getName()).toBe("The Team");
    expect(idOf(conversation.getLastMessage())).toBe(idOf(sent));
  });

  it("is refused to who is not a member of the group", async () => {
    const [alice, bob] = [await world.join("alice"), await world.join("bob")];
    const guid = await world.group("team", { owner: bob.uid });
    await sendText(bob, { guid }, "hello me");

    await expect(alice.sdk.getConversation(guid, "group")).rejects.toMatchObject({
      code: "ERR_CONVERSATION_NOT_ACCESSIBLE",
    });
  });

  it("shows no last message once that is deleted", async () => {
    const [alice, bob] = [await world.join("alice"), await world.join("bob")];
    const sent = await sendText(bob, { uid: alice.uid }, "oops");

    await bob.sdk.deleteMessage(idOf(sent));

    const last: unknown = (await alice.sdk.getConversation(bob.uid, "user")).getLastMessage();
    expect(JSON.stringify(last ?? null)).not.toContain("oops");
  });
});

describe("the conversations list (domain.md §6.9)", () => {
  it("has the one with the newest message first, for each side its own", async () => {
    const [alice, bob, carol] = [
      await world.join("alice"),
      await world.join("bob"),
      await world.join("carol"),
    ];
    const guid = await world.group("team", { owner: alice.uid });
    await sendText(bob, { uid: alice.uid }, "one");
    await sendText(alice, { uid: carol.uid }, "two");
    await sendText(alice, { guid }, "three");
    expect(await listIds(alice)).toEqual([guid, carol.uid, bob.uid]);

    await sendText(bob, { uid: alice.uid }, "four");

    expect(await listIds(alice)).toEqual([bob.uid, guid, carol.uid]);
    expect(await listIds(bob)).toEqual([alice.uid]);
  });

  it("comes page by page until an empty one", async () => {
    const alice = await world.join("alice");
    for (let n = 0; n < 5; n += 1) {
      const friend = await world.user("friend");
      await sendText(alice, { uid: friend }, `hello ${n}`);
    }
    const request = new alice.sdk.ConversationsRequestBuilder().setLimit(2).build();

    const pages = await pagesOf(() => request.fetchNext(), "the conversations");

    expect(pages.map((page) => page.length)).toEqual([2, 2, 1]);
    expect(new Set(pages.flat().map(partnerOf)).size).toBe(5);
  });

  it("filters by type, by unread and by the tags of the conversation", async () => {
    const [alice, bob, carol] = [
      await world.join("alice"),
      await world.join("bob"),
      await world.join("carol"),
    ];
    const guid = await world.group("team", { owner: alice.uid });
    await sendText(alice, { guid }, "one");
    await sendText(bob, { uid: alice.uid }, "two");
    await sendText(alice, { uid: carol.uid }, "three");
    const tagged = await alice.sdk.tagConversation(carol.uid, "user", ["archived"]);

    expect(tagged.getTags()).toEqual(["archived"]);
    expect(await listIds(alice, (list) => list.setConversationType("group"))).toEqual([guid]);
    expect(await listIds(alice, (list) => list.setConversationType("user"))).toEqual([carol.uid, bob.uid]);
    expect(await listIds(alice, (list) => list.setUnread(true))).toEqual([bob.uid]);
    expect(await listIds(alice, (list) => list.setTags(["archived"]))).toEqual([carol.uid]);
    // Tags belong to one side of a conversation.
    expect(await listIds(carol, (list) => list.setTags(["archived"]))).toEqual([]);
  });

  it("drops those with blocked users unless asked for them (domain.md §4.4)", async () => {
    const [alice, bob, carol] = [
      await world.join("alice"),
      await world.join("bob"),
      await world.join("carol"),
    ];
    await sendText(bob, { uid: alice.uid }, "one");
    await sendText(carol, { uid: alice.uid }, "two");
    await alice.sdk.blockUsers([bob.uid]);

    expect(await listIds(alice)).toEqual([carol.uid]);
    expect(await listIds(alice, (list) => list.setIncludeBlockedUsers(true))).toEqual([carol.uid, bob.uid]);
  });

  it("drops the group one was kicked from (assumed)", async () => {
    const [alice, bob] = [await world.join("alice"), await world.join("bob")];
    const guid = await world.group("team", { owner: bob.uid, participants: [alice.uid] });
    await sendText(bob, { guid }, "hello all");
    expect(await listIds(alice)).toEqual([guid]);

    await bob.sdk.kickGroupMember(guid, alice.uid);

    expect(await listIds(alice)).toEqual([]);
  });
});

describe("deleting a conversation (domain.md §6.9)", () => {
  it("hides it and its history from this user alone, until a new message comes", async () => {
    const [alice, bob] = [await world.join("alice"), await world.join("bob")];
    await sendText(bob, { uid: alice.uid }, "old");

    await alice.sdk.deleteConversation(bob.uid, "user");

    await expect(alice.sdk.getConversation(bob.uid, "user")).rejects.toMatchObject({
      code: "ERR_CONVERSATION_NOT_ACCESSIBLE",
    });
    expect(await listIds(alice)).toEqual([]);
    expect(await listIds(bob)).toEqual([alice.uid]);

    await sendText(bob, { uid: alice.uid }, "new");
    expect(await listIds(alice)).toEqual([bob.uid]);
    const history = new alice.sdk.MessagesRequestBuilder().setUID(bob.uid).setLimit(10).build();
    const messages = (await pagesOf(() => history.fetchPrevious(), "the history")).flat();
    expect(messages.map((message) => message.getData().text)).toEqual(["new"]);
  });
});
