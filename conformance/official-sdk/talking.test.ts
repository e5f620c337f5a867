import type { BaseMessage, ReactionEvent, TextMessage } from "@cometchat/chat-sdk-javascript";
import { describe, expect, it } from "vitest";
import { withDeadline } from "./deadline.ts";
import {
  addressOf,
  historyOf,
  idOf,
  lastPage,
  openPair,
  pagesOf,
  type Receiver,
  sendImage,
  sendText,
  textsOf,
} from "./talk.ts";
import { type Device, useWorld } from "./world.ts";

// Rules: domain.md §6.4 (threads), §6.6 (reactions), §6.11 (typing, transient), §9.2 (events);
// shapes: rest-client.md §6.6, §6.7, §6.11 and socket.md §4.6, §4.7.

const world = useWorld();

const pair = () => openPair(world);

describe("a thread (domain.md §6.4)", () => {
  const reply = (from: Device, to: Receiver, text: string, parent: BaseMessage) =>
    sendText(from, to, text, (message) => message.setParentMessageId(parent.getId()));

  async function thread() {
    const people = await pair();
    const parent = await sendText(people.laptop, people.toBob, "the question");
    return { ...people, parent };
  }

  it("takes replies, which arrive with the id of their parent", async () => {
    const { phone, bob, toAlice, parent } = await thread();

    const sent = await reply(bob, toAlice, "the answer", parent);

    expect(String(sent.getParentMessageId())).toBe(idOf(parent));
    const [heard] = await phone.events.next(
      "onTextMessageReceived",
      (message) => message.getText() === "the answer",
    );
    expect(String(heard.getParentMessageId())).toBe(idOf(parent));
  });

  it("counts its replies on the parent", async () => {
    const { laptop, bob, toBob, toAlice, parent } = await thread();
    await reply(bob, toAlice, "one", parent);
    await reply(laptop, toBob, "two", parent);

    expect((await laptop.sdk.getMessageDetails(idOf(parent))).getReplyCount()).toBe(2);
  });

  it("is fetched by its parent, page by page", async () => {
    const { laptop, bob, toBob, toAlice, parent } = await thread();
    for (const text of ["one", "two", "three"]) await reply(bob, toAlice, text, parent);
    await sendText(laptop, toBob, "beside the thread");
    const request = historyOf(laptop, toBob, 2, (messages) => messages.setParentMessageId(parent.getId()));

    const pages = await pagesOf(() => request.fetchPrevious(), "the thread");

    expect(pages.map(textsOf)).toEqual([["two", "three"], ["one"]]);
  });

  it("stays in the history unless replies are hidden", async () => {
    const { laptop, bob, toBob, toAlice, parent } = await thread();
    await reply(bob, toAlice, "the answer", parent);
    const history = (hide: boolean) => lastPage(laptop, toBob, (messages) => messages.hideReplies(hide));

    expect(textsOf(await history(false))).toEqual(["the question", "the answer"]);
    expect(textsOf(await history(true))).toEqual(["the question"]);
  });

  it("has one level only: ERR_MESSAGE_THREAD_NESTING (domain.md §6.2)", async () => {
    const { laptop, bob, toBob, toAlice, parent } = await thread();
    const answer = await reply(bob, toAlice, "the answer", parent);

    await expect(reply(laptop, toBob, "deeper", answer)).rejects.toMatchObject({
      code: "ERR_MESSAGE_THREAD_NESTING",
    });
  });

  it("belongs to one conversation: ERR_WRONG_MESSAGE_THREAD (domain.md §6.2)", async () => {
    const { laptop, parent } = await thread();
    const carol = await world.user("carol");

    await expect(reply(laptop, { uid: carol }, "elsewhere", parent)).rejects.toMatchObject({
      code: "ERR_WRONG_MESSAGE_THREAD",
    });
  });

  it("refuses an unknown parent with ERR_MESSAGE_ID_NOT_FOUND", async () => {
    const { laptop, toBob } = await pair();
    const message = (text: TextMessage) => text.setParentMessageId(99_999_999);

    await expect(sendText(laptop, toBob, "lost", message)).rejects.toMatchObject({
      code: "ERR_MESSAGE_ID_NOT_FOUND",
    });
  });

  it("is listed for who takes part in it, with its last reply (rest-client.md §6.11)", async () => {
    const { laptop, bob, toAlice, parent } = await thread();
    const answer = await reply(bob, toAlice, "the answer", parent);

    const request = new laptop.sdk.ThreadsRequestBuilder().setLimit(10).build();
    const threads = await withDeadline(request.fetchNext(), "the threads");

    expect(threads.map((listed) => String(listed.getParentMessageId()))).toEqual([idOf(parent)]);
    expect(threads.map((listed) => listed.getReplyCount())).toEqual([1]);
    expect(
      threads.map((listed) => [listed.getConversationId(), listed.getReceiverType(), listed.getReceiverId()]),
    ).toEqual([[parent.getConversationId(), "user", bob.uid]]);
    expect(threads.map((listed) => textsOf([listed.getLastReply() ?? parent]))).toEqual([[answer.getText()]]);
  });
});

