import type { BaseMessage, TextMessage, User } from "@cometchat/chat-sdk-javascript";
import { describe, expect, it } from "vitest";
import { idOf, lastPage, openPair, pagesOf, type Receiver, sendImage, sendText, textsOf } from "./talk.ts";
import { type Device, useWorld } from "./world.ts";

// Rules: domain.md §6.4 (threads), §6.5 (quotes, mentions), §6.7 (unread); shapes: rest-client.md §6.7, §6.9, §6.11.
// Replies themselves: talking.test.ts.

const world = useWorld();

type Narrow = (builder: InstanceType<Device["sdk"]["ThreadsRequestBuilder"]>) => unknown;

async function threadsOf(device: Device, narrow: Narrow = () => {}, limit = 10): Promise<string[]> {
  const builder = new device.sdk.ThreadsRequestBuilder().setLimit(limit);
  narrow(builder);
  const request = builder.build();
  const pages = await pagesOf(() => request.fetchNext(), "the threads");
  return pages.flat().map((thread) => String(thread.getParentMessageId()));
}

function reply(from: Device, to: Receiver, text: string, parent: BaseMessage): Promise<TextMessage> {
  return sendText(from, to, text, (message) => message.setParentMessageId(Number(idOf(parent))));
}

async function follows(device: Device, message: BaseMessage): Promise<boolean> {
  return (await device.sdk.getMessageDetails(idOf(message))).isThreadSubscribed();
}

/** alice, bob and carol in a group of alice's. */
async function openTeam() {
  const [alice, bob, carol] = [await world.join("alice"), await world.join("bob"), await world.join("carol")];
  const guid = await world.group("team", { owner: alice.uid, participants: [bob.uid, carol.uid] });
  return { alice, bob, carol, team: { guid } };
}

describe("following a thread (domain.md §6.4)", () => {
  it("is done and undone by a call, as often as one likes, and shows on the message", async () => {
    const { alice, bob, team } = await openTeam();
    const parent = await sendText(alice, team, "nobody has answered yet");
    const id = Number(idOf(parent));
    expect(await follows(bob, parent)).toBe(false);
    for (let time = 0; time < 2; time += 1) expect(await bob.sdk.subscribeToThread(id)).toMatch(/./);
    expect([await follows(bob, parent), await follows(alice, parent)]).toEqual([true, false]);
    const rows = await lastPage(bob, team);
    expect(rows.find((row) => idOf(row) === idOf(parent))?.isThreadSubscribed()).toBe(true);
    for (let time = 0; time < 2; time += 1) expect(await bob.sdk.unsubscribeFromThread(id)).toMatch(/./);
    expect(await follows(bob, parent)).toBe(false);
  });

  it("begins with a reply or a mention, and again after it was ended", async () => {
    const { alice, bob, carol, team } = await openTeam();
    const parent = await sendText(alice, team, "a question");
    await reply(bob, team, `<@uid:${carol.uid}> knows`, parent);
    for (const device of [alice, bob, carol]) expect(await follows(device, parent)).toBe(true);
    await carol.sdk.unsubscribeFromThread(Number(idOf(parent)));
    expect(await threadsOf(carol)).toEqual([]);
    await reply(carol, team, "I do", parent);
    expect(await threadsOf(carol)).toEqual([idOf(parent)]);
  });

  it("is refused for messages out of reach, and for replies", async () => {
    const { laptop, toBob } = await openPair(world);
    const carol = await world.join("carol");
    const parent = await sendText(laptop, toBob, "between us");
    const answer = await reply(laptop, toBob, "a reply", parent);
    const subscribe = (device: Device, message: BaseMessage) =>
      device.sdk.subscribeToThread(Number(idOf(message)));
    await expect(subscribe(carol, parent)).rejects.toMatchObject({ code: "ERR_MESSAGE_NO_ACCESS" });
    await expect(subscribe(laptop, answer)).rejects.toMatchObject({ code: "ERR_MESSAGE_THREAD_NESTING" });
    await expect(laptop.sdk.subscribeToThread(99_999_999)).rejects.toMatchObject({
      code: "ERR_MESSAGE_ID_NOT_FOUND",
    });
  });
});

