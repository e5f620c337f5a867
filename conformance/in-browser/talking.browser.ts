import { beforeEach, describe, expect, it } from "vitest";
import { openSite, type Page } from "./open-page.ts";

const site = openSite();
let page: Page;

/** Andrew is who the SDK logs in as, George is who acts without a client: both of the sample users. */
beforeEach(async () => {
  page = await site.open();
  await page.evaluate(async () => {
    window.testkit = await window.setupTestkit({ onUnhandledHosts: "error" });
    await window.client.login(window.testkit.app, "cometchat-uid-1");
    await window.testkit.settled();
  });
});

describe("the official SDK in a page that is its own chat service", () => {
  it("is logged in, and lists the other users", async () => {
    const seen = await page.evaluate(async () => {
      const { CometChat } = window.client;
      const me = await CometChat.getLoggedinUser();
      const users = await new CometChat.UsersRequestBuilder().setLimit(30).build().fetchNext();
      return { me: me?.getUid(), users: users.map((user) => user.getUid()) };
    });
    expect(seen).toEqual({ me: "cometchat-uid-1", users: [2, 5, 3, 4].map((n) => `cometchat-uid-${n}`) });
  });

  it("sends and hears, and has heard everything when the other user goes on", async () => {
    const seen = await page.evaluate(async () => {
      const { client, testkit } = window;
      const { CometChat, events } = client;
      const sent = await CometChat.sendMessage(
        new CometChat.TextMessage("cometchat-uid-2", "Shall we go?", "user"),
      );
      const george = testkit.as("cometchat-uid-2");
      const found = await george.do("getMessage", { id: sent.getId() });
      events.clear();
      const before = events.all.length;
      await george.startTyping({ receiver: "cometchat-uid-1" });
      const { id } = await george.sendText({ receiver: "cometchat-uid-1", text: "Yes" });
      await george.editText(id, "Yes!");
      await george.react(sent.getId(), "👍");
      await george.markRead({ receiver: "cometchat-uid-1", messageId: sent.getId() });
      await george.deleteMessage(id);
      await george.comeOnline();
      return { found: found.data, heard: events.all.slice(before).map(({ name }) => name) };
    });
    expect(seen).toEqual({
      found: expect.objectContaining({ text: "Shall we go?" }),
      heard: [
        "onTypingStarted",
        "onTextMessageReceived",
        "onMessageEdited",
        "onMessageReactionAdded",
        "onMessagesRead",
        "onMessageDeleted",
        "onUserOnline",
      ],
    });
  });

  it("has the answer to a request before the frames that it causes", async () => {
    const orders = await page.evaluate(async () => {
      const { testkit } = window;
      const { authToken, jwt } = await testkit.do("createAuthToken", { uid: "cometchat-uid-1" });
      const socket = new WebSocket("wss://testkit.websocket-us.cometchat.io");
      await testkit.settled();
      const { appId } = testkit.app;
      socket.send(JSON.stringify({ appId, type: "auth", deviceId: "second", body: { auth: jwt } }));
      await testkit.settled();
      let order: string[] = [];
      socket.onmessage = ({ data }) => order.push(JSON.parse(data).type);
      const orders: string[][] = [];
      for (let n = 0; n < 20; n += 1) {
        order = [];
        const answer = await fetch("https://testkit.apiclient-us.cometchat.io/v3.0/messages", {
          method: "POST",
          headers: { appid: appId, authtoken: authToken, "content-type": "application/json" },
          body: JSON.stringify({
            category: "message",
            type: "text",
            receiver: "cometchat-uid-2",
            receiverType: "user",
            data: { text: `Number ${n}` },
          }),
        });
        await answer.json();
        order.push("answer");
        await testkit.settled();
        orders.push(order);
      }
      return orders;
    });
    expect(orders).toEqual(Array.from({ length: 20 }, () => ["answer", "message"]));
  });

  it("uploads by fetch, and the file is what the page shows at its address", async () => {
    const shown = await page.evaluate(async () => {
      const { CometChat } = window.client;
      const canvas = Object.assign(document.createElement("canvas"), { width: 7, height: 5 });
      canvas.getContext("2d")?.fillRect(0, 0, 7, 5);
      const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve));
      const file = new File([blob ?? ""], "black.png", { type: "image/png" });
      const sent = await CometChat.sendMediaMessage(
        new CometChat.MediaMessage("cometchat-uid-2", file, "image", "user"),
      );
      const url = (sent as InstanceType<typeof CometChat.MediaMessage>).getAttachments()[0]?.getUrl();
      const image = new Image();
      image.src = url ?? "";
      await image.decode();
      return [image.naturalWidth, image.naturalHeight];
    });
    expect(shown).toEqual([7, 5]);
  });

  it("uploads by XMLHttpRequest, and hears how far it is", async () => {
    const seen = await page.evaluate(async () => {
      const { CometChat } = window.client;
      const bytes = new Uint8Array(2_000_000).map((_, at) => at % 251);
      const file = new File([bytes], "bytes.bin", { type: "application/octet-stream" });
      const request = CometChat.createUploadFileRequest("cometchat-uid-2", "user");
      const percents: number[] = [];
      const address = await new Promise<string>((resolve) => {
        const listener = new CometChat.UploadFileListener({
          onFileProgress: (_id: string, _loaded: number, _total: number, percent: number) =>
            percents.push(percent),
          onFileUploaded: (_id: string, attachment: { getUrl(): string }) => resolve(attachment.getUrl()),
        });
        request.uploadAttachment("f1", file, listener);
      });
      const answer = await fetch(address);
      const got = new Uint8Array(await answer.arrayBuffer());
      return {
        percents,
        isWhole: got.length === bytes.length && got.every((byte, at) => byte === bytes[at]),
      };
    });
    expect(seen.percents.at(-1)).toBe(100);
    expect(seen.isWhole).toBe(true);
  });

  it("hears of the end of an upload before it has the answer, once", async () => {
    const seen = await page.evaluate(async () => {
      const order: string[] = [];
      const request = new XMLHttpRequest();
      request.onreadystatechange = () => order.push(`state ${request.readyState}`);
      for (const type of ["loadstart", "progress", "load", "loadend"]) {
        request.upload.addEventListener(type, (event) => {
          const { loaded, total } = event as ProgressEvent;
          order.push(`upload ${type} ${loaded}/${total}`);
        });
      }
      request.open("POST", "https://testkit.apiclient-us.cometchat.io/v3.0/me");
      await new Promise((resolve) => {
        request.onloadend = resolve;
        request.send("12345");
      });
      return order;
    });
    expect(seen).toEqual([
      "state 1",
      "upload loadstart 0/5",
      "upload progress 5/5",
      "upload load 5/5",
      "upload loadend 5/5",
      "state 2",
      "state 3",
      "state 4",
    ]);
    site.takeFailures(/v3\.0\/me: 4/);
  });

  it("meets an answer that is cut as a network would bring it", async () => {
    const seen = await page.evaluate(async () => {
      const { testkit } = window;
      const { authToken } = await testkit.do("createAuthToken", { uid: "cometchat-uid-1" });
      const url = "https://testkit.apiclient-us.cometchat.io/v3.0/users/cometchat-uid-2";
      const headers = { appid: testkit.app.appId, authtoken: authToken };
      const ask = (end: (request: XMLHttpRequest) => void) =>
        new Promise<string[]>((resolve) => {
          const request = new XMLHttpRequest();
          const heard: string[] = [];
          for (const type of ["load", "error", "abort", "loadend"]) {
            request.addEventListener(type, () => heard.push(type));
          }
          request.onloadend = () => resolve(heard);
          request.open("GET", url);
          for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
          request.send();
          end(request);
        });
      testkit.faults.add({ action: { truncate: {} } });
      const answer = await fetch(url, { headers });
      const byFetch = [answer.status, await answer.json().catch(({ name }) => name)];
      const byXhr = await ask(() => {});
      testkit.faults.clear();
      return { byFetch, byXhr, whole: await ask(() => {}), aborted: await ask((request) => request.abort()) };
    });
    expect(seen).toEqual({
      byFetch: [200, "TypeError"],
      byXhr: ["error", "loadend"],
      whole: ["load", "loadend"],
      aborted: ["abort", "loadend"],
    });
  });

  it("keeps to the testkit's clock", async () => {
    const seen = await page.evaluate(async () => {
      const { client, testkit } = window;
      const { CometChat, events } = client;
      testkit.clock.freeze();
      await testkit.clock.set("2040-01-31T12:00:00Z");
      const sent = await CometChat.sendMessage(
        new CometChat.TextMessage("cometchat-uid-2", "Lunch?", "user"),
      );
      const george = testkit.as("cometchat-uid-2");
      await george.comeOnline();
      await george.dropOff();
      events.clear();
      const before = events.all.length;
      await testkit.clock.advance("1s");
      return { sentAt: sent.getSentAt(), heard: events.all.slice(before).map(({ name }) => name) };
    });
    expect(seen).toEqual({ sentAt: Date.parse("2040-01-31T12:00:00Z") / 1_000, heard: ["onUserOffline"] });
  });

  it("goes on in its session after a restore, and loses it by a reset", async () => {
    const seen = await page.evaluate(async () => {
      const { client, testkit } = window;
      const { CometChat, events } = client;
      const unread = () => CometChat.getUnreadMessageCountForUser("cometchat-uid-2");
      const loggedIn = await testkit.snapshot();
      const counts: unknown[] = [];
      for (const text of ["first", "second"]) {
        await testkit.as("cometchat-uid-2").sendText({ receiver: "cometchat-uid-1", text });
        const [message] = await events.next("onTextMessageReceived");
        counts.push(message.getText(), await unread());
        await testkit.restore(loggedIn);
        counts.push(await unread());
      }
      events.none("onDisconnected");
      await testkit.reset();
      const { code } = await unread().catch((error) => error);
      return { counts, code };
    });
    const one = { "cometchat-uid-2": 1 };
    expect(seen).toEqual({
      counts: ["first", one, {}, "second", one, {}],
      code: "AUTH_ERR_AUTH_TOKEN_NOT_FOUND",
    });
    site.takeFailures(/: 401/);
  });

  it("reaches no host but the page's own, when that is asked for", async () => {
    const seen = await page.evaluate(async () => {
      const own = await fetch("/index.html");
      const other = await fetch("https://elsewhere.example/").catch(({ name }) => name);
      return [own.status, other];
    });
    expect(seen).toEqual([200, "TypeError"]);
    expect(site.takeFailures(/elsewhere/).length).toBeGreaterThan(0);
  });
});
