import type { CustomMessage, TextMessage } from "@cometchat/chat-sdk-javascript";
import { describe, expect, it } from "vitest";
import { serviceError } from "../../mock-server/index.ts";
import { idOf, lastPage, openPair, sendText } from "./talk.ts";
import { type Device, useWorld } from "./world.ts";

// Rules: rest-client.md §6.14 and §1.4, ui-kit.md §2 (extensions); the shapes are those of the vendor's public pages.

const world = useWorld();

interface Poll {
  readonly id: string;
  readonly question: string;
  readonly options: Readonly<Record<string, string>>;
  readonly results: {
    readonly total: number;
    readonly options: Readonly<
      Record<string, { text: string; count: number; voters: Readonly<Record<string, { name: string }>> }>
    >;
  };
}

/** What the typings call an Object, and every caller knows better. */
async function call<T>(
  device: Device,
  slug: string,
  method: string,
  path: string,
  data?: object,
): Promise<T> {
  return (await device.sdk.callExtension(slug, method, path, data)) as T;
}

/** What an extension has written into a message; nothing when it has not. */
function injected<T>(message: object, slug: string): T {
  const { metadata } = (message as CustomMessage).getData() as {
    metadata?: { "@injected"?: { extensions?: Record<string, unknown> } };
  };
  return metadata?.["@injected"]?.extensions?.[slug] as T;
}

const lunch = (to: { uid: string } | { guid: string }) => ({
  question: "Lunch?",
  options: ["Pizza", "Sushi"],
  receiver: "uid" in to ? to.uid : to.guid,
  receiverType: "uid" in to ? "user" : "group",
});

const isPoll = (message: CustomMessage) => message.getType() === "extension_poll";

describe("a poll", () => {
  it("arrives at everybody, at the device that made it too, and moves the conversation", async () => {
    const { laptop, phone, bob, toBob, toAlice } = await openPair(world);

    const made = await call<Poll>(laptop, "polls", "POST", "v2/create", lunch(toBob));

    expect(made).toMatchObject({ question: "Lunch?", options: { "1": "Pizza", "2": "Sushi" } });
    for (const device of [laptop, phone, bob]) {
      const [message] = await device.events.next("onCustomMessageReceived", isPoll);
      expect([message.getCategory(), message.getSender().getUid()]).toEqual(["custom", laptop.uid]);
      expect(injected<Poll>(message, "polls")).toEqual({
        id: made.id,
        question: "Lunch?",
        options: { "1": "Pizza", "2": "Sushi" },
        results: {
          total: 0,
          options: {
            "1": { text: "Pizza", count: 0, voters: {} },
            "2": { text: "Sushi", count: 0, voters: {} },
          },
        },
      });
    }
    const conversation = await bob.sdk.getConversation(toAlice.uid, "user");
    expect(conversation.getUnreadMessageCount()).toBe(1);
    expect(conversation.getLastMessage().getType()).toBe("extension_poll");
  });

  it("counts one vote of each, the last one, and tells everybody by an edit", async () => {
    const { laptop, bob } = await openPair(world);
    const guid = await world.group("team", { owner: laptop.uid, participants: [bob.uid] });
    const { id } = await call<Poll>(laptop, "polls", "POST", "v2/create", lunch({ guid }));

    await call(bob, "polls", "POST", "v2/vote", { vote: "1", id });
    await call(laptop, "polls", "POST", "v2/vote", { vote: 2, id });
    const voted = await call<Poll>(bob, "polls", "POST", "v2/vote", { vote: "2", id });

    expect(voted.results).toEqual({
      total: 2,
      options: {
        "1": { text: "Pizza", count: 0, voters: {} },
        "2": {
          text: "Sushi",
          count: 2,
          voters: { [laptop.uid]: { name: "Alice" }, [bob.uid]: { name: "Bob" } },
        },
      },
    });
    for (const device of [laptop, bob]) {
      const totals: number[] = [];
      for (let edit = 1; edit <= 3; edit += 1) {
        const [message] = await device.events.next("onMessageEdited");
        totals.push(injected<Poll>(message, "polls").results.total);
      }
      expect(totals).toEqual([1, 2, 2]);
    }
    const [stored] = (await lastPage(bob, { guid }, (builder) => builder.setCategories(["custom"]))).slice(
      -1,
    );
    expect(injected(stored as CustomMessage, "polls")).toEqual(voted);
  });

  it("gives its results to who asked, by GET with a query in the path", async () => {
    const { laptop, bob, toBob } = await openPair(world);
    const { id } = await call<Poll>(laptop, "polls", "POST", "v2/create", lunch(toBob));

    const { polls } = await call<{ polls: Poll }>(laptop, "polls", "GET", `v2/results?id=${id}`);

    expect(polls.id).toBe(id);
    await expect(call(bob, "polls", "GET", `v2/results?id=${id}`)).rejects.toMatchObject({
      code: "ERR_PERMISSION_DENIED",
    });
  });

  it("is refused where a message would be, and to strangers", async () => {
    const { laptop, toBob } = await openPair(world);
    const stranger = await world.join("stranger");
    const guid = await world.group("team", { owner: laptop.uid });
    const { id } = await call<Poll>(laptop, "polls", "POST", "v2/create", lunch(toBob));

    const refusals: [Promise<unknown>, string][] = [
      [call(stranger, "polls", "POST", "v2/create", lunch({ guid })), "ERR_NOT_A_MEMBER"],
      [call(laptop, "polls", "POST", "v2/create", lunch({ uid: "nobody" })), "ERR_UID_NOT_FOUND"],
      [call(laptop, "polls", "POST", "v2/create", { ...lunch(toBob), options: [] }), "ERR_BAD_REQUEST"],
      [call(stranger, "polls", "POST", "v2/vote", { id, vote: "1" }), "ERR_MESSAGE_NO_ACCESS"],
      [call(laptop, "polls", "POST", "v2/vote", { id, vote: "7" }), "ERR_BAD_REQUEST"],
      [call(laptop, "polls", "POST", "v2/vote", { id: "no-poll", vote: "1" }), "ERR_BAD_REQUEST"],
    ];
    for (const [refusal, code] of refusals) await expect(refusal).rejects.toMatchObject({ code });
  });
});