describe("the list of threads (rest-client.md §6.11)", () => {
  it("can be that of a user, of a group, and of all there are, and has the newest reply first", async () => {
    const { alice, bob, carol, team } = await openTeam();
    const inTeam = [await sendText(alice, team, "1"), await sendText(alice, team, "2")] as const;
    const withBob = await sendText(alice, { uid: bob.uid }, "3");
    await reply(bob, { uid: alice.uid }, "a", withBob);
    await reply(bob, team, "b", inTeam[1]);
    await reply(bob, team, "c", inTeam[0]);
    const [first, second, third] = [...inTeam, withBob].map(idOf);
    const ofTeam: Narrow = (builder) => builder.setGuid(team.guid);
    expect((await threadsOf(alice)).toSorted()).toEqual([first, second, third].toSorted());
    expect((await threadsOf(bob, ofTeam)).toSorted()).toEqual([first, second].toSorted());
    expect(await threadsOf(bob, (builder) => builder.setUid(alice.uid))).toEqual([third]);
    expect(await threadsOf(carol, ofTeam)).toEqual([]);
    const all: Narrow = (builder) => builder.setGuid(team.guid).setParticipatedByMe(false);
    expect((await threadsOf(carol, all)).toSorted()).toEqual([first, second].toSorted());
  });

  it("is read page by page, each thread once", async () => {
    const { alice, bob, team } = await openTeam();
    const parents: TextMessage[] = [];
    for (const text of ["1", "2", "3", "4", "5"]) parents.push(await sendText(alice, team, text));
    for (const parent of parents) await reply(bob, team, "answer", parent);
    const request = new alice.sdk.ThreadsRequestBuilder().setLimit(2).build();
    // The boundary row comes again with the next page, and the SDK drops it.
    const first = await request.fetchNext();
    const rest = (await pagesOf(() => request.fetchNext(), "the threads")).flat();
    const read = [...first, ...rest].map((thread) => String(thread.getParentMessageId()));
    expect(first).toHaveLength(2);
    expect(read.toSorted()).toEqual(parents.map(idOf).toSorted());
  });

  it("counts the replies that the reader has not read", async () => {
    const { alice, bob, team } = await openTeam();
    const parent = await sendText(alice, team, "question");
    await bob.sdk.markConversationAsRead(team.guid, "group");
    await reply(alice, team, "one", parent);
    await reply(alice, team, "two", parent);
    await bob.sdk.subscribeToThread(Number(idOf(parent)));
    const request = new bob.sdk.ThreadsRequestBuilder().setLimit(10).build();
    const [thread] = await request.fetchNext();
    expect([thread?.getReplyCount(), thread?.getUnreadReplyCount()]).toEqual([2, 2]);
    expect(textsOf([thread?.getLastReply() as BaseMessage])).toEqual(["two"]);
  });
});

describe("mentions (domain.md §6.5)", () => {
  it("show who is meant, in texts and captions, with what was asked for about them", async () => {
    const { alice, bob, team } = await openTeam();
    const tagged = await world.user("tess", { name: "Tess", tags: ["vip"] });
    await alice.sdk.blockUsers([tagged]);
    await sendText(alice, team, `hello <@uid:${bob.uid}> and <@uid:${tagged}>`);
    await sendImage(alice, team, "https://example.com/a.png", `look <@uid:${bob.uid}>`);
    const [text] = await bob.events.next("onTextMessageReceived");
    const [image] = await bob.events.next("onMediaMessageReceived");
    for (const message of [text, image]) expect(message.hasMentionedMe()).toBe(true);
    expect(text.getMentionedUsers().map((user) => user.getUid())).toEqual([bob.uid, tagged]);
    const tagsOf = async (narrow: Parameters<typeof lastPage>[2]) => {
      const rows = await lastPage(alice, team, narrow);
      const users = rows.flatMap((row) => (row.getMentionedUsers() ?? []) as User[]);
      return users.find((user) => user.getUid() === tagged)?.getTags();
    };
    expect(await tagsOf((builder) => builder.mentionsWithTagInfo(true))).toEqual(["vip"]);
    expect((await tagsOf(undefined)) ?? []).toEqual([]);
    const blockedIn = async (asked: boolean) => {
      const [row] = await lastPage(alice, team, (builder) =>
        builder.mentionsWithBlockedInfo(asked).hasMentions(true),
      );
      const raw = row?.getRawMessage() as { data: { mentions: Record<string, { blockedByMe?: boolean }> } };
      return raw.data.mentions[tagged]?.blockedByMe;
    };
    expect([await blockedIn(true), await blockedIn(false)]).toEqual([true, undefined]);
  });

  it("narrow a history", async () => {
    const { alice, bob, carol, team } = await openTeam();
    await sendText(alice, team, `<@uid:${bob.uid}>`);
    await sendText(alice, team, `<@uid:${carol.uid}>`);
    await sendText(alice, team, "nobody");
    const found = async (narrow: Parameters<typeof lastPage>[2]) =>
      textsOf(await lastPage(bob, team, narrow));
    expect(await found((builder) => builder.hasMentions(true))).toEqual([
      `<@uid:${bob.uid}>`,
      `<@uid:${carol.uid}>`,
    ]);
    expect(await found((builder) => builder.setMentionedUIDs([carol.uid]))).toEqual([`<@uid:${carol.uid}>`]);
  });

  it("of nobody known, and of all, stay as they were written (assumed)", async () => {
    const { alice, bob, team } = await openTeam();
    await sendText(alice, team, "<@uid:nobody-at-all> <@all:all>");
    const [message] = await bob.events.next("onTextMessageReceived");
    expect(message.getText()).toBe("<@uid:nobody-at-all> <@all:all>");
    expect([message.getMentionedUsers(), message.hasMentionedMe()]).toEqual([[], false]);
  });

  it("are counted in the conversation until it is read", async () => {
    const { alice, bob, team } = await openTeam();
    await sendText(alice, team, `<@uid:${bob.uid}> one`);
    await sendText(alice, team, "two");
    const mentions = async () => (await bob.sdk.getConversation(team.guid, "group")).getUnreadMentionsCount();
    expect(await mentions()).toBe(1);
    await bob.sdk.markConversationAsRead(team.guid, "group");
    expect(await mentions()).toBe(0);
  });
});

