import { beforeEach, describe, expect, it } from "vitest";
import { openSite, type Page } from "./open-page.ts";

const site = openSite();
let page: Page;

beforeEach(async () => {
  page = await site.open();
  await page.evaluate(async () => {
    window.testkit = await window.setupTestkit();
  });
});

/** Opens a frame that is a device of its own, with the SDK in it, and logs a user in there. */
async function openDevice(uid: string) {
  await page.evaluate((name) => {
    document.body.append(Object.assign(document.createElement("iframe"), { name, src: "/frame.html" }));
  }, uid);
  await expect.poll(() => page.frame(uid)?.evaluate(() => "client" in window)).toBe(true);
  const frame = page.frame(uid);
  if (!frame) throw new Error(`The page has no frame ${uid}.`);
  await frame.evaluate(async (who) => {
    const { testkit } = window.parent;
    await window.client.login(testkit.app, who);
    await testkit.settled();
  }, uid);
  return frame;
}

const ANDREW = "cometchat-uid-1";
const GEORGE = "cometchat-uid-2";

describe("two frames of a page, each with the official SDK and a user of its own", () => {
  it("chat live, by one service in the page", async () => {
    const [andrew, george] = [await openDevice(ANDREW), await openDevice(GEORGE)];
    const sent = await andrew.evaluate(async (to) => {
      const { CometChat } = window.client;
      return (await CometChat.sendMessage(new CometChat.TextMessage(to, "Hello George", "user"))).getId();
    }, GEORGE);
    const heard = await george.evaluate(async (to) => {
      const { CometChat, events } = window.client;
      const [message] = await events.next("onTextMessageReceived");
      await CometChat.markAsRead(message);
      CometChat.startTyping(new CometChat.TypingIndicator(to, "user"));
      await CometChat.sendMessage(new CometChat.TextMessage(to, "Hello Andrew", "user"));
      return { from: message.getSender().getUid(), text: message.getText() };
    }, ANDREW);
    expect(heard).toEqual({ from: ANDREW, text: "Hello George" });
    const answered = await andrew.evaluate(async () => {
      const { events } = window.client;
      const [read] = await events.next("onMessagesRead");
      const [typing] = await events.next("onTypingStarted");
      const [message] = await events.next("onTextMessageReceived");
      return { read: read.getMessageId(), typing: typing.getSender().getUid(), text: message.getText() };
    });
    expect(answered).toEqual({ read: String(sent), typing: GEORGE, text: "Hello Andrew" });

    const inPage = await page.evaluate(async (uid) => {
      const { testkit } = window;
      const found = await testkit.as(uid).do("onlineCounts", {});
      return { found, stored: localStorage.length + sessionStorage.length };
    }, ANDREW);
    expect(inPage).toEqual({ found: expect.objectContaining({ onlineUsersCount: 2 }), stored: 0 });
  });

  it("have their uploads taken, and show them", async () => {
    const andrew = await openDevice(ANDREW);
    const shown = await andrew.evaluate(async (to) => {
      const { CometChat } = window.client;
      const canvas = Object.assign(document.createElement("canvas"), { width: 7, height: 5 });
      canvas.getContext("2d")?.fillRect(0, 0, 7, 5);
      const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve));
      const file = new File([blob ?? ""], "black.png", { type: "image/png" });
      const request = CometChat.createUploadFileRequest(to, "user");
      const url = await new Promise<string>((resolve) => {
        const listener = new CometChat.UploadFileListener({
          onFileUploaded: (_id: string, attachment: { getUrl(): string }) => resolve(attachment.getUrl()),
        });
        request.uploadAttachment("f1", file, listener);
      });
      const image = new Image();
      image.src = url;
      await image.decode();
      return [image.naturalWidth, image.naturalHeight];
    }, GEORGE);
    expect(shown).toEqual([7, 5]);
  });

  it("go offline when their frame goes, and come again when it loads again", async () => {
    const [andrew] = [await openDevice(ANDREW), await openDevice(GEORGE)];
    const isOnline = () =>
      page.evaluate(async () => {
        await window.testkit.clock.advance("1s");
        return (await window.testkit.do("onlineCounts", {})).onlineUsersCount;
      });
    expect(await isOnline()).toBe(2);
    await page.evaluate((name) => document.querySelector(`[name="${name}"]`)?.remove(), GEORGE);
    expect(await isOnline()).toBe(1);

    await andrew.goto(`${site.origin}/frame.html`);
    await andrew.waitForFunction(() => "client" in window);
    expect(await isOnline()).toBe(0);
    await andrew.evaluate(async (uid) => {
      await window.client.login(window.parent.testkit.app, uid);
      await window.parent.testkit.settled();
    }, ANDREW);
    expect(await isOnline()).toBe(1);
  });

  it("have addresses that are relative to the frame", async () => {
    const andrew = await openDevice(ANDREW);
    const found = await andrew.evaluate(async () => {
      document.head.append(Object.assign(document.createElement("base"), { href: "/deep/down/" }));
      const answer = await fetch("file.txt");
      const request = new XMLHttpRequest();
      request.open("GET", "file.txt");
      await new Promise((resolve) => {
        request.onloadend = resolve;
        request.send();
      });
      return [answer.url, request.responseURL].map((url) => new URL(url).pathname);
    });
    expect(found).toEqual(["/deep/down/file.txt", "/deep/down/file.txt"]);
    site.takeFailures(/file\.txt: 404/);
  });

  it("have their own globals again when the testkit is closed", async () => {
    const andrew = await openDevice(ANDREW);
    const names = await andrew.evaluate(async () => {
      const { parent } = window;
      await window.client.CometChat.logout();
      await parent.testkit.close();
      const fresh = Object.assign(document.createElement("iframe"), { hidden: true });
      document.body.append(fresh);
      const natural = Object.getOwnPropertyNames(fresh.contentWindow);
      const own = Object.getOwnPropertyNames(window);
      const lent = ["fetch", "XMLHttpRequest", "WebSocket", "localStorage", "sessionStorage"];
      return {
        more: own.filter((name) => !natural.includes(name) && Number.isNaN(Number(name))),
        isPages: lent.filter((name) => Reflect.get(window, name) === Reflect.get(parent, name)),
        isNative: lent.map((name) => {
          const value = Reflect.get(window, name);
          return value instanceof Storage || /native code/.test(String(value));
        }),
      };
    });
    expect(names.isPages).toEqual([]);
    expect(names.isNative).toEqual([true, true, true, true, true]);
    expect(names.more.filter((name) => name !== "client" && name !== "CometChat")).toEqual([]);
  });
});

describe("what is no device", () => {
  it("is refused: the page itself, a window of another origin, and any after the end", async () => {
    const port = new URL(site.origin).port;
    const texts = await page.evaluate(async (elsewhere) => {
      const frame = Object.assign(document.createElement("iframe"), { src: elsewhere });
      const isLoaded = new Promise((resolve) => {
        frame.onload = resolve;
      });
      document.body.append(frame);
      await isLoaded;
      const text = (of: Window | null) => {
        try {
          window.testkit.addDevice(of as Window);
          return "added";
        } catch (error) {
          return String(error);
        }
      };
      const texts = [text(window), text(frame.contentWindow), text(null)];
      await window.testkit.close();
      return [...texts, text(window)];
    }, `http://other.test:${port}/own-worker.js`);
    const none = expect.stringMatching(/^UsageError: Failed to add a device: only a frame's window/);
    expect(texts).toEqual([none, none, none, expect.stringMatching(/UsageError: .*this testkit is closed/)]);
  });
});
