import { describe, expect, it } from "vitest";
import { webFetch } from "../../http/web.ts";
import { createRestSurface, type RequestReport } from "../surface.ts";
import { type Api, type ApiWorld, createApiWorld } from "../testing/api-world.ts";

function worldOf(...uids: string[]): ApiWorld {
  const world = createApiWorld();
  world.addUsers(...uids);
  return world;
}

/** A message of alice's to bob, or in reply, with these files. */
async function sendFiles(api: Api, files: readonly File[], path = "/v3.0/messages") {
  const form = new FormData();
  const fields = { receiver: "bob", receiverType: "user", category: "message", type: "file" };
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const file of files) form.append("files[]", file, file.name);
  return api("POST", path, form);
}

/** The URL of a file that alice has sent. */
async function urlOf(world: ApiWorld, content: string, name: string, type = ""): Promise<string> {
  const { data } = await sendFiles(world.clientApi("alice"), [new File([content], name, { type })]);
  return data.data.url;
}

async function refusalOf(response: Response): Promise<[status: number, code: string | undefined]> {
  expect(response.headers.get("content-type")).toBe("application/xml");
  expect(response.headers.get("access-control-allow-origin")).toBe("*");
  const text = await response.text();
  expect(text).toMatch(/<Message>[^<]+<\/Message>/);
  return [response.status, /<Code>([^<]+)<\/Code>/.exec(text)?.[1]];
}

describe("a message sent with files", () => {
  it("is answered with an attachment for each, and the first one's URL", async () => {
    const { data } = await sendFiles(worldOf("alice", "bob").clientApi("alice"), [
      new File(["abc"], "日本 & 語.pdf", { type: "application/pdf" }),
      new File(["de"], "b.zip"),
    ]);
    const [first] = data.data.attachments;
    expect(data.data.attachments).toMatchObject([
      { extension: "pdf", mimeType: "application/pdf", name: "日本 & 語.pdf", size: 3 },
      { extension: "zip", mimeType: "application/zip", name: "b.zip", size: 2 },
    ]);
    expect(data.data.url).toBe(first.url);
    expect(first.url).toMatch(
      new RegExp(`^https://localhost:8443/media/test-app/[0-9a-f]{32}/${encodeURIComponent(first.name)}$`),
    );
  });

  it("may be a reply, and the app's own server's", async () => {
    const world = worldOf("alice", "bob");
    const parent = world.say("bob", { uid: "alice" });
    const files = [new File(["abc"], "a.txt")];
    const reply = await sendFiles(world.clientApi("alice"), files, `/v3.0/messages/${parent.id}/thread`);
    expect(reply.data).toMatchObject({ parentId: String(parent.id), data: { attachments: [{ size: 3 }] } });
    const byServer = await sendFiles(world.serverApi("alice"), files);
    expect(byServer.data).toMatchObject({ sender: "alice", data: { attachments: [{ name: "a.txt" }] } });
  });

  it("names its files by the host that the sender knows, whatever the scheme", async () => {
    const world = createApiWorld("http://test-app.apiclient-us.cometchat.io");
    world.addUsers("alice", "bob");
    expect(await urlOf(world, "abc", "a.txt")).toMatch(
      /^https:\/\/test-app\.apiclient-us\.cometchat\.io\/media\/test-app\//,
    );
  });

  it("does not take the files that a JSON body claims to have", async () => {
    const { error } = await worldOf("alice", "bob").clientApi("alice")("POST", "/messages", {
      receiver: "bob",
      receiverType: "user",
      category: "message",
      type: "file",
      data: {},
      files: [{ name: "a", bytes: [1, 2] }],
    });
    expect(error.code).toBe("ERR_EMPTY_MESSAGE_FILE");
  });
});

