import { describe, expect, it } from "vitest";
import { createApiWorld } from "./testing/api-world.ts";

function worldOf(...uids: string[]) {
  const world = createApiWorld();
  world.addUsers(...uids);
  return world;
}

describe("bodies", () => {
  it("may be missing, as they are on many calls of the SDK", async () => {
    const api = worldOf("alice", "bob").clientApi("alice");
    await api("POST", "/messages", {
      receiver: "bob",
      receiverType: "user",
      category: "message",
      type: "text",
      data: { text: "hi" },
    });
    const { data } = await api("POST", "/users/bob/conversation/read", undefined, {
      "content-type": "application/json",
    });
    expect(data.success).toBe(true);
  });

  it.each([
    ["malformed JSON", "{", "well-formed"],
    ["a list", "[]", "JSON object"],
    ["a number", "5", "JSON object"],
    ["null", "null", "JSON object"],
    ["JSON that nests too deep", `{"a":${"[".repeat(5000)}${"]".repeat(5000)}}`, "deeper"],
  ])("are refused when they are %s", async (_what, body, text) => {
    const { status, error } = await createApiWorld().serverApi()("POST", "/roles", body);
    expect([status, error.code]).toEqual([400, "ERR_BAD_REQUEST"]);
    expect(error.details.body[0]).toContain(text);
  });

  it("leave out a field by null", async () => {
    const { data } = await createApiWorld().serverApi()("POST", "/users", {
      uid: "a",
      name: "A",
      avatar: null,
    });
    expect(data).not.toHaveProperty("avatar");
  });

  it("may be 10 KB for a user, and no byte more", async () => {
    const sized = (bytes: number) => {
      const frame = JSON.stringify({ uid: "a", name: "A", noise: "" }).length;
      return { uid: "a", name: "A", noise: "x".repeat(bytes - frame) };
    };
    const api = createApiWorld().serverApi();
    expect((await api("POST", "/users", sized(10_240))).data.uid).toBe("a");
    expect((await api("POST", "/users", sized(10_241))).error.details.body[0]).toContain("10240 bytes");
    expect((await api("POST", "/users", { uid: "b", name: "B", noise: "é".repeat(5_200) })).error.code).toBe(
      "ERR_BAD_REQUEST",
    );
  });

  it("may be 65,536 characters for a message", async () => {
    const api = worldOf("alice", "bob").clientApi("alice");
    const message = {
      receiver: "bob",
      receiverType: "user",
      category: "message",
      type: "text",
      data: { text: "hi" },
    };
    expect((await api("POST", "/messages", { ...message, noise: "x".repeat(60_000) })).status).toBe(200);
    expect((await api("POST", "/messages", { ...message, noise: "x".repeat(66_000) })).error.code).toBe(
      "ERR_BAD_REQUEST",
    );
  });
});

describe("forms", () => {
  function mediaForm(extra: Record<string, string | Blob> = {}): FormData {
    const form = new FormData();
    const fields = {
      receiver: "bob",
      receiverType: "user",
      category: "message",
      type: "image",
      muid: "m1",
      ...extra,
    };
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    return form;
  }

  it("send a message about a URL, as the SDK does", async () => {
    const form = mediaForm({
      data: JSON.stringify({ url: "https://h/pics/cat.png", text: "a cat", metadata: { k: 1 } }),
    });
    form.append("tags[]", "t1");
    form.append("tags[]", "t2");
    const { data } = await worldOf("alice", "bob").clientApi("alice")("POST", "/messages", form);
    expect(data).toMatchObject({
      muid: "m1",
      tags: ["t1", "t2"],
      data: { url: "https://h/pics/cat.png", text: "a cat" },
    });
    expect(data.data.attachments).toEqual([
      { url: "https://h/pics/cat.png", name: "cat.png", extension: "png", mimeType: "image/png", size: 0 },
    ]);
  });

  it("bring files, in fields of any name", async () => {
    const form = mediaForm();
    form.append("files[]", new File(["abc"], "日本 語.png", { type: "image/png" }));
    form.append("attachment", new File([""], "../../b.TXT"));
    const { data } = await worldOf("alice", "bob").clientApi("alice")("POST", "/messages", form);
    expect(data.data.attachments).toMatchObject([
      { name: "日本 語.png", extension: "png", mimeType: "image/png", size: 3 },
      { name: "b.TXT", extension: "txt", mimeType: "text/plain", size: 0 },
    ]);
    expect(data.data.url).toBe(data.data.attachments[0].url);
  });

  it("bring no file by a field in which none was chosen", async () => {
    const part = (head: string, value = "") =>
      `--x\r\ncontent-disposition: form-data; ${head}\r\n\r\n${value}\r\n`;
    const fields = { receiver: "bob", receiverType: "user", category: "message", type: "file", data: "{}" };
    const texts = Object.entries(fields).map(([name, value]) => part(`name="${name}"`, value));
    const body = (filename: string) =>
      `${texts.join("")}${part(`name="files[]"; filename="${filename}"`)}--x--\r\n`;
    const headers = { "content-type": "multipart/form-data; boundary=x" };
    const api = worldOf("alice", "bob").clientApi("alice");
    expect((await api("POST", "/messages", body(""), headers)).error.code).toBe("ERR_EMPTY_MESSAGE_FILE");
    const { data } = await api("POST", "/messages", body("%22é%22%0D%0A.txt"), headers);
    expect(data.data.attachments).toMatchObject([{ name: '"é".txt', size: 0 }]);
  });

  it("may hold 65,536 characters beside the files", async () => {
    const api = worldOf("alice", "bob").clientApi("alice");
    const sized = (characters: number) => {
      const form = mediaForm({ noise: "x".repeat(characters) });
      form.append("files[]", new Blob(["x".repeat(100_000)]), "a.bin");
      return form;
    };
    expect((await api("POST", "/messages", sized(65_000))).status).toBe(200);
    expect((await api("POST", "/messages", sized(66_000))).error.code).toBe("ERR_BAD_REQUEST");
  });

  it.each([
    ["broken", "multipart/form-data; boundary=x", "--x\r\nnonsense"],
    ["without a boundary", "multipart/form-data", "abc"],
  ])("are refused when they are %s", async (_what, type, body) => {
    const { error, status } = await worldOf("alice").clientApi("alice")("POST", "/messages", body, {
      "content-type": type,
    });
    expect([status, error.code]).toEqual([400, "ERR_BAD_REQUEST"]);
  });

  it("are refused with data that is no JSON, and where no message is sent", async () => {
    const { clientApi, serverApi } = worldOf("alice", "bob");
    expect(
      (await clientApi("alice")("POST", "/messages", mediaForm({ data: "{" }))).error.details,
    ).toHaveProperty("data");
    expect((await serverApi()("POST", "/users", mediaForm())).error.code).toBe("ERR_BAD_REQUEST");
  });
});
