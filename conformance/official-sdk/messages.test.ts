import type { CustomMessage, TextMessage } from "@cometchat/chat-sdk-javascript";
import { describe, expect, it } from "vitest";
import { idOf, lastPage, openPair, sendCustom, sendImage, sendText, textsOf } from "./talk.ts";
import { useWorld } from "./world.ts";

// Rules: domain.md §1 (ids), §5.4 (who may), §6.1 to §6.6 (messages), §9.2 (events), socket.md §8 (several devices).
// History: history.test.ts. Threads, reactions, typing and transient messages: talking.test.ts.

const world = useWorld();

const IMAGE = "https://media.example/a%20b.png";

const pair = () => openPair(world);

describe("a text message", () => {
  it("comes back as stored: id, conversation, sender, receiver, time", async () => {
    const { laptop, bob, toBob } = await pair();

    const sent = await sendText(laptop, toBob, "hello", (message) => {
      message.setMuid("my-own-id");
      message.setMetadata({ mood: "good" });
    });

    expect(idOf(sent)).toMatch(/^\d+$/);
    expect([sent.getText(), sent.getMuid(), sent.getMetadata()]).toEqual([
      "hello",
      "my-own-id",
      { mood: "good" },
    ]);
    expect([sent.getCategory(), sent.getType(), sent.getReceiverType()]).toEqual(["message", "text", "user"]);
    expect([sent.getSender().getUid(), sent.getSender().getName()]).toEqual([laptop.uid, "Alice"]);
    expect(sent.getReceiverId()).toBe(bob.uid);
    expect(sent.getConversationId()).toBe([laptop.uid, bob.uid].sort().join("_user_"));
    expect(Math.abs(sent.getSentAt() - Date.now() / 1000)).toBeLessThan(60);
  });

  it("reaches the receiver and the sender's other device, and not the device it came from (domain.md §9.2)", async () => {
    const { laptop, phone, bob, toBob } = await pair();

    const sent = await sendText(laptop, toBob, "hello");

    for (const device of [bob, phone]) {
      const [received] = await device.events.next("onTextMessageReceived");
      expect([idOf(received), received.getText()]).toEqual([idOf(sent), "hello"]);
      expect([received.getSender().getUid(), received.getReceiverId()]).toEqual([laptop.uid, bob.uid]);
    }
    await world.settle(laptop, phone, bob);
    for (const device of [laptop, phone, bob]) device.events.none("onTextMessageReceived");
  });

  it("arrives after the answer to its sender (ui-kit.md §3.2)", async () => {
    const { laptop, phone, toBob } = await pair();

    const sent = await sendText(laptop, toBob, "hello");
    await phone.events.next("onTextMessageReceived");

    const answered = laptop.realm.http.entries.findLast(({ method }) => method === "POST")?.answer?.at;
    const arrived = phone.realm.frames.entries.find(({ text }) => text.includes(`"id":"${idOf(sent)}"`))?.at;
    expect(arrived).toBeGreaterThanOrEqual(answered ?? Number.POSITIVE_INFINITY);
  });

  it("gets ids that grow, whatever the conversation (domain.md §1)", async () => {
    const { laptop, bob, toBob, toAlice } = await pair();
    const guid = await world.group("team", { owner: bob.uid });

    const ids = [];
    ids.push(await sendText(laptop, toBob, "one"));
    ids.push(await sendText(bob, { guid }, "two"));
    ids.push(await sendText(bob, toAlice, "three"));

    const numbers = ids.map((message) => Number(idOf(message)));
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    expect(new Set(numbers).size).toBe(3);
  });

  it("reaches all members of a group, and nobody else", async () => {
    const { laptop, phone, bob } = await pair();
    const [carol, stranger] = [await world.join("carol"), await world.join("stranger")];
    const guid = await world.group("team", { owner: carol.uid, participants: [laptop.uid, bob.uid] });

    const sent = await sendText(laptop, { guid }, "hello all");

    for (const device of [phone, bob, carol]) {
      const [received] = await device.events.next("onTextMessageReceived");
      expect([idOf(received), received.getReceiverType(), received.getReceiverId()]).toEqual([
        idOf(sent),
        "group",
        guid,
      ]);
      expect(received.getConversationId()).toBe(`group_${guid}`);
    }
    await world.settle(laptop, stranger);
    laptop.events.none("onTextMessageReceived");
    stranger.events.none("onTextMessageReceived");
  });

  it("tells a mentioned user so (domain.md §6.5)", async () => {
    const { laptop, bob, toBob } = await pair();

    await sendText(laptop, toBob, `ask <@uid:${bob.uid}>`);

    const [received] = await bob.events.next("onTextMessageReceived");
    expect(received.hasMentionedMe()).toBe(true);
    expect(received.getMentionedUsers().map((user) => user.getUid())).toEqual([bob.uid]);
  });

  it("may quote another message of the conversation (domain.md §6.5)", async () => {
    const { laptop, bob, toBob } = await pair();
    const first = await sendText(laptop, toBob, "the original");

    await sendText(laptop, toBob, "the quote", (message) => message.setQuotedMessageId(first.getId()));

    const [received] = await bob.events.next(
      "onTextMessageReceived",
      (message) => message.getText() === "the quote",
    );
    expect(String(received.getQuotedMessageId())).toBe(idOf(first));
    expect(textsOf([received.getQuotedMessage()])).toEqual(["the original"]);
  });
});

