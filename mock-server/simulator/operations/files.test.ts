import { describe, expect, it } from "vitest";
import type { Outcome } from "../command.ts";
import type { InputFor } from "../simulator.ts";
import { digest } from "../testing/digest.ts";
import { codeOf, createWorld, WORLD_START, type World } from "../testing/world.ts";
import type { ResultOf } from "./index.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const FILES_URL = "https://localhost:8443/media";

function worldOf(...uids: string[]): World {
  const world = createWorld();
  world.addUsers(...uids);
  return world;
}

function limit(world: World, size: unknown, count: unknown): void {
  world.server.run("changeSettings", { settings: { "file.size.max": size, "file.count.max": count } });
}

const anyone = (world: World) => world.by({ kind: "link" });

function image(files: InputFor<"sendMessage">["files"], more: Partial<InputFor<"sendMessage">> = {}) {
  const kind = { category: "message", type: "image", receiver: "bob", receiverType: "user" };
  return { ...kind, files, filesUrl: FILES_URL, ...more };
}

interface Named {
  readonly url: string;
  readonly name: string;
}

function attachmentsOf({ data }: ResultOf<"sendMessage">): readonly Named[] {
  return data.attachments as Named[];
}

const idIn = (url: string) => url.split("/").at(-2) ?? "";

