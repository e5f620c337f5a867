import { Blob } from "node:buffer";
import type { MediaMessage } from "@cometchat/chat-sdk-javascript";
import { beforeAll, describe, expect, it } from "vitest";
import {
  areSame,
  bytesOf,
  download,
  downloadBytes,
  fieldsOf,
  fileOf,
  mediaMessage,
  sendMedia,
} from "./files.ts";
import { idOf, lastPage, openPair, sendImage, sendText } from "./talk.ts";
import { useWorld } from "./world.ts";

// Media messages whose files are sent with them (rest-client.md §6.8 A). Uploads before sending: uploads.test.ts.

const world = useWorld();
beforeAll(() => {
  const settings = { "file.size.max": 2_000_000, "file.count.max": 3 };
  world.execute("changeSettings", { settings });
});

const pair = () => openPair(world);

describe("a media message", () => {
  it.each([
    ["image", "cat.png", "image/png", "png"],
    ["video", "cat.mp4", "video/mp4", "mp4"],
    ["audio", "purr.mp3", "audio/mpeg", "mp3"],
    ["file", "報告 é.pdf", "application/pdf", "pdf"],
  ])("of type %s brings its file to everybody's devices", async (type, name, mimeType, extension) => {
    const { laptop, phone, bob, toBob } = await pair();
    const bytes = bytesOf(100_000);

    const sent = await sendMedia(laptop, toBob, type, fileOf(name, mimeType, bytes));

    expect([sent.getCategory(), sent.getType()]).toEqual(["message", type]);
    const attachment = fieldsOf(sent.getAttachment());
    expect(attachment).toMatchObject({ name, extension, mimeType, size: 100_000 });
    expect(attachment.url).toBe(sent.getURL());
    expect(attachment.url).toMatch(`https://localhost:${world.server.port}/media/${world.server.appId}/`);
    for (const device of [bob, phone]) {
      const [received] = await device.events.next("onMediaMessageReceived");
      expect([idOf(received), received.getType()]).toEqual([idOf(sent), type]);
      expect(fieldsOf(received.getAttachment())).toEqual(attachment);
    }
    expect(areSame(await downloadBytes(world, attachment.url), bytes)).toBe(true);
    expect((await download(world, attachment.url)).headers.get("content-type")).toBe(mimeType);
    await world.settle(laptop);
    laptop.events.none("onMediaMessageReceived");
  });

  it("may carry several files, in their order", async () => {
    const { laptop, bob, toBob } = await pair();
    const files = [1, 2, 3].map((at) => fileOf(`${at}.png`, "image/png", bytesOf(1_000 * at, at)));

    const sent = await sendMedia(laptop, toBob, "image", files);

    const [received] = await bob.events.next("onMediaMessageReceived");
    const attachments = received.getAttachments().map(fieldsOf);
    expect(attachments.map(({ name, size }) => [name, size])).toEqual([
      ["1.png", 1_000],
      ["2.png", 2_000],
      ["3.png", 3_000],
    ]);
    expect(sent.getAttachments().map(fieldsOf)).toEqual(attachments);
    expect(received.getURL()).toBe(attachments[0]?.url);
    for (const [at, { url }] of attachments.entries()) {
      expect(await downloadBytes(world, url)).toEqual(bytesOf(1_000 * (at + 1), at + 1));
    }
  });

  it("may be a Blob, which has a type and no name of its own", async () => {
    const { laptop, toBob } = await pair();

    const sent = await sendMedia(laptop, toBob, "image", new Blob(["abc"], { type: "image/gif" }));

    expect(fieldsOf(sent.getAttachment())).toMatchObject({
      mimeType: "image/gif",
      extension: "gif",
      size: 3,
    });
  });

  it("may be an empty file", async () => {
    const { laptop, toBob } = await pair();

    const sent = await sendMedia(laptop, toBob, "file", fileOf("empty.txt", "text/plain", ""));

    expect(fieldsOf(sent.getAttachment())).toMatchObject({ name: "empty.txt", size: 0 });
    expect(await downloadBytes(world, sent.getURL())).toEqual(new Uint8Array());
  });

  it("carries caption, metadata, tags, its own id and a quoted message beside its file", async () => {
    const { laptop, bob, toBob } = await pair();
    const earlier = await sendText(laptop, toBob, "look at this");

    await sendMedia(laptop, toBob, "image", fileOf("a.png", "image/png", "abc"), (message) => {
      message.setCaption("a cat");
      message.setMetadata({ mood: "good" });
      message.setTags(["pets", "fun"]);
      message.setMuid("my-own-id");
      message.setQuotedMessageId(Number(idOf(earlier)));
    });

    const [received] = await bob.events.next("onMediaMessageReceived");
    expect([received.getCaption(), received.getMetadata(), received.getTags(), received.getMuid()]).toEqual([
      "a cat",
      { mood: "good" },
      ["pets", "fun"],
      "my-own-id",
    ]);
    expect(idOf(received.getQuotedMessage())).toBe(idOf(earlier));
  });

  it("may be a reply", async () => {
    const { laptop, bob, toBob } = await pair();
    const parent = await sendText(laptop, toBob, "send me a picture");

    await sendMedia(bob, { uid: laptop.uid }, "image", fileOf("a.png", "image/png", "abc"), (message) =>
      message.setParentMessageId(Number(idOf(parent))),
    );

    const [received] = await laptop.events.next("onMediaMessageReceived");
    expect(String(received.getParentMessageId())).toBe(idOf(parent));
    const [, reply] = await lastPage(laptop, toBob);
    expect((reply as MediaMessage).getAttachment().getName()).toBe("a.png");
  });

  it("reaches the members of a group", async () => {
    const { laptop, bob } = await pair();
    const guid = await world.group("team", { owner: laptop.uid, participants: [bob.uid] });

    await sendMedia(laptop, { guid }, "image", fileOf("a.png", "image/png", "abc"));

    const [received] = await bob.events.next("onMediaMessageReceived");
    expect([received.getReceiverId(), received.getAttachment().getName()]).toEqual([guid, "a.png"]);
  });

  it("may be about a URL, which stays as it is", async () => {
    const { laptop, bob, toBob } = await pair();

    await sendImage(laptop, toBob, "https://media.example/cat.png", "a cat");

    const [received] = await bob.events.next("onMediaMessageReceived");
    expect([received.getURL(), received.getCaption()]).toEqual(["https://media.example/cat.png", "a cat"]);
    expect(fieldsOf(received.getAttachment())).toMatchObject({ name: "cat.png", mimeType: "image/png" });
  });

  it("may name an attachment that lies elsewhere", async () => {
    const { laptop, bob, toBob } = await pair();
    const url = "https://media.example/1";
    const named = { name: "cat.png", extension: "png", mimeType: "image/png", size: 7, url };

    await sendMedia(laptop, toBob, "image", "", (message) =>
      message.setAttachment(new laptop.sdk.Attachment(named)),
    );

    const [received] = await bob.events.next("onMediaMessageReceived");
    expect(fieldsOf(received.getAttachment())).toEqual(named);
    expect(received.getURL()).toBe(url);
  });

  it("stands in history and in the list of conversations with its attachments", async () => {
    const { laptop, bob, toBob, toAlice } = await pair();

    const sent = await sendMedia(laptop, toBob, "image", fileOf("a.png", "image/png", "abc"));

    const [stored] = await lastPage(bob, toAlice);
    expect((stored as MediaMessage).getAttachments().map(fieldsOf)).toEqual(
      sent.getAttachments().map(fieldsOf),
    );
    const last = (await bob.sdk.getConversation(laptop.uid, "user")).getLastMessage() as MediaMessage;
    expect(fieldsOf(last.getAttachment())).toEqual(fieldsOf(sent.getAttachment()));
  });

  it("keeps its file where it is when it is deleted, and no longer names it", async () => {
    const { laptop, bob, toBob } = await pair();
    const sent = await sendMedia(laptop, toBob, "image", fileOf("a.png", "image/png", "abc"));

    await laptop.sdk.deleteMessage(idOf(sent));

    const [deleted] = await bob.events.next("onMessageDeleted");
    expect(JSON.stringify(deleted.getData())).not.toContain(sent.getURL());
    expect((await download(world, sent.getURL())).status).toBe(200);
  });
});