describe("stickers", () => {
  it("are listed with pictures that are there, and are sent as custom messages", async () => {
    const { laptop, bob, toBob } = await openPair(world);

    const { defaultStickers, customStickers } = await call<{
      defaultStickers: Record<string, string>[];
      customStickers: unknown[];
    }>(laptop, "stickers", "GET", "v1/fetch");

    expect(customStickers).toEqual([]);
    expect(new Set(defaultStickers.map((sticker) => sticker.stickerSetName))).toEqual(
      new Set(["Faces", "Gestures"]),
    );
    const url = new URL(defaultStickers[0]?.stickerUrl ?? "");
    expect(url.host).toBe(`stickers-us.localhost:${world.server.port}`);
    const picture = await fetchPage(laptop, url.href);
    expect(picture).toContain("<svg");

    const sticker = new laptop.sdk.CustomMessage(toBob.uid, "user", "extension_sticker", {
      sticker_url: url.href,
      sticker_name: "smile",
    });
    await laptop.sdk.sendCustomMessage(sticker);
    const [message] = await bob.events.next("onCustomMessageReceived");
    expect(message.getCustomData()).toMatchObject({ sticker_url: url.href });
  });
});

describe("a document and a whiteboard", () => {
  it.each([
    ["document", "document_url"],
    ["whiteboard", "board_url"],
  ])("%s: whoever is invited gets a link that leads to a page", async (slug, key) => {
    const { laptop, phone, bob, toBob } = await openPair(world);

    const shared = await call<Record<string, string>>(laptop, slug, "POST", "v1/create", {
      receiver: toBob.uid,
      receiverType: "user",
    });

    for (const device of [laptop, phone, bob]) {
      const [message] = await device.events.next("onCustomMessageReceived");
      expect(message.getType()).toBe(`extension_${slug}`);
      expect(injected(message, slug)).toEqual({ [key]: shared[key] });
    }
    expect(await fetchPage(laptop, shared[key] ?? "")).toContain("<!doctype html>");
    await expect(
      call(laptop, slug, "POST", "v1/create", { receiver: "nobody", receiverType: "user" }),
    ).rejects.toMatchObject({ code: "ERR_UID_NOT_FOUND" });
  });
});

