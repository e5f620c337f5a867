import type { File } from "node:buffer";
import type { Attachment, UploadResult } from "@cometchat/chat-sdk-javascript";
import { beforeAll, describe, expect, it } from "vitest";
import { withDeadline } from "./deadline.ts";
import { areSame, bytesOf, download, downloadBytes, fieldsOf, fileOf, mediaMessage } from "./files.ts";
import { addressOf, idOf, openPair, type Receiver, sendText } from "./talk.ts";
import { type Device, useWorld } from "./world.ts";

// Files that are uploaded before their message is sent (rest-client.md §6.8 B), and the refusals on the way.

const LARGEST = 3_000_000;
const world = useWorld();
beforeAll(() => {
  const settings = { "file.size.max": LARGEST };
  world.execute("changeSettings", { settings });
});

const pair = () => openPair(world);

/** A batch of uploads that records what its listener hears. */
function openBatch(from: Device, to: Receiver) {
  const heard: (readonly [event: string, ...args: unknown[]])[] = [];
  const request = from.sdk.createUploadFileRequest(...addressOf(to));
  let waiting: ((result: UploadResult) => void)[] = [];
  const listener = new from.sdk.UploadFileListener({
    onFileProgress: (fileId, loaded, total, percent) =>
      heard.push(["progress", fileId, loaded, total, percent]),
    onFileUploaded: (fileId, attachment) => heard.push(["uploaded", fileId, attachment]),
    onFileError: (fileId, error) => heard.push(["error", fileId, error.code]),
    onFileFailure: (fileId, error) => heard.push(["failure", fileId, error.code, error.message]),
    onComplete: (result) => {
      for (const resolve of waiting) resolve(result);
      waiting = [];
    },
  });
  return {
    request,
    listener,
    heard,
    /** What came of the batch when nothing of it is under way any more. */
    complete(act: () => void): Promise<UploadResult> {
      const done = new Promise<UploadResult>((resolve) => waiting.push(resolve));
      act();
      return withDeadline(done, "the upload");
    },
    of: (event: string) => heard.filter(([name]) => name === event),
  };
}

const requestsTo = (device: Device, path: string) =>
  device.realm.http.entries.filter(({ url }) => url.pathname.includes(path));