describe("a message with files", () => {
  it("names each of them, the first by its URL too, and anybody with a URL gets the file", () => {
    const world = worldOf("alice", "bob");
    const message = world.as("alice").run(
      "sendMessage",
      image(
        [
          { name: "cat.png", mimeType: "image/png", bytes: bytesOf("meow") },
          { name: "dog.txt", bytes: bytesOf("woof!") },
        ],
        { data: { text: "my pets" } },
      ),
    );
    const [cat, dog] = attachmentsOf(message);
    expect(message.data).toMatchObject({ text: "my pets", url: cat?.url });
    expect([cat, dog]).toMatchObject([
      { name: "cat.png", extension: "png", mimeType: "image/png", size: 4 },
      { name: "dog.txt", extension: "txt", mimeType: "text/plain", size: 5 },
    ]);
    expect(cat?.url).toMatch(/^https:\/\/localhost:8443\/media\/test-app\/[0-9a-f]{32}\/cat\.png$/);
    expect(idIn(cat?.url ?? "")).not.toBe(idIn(dog?.url ?? ""));
    const file = anyone(world).run("getFile", { fileId: idIn(dog?.url ?? "") });
    expect(new TextDecoder().decode(file.content.bytes)).toBe("woof!");
    expect(file).toMatchObject({ uid: "alice", name: "dog.txt", content: { at: WORLD_START } });
  });

  it("needs no data, and its files need no bytes", () => {
    const message = worldOf("alice", "bob")
      .as("alice")
      .run("sendMessage", image([{ name: "", bytes: bytesOf("") }]));
    expect(attachmentsOf(message)).toMatchObject([{ name: "file", extension: "bin", size: 0 }]);
  });

  it("keeps the attachments that it names itself, and they come first", () => {
    const named = { url: "https://h/a.png", name: "a.png", extension: "png", mimeType: "image/png", size: 1 };
    const message = worldOf("alice", "bob")
      .as("alice")
      .run(
        "sendMessage",
        image([{ name: "b.png", bytes: bytesOf("b") }], { data: { attachments: [named] } }),
      );
    expect(attachmentsOf(message).map(({ name }) => name)).toEqual(["a.png", "b.png"]);
    expect(message.data.url).toBe(named.url);
  });

  it("lets a URL that stands beside its files go", () => {
    const message = worldOf("alice", "bob")
      .as("alice")
      .run("sendMessage", image([{ name: "b.png", bytes: bytesOf("b") }], { data: { url: "blob:old" } }));
    expect(attachmentsOf(message).map(({ name }) => name)).toEqual(["b.png"]);
    expect(message.data.url).toBe(attachmentsOf(message)[0]?.url);
  });

  it("has room for its files' names beside ten kilobytes of data", () => {
    const files = Array.from({ length: 10 }, () => ({
      name: `${"語".repeat(250)}.png`,
      bytes: bytesOf("x"),
    }));
    const message = worldOf("alice", "bob")
      .as("alice")
      .run("sendMessage", image(files, { data: { text: "x".repeat(10_000) } }));
    expect(attachmentsOf(message)).toHaveLength(10);
    for (const { url } of attachmentsOf(message)) expect(url.length).toBeLessThan(250);
  });

  const file = { name: "a.png", bytes: bytesOf("abc") };
  it.each<[string, string, ReturnType<typeof image>]>([
    ["too many files", "ERR_FILE_COUNT_EXCEEDED", image([file, file, file])],
    [
      "too many files with those it names",
      "ERR_FILE_COUNT_EXCEEDED",
      image([file], { data: { attachments: [{ url: "https://h/1" }, { url: "https://h/2" }] } }),
    ],
    [
      "too many attachments alone",
      "ERR_FILE_COUNT_EXCEEDED",
      image([], { data: { attachments: ["1", "2", "3"].map((name) => ({ url: `https://h/${name}` })) } }),
    ],
    ["one that is too large", "ERR_FILE_SIZE_EXCEEDED", image([file, { name: "b", bytes: bytesOf("abcd") }])],
    ["no file", "ERR_EMPTY_MESSAGE_FILE", image([], { data: {} })],
    [
      "an attachment that is none",
      "ERR_INVALID_MEDIA_MESSAGE",
      image([file], { data: { attachments: [5] } }),
    ],
    ["a text", "ERR_BAD_REQUEST", image([file], { type: "text", data: { text: "hi" } })],
    [
      "custom data",
      "ERR_BAD_REQUEST",
      image([file], { category: "custom", type: "x", data: { customData: {} } }),
    ],
    ["no such receiver", "ERR_UID_NOT_FOUND", image([file], { receiver: "nobody" })],
    ["no such parent", "ERR_MESSAGE_ID_NOT_FOUND", image([file], { parentId: 99 })],
  ])("is refused whole: %s", (_what, code, input) => {
    const world = createWorld();
    limit(world, 3, 2);
    world.addUsers("alice", "bob");
    const before = digest(world.app.state);
    expect(codeOf(world.as("alice").tryRun("sendMessage", input))).toBe(code);
    expect(digest(world.app.state)).toBe(before);
  });

  it("may be as large and as many as the settings say", () => {
    const world = worldOf("alice", "bob");
    const sent = (count: number) =>
      codeOf(world.as("alice").tryRun("sendMessage", image(Array(count).fill(file))));
    expect([sent(10), sent(11)]).toEqual(["ok", "ERR_FILE_COUNT_EXCEEDED"]);
    limit(world, 3, 2);
    expect([sent(2), sent(3)]).toEqual(["ok", "ERR_FILE_COUNT_EXCEEDED"]);
    limit(world, "2", "1");
    expect(sent(1)).toBe("ERR_FILE_SIZE_EXCEEDED");
    limit(world, "large", 0);
    expect([sent(10), sent(11)]).toEqual(["ok", "ERR_FILE_COUNT_EXCEEDED"]);
  });
});

