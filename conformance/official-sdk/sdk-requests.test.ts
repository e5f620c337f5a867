import type { BaseMessage, Conversation } from "@cometchat/chat-sdk-javascript";
import { describe, expect, it } from "vitest";
import { withDeadline } from "./deadline.ts";
import {
  historyOf,
  idOf,
  type NarrowHistory,
  openPair,
  pagesOf,
  sendImage,
  sendText,
  textsOf,
} from "./talk.ts";
import { type Device, useWorld } from "./world.ts";

// The ways to narrow a request that no other area has a test of, threads and helpers. rest-client.md §6

const world = useWorld();

type Sdk = Device["sdk"];

describe("a request", () => {
  it("begins at any page: groups, members, banned and blocked users, conversations", async () => {
    const alice = await world.join("alice");
    const others = [await world.user("bob"), await world.user("carol"), await world.user("dave")];
    const [bob = "", carol = "", dave = ""] = others;
    const guid = await world.group("team", {
      owner: alice.uid,
      participants: [bob],
      usersToBan: [carol, dave],
    });
    await world.group("other", { owner: alice.uid, tags: ["paged"] });
    const third = await world.group("third", { owner: alice.uid, tags: ["paged"] });
    for (const uid of others) await sendText(alice, { uid }, "hello");
    await alice.sdk.blockUsers([bob, carol]);
    const { sdk } = alice;
    const second = async (builder: { setLimit(limit: number): unknown; setPage(page: number): unknown }) => {
      builder.setLimit(1);
      // setPage(1) asks for page 2 (rest-client.md §6).
      builder.setPage(1);
      const request = (builder as unknown as { build(): { fetchNext(): Promise<unknown[]> } }).build();
      return withDeadline(request.fetchNext(), "the second page");
    };
    const members = new sdk.GroupMembersRequestBuilder("another").setGuid(guid);
    const banned = new sdk.BannedMembersRequestBuilder("another").setGuid(guid);
    const blocked = new sdk.BlockedUsersRequestBuilder();
    const groups = new sdk.GroupsRequestBuilder().setTags(["paged"]);
    const pages = [await second(members), await second(banned), await second(blocked), await second(groups)];
    expect(pages.map((rows) => rows.length)).toEqual([1, 1, 1, 1]);
    const idIn = ([row]: unknown[]) => {
      const { getUid, getGuid } = row as { getUid?(): string; getGuid(): string };
      return getUid ? getUid.call(row) : getGuid.call(row);
    };
    expect(pages.map(idIn)).toEqual([bob, dave, carol, third]);
    const [conversation] = (await second(
      new sdk.ConversationsRequestBuilder().setIncludeBlockedUsers(true),
    )) as Conversation[];
    expect(partnerOf(conversation)).toBe(carol);
  });
});

/** The uid of the other side. */
function partnerOf(conversation: Conversation | undefined): string {
  return (conversation?.getConversationWith() as { getUid?(): string } | undefined)?.getUid?.() ?? "";
}

type MessagesBuilder = InstanceType<Sdk["MessagesRequestBuilder"]>;
type NarrowList = (builder: InstanceType<Sdk["ConversationsRequestBuilder"]>) => unknown;

async function conversationsOf(device: Device, narrow: NarrowList): Promise<Conversation[]> {
  const builder = new device.sdk.ConversationsRequestBuilder().setLimit(30);
  narrow(builder);
  const request = builder.build();
  return (await pagesOf(() => request.fetchNext(), "the conversations")).flat();
}