describe("a custom message", () => {
  it("carries its data, subtype, text and flags to the receiver and the other device", async () => {
    const { laptop, phone, bob, toBob } = await pair();

    const sent = await sendCustom(laptop, toBob, "location", { lat: 1, lng: [2, 3] }, (message) => {
      message.setSubType("pin");
      message.setConversationText("shared a place");
      message.shouldUpdateConversation(true);
      message.shouldSendNotification(false);
    });

    for (const device of [bob, phone]) {
      const [received] = await device.events.next("onCustomMessageReceived");
      expect([idOf(received), received.getCategory(), received.getType()]).toEqual([
        idOf(sent),
        "custom",
        "location",
      ]);
      expect(received.getCustomData()).toEqual({ lat: 1, lng: [2, 3] });
      expect([received.getSubType(), received.getConversationText()]).toEqual(["pin", "shared a place"]);
      expect([received.willUpdateConversation(), received.willSendNotification()]).toEqual([true, false]);
    }
    await world.settle(laptop);
    laptop.events.none("onCustomMessageReceived", (message) => message.getType() === "location");
  });
});

describe("a media message by URL (rest-client.md §6.8)", () => {
  it("gets an attachment made from the URL and keeps its caption", async () => {
    const { laptop, phone, bob, toBob } = await pair();

    const sent = await sendImage(laptop, toBob, IMAGE, "look & see");

    expect([sent.getURL(), sent.getCaption(), sent.getType()]).toEqual([IMAGE, "look & see", "image"]);
    for (const device of [bob, phone]) {
      const [received] = await device.events.next("onMediaMessageReceived");
      expect([idOf(received), received.getURL(), received.getCaption()]).toEqual([
        idOf(sent),
        IMAGE,
        "look & see",
      ]);
      expect(received.getAttachment().getUrl()).toBe(IMAGE);
      expect(received.getAttachment().getExtension()).toBe("png");
    }
  });

  it("travels as multipart with JSON in its data part", async () => {
    const { laptop, toBob } = await pair();

    await sendImage(laptop, toBob, IMAGE);

    const { form } = laptop.realm.http.entries.at(-1) ?? {};
    expect(Object.fromEntries(form ?? [])).toMatchObject({
      receiver: toBob.uid,
      category: "message",
      type: "image",
    });
  });
});