describe("getting a file", () => {
  it("answers the bytes, with what they are and how they are called, to pages of any origin", async () => {
    const world = worldOf("alice", "bob");
    const response = await world.fetch(await urlOf(world, "meow ✓", 'my "cat" 猫\'s.png', "image/png"));
    expect(response.status).toBe(200);
    expect(await response.text()).toBe("meow ✓");
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "image/png",
      "content-length": "8",
      "content-disposition": `inline; filename="my _cat_ _'s.png"; filename*=UTF-8''my%20%22cat%22%20%E7%8C%AB%27s.png`,
      "accept-ranges": "bytes",
      "access-control-allow-origin": "*",
      "x-content-type-options": "nosniff",
    });
  });

  it("by HEAD answers the same without the bytes", async () => {
    const world = worldOf("alice", "bob");
    const url = await urlOf(world, "meow", "cat.png");
    const [got, head] = [await world.fetch(url), await world.fetch(url, { method: "HEAD" })];
    expect(head.status).toBe(200);
    expect(Object.fromEntries(head.headers)).toEqual(Object.fromEntries(got.headers));
    expect(await head.text()).toBe("");
  });

  it.each([
    ["image/png", "inline"],
    ["video/mp4", "inline"],
    ["audio/ogg; codecs=opus", "inline"],
    ["text/plain", "inline"],
    ["application/pdf", "inline"],
    ["text/html", "attachment"],
    ["image/svg+xml", "attachment"],
    ["application/xhtml+xml", "attachment"],
    ["text/javascript", "attachment"],
    ["application/zip", "attachment"],
  ])("of type %s is to be shown or saved: %s", async (type, disposition) => {
    const world = worldOf("alice", "bob");
    const { headers } = await world.fetch(await urlOf(world, "<script>", "a.x", type));
    expect(headers.get("content-type")).toBe(type);
    expect(headers.get("content-disposition")).toMatch(new RegExp(`^${disposition};`));
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  });

  it.each([
    ["bytes=2-4", 206, "234", "bytes 2-4/10"],
    ["bytes=7-", 206, "789", "bytes 7-9/10"],
    ["bytes=7-99", 206, "789", "bytes 7-9/10"],
    ["bytes=-3", 206, "789", "bytes 7-9/10"],
    ["bytes=-99", 206, "0123456789", "bytes 0-9/10"],
    ["bytes=0-0", 206, "0", "bytes 0-0/10"],
    ["bytes=10-", 416, "", "bytes */10"],
    ["bytes=-0", 416, "", "bytes */10"],
    ["bytes=0-1,4-5", 200, "0123456789", null],
    ["bytes=4-2", 200, "0123456789", null],
    ["bytes=-", 200, "0123456789", null],
    ["pages=1-2", 200, "0123456789", null],
    ["nonsense", 200, "0123456789", null],
  ])("by the range %s answers %i", async (range, status, text, extent) => {
    const world = worldOf("alice", "bob");
    const response = await world.fetch(await urlOf(world, "0123456789", "a.txt"), { headers: { range } });
    expect([response.status, response.headers.get("content-range")]).toEqual([status, extent]);
    expect(response.headers.get("content-length")).toBe(String(text.length));
    expect(await response.text()).toBe(text);
  });

  it("by a range of nothing answers that there is none", async () => {
    const world = worldOf("alice", "bob");
    const url = await urlOf(world, "", "a.txt");
    expect((await world.fetch(url)).headers.get("content-length")).toBe("0");
    for (const range of ["bytes=0-", "bytes=-1"]) {
      expect((await world.fetch(url, { headers: { range } })).status).toBe(416);
    }
  });

  it("again answers that it is the same, for as long as it is", async () => {
    const world = worldOf("alice", "bob");
    const url = await urlOf(world, "0123456789", "a.txt");
    const tag = (await world.fetch(url)).headers.get("etag") ?? "";
    expect(tag).toMatch(/^"[^"]+"$/);
    const statusWith = async (headers: HeadersInit) => (await world.fetch(url, { headers })).status;
    for (const same of [tag, `W/${tag}`, `"x", ${tag}`, "*"]) {
      expect(await statusWith({ "if-none-match": same })).toBe(304);
    }
    expect(await statusWith({ "if-none-match": '"x"' })).toBe(200);
    expect(await statusWith({ range: "bytes=1-2", "if-range": tag })).toBe(206);
    expect(await statusWith({ range: "bytes=1-2", "if-range": '"x"' })).toBe(200);
  });

  it("is by its id: the name in the URL is for people", async () => {
    const world = worldOf("alice", "bob");
    const url = await urlOf(world, "meow", "cat.png");
    expect(await (await world.fetch(url.replace("cat.png", "dog.png?x=1"))).text()).toBe("meow");
    expect(await (await world.fetch(url.replace("/cat.png", ""))).text()).toBe("meow");
  });

  it.each([
    ["/media/test-app/0123456789abcdef/cat.png", 404, "NoSuchKey"],
    ["/media/test-app", 404, "NoSuchKey"],
    ["/media/other-app/0123456789abcdef/cat.png", 404, "NoSuchBucket"],
    ["/media/%E0%A4%A/x", 404, "NoSuchBucket"],
    ["/media", 404, "NoSuchBucket"],
  ])("at %s is refused", async (path, status, code) => {
    expect(await refusalOf(await worldOf("alice").fetch(path))).toEqual([status, code]);
  });

  it("is all that can be done with one", async () => {
    const response = await worldOf("alice").fetch("/media/test-app/x/y", { method: "DELETE" });
    expect(response.headers.get("allow")).toContain("GET");
    expect(await refusalOf(response)).toEqual([405, "MethodNotAllowed"]);
  });

  it("is reported like every request", async () => {
    const world = worldOf("alice", "bob");
    const reports: RequestReport[] = [];
    const fetch = webFetch(
      createRestSurface({
        simulator: world.simulator,
        onRequest: (report) => reports.push(report),
      }),
    );
    await fetch(new Request(await urlOf(world, "meow", "a.txt")));
    await fetch(new Request("https://h/media/test-app/none/a.txt"));
    expect(reports.map(({ status, code }) => [status, code])).toEqual([
      [200, undefined],
      [404, "NoSuchKey"],
    ]);
  });
});