describe("a translation", () => {
  it("is made up from the text, or is what a test has said", async () => {
    const { laptop } = await openPair(world);
    world.execute("scriptTranslation", { text: "Good morning", language: "de", translation: "Guten Morgen" });

    const translated = await call(laptop, "message-translation", "POST", "v2/translate", {
      msgId: 12,
      text: "Good morning",
      languages: ["de", "fr", "xx"],
    });

    expect(translated).toEqual({
      msgId: 12,
      language_original: "en",
      translations: [
        {
          message_translated: "Guten Morgen",
          language_translated: "de",
          error: null,
          error_description: null,
        },
        {
          message_translated: "[fr] Good morning",
          language_translated: "fr",
          error: null,
          error_description: null,
        },
        {
          message_translated: "",
          language_translated: "xx",
          error: "UnsupportedLanguagePairException",
          error_description: expect.stringContaining("en to xx"),
        },
      ],
    });
  });

  it("needs a text", async () => {
    const { laptop } = await openPair(world);
    await expect(call(laptop, "message-translation", "POST", "v2/translate", {})).rejects.toMatchObject({
      code: "ERR_BAD_REQUEST",
    });
  });
});

describe("extensions that an app switches on", () => {
  it("link-preview: a link gets its preview on its way, an edit gets another, and no text loses its own metadata", async () => {
    world.execute("switchExtension", { slug: "link-preview", enabled: true });
    const { laptop, bob, toBob } = await openPair(world);
    const preview = (message: TextMessage) => injected<{ links: { url: string }[] }>(message, "link-preview");

    const sent = await sendText(
      laptop,
      toBob,
      "see https://example.com/a and http://other.example",
      (message) => message.setMetadata({ mine: 1 }),
    );
    const [received] = await bob.events.next("onTextMessageReceived");

    expect(preview(received).links).toEqual([
      expect.objectContaining({ url: "https://example.com/a", title: "example.com" }),
      expect.objectContaining({ url: "http://other.example", favicon: "http://other.example/favicon.ico" }),
    ]);
    expect(received.getMetadata()).toMatchObject({ mine: 1 });

    sent.setText("see https://new.example");
    await laptop.sdk.editMessage(sent);
    const [edited] = await bob.events.next("onMessageEdited");
    expect(preview(edited as TextMessage).links.map(({ url }) => url)).toEqual(["https://new.example"]);

    world.execute("switchExtension", { slug: "link-preview", enabled: false });
    const plain = await sendText(laptop, toBob, "see https://example.com/a");
    expect(plain.getMetadata()).toBeUndefined();
  });

  it("reactions: the older kind is in the metadata, arrives as an edit and is taken back by the same call", async () => {
    world.execute("switchExtension", { slug: "reactions", enabled: true });
    const { laptop, bob, toAlice } = await openPair(world);
    const sent = await sendText(bob, toAlice, "good news");
    const react = () => call(laptop, "reactions", "POST", "v1/react", { msgId: sent.getId(), emoji: "😊" });

    await react();
    const [edited] = await bob.events.next("onMessageEdited");
    expect(injected(edited, "reactions")).toEqual({ "😊": { [laptop.uid]: { name: "Alice" } } });

    await react();
    const [cleared] = await bob.events.next("onMessageEdited");
    expect((cleared as TextMessage).getMetadata()).not.toHaveProperty("@injected");
    world.execute("switchExtension", { slug: "reactions", enabled: false });
  });

  it("are told to clients at their next login", async () => {
    const before = await world.join("before");
    expect(await before.sdk.isExtensionEnabled("polls")).toBe(true);
    expect(await before.sdk.isExtensionEnabled("reactions")).toBe(false);
    const details = await before.sdk.getExtensionDetails("message-translation");
    expect([details.getId(), details.getName()]).toEqual(["message-translation", "Message Translation"]);
    await expect(before.sdk.getExtensionDetails("nothing")).rejects.toMatchObject({
      code: "ERROR_EXTENSION_NOT_FOUND",
    });

    world.execute("switchExtension", { slug: "polls", enabled: false });
    const after = await world.join("after");

    expect(await after.sdk.isExtensionEnabled("polls")).toBe(false);
    await expect(call(after, "polls", "POST", "v2/create", lunch({ uid: before.uid }))).rejects.toMatchObject(
      {
        code: "ERR_EXTENSION_NOT_FOUND",
      },
    );
    world.execute("switchExtension", { slug: "polls", enabled: true });
  });
});