describe("conversations (domain.md §5)", () => {
  it("are found by the other side's name and tags, and tell its tags when asked to", async () => {
    const alice = await world.join("alice");
    const bob = await world.user("bob", { name: "Bartholomew", tags: ["vip"] });
    const carol = await world.user("carol");
    const guid = await world.group("team", { owner: alice.uid, tags: ["work"] });
    for (const to of [{ uid: bob }, { uid: carol }, { guid }]) await sendText(alice, to, "hello");
    await alice.sdk.tagConversation(carol, "user", ["later"]);

    const found = async (narrow: NarrowList) =>
      (await conversationsOf(alice, narrow)).map((row) => row.getConversationType() + partnerOf(row));
    expect(await found((list) => list.setSearchKeyword("barth"))).toEqual([`user${bob}`]);
    expect(await found((list) => list.setUserTags(["vip"]))).toEqual([`user${bob}`]);
    expect(await found((list) => list.setGroupTags(["work"]))).toEqual(["group"]);
    const tagsOf = async (narrow: NarrowList) =>
      (await conversationsOf(alice, narrow)).map((row) => row.getConversationWith().getTags());
    const told = (await tagsOf((list) => list.withUserAndGroupTags(true))).flatMap((tags) => tags ?? []);
    expect(told.toSorted()).toEqual(["vip", "work"]);
    const ownTags = async (withTags: boolean) =>
      (await conversationsOf(alice, (list) => list.withTags(withTags))).flatMap((row) => row.getTags() ?? []);
    expect([await ownTags(true), await ownTags(false)]).toEqual([["later"], []]);
  });

  it("with blocked users are listed, and say that they are blocked, when asked to", async () => {
    const { laptop: alice, bob, toBob } = await openPair(world);
    await sendText(alice, toBob, "hello");
    await alice.sdk.blockUsers([bob.uid]);
    const blockedByMe = async (narrow: NarrowList) =>
      (await conversationsOf(alice, narrow)).map((row) =>
        (row.getConversationWith() as { getBlockedByMe(): boolean }).getBlockedByMe(),
      );
    expect(await blockedByMe(() => {})).toEqual([]);
    expect(await blockedByMe((list) => list.setIncludeBlockedUsers(true))).toEqual([false]);
    expect(await blockedByMe((list) => list.includeBlockedUsers(true).withBlockedInfo(true))).toEqual([true]);
    expect(await blockedByMe((list) => list.setIncludeBlockedUsers(true).setWithBlockedInfo(true))).toEqual([
      true,
    ]);
  });
});

describe("history (domain.md §6)", () => {
  const LINK = "see https://example.com";

  async function openTeam() {
    const [alice, bob] = [await world.join("alice"), await world.join("bob")];
    const team = { guid: await world.group("team", { owner: alice.uid, participants: [bob.uid] }) };
    const found = async (narrow: NarrowHistory) => {
      const rows = await withDeadline(
        historyOf(alice, team, 50, narrow).fetchPrevious(),
        "a page of history",
      );
      return (rows as BaseMessage[]).filter((row) => row.getCategory() === "message");
    };
    return { alice, bob, team, found };
  }

  it("is narrowed to links, to reactions and to kinds of files", async () => {
    const { alice, bob, team, found } = await openTeam();
    await sendText(alice, team, "plain");
    const linked = await sendText(alice, team, LINK);
    const image = await sendImage(bob, team, "https://example.com/a.png");
    const film = await sendImage(bob, team, "https://example.com/a.mp4");
    await bob.sdk.addReaction(idOf(linked), "👍");
    expect(textsOf(await found((list) => list.hasLinks(true)))).toEqual([LINK]);
    expect((await found((list) => list.hasReactions(true))).map(idOf)).toEqual([idOf(linked)]);
    const { AttachmentType } = alice.sdk;
    const ofTypes = async (...types: Parameters<MessagesBuilder["setAttachmentTypes"]>[0]) =>
      (await found((list) => list.setAttachmentTypes(types))).map(idOf);
    expect(await ofTypes(AttachmentType.IMAGE)).toEqual([idOf(image)]);
    expect(await ofTypes(AttachmentType.VIDEO)).toEqual([idOf(film)]);
  });

  it("leaves out whom the reader has blocked, and shows parents beside replies, when asked to", async () => {
    const { alice, bob, team, found } = await openTeam();
    const own = await sendText(alice, team, "mine");
    await sendText(bob, team, "bob's");
    await alice.sdk.blockUsers([bob.uid]);
    expect(textsOf(await found((list) => list.hideMessagesFromBlockedUsers(true)))).toEqual(["mine"]);
    await sendText(alice, team, "a reply", (message) => message.setParentMessageId(Number(idOf(own))));
    const thread = (withParent: boolean) =>
      found((list) => list.setParentMessageId(Number(idOf(own))).withParent(withParent));
    expect(textsOf(await thread(false))).toEqual(["a reply"]);
    expect(textsOf(await thread(true))).toEqual(["mine", "a reply"]);
  });

  it("tells only what was changed after a time", async () => {
    const { alice, team, found } = await openTeam();
    await sendText(alice, team, "untouched");
    const edited = await sendText(alice, team, "before");
    const changed = new alice.sdk.TextMessage(team.guid, "after", "group");
    changed.setId(Number(idOf(edited)));
    await alice.sdk.editMessage(changed);
    const since = String(edited.getSentAt() - 1);
    expect(textsOf(await found((list) => list.setUpdatedAfter(since).updatesOnly(true)))).toEqual(["after"]);
    const later = String(edited.getSentAt() + 3_600);
    expect(await found((list) => list.setUpdatedAfter(later))).toEqual([]);
  });
});