describe("POST files/upload-url", () => {
  const asked = { receiver: "bob", receiverType: "user" };

  it("gives each file a form to send, what a message will say of it, and 15 minutes", async () => {
    const world = worldOf("alice", "bob");
    const { data } = await world.clientApi("alice")("POST", "/v3.0/files/upload-url", {
      ...asked,
      files: {
        "my-1": { fileId: "my-1", name: "猫.png", size: 4, mimeType: "image/png" },
        "my-2": { fileId: "my-2", name: "noname", size: 0, mimeType: "" },
      },
    });
    expect(Object.keys(data)).toEqual(["my-1", "my-2"]);
    const { request, attachment, expiresAt } = data["my-1"];
    expect(request).toEqual({
      url: "https://localhost:8443/media/test-app",
      method: "POST",
      body: { key: expect.any(String), "Content-Type": "image/png", signature: expect.any(String) },
    });
    expect(attachment).toEqual({
      extension: "png",
      mimeType: "image/png",
      name: "猫.png",
      size: 4,
      url: `https://localhost:8443/media/test-app/${request.body.key}/%E7%8C%AB.png`,
    });
    expect(expiresAt * 1_000).toBe(world.clock.now() + 15 * 60_000);
    expect(data["my-2"].attachment).toMatchObject({ extension: "bin", mimeType: "application/octet-stream" });
  });

  it("refuses one file without refusing the others, and all of them to who may not send", async () => {
    const world = worldOf("alice", "bob");
    const api = world.clientApi("alice");
    const files = { a: { name: "a", size: 1 }, b: { name: "b.iso", size: 100 * 1024 * 1024 + 1 } };
    const { data } = await api("POST", "/files/upload-url", { ...asked, files });
    expect(data.a).toHaveProperty("request");
    expect(data.b).toEqual({
      error: expect.objectContaining({
        code: "ERR_FILE_SIZE_EXCEEDED",
        message: expect.stringContaining("b.iso"),
      }),
    });
    await api("POST", "/blockedusers", { blockedUids: ["bob"] });
    expect((await api("POST", "/files/upload-url", { ...asked, files })).error.code).toBe(
      "ERR_BLOCKED_RECEIVER",
    );
    expect((await world.anyone("POST", "/files/upload-url", { files })).error.code).toBe(
      "AUTH_ERR_EMPTY_APPID",
    );
  });
});