describe("a reaction (domain.md §6.6)", () => {
  const summary = (message: BaseMessage) =>
    message
      .getReactions()
      .map((count) => [count.getReaction(), count.getCount(), count.getReactedByMe() === true] as const);
  const told = (event: ReactionEvent) => {
    const reaction = event.getReaction();
    return [
      reaction.getMessageId(),
      reaction.getReaction(),
      reaction.getUid(),
      reaction.getReactedBy().getUid(),
    ];
  };

  it("comes back on the message, and tells the sender and the reactor's other device", async () => {
    const { laptop, phone, bob, toAlice } = await pair();
    const sent = await sendText(bob, toAlice, "good news");

    const reacted = await laptop.sdk.addReaction(idOf(sent), "👍");

    expect([idOf(reacted), summary(reacted)]).toEqual([idOf(sent), [["👍", 1, true]]]);
    for (const device of [bob, phone]) {
      const [event] = await device.events.next("onMessageReactionAdded");
      expect(told(event)).toEqual([idOf(sent), "👍", laptop.uid, laptop.uid]);
      expect(event.getConversationId()).toBe(sent.getConversationId());
    }
    await world.settle(laptop);
    laptop.events.none("onMessageReactionAdded");
  });

  it("is counted once for each user, and each sees whether it is their own", async () => {
    const { laptop, bob, toAlice } = await pair();
    const sent = await sendText(bob, toAlice, "good news");
    await laptop.sdk.addReaction(idOf(sent), "👍");
    await laptop.sdk.addReaction(idOf(sent), "👍");
    await laptop.sdk.addReaction(idOf(sent), "#️⃣");
    const both = await bob.sdk.addReaction(idOf(sent), "👍");

    expect(summary(both).sort()).toEqual([
      ["#️⃣", 1, false],
      ["👍", 2, true],
    ]);
    expect(summary(await laptop.sdk.getMessageDetails(idOf(sent))).sort()).toEqual([
      ["#️⃣", 1, true],
      ["👍", 2, true],
    ]);
  });

  it("is taken back, tells so, and leaves no count of zero", async () => {
    const { laptop, phone, bob, toAlice } = await pair();
    const sent = await sendText(bob, toAlice, "good news");
    await laptop.sdk.addReaction(idOf(sent), "👍");

    const message = await laptop.sdk.removeReaction(idOf(sent), "👍");

    expect(summary(message)).toEqual([]);
    for (const device of [bob, phone]) {
      const [event] = await device.events.next("onMessageReactionRemoved");
      expect(told(event)).toEqual([idOf(sent), "👍", laptop.uid, laptop.uid]);
    }
  });

  it("is listed page by page with who reacted, all or one emoji's (rest-client.md §6.7)", async () => {
    const { laptop, bob, toAlice } = await pair();
    const sent = await sendText(bob, toAlice, "good news");
    for (const emoji of ["👍", "🎉", "🚀"]) await laptop.sdk.addReaction(idOf(sent), emoji);
    await bob.sdk.addReaction(idOf(sent), "🚀");
    const builder = () => new bob.sdk.ReactionsRequestBuilder().setMessageId(sent.getId()).setLimit(3);

    const all = builder().build();
    const pages = await pagesOf(() => all.fetchNext(), "the reactions");
    const rockets = await withDeadline(builder().setReaction("🚀").build().fetchNext(), "the rockets");

    expect(pages.map((page) => page.length)).toEqual([3, 1]);
    expect(
      pages
        .flat()
        .map((reaction) => reaction.getReaction())
        .sort(),
    ).toEqual(["👍", "🎉", "🚀", "🚀"].sort());
    expect(rockets.map((reaction) => reaction.getReactedBy().getUid()).sort()).toEqual(
      [laptop.uid, bob.uid].sort(),
    );
    const backwards = builder().build();
    const newest = await pagesOf(() => backwards.fetchPrevious(), "the reactions, backwards");
    expect(newest.map((page) => page.length)).toEqual([3, 1]);
    expect(new Set(newest.flat().map((reaction) => reaction.getReactionId()))).toEqual(
      new Set(pages.flat().map((reaction) => reaction.getReactionId())),
    );
  });

  it("reaches all members of a group, on a picture as well", async () => {
    const { laptop, bob } = await pair();
    const carol = await world.join("carol");
    const guid = await world.group("team", { owner: bob.uid, participants: [laptop.uid, carol.uid] });
    const sent = await sendImage(bob, { guid }, "https://media.example/a.png");

    await laptop.sdk.addReaction(idOf(sent), "👍");

    for (const device of [bob, carol]) {
      const [event] = await device.events.next("onMessageReactionAdded");
      expect([event.getReceiverId(), event.getReceiverType()]).toEqual([guid, "group"]);
    }
  });

  it("is refused to a stranger and for an unknown message", async () => {
    const { laptop, bob, toAlice } = await pair();
    const stranger = await world.join("stranger");
    const sent = await sendText(bob, toAlice, "good news");

    await expect(stranger.sdk.addReaction(idOf(sent), "👍")).rejects.toMatchObject({
      code: "ERR_MESSAGE_NO_ACCESS",
    });
    await expect(laptop.sdk.addReaction("99999999", "👍")).rejects.toMatchObject({
      code: "ERR_MESSAGE_ID_NOT_FOUND",
    });
  });
});