describe("quoted replies (domain.md §6.5)", () => {
  it("carry what they quote, unless that is not wanted, and follow its edits", async () => {
    const { laptop, bob, toBob, toAlice } = await openPair(world);
    const original = await sendText(bob, toAlice, "original");
    const quote = await sendText(laptop, toBob, "a reply", (message) =>
      message.setQuotedMessageId(Number(idOf(original))),
    );
    expect(textsOf([quote.getQuotedMessage()])).toEqual(["original"]);
    const edited = new bob.sdk.TextMessage(laptop.uid, "changed", "user");
    edited.setId(Number(idOf(original)));
    await bob.sdk.editMessage(edited);
    const page = async (narrow?: Parameters<typeof lastPage>[2]) =>
      (await lastPage(bob, toAlice, narrow)).find((row) => idOf(row) === idOf(quote));
    expect(textsOf([(await page())?.getQuotedMessage() as BaseMessage])).toEqual(["changed"]);
    const plain = await page((builder) => builder.hideQuotedMessages(true));
    expect(plain?.getQuotedMessage()).toBeUndefined();
  });

  it("quote nothing of another conversation, and nothing that is not there", async () => {
    const { laptop, bob, toBob } = await openPair(world);
    const carol = await world.join("carol");
    const elsewhere = await sendText(laptop, { uid: carol.uid }, "elsewhere");
    const quote = (id: number) => sendText(laptop, toBob, "x", (message) => message.setQuotedMessageId(id));
    await expect(quote(Number(idOf(elsewhere)))).rejects.toMatchObject({ code: "ERR_MESSAGE_NO_ACCESS" });
    await expect(quote(99_999_999)).rejects.toMatchObject({ code: "ERR_MESSAGE_ID_NOT_FOUND" });
    await world.settle(bob);
    bob.events.none("onTextMessageReceived");
  });
});

describe("marking a message as unread (domain.md §6.7)", () => {
  it("in a group makes what came after it unread, for the one who does it", async () => {
    const { alice, bob, carol, team } = await openTeam();
    const first = await sendText(alice, team, "one");
    await sendText(alice, team, "two");
    for (const device of [bob, carol]) await device.sdk.markConversationAsRead(team.guid, "group");
    const [mine] = (await lastPage(bob, team)).filter((row) => idOf(row) === idOf(first));
    expect((await bob.sdk.markMessageAsUnread(mine)).getUnreadMessageCount()).toBe(1);
    expect(await bob.sdk.getUnreadMessageCountForGroup(team.guid)).toEqual({ [team.guid]: 1 });
    expect(await carol.sdk.getUnreadMessageCountForGroup(team.guid)).toEqual({});
    expect(await bob.sdk.markAsUnread(mine)).toBeTruthy();
  });

  it("is refused for messages of other conversations", async () => {
    const { laptop, bob, toBob } = await openPair(world);
    const carol = await world.join("carol");
    await sendText(laptop, toBob, "hello");
    const elsewhere = await sendText(carol, { uid: laptop.uid }, "elsewhere");
    const forged = new bob.sdk.TextMessage(bob.uid, "x", "user");
    forged.setId(Number(idOf(elsewhere)));
    forged.setSender(await bob.sdk.getUser(laptop.uid));
    await expect(bob.sdk.markMessageAsUnread(forged)).rejects.toMatchObject({
      code: "ERR_MESSAGE_ID_NOT_FOUND",
    });
  });
});