describe("a file", () => {
  it("stays when the message that brought it is gone, since others may name it", () => {
    const world = worldOf("alice", "bob");
    const message = world.as("alice").run("sendMessage", image([{ name: "a.png", bytes: bytesOf("a") }]));
    world.server.run("deleteMessage", { id: message.id, permanent: true });
    const fileId = idIn(attachmentsOf(message)[0]?.url ?? "");
    expect(codeOf(anyone(world).tryRun("getFile", { fileId }))).toBe("ok");
  });

  it("goes with the user who sent it, when that user is erased", () => {
    const world = worldOf("alice", "bob");
    const message = world.as("alice").run("sendMessage", image([{ name: "a.png", bytes: bytesOf("a") }]));
    world.server.run("deleteUser", { uid: "alice", permanent: true });
    const fileId = idIn(attachmentsOf(message)[0]?.url ?? "");
    expect(codeOf(anyone(world).tryRun("getFile", { fileId }))).toBe("NoSuchKey");
    expect(world.app.state.files.size).toBe(0);
  });

  it("has an id that only its URL tells: other apps have others", () => {
    const world = worldOf("alice", "bob");
    const input = image([{ name: "a.png", bytes: bytesOf("a") }]);
    const here = attachmentsOf(world.as("alice").run("sendMessage", input))[0]?.url ?? "";
    world.simulator.addApp({ appId: "other", region: "us", authKey: "a", restApiKey: "b" });
    const run = (operation: "createUser" | "sendMessage", uid: string | undefined, input: unknown) =>
      world.simulator.execute({ appId: "other", operation, as: { kind: "harness", uid }, input });
    for (const uid of ["alice", "bob"]) run("createUser", undefined, { uid, name: uid });
    const sent = run("sendMessage", "alice", input) as Outcome<ResultOf<"sendMessage">>;
    expect(idIn(sent.ok ? (attachmentsOf(sent.value)[0]?.url ?? "") : "")).not.toBe(idIn(here));
    const elsewhere = {
      appId: "other",
      operation: "getFile",
      as: { kind: "link" },
      input: { fileId: idIn(here) },
    } as const;
    expect(codeOf(world.simulator.execute(elsewhere))).toBe("NoSuchKey");
  });

  it("is all that a link opens", () => {
    expect(codeOf(anyone(worldOf("alice")).tryRun("getUser", { uid: "alice" }))).toBe(
      "AUTH_ERR_EMPTY_AUTH_TOKEN",
    );
  });
});