describe("typing (domain.md §6.11)", () => {
  const indicator = (device: Device, to: Receiver, metadata?: object) =>
    new device.sdk.TypingIndicator(...addressOf(to), metadata);

  it("is seen starting and ending by the peer, with its metadata", async () => {
    const { laptop, bob, toBob } = await pair();

    laptop.sdk.startTyping(indicator(laptop, toBob, { draft: 1 }));
    const [started] = await bob.events.next("onTypingStarted");
    laptop.sdk.endTyping(indicator(laptop, toBob));
    const [ended] = await bob.events.next("onTypingEnded");

    expect([started.getSender().getUid(), started.getReceiverId()]).toEqual([laptop.uid, bob.uid]);
    expect([started.getReceiverType(), started.getMetadata()]).toEqual(["user", { draft: 1 }]);
    expect(ended.getSender().getUid()).toBe(laptop.uid);
  });

  it("is seen by the members of a group and not by strangers", async () => {
    const { laptop, bob } = await pair();
    const [carol, stranger] = [await world.join("carol"), await world.join("stranger")];
    const guid = await world.group("team", { owner: carol.uid, participants: [laptop.uid, bob.uid] });

    laptop.sdk.startTyping(indicator(laptop, { guid }));

    for (const device of [bob, carol]) {
      const [typing] = await device.events.next("onTypingStarted");
      expect([typing.getReceiverId(), typing.getReceiverType()]).toEqual([guid, "group"]);
    }
    await world.settle(laptop, stranger);
    laptop.events.none("onTypingStarted");
    stranger.events.none("onTypingStarted");
  });

  it("ends for a plain object too, which the SDK spells in its own way (socket.md §9.10)", async () => {
    const { laptop, bob, toBob } = await pair();

    laptop.sdk.startTyping({ receiverId: toBob.uid, receiverType: "user" });
    await bob.events.next("onTypingStarted");
    laptop.sdk.endTyping({ receiverId: toBob.uid, receiverType: "user" });

    const [ended] = await bob.events.next("onTypingEnded");
    expect([ended.getSender().getUid(), ended.getReceiverType()]).toEqual([laptop.uid, "user"]);
  });

  it("of a stranger to a group, or of a blocked user, is seen by nobody (blocking assumed)", async () => {
    const { laptop, bob, toBob } = await pair();
    const guid = await world.group("team", { owner: bob.uid });
    await bob.sdk.blockUsers([laptop.uid]);

    laptop.sdk.startTyping(indicator(laptop, { guid }));
    laptop.sdk.startTyping(indicator(laptop, toBob));
    // Frames of one socket are handled in their order: what a third party sees last came last.
    const carol = await world.join("carol");
    laptop.sdk.startTyping(indicator(laptop, { uid: carol.uid }));
    await carol.events.next("onTypingStarted");
    await world.settle(bob);

    bob.events.none("onTypingStarted");
  });
});

describe("a transient message (domain.md §6.11)", () => {
  it("reaches the peer with its data and is never stored", async () => {
    const { laptop, bob, toBob, toAlice } = await pair();

    laptop.sdk.sendTransientMessage(new laptop.sdk.TransientMessage(...addressOf(toBob), { LIVE: "heart" }));

    const [message] = await bob.events.next("onTransientMessageReceived");
    expect([message.getSender().getUid(), message.getReceiverId()]).toEqual([laptop.uid, bob.uid]);
    expect(message.getData()).toEqual({ LIVE: "heart" });
    expect(await lastPage(bob, toAlice)).toEqual([]);
  });

  it("reaches the members of a group who are online now", async () => {
    const { laptop, bob } = await pair();
    const carol = await world.user("carol");
    const guid = await world.group("team", { owner: bob.uid, participants: [laptop.uid, carol] });

    laptop.sdk.sendTransientMessage(new laptop.sdk.TransientMessage(guid, "group", { LIVE: "wave" }));
    const [message] = await bob.events.next("onTransientMessageReceived");
    expect([message.getReceiverId(), message.getReceiverType()]).toEqual([guid, "group"]);

    const late = await world.device(carol);
    await world.settle(late);
    late.events.none("onTransientMessageReceived");
  });
});