describe("editing (domain.md §6.3)", () => {
  it("resolves with the edited message and tells the receiver and the other device", async () => {
    const { laptop, phone, bob, toBob } = await pair();
    const sent = await sendText(laptop, toBob, "helo");
    sent.setText("hello");

    const edited = (await laptop.sdk.editMessage(sent)) as TextMessage;

    expect([idOf(edited), edited.getText(), edited.getEditedBy()]).toEqual([idOf(sent), "hello", laptop.uid]);
    expect(edited.getEditedAt()).toBeGreaterThanOrEqual(sent.getSentAt());
    for (const device of [bob, phone]) {
      const [heard] = await device.events.next("onMessageEdited");
      expect([idOf(heard), ...textsOf([heard]), heard.getEditedBy()]).toEqual([
        idOf(sent),
        "hello",
        laptop.uid,
      ]);
      expect(heard.getEditedAt()).toBe(edited.getEditedAt());
    }
    await world.settle(laptop);
    laptop.events.none("onMessageEdited");
  });

  it("changes the history, where it leaves an action message (domain.md §6.3)", async () => {
    const { laptop, bob, toBob, toAlice } = await pair();
    const sent = await sendText(laptop, toBob, "helo");
    sent.setText("hello");
    await laptop.sdk.editMessage(sent);

    expect(textsOf(await lastPage(bob, toAlice, (messages) => messages.setCategories(["message"])))).toEqual([
      "hello",
    ]);
    const [action] = await lastPage(bob, toAlice, (messages) => messages.setCategories(["action"]));
    expect(action?.getRawMessage()).toMatchObject({ type: "message", data: { action: "edited" } });
    expect(Number(action?.getId())).toBeGreaterThan(Number(idOf(sent)));
  });

  it("replaces the tags with those sent along", async () => {
    const { laptop, bob, toBob, toAlice } = await pair();
    const sent = await sendText(laptop, toBob, "hello", (message) => message.setTags(["old", "kept"]));
    sent.setTags(["kept", "new"]);

    await laptop.sdk.editMessage(sent);

    const tagged = (tag: string) =>
      lastPage(bob, toAlice, (messages) => messages.setTags([tag]).withTags(true));
    expect((await tagged("new")).map((message) => (message as TextMessage).getTags())).toEqual([
      ["kept", "new"],
    ]);
    expect(await tagged("old")).toEqual([]);
  });

  it("changes a custom message too", async () => {
    const { laptop, bob, toBob } = await pair();
    const sent = await sendCustom(laptop, toBob, "location", { lat: 1 });
    sent.setCustomData({ lat: 2 });

    await laptop.sdk.editMessage(sent);

    const [heard] = await bob.events.next("onMessageEdited");
    expect((heard as CustomMessage).getCustomData()).toEqual({ lat: 2 });
  });

  it("is refused to the other party with ERR_MESSAGE_NOT_A_SENDER", async () => {
    const { laptop, bob, toBob } = await pair();
    await sendText(laptop, toBob, "mine");
    const [received] = await bob.events.next("onTextMessageReceived");
    received.setText("yours");

    await expect(bob.sdk.editMessage(received)).rejects.toMatchObject({ code: "ERR_MESSAGE_NOT_A_SENDER" });
  });

  it("is refused for an unknown id with ERR_MESSAGE_ID_NOT_FOUND", async () => {
    const { laptop, toBob } = await pair();
    const sent = await sendText(laptop, toBob, "hello");
    sent.setId(99_999_999);

    await expect(laptop.sdk.editMessage(sent)).rejects.toMatchObject({ code: "ERR_MESSAGE_ID_NOT_FOUND" });
  });
});