describe("an upload", () => {
  it("brings a file to its place, tells how far it is, and a message names it", async () => {
    const { laptop, phone, bob, toBob } = await pair();
    const bytes = bytesOf(1_000_000);
    const { request, listener, complete, of } = openBatch(laptop, toBob);

    const result = await complete(() =>
      request.uploadAttachment(
        "f1",
        fileOf("猫.png", "image/png", bytes) as File & globalThis.File,
        listener,
      ),
    );

    expect(result).toMatchObject({ successful: [{ fileId: "f1" }], rejected: [], failed: [] });
    const attachment = fieldsOf(result.successful[0]?.attachment as Attachment);
    expect(attachment).toMatchObject({
      name: "猫.png",
      extension: "png",
      mimeType: "image/png",
      size: 1_000_000,
    });
    expect(of("uploaded").map(([, fileId]) => fileId)).toEqual(["f1"]);
    const percents = of("progress").map((event) => event[4] as number);
    expect(percents.length).toBeGreaterThan(3);
    expect(percents).toEqual([...percents].sort((a, b) => a - b));
    expect(percents.at(-1)).toBe(100);
    expect(areSame(await downloadBytes(world, attachment.url), bytes)).toBe(true);

    const message = mediaMessage(laptop, toBob, "image", null);
    message.setAttachments(request.getAttachments());
    message.setCaption("a cat");
    const sent = await laptop.sdk.sendMediaMessage(message);

    for (const device of [bob, phone]) {
      const [received] = await device.events.next("onMediaMessageReceived");
      expect([idOf(received), received.getCaption(), received.getURL()]).toEqual([
        idOf(sent),
        "a cat",
        attachment.url,
      ]);
      expect(received.getAttachments().map(fieldsOf)).toEqual([attachment]);
    }
    request.clearAll();
    expect(request.getAttachmentCount()).toBe(0);
  });

  it("goes to the storage without the SDK's headers, the file after the fields", async () => {
    const { laptop, toBob } = await pair();
    const { request, listener, complete } = openBatch(laptop, toBob);
    await complete(() => request.uploadAttachment("f1", image(), listener));

    const [asked] = requestsTo(laptop, "/files/upload-url");
    expect(JSON.parse(asked?.body ?? "")).toMatchObject({
      files: { f1: { fileId: "f1", name: "a.png", size: 3, mimeType: "image/png" } },
      receiver: toBob.uid,
      receiverType: "user",
    });
    const [stored] = requestsTo(laptop, "/media/");
    expect(stored?.form?.map(([name]) => name).at(-1)).toBe("file");
    expect(Object.keys(stored?.headers ?? {})).toEqual(["origin"]);
    expect(stored?.answer).toMatchObject({ status: 204, text: "" });
    expect(stored?.answer?.headers["access-control-allow-origin"]).toBe("*");
  });

  it("of several files takes each once, and knows them by kind", async () => {
    const { laptop, bob, toBob } = await pair();
    const { request, listener, complete, of } = openBatch(laptop, toBob);
    request.setConcurrency(2).setBatchId("my-batch");
    const files = [
      { fileId: "i", file: image() },
      { fileId: "v", file: fileOf("b.mp4", "video/mp4", bytesOf(5_000)) as never },
      { fileId: "t", file: fileOf("c.txt", "text/plain", "hello") as never },
      { fileId: "i", file: image() },
    ];

    const result = await complete(() => request.uploadAttachments(files, listener));

    expect([result.batchId, request.getBatchId()]).toEqual(["my-batch", "my-batch"]);
    expect(result.successful.map(({ fileId }) => fileId)).toEqual(["i", "v", "t"]);
    expect(of("uploaded")).toHaveLength(3);
    expect([request.getAttachmentCount(), request.getStatus()]).toEqual([3, "idle"]);
    for (const [type, name] of [
      ["image", "a.png"],
      ["video", "b.mp4"],
      ["file", "c.txt"],
    ] as const) {
      expect(request.getAttachmentsByType(type).map((attachment) => attachment.getName())).toEqual([name]);
    }
    expect(request.getAttachment("v")?.getSize()).toBe(5_000);
    const message = mediaMessage(laptop, toBob, "file", null);
    message.setAttachments(request.getAttachments());
    await laptop.sdk.sendMediaMessage(message);
    const [received] = await bob.events.next("onMediaMessageReceived");
    expect(received.getAttachments().map((attachment) => attachment.getName())).toEqual([
      "a.png",
      "b.mp4",
      "c.txt",
    ]);
  });

  it("goes beside others, as many at once as one likes", async () => {
    const { laptop, toBob } = await pair();
    const { request, listener, complete } = openBatch(laptop, toBob);
    request.setConcurrency(2);
    const files = ["one", "two"].map((fileId) => {
      return { fileId, file: fileOf(`${fileId}.zip`, "application/zip", bytesOf(500_000)) as never };
    });

    await complete(() => request.uploadAttachments(files, listener));

    const [first, second] = requestsTo(laptop, "/media/");
    expect(second?.sentAt).toBeLessThan(first?.answer?.at ?? 0);
  });

  it("is told to a listener of the whole batch, for as long as it listens", async () => {
    const { laptop, toBob } = await pair();
    const { request, listener, complete, of } = openBatch(laptop, toBob);
    request.addUploadListener(listener);
    await complete(() => request.uploadAttachment("f1", image()));
    request.removeUploadListener();
    const second = openBatch(laptop, toBob);
    await second.complete(() => request.uploadAttachment("f2", image(), second.listener));

    expect(of("uploaded").map(([, fileId]) => fileId)).toEqual(["f1"]);
    expect(second.of("uploaded").map(([, fileId]) => fileId)).toEqual(["f2"]);
  });

  it("may be for a reply", async () => {
    const { laptop, bob, toBob } = await pair();
    const parent = await sendText(bob, { uid: laptop.uid }, "send me a picture");
    const { request, listener, complete } = openBatch(laptop, toBob);
    request.setParentMessageId(idOf(parent));
    const result = await complete(() => request.uploadAttachment("f1", image(), listener));
    expect(result.successful).toHaveLength(1);
    const [asked] = requestsTo(laptop, "/files/upload-url");
    expect(JSON.parse(asked?.body ?? "")).toMatchObject({ parentMessageId: Number(idOf(parent)) });

    const message = mediaMessage(laptop, toBob, "image", null);
    message.setAttachments(request.getAttachments());
    message.setParentMessageId(Number(idOf(parent)));
    await laptop.sdk.sendMediaMessage(message);

    const [received] = await bob.events.next("onMediaMessageReceived");
    expect(String(received.getParentMessageId())).toBe(idOf(parent));
  });

  it("that is removed on its way leaves nothing behind", async () => {
    const { laptop, toBob } = await pair();
    const { request, listener, complete, heard } = openBatch(laptop, toBob);
    const file = fileOf("a.bin", "application/zip", bytesOf(LARGEST)) as never;

    const result = await complete(() => {
      const stop = new laptop.sdk.UploadFileListener({
        ...listener,
        onFileProgress: () => request.removeAttachment("f1"),
      });
      request.uploadAttachment("f1", file, stop);
      request.uploadAttachment("f2", image(), listener);
    });

    expect(result.successful.map(({ fileId }) => fileId)).toEqual(["f2"]);
    expect(heard.filter(([, fileId]) => fileId === "f1")).toEqual([]);
    expect(request.getAttachment("f1")).toBeNull();
    const asked = requestsTo(laptop, "/files/upload-url").find(({ body }) => body?.includes('"f1"'));
    const urls = JSON.stringify(asked?.answer?.json).match(/https:[^"]+\/a\.bin/);
    expect((await download(world, urls?.[0] ?? "")).status).toBe(404);
  });
});

describe("an upload is refused", () => {
  it("by the SDK itself, when the file is larger than the settings allow", async () => {
    const { laptop, toBob } = await pair();
    const { request, listener, complete, of } = openBatch(laptop, toBob);
    const file = fileOf("big.zip", "application/zip", bytesOf(LARGEST + 1)) as never;

    const result = await complete(() => request.uploadAttachment("f1", file, listener));

    expect(result.rejected).toMatchObject([{ fileId: "f1", error: { code: "ERR_FILE_SIZE_EXCEEDED" } }]);
    expect(of("error")).toEqual([["error", "f1", "ERR_FILE_SIZE_EXCEEDED"]]);
    expect(requestsTo(laptop, "/files/upload-url")).toEqual([]);
  });

  it("for a file that the service will not take", async () => {
    const { laptop, toBob } = await pair();
    const { request, listener, complete } = openBatch(laptop, toBob);
    const file = fileOf("x.zip", "application/zip", "abc");
    Object.defineProperty(file, "size", { value: 0.5 });

    const result = await complete(() => request.uploadAttachment("f1", file as never, listener));

    expect(result.rejected).toMatchObject([{ fileId: "f1", error: { code: "ERR_BAD_REQUEST" } }]);
  });

  it("when the bytes are not those that were announced", async () => {
    const { laptop, toBob } = await pair();
    const { request, listener, complete } = openBatch(laptop, toBob);
    const file = fileOf("x.zip", "application/zip", "abc");
    let asked = 0;
    // The SDK looks at the size once; what it announces is one byte more than there are.
    Object.defineProperty(file, "size", { configurable: true, get: () => (asked++ < 2 ? 4 : 3) });

    const result = await complete(() => request.uploadAttachment("f1", file as never, listener));

    expect(result.failed).toMatchObject([
      { fileId: "f1", error: { code: "ERR_S3_UPLOAD_FAILED", message: expect.stringContaining("4 bytes") } },
    ]);
  });

  it("to who may not send there, and succeeds when tried again after that has changed", async () => {
    const { laptop, bob } = await pair();
    const guid = await world.group("team", { owner: bob.uid });
    const { request, listener, complete } = openBatch(laptop, { guid });

    const refused = await complete(() => request.uploadAttachment("f1", image(), listener));
    expect(refused.failed).toMatchObject([{ fileId: "f1", error: { code: "ERR_NOT_A_MEMBER" } }]);
    await world.api.call("POST", `groups/${guid}/members`, { participants: [laptop.uid] });
    const retried = await complete(() => request.retryAttachment("f1"));

    expect(retried.successful.map(({ fileId }) => fileId)).toEqual(["f1"]);
    expect(await downloadBytes(world, request.getAttachment("f1")?.getUrl() ?? "")).toHaveLength(3);
  });
});

/** A small picture, as the SDK's typings want one. */
function image(): File & globalThis.File {
  return fileOf("a.png", "image/png", "abc") as File & globalThis.File;
}