describe("a thread and the helpers", () => {
  it("a thread tells its parent, the time of its last reply, and keeps what is set", async () => {
    const { laptop: alice, bob, toBob, toAlice } = await openPair(world);
    const parent = await sendText(alice, toBob, "a question");
    const id = Number(idOf(parent));
    const reply = await sendText(bob, toAlice, "an answer", (message) => message.setParentMessageId(id));
    const [thread] = await withDeadline(
      new alice.sdk.ThreadsRequestBuilder().setLimit(5).build().fetchNext(),
      "threads",
    );
    expect(thread && textsOf([thread.getParentMessage() as BaseMessage])).toEqual(["a question"]);
    expect([thread?.getUpdatedAt(), thread?.isSubscribed()]).toEqual([reply.getSentAt(), true]);
    expect(thread?.getRawData()).toMatchObject({ replyCount: 1 });
    thread?.setReplyCount(5);
    thread?.setSubscribed(false);
    expect([thread?.getReplyCount(), thread?.isSubscribed()]).toEqual([5, false]);
  });

  it("a message as the service prints it becomes one of the SDK's, and its conversation", async () => {
    const { laptop: alice, bob, toBob } = await openPair(world);
    const { CometChatHelper: helper } = alice.sdk;
    const sent = await sendText(alice, toBob, "hello");
    const raw = await world.api.call("GET", `messages/${idOf(sent)}`);
    const processed = await helper.processMessage(raw);
    expect(textsOf([processed])).toEqual(["hello"]);
    const conversation = await withDeadline(
      helper.getConversationFromMessage(processed),
      "getConversationFromMessage",
    );
    expect([conversation.getConversationId(), partnerOf(conversation)]).toEqual([
      sent.getConversationId(),
      bob.uid,
    ]);
  });

  it("a reaction that is told is counted on the message at hand", async () => {
    const { laptop: alice, bob, toBob } = await openPair(world);
    const sent = await sendText(alice, toBob, "hello");
    await bob.sdk.addReaction(idOf(sent), "🎉");
    const [event] = await alice.events.next("onMessageReactionAdded");
    const { CometChatHelper: helper, REACTION_ACTION } = alice.sdk;
    const reaction = event.getReaction() as NonNullable<ReturnType<typeof event.getReaction>>;
    const counted = helper.updateMessageWithReactionInfo(sent, reaction, REACTION_ACTION.REACTION_ADDED);
    const counts = (counted as BaseMessage).getReactions().map((row) => [row.getReaction(), row.getCount()]);
    expect(counts).toEqual([["🎉", 1]]);
  });
});