describe("a media message is refused", () => {
  it("with more files than the settings allow", async () => {
    const { laptop, bob, toBob } = await pair();
    const files = [1, 2, 3, 4].map((at) => fileOf(`${at}.png`, "image/png", "abc"));

    await expect(sendMedia(laptop, toBob, "image", files)).rejects.toMatchObject({
      code: "ERR_FILE_COUNT_EXCEEDED",
    });

    await world.settle(bob);
    bob.events.none("onMediaMessageReceived");
  });

  it("with more attachments than the settings allow, by the SDK itself", async () => {
    const { laptop, toBob } = await pair();
    const named = { name: "a.png", extension: "png", mimeType: "image/png", size: 7, url: "https://h/a.png" };
    const message = mediaMessage(laptop, toBob, "image", null);
    message.setAttachments([1, 2, 3, 4].map(() => new laptop.sdk.Attachment(named)));

    await expect(laptop.sdk.sendMediaMessage(message)).rejects.toMatchObject({
      code: "ERR_FILE_COUNT_EXCEEDED",
      message: expect.stringContaining("3"),
    });
    expect(await laptop.sdk.getMaxAttachmentCount()).toBe(3);
  });

  it("with a file larger than the settings allow", async () => {
    const { laptop, bob, toBob } = await pair();
    const file = fileOf("big.bin", "application/zip", bytesOf(2_000_001));

    await expect(sendMedia(laptop, toBob, "file", file)).rejects.toMatchObject({
      code: "ERR_FILE_SIZE_EXCEEDED",
      message: expect.stringContaining("big.bin"),
    });

    await world.settle(bob);
    bob.events.none("onMediaMessageReceived");
    const fitting = fileOf("big.bin", "application/zip", bytesOf(2_000_000));
    expect((await sendMedia(laptop, toBob, "file", fitting)).getAttachment().getSize()).toBe(2_000_000);
  });

  it("to a group of others", async () => {
    const { laptop, bob } = await pair();
    const guid = await world.group("team", { owner: bob.uid });

    await expect(
      sendMedia(laptop, { guid }, "image", fileOf("a.png", "image/png", "abc")),
    ).rejects.toMatchObject({ code: "ERR_NOT_A_MEMBER" });
  });
});