describe("an upload", () => {
  /** What the API gives out for a file of alice's to bob. */
  async function announce(world: ApiWorld, size = 4) {
    const files = { mine: { fileId: "mine", name: "cat.png", size, mimeType: "image/png" } };
    const body = { receiver: "bob", receiverType: "user", files };
    return (await world.clientApi("alice")("POST", "/files/upload-url", body)).data.mine;
  }

  function formOf(fields: Record<string, string>, ...contents: readonly string[]): FormData {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    for (const content of contents) form.append("file", new Blob([content]), "blob");
    return form;
  }

  it("brings the file to its place, without any credentials, and a message may name it", async () => {
    const world = worldOf("alice", "bob");
    const { request, attachment } = await announce(world);
    expect(await refusalOf(await world.fetch(attachment.url))).toEqual([404, "NoSuchKey"]);
    const body = formOf(request.body, "meow");
    const response = await world.fetch(request.url, { method: request.method, body });
    expect([response.status, await response.text()]).toEqual([204, ""]);
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    expect(await (await world.fetch(attachment.url)).text()).toBe("meow");
    const { data } = await world.clientApi("alice")("POST", "/messages", {
      receiver: "bob",
      receiverType: "user",
      category: "message",
      type: "image",
      data: { url: "", attachments: [attachment] },
    });
    expect(data.data).toMatchObject({ url: attachment.url, attachments: [attachment] });
  });

  it("is allowed to pages of any origin by the preflight", async () => {
    const world = worldOf("alice", "bob");
    const { request } = await announce(world);
    const response = await world.fetch(request.url, {
      method: "OPTIONS",
      headers: { origin: "https://app.example", "access-control-request-method": "POST" },
    });
    expect(response.status).toBe(204);
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    expect(response.headers.get("access-control-allow-methods")).toContain("POST");
  });

  it("is refused as expired 15 minutes later", async () => {
    const world = worldOf("alice", "bob");
    const { request } = await announce(world);
    world.clock.advance(15 * 60_000);
    const response = await world.fetch(request.url, { method: "POST", body: formOf(request.body, "meow") });
    expect(await refusalOf(response)).toEqual([400, "ExpiredToken"]);
  });

  type Change = (fields: Record<string, string>) => FormData | string;
  it.each<[string, number, string, Change]>([
    ["larger than announced", 400, "EntityTooLarge", (fields) => formOf(fields, "meow!")],
    ["smaller than announced", 400, "EntityTooSmall", (fields) => formOf(fields, "meo")],
    ["without a file", 400, "IncorrectNumberOfFilesInPostRequest", (fields) => formOf(fields)],
    [
      "with two files",
      400,
      "IncorrectNumberOfFilesInPostRequest",
      (fields) => formOf(fields, "meow", "meow"),
    ],
    ["without a key", 400, "InvalidArgument", ({ key: _key, ...fields }) => formOf(fields, "meow")],
    [
      "without a signature",
      400,
      "InvalidArgument",
      ({ signature: _it, ...fields }) => formOf(fields, "meow"),
    ],
    [
      "with another signature",
      403,
      "AccessDenied",
      (fields) => formOf({ ...fields, signature: "x" }, "meow"),
    ],
    ["with another key", 403, "AccessDenied", (fields) => formOf({ ...fields, key: "../x" }, "meow")],
    ["that is no form", 400, "MalformedPOSTRequest", () => "meow"],
  ])("%s is refused", async (_what, status, code, change) => {
    const world = worldOf("alice", "bob");
    const { request, attachment } = await announce(world);
    const response = await world.fetch(request.url, { method: "POST", body: change(request.body) });
    expect(await refusalOf(response)).toEqual([status, code]);
    expect((await world.fetch(attachment.url)).status).toBe(404);
  });

  it("that is cut short is refused", async () => {
    const headers = { "content-type": "multipart/form-data; boundary=x" };
    const body = '--x\r\ncontent-disposition: form-data; name="key"\r\n\r\nabc';
    const response = await worldOf("alice").fetch("/media/test-app", { method: "POST", headers, body });
    expect(await refusalOf(response)).toEqual([400, "MalformedPOSTRequest"]);
  });
});

describe("the room for a body", () => {
  const { bodyLimit } = createRestSurface({ simulator: createApiWorld().simulator });
  const form = "Multipart/form-data; boundary=x";
  const MEGABYTES = 100 * 1024 * 1024;

  it.each([
    ["/v3.0/messages", MEGABYTES, "ERR_FILE_SIZE_EXCEEDED"],
    ["/messages/5/thread?x=1", MEGABYTES, "ERR_FILE_SIZE_EXCEEDED"],
    ["/media/test-app", MEGABYTES + 65_536, "EntityTooLarge"],
  ])("is large for files to %s", (path, bytes, code) => {
    expect(bodyLimit({ method: "POST", path, contentType: form })).toEqual({ bytes, code });
  });

  it.each([
    ["POST", "/v3.0/messages", "application/json"],
    ["POST", "/v3.0/messages", undefined],
    ["POST", "/v3.0/groups", form],
    ["PUT", "/v3.0/users/x", form],
    ["POST", "/nothing", form],
    ["DELETE", "/media/test-app", form],
  ])("is nothing special for %s %s as %s", (method, path, contentType) => {
    expect(bodyLimit({ method, path, contentType })).toBeUndefined();
  });
});