describe("deleting (domain.md §6.3)", () => {
  it("resolves with the deleted message and tells the receiver and the other device", async () => {
    const { laptop, phone, bob, toBob } = await pair();
    const sent = await sendText(laptop, toBob, "oops");

    const deleted = await laptop.sdk.deleteMessage(idOf(sent));

    expect([idOf(deleted), deleted.getDeletedBy()]).toEqual([idOf(sent), laptop.uid]);
    expect(deleted.getDeletedAt()).toBeGreaterThanOrEqual(sent.getSentAt());
    for (const device of [bob, phone]) {
      const [heard] = await device.events.next("onMessageDeleted");
      expect([idOf(heard), heard.getDeletedBy()]).toEqual([idOf(sent), laptop.uid]);
      expect(heard.getDeletedAt()).toBe(deleted.getDeletedAt());
    }
    await world.settle(laptop);
    laptop.events.none("onMessageDeleted");
  });

  it("keeps the row in history without its text, unless deleted ones are hidden (strip assumed)", async () => {
    const { laptop, bob, toBob, toAlice } = await pair();
    const sent = await sendText(laptop, toBob, "oops");
    await laptop.sdk.deleteMessage(idOf(sent));

    const [row] = await lastPage(bob, toAlice, (messages) => messages.setCategories(["message"]));
    const shown = await lastPage(bob, toAlice, (messages) =>
      messages.setCategories(["message"]).hideDeletedMessages(true),
    );

    expect([row && idOf(row), row?.getDeletedBy()]).toEqual([idOf(sent), laptop.uid]);
    expect(JSON.stringify(row)).not.toContain("oops");
    expect(shown).toEqual([]);
  });

  it("is open to moderators and admins of a group for anybody's message (domain.md §5.4)", async () => {
    const { laptop, bob } = await pair();
    const carol = await world.join("carol");
    const guid = await world.group("team", {
      owner: await world.user("owner"),
      participants: [laptop.uid, carol.uid],
      moderators: [bob.uid],
    });
    const sent = await sendText(laptop, { guid }, "rude");

    await expect(carol.sdk.deleteMessage(idOf(sent))).rejects.toMatchObject({
      code: "ERR_MESSAGE_NOT_A_SENDER",
    });
    expect((await bob.sdk.deleteMessage(idOf(sent))).getDeletedBy()).toBe(bob.uid);
  });

  it("is refused to a stranger with ERR_MESSAGE_NO_ACCESS (domain.md §5.4)", async () => {
    const { laptop } = await pair();
    const stranger = await world.join("stranger");
    const guid = await world.group("team", { owner: laptop.uid });
    const sent = await sendText(laptop, { guid }, "private");

    await expect(stranger.sdk.deleteMessage(idOf(sent))).rejects.toMatchObject({
      code: "ERR_MESSAGE_NO_ACCESS",
    });
  });
});

describe("the service's refusals (domain.md §6.2)", () => {
  it.each([
    ["an unknown user", "ERR_UID_NOT_FOUND", () => ({ uid: world.id("nobody") })],
    ["an unknown group", "ERR_GUID_NOT_FOUND", () => ({ guid: world.id("none") })],
  ] as const)("name %s with %s", async (_what, code, receiver) => {
    const alice = await world.join("alice");

    await expect(sendText(alice, receiver(), "hello")).rejects.toMatchObject({
      code,
      message: expect.any(String),
    });
  });

  it("name a group one is not a member of: ERR_NOT_A_MEMBER to send, ERR_GROUP_NOT_JOINED to read", async () => {
    const alice = await world.join("alice");
    const guid = await world.group("team", { owner: await world.user("owner") });

    await expect(sendText(alice, { guid }, "hello")).rejects.toMatchObject({ code: "ERR_NOT_A_MEMBER" });
    await expect(lastPage(alice, { guid })).rejects.toMatchObject({ code: "ERR_GROUP_NOT_JOINED" });
  });

  it("name a message that does not exist, and one of somebody else's conversation", async () => {
    const { laptop, toBob } = await pair();
    const stranger = await world.join("stranger");
    const sent = await sendText(laptop, toBob, "between us");

    await expect(laptop.sdk.getMessageDetails("99999999")).rejects.toMatchObject({
      code: "ERR_MESSAGE_ID_NOT_FOUND",
    });
    await expect(stranger.sdk.getMessageDetails(idOf(sent))).rejects.toMatchObject({
      code: "ERR_MESSAGE_NO_ACCESS",
    });
  });

  it("leave no trace: nothing arrives and nothing is stored", async () => {
    const { laptop, bob, toBob, toAlice } = await pair();
    await bob.sdk.blockUsers([laptop.uid]);
    await expect(sendText(bob, toAlice, "refused")).rejects.toMatchObject({ code: "ERR_BLOCKED_RECEIVER" });
    await bob.sdk.unblockUsers([laptop.uid]);
    await world.settle(laptop);

    laptop.events.none("onTextMessageReceived");
    expect(await lastPage(laptop, toBob)).toEqual([]);
  });
});