describe("an upload", () => {
  const request = (files: InputFor<"requestUploads">["files"], more: object = {}) => ({
    files,
    receiver: "bob",
    receiverType: "user",
    ...more,
  });

  function announce(world: World, size = 3, name = "a.png") {
    const results = world
      .as("alice")
      .run("requestUploads", request({ mine: { name, size, mimeType: "image/png" } }));
    const { mine } = results;
    if (!mine?.success) throw mine?.error;
    const { file, upload } = mine;
    return {
      fileId: file.fileId,
      expiresAt: upload.expiresAt,
      upload: (text: string, signature = upload.signature) =>
        codeOf(anyone(world).tryRun("uploadFile", { fileId: file.fileId, signature, bytes: bytesOf(text) })),
      get: () => codeOf(anyone(world).tryRun("getFile", { fileId: file.fileId })),
    };
  }

  it("brings the bytes of an announced file, which is not there before", () => {
    const world = worldOf("alice", "bob");
    const mine = announce(world);
    expect(mine.get()).toBe("NoSuchKey");
    expect(mine.upload("abc")).toBe("ok");
    expect(mine.get()).toBe("ok");
  });

  it("may come for 15 minutes, and no longer", () => {
    const world = worldOf("alice", "bob");
    const [first, second] = [announce(world), announce(world)];
    expect(first.expiresAt).toBe(WORLD_START + 900);
    world.clock.advance(899_999);
    expect(first.upload("abc")).toBe("ok");
    world.clock.advance(1);
    expect(second.upload("abc")).toBe("ExpiredToken");
    expect(second.get()).toBe("NoSuchKey");
    expect(first.get()).toBe("ok");
  });

  it("must have the size that was announced", () => {
    const mine = announce(worldOf("alice", "bob"));
    expect(mine.upload("ab")).toBe("EntityTooSmall");
    expect(mine.upload("abcd")).toBe("EntityTooLarge");
    expect(mine.get()).toBe("NoSuchKey");
    expect(announce(worldOf("alice", "bob"), 0).upload("")).toBe("ok");
  });

  it("must show what it was given for this file", () => {
    const world = worldOf("alice", "bob");
    const mine = announce(world);
    expect(mine.upload("abc", "")).toBe("AccessDenied");
    expect(mine.upload("abc", "0".repeat(64))).toBe("AccessDenied");
    const unknown = { fileId: "0".repeat(32), signature: "", bytes: bytesOf("abc") };
    expect(codeOf(anyone(world).tryRun("uploadFile", unknown))).toBe("AccessDenied");
  });

  it("may be repeated, and changes nothing more", () => {
    const world = worldOf("alice", "bob");
    const mine = announce(world);
    mine.upload("abc");
    const before = digest(world.app.state);
    expect(mine.upload("xyz")).toBe("ok");
    expect(digest(world.app.state)).toBe(before);
  });

  it("cannot replace a file that came with a message", () => {
    const world = worldOf("alice", "bob");
    const message = world.as("alice").run("sendMessage", image([{ name: "a", bytes: bytesOf("a") }]));
    const fileId = idIn(attachmentsOf(message)[0]?.url ?? "");
    const attempt = anyone(world).tryRun("uploadFile", {
      fileId,
      signature: "undefined",
      bytes: bytesOf("b"),
    });
    expect(codeOf(attempt)).toBe("AccessDenied");
  });

  it("is refused for one file, and not for the others", () => {
    const world = createWorld();
    limit(world, 10, 2);
    world.addUsers("alice", "bob");
    const results = world
      .as("alice")
      .run("requestUploads", request({ small: { name: "a", size: 10 }, large: { name: "b", size: 11 } }));
    expect(results).toMatchObject({
      small: { success: true, file: { size: 10, mimeType: "application/octet-stream" } },
      large: { success: false, error: { code: "ERR_FILE_SIZE_EXCEEDED" } },
    });
    expect(world.app.state.files.size).toBe(1);
  });

  it.each<[string, string, object]>([
    ["no files", "ERR_BAD_REQUEST", { files: {} }],
    [
      "too many files",
      "ERR_FILE_COUNT_EXCEEDED",
      { files: { a: { size: 1 }, b: { size: 1 }, c: { size: 1 } } },
    ],
    ["a file of no size", "ERR_BAD_REQUEST", { files: { a: { name: "a" } } }],
    ["a file of less than nothing", "ERR_BAD_REQUEST", { files: { a: { name: "a", size: -1 } } }],
    ["files that are a list", "ERR_BAD_REQUEST", { files: [{ name: "a", size: 1 }] }],
    ["no receiver", "ERR_EMPTY_RECEIVER", { receiver: undefined }],
    ["an unknown receiver", "ERR_UID_NOT_FOUND", { receiver: "nobody" }],
    ["a receiver of no kind", "ERR_INVALID_RECEIVER_TYPE", { receiverType: "room" }],
    ["somebody blocked", "ERR_BLOCKED_RECEIVER", { receiver: "carol" }],
    ["a group of others", "ERR_NOT_A_MEMBER", { receiver: "team", receiverType: "group" }],
    ["no such parent", "ERR_MESSAGE_ID_NOT_FOUND", { parentMessageId: 99 }],
  ])("is refused to who may not send it: %s", (_what, code, more) => {
    const world = createWorld();
    limit(world, 10, 2);
    world.addUsers("alice", "bob", "carol");
    world.as("carol").run("createGroup", { guid: "team", name: "Team", type: "public" });
    world.as("alice").run("blockUsers", { blockedUids: ["carol"] });
    const before = digest(world.app.state);
    const input = { ...request({ mine: { name: "a", size: 1 } }), ...more };
    expect(codeOf(world.as("alice").tryRun("requestUploads", input))).toBe(code);
    expect(digest(world.app.state)).toBe(before);
  });
});