describe("an extension of one's own", () => {
  it("is called with who asks, what and how, and answers what it likes", async () => {
    const { laptop, bob, toBob } = await openPair(world);
    world.extensions.add({
      slug: "echo-service",
      name: "Echo",
      handle: ({ app, uid, method, path, query, body, execute }) => {
        if (path === "refuse") throw serviceError("ERR_PERMISSION_DENIED", { action: "echo" });
        if (path === "nothing") return undefined;
        if (path === "greet") {
          const to = { receiver: body.to, receiverType: "user" };
          execute("sendMessage", {
            ...to,
            category: "message",
            type: "text",
            data: { text: `${uid} greets` },
          });
        }
        return { app: app.appId, uid, method, path, query, body };
      },
    });

    expect(await call(laptop, "echo-service", "GET", "v1/x?a=1", { b: "2" })).toEqual({
      app: world.server.appId,
      uid: laptop.uid,
      method: "GET",
      path: "v1/x",
      query: { a: "1", b: "2" },
      body: {},
    });
    expect(await call(laptop, "echo-service", "PUT", "v1/y", { b: 2 })).toMatchObject({
      method: "PUT",
      body: { b: 2 },
    });

    await call(laptop, "echo-service", "POST", "greet", { to: toBob.uid });
    for (const device of [bob, laptop]) {
      const [message] = await device.events.next("onTextMessageReceived");
      expect(message.getText()).toBe(`${laptop.uid} greets`);
    }
    const refusals: [path: string, code: string][] = [
      ["refuse", "ERR_PERMISSION_DENIED"],
      ["nothing", "ERR_API_NOT_FOUND"],
    ];
    for (const [path, code] of refusals) {
      await expect(call(laptop, "echo-service", "POST", path, {})).rejects.toMatchObject({ code });
    }
    const later = await world.join("later");
    expect((await later.sdk.getExtensionDetails("echo-service")).getName()).toBe("Echo");
  });

  it("is not found when nobody has added it", async () => {
    const { laptop } = await openPair(world);
    await expect(call(laptop, "no-such-thing", "GET", "v1/x")).rejects.toMatchObject({
      code: "ERR_EXTENSION_NOT_FOUND",
    });
  });

  it("is reached under the vendor's own host names", async () => {
    const alice = await world.join("alice", {}, { vendorHosts: true });
    const translated = await call(alice, "message-translation", "POST", "v2/translate", {
      text: "hi",
      languages: [],
    });
    expect(translated).toMatchObject({
      translations: [{ language_translated: "en", message_translated: "hi" }],
    });
    const exchange = alice.realm.http.entries.at(-1);
    expect(exchange?.url.hostname).toBe("message-translation-us.cometchat.io");
  });
});

/** A page or picture, fetched as the page of a device would. */
async function fetchPage({ realm }: Device, url: string): Promise<string> {
  const fetchIn = realm.window.fetch as (url: string) => Promise<{ text(): Promise<string> }>;
  return (await fetchIn(url)).text();
}

describe("a message that a poll is in", () => {
  it("can be deleted, and is no poll any more", async () => {
    const { laptop, bob, toBob } = await openPair(world);
    const { id } = await call<Poll>(laptop, "polls", "POST", "v2/create", lunch(toBob));
    const [message] = await laptop.events.next("onCustomMessageReceived", isPoll);

    await laptop.sdk.deleteMessage(idOf(message));

    await expect(call(bob, "polls", "POST", "v2/vote", { id, vote: "1" })).rejects.toMatchObject({
      code: "ERR_MESSAGE_ID_NOT_FOUND",
    });
  });
});
