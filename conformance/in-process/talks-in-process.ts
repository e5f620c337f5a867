import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addPageGlobals, type Snapshot, setupTestkit, type Testkit } from "../../mock-server/node.ts";
import type { EventLog } from "../official-sdk/events.ts";
import { ANDREW, GEORGE, importSdk, login } from "./sdk.ts";

type Sdk = Awaited<ReturnType<typeof importSdk>>["CometChat"];

/** What must hold in every environment that a test of an app runs in. */
export function talksInProcess(environment: string): void {
  describe(`the official SDK in the process of its test (${environment})`, () => {
    let testkit: Testkit;
    let CometChat: Sdk;
    let events: EventLog;
    let loggedIn: Snapshot;
    const warnings: string[] = [];

    beforeAll(async () => {
      // The SDK asks for the page five seconds after a login, whatever has been closed by then.
      addPageGlobals();
      testkit = await setupTestkit({ onUnhandledHosts: "error", onWarning: (text) => warnings.push(text) });
      ({ CometChat, events } = await importSdk());
      await login(CometChat, testkit);
      loggedIn = await testkit.snapshot();
    });
    beforeEach(async () => {
      await testkit.restore(loggedIn);
      events.clear();
    });
    afterAll(async () => {
      await CometChat.logout();
      await testkit.close();
    });

    const say = async (text: string) => {
      const sent = await CometChat.sendMessage(new CometChat.TextMessage(GEORGE, text, "user"));
      return sent as InstanceType<Sdk["TextMessage"]>;
    };

    it("is logged in and lists the other users", async () => {
      const me = await CometChat.getLoggedinUser();
      expect(me?.getUid()).toBe(ANDREW);
      const users = await new CometChat.UsersRequestBuilder().setLimit(30).build().fetchNext();
      expect(users.map((user) => user.getUid())).toEqual([2, 5, 3, 4].map((n) => `cometchat-uid-${n}`));
    });

    it("sends what the other user finds in the history", async () => {
      const sent = await say("Shall we go?");
      const found = await testkit.as(GEORGE).do("getMessage", { id: sent.getId() });
      expect(found).toMatchObject({ sender: ANDREW, receiver: GEORGE, data: { text: "Shall we go?" } });
    });

    it("hears what another user sends, and has heard it when the sender goes on", async () => {
      const george = testkit.as(GEORGE);
      const { id } = await george.sendText({ receiver: ANDREW, text: "Hello", tags: ["greeting"] });
      const [text] = await events.next("onTextMessageReceived");
      expect([text.getId(), text.getText(), text.getSender().getUid()]).toEqual([
        String(id),
        "Hello",
        GEORGE,
      ]);
      await george.sendMedia({ receiver: ANDREW, type: "image", url: "https://files.example/a.png" });
      await george.sendCustom({ receiver: ANDREW, type: "location", customData: { lat: 1 } });
      await george.editText(id, "Hello!");
      await george.react(id, "👍");
      await george.deleteMessage(id);
      expect(events.all.slice(-5).map(({ name }) => name)).toEqual([
        "onMediaMessageReceived",
        "onCustomMessageReceived",
        "onMessageEdited",
        "onMessageReactionAdded",
        "onMessageDeleted",
      ]);
    });

    it("hears typing", async () => {
      const george = testkit.as(GEORGE);
      await george.startTyping({ receiver: ANDREW });
      await george.endTyping({ receiver: ANDREW });
      const [started] = await events.next("onTypingStarted");
      const [ended] = await events.next("onTypingEnded");
      expect([started, ended].map((typing) => typing.getSender().getUid())).toEqual([GEORGE, GEORGE]);
    });

    it("hears receipts, and gives its own over the socket", async () => {
      const sent = await say("Did you get this?");
      await testkit.as(GEORGE).markRead({ receiver: ANDREW, messageId: sent.getId() });
      const [read] = await events.next("onMessagesRead");
      expect(read.getMessageId()).toBe(String(sent.getId()));

      const { id } = await testkit.as(GEORGE).sendText({ receiver: ANDREW, text: "Yes" });
      const [received] = await events.next("onTextMessageReceived");
      expect(received.getId()).toBe(String(id));
      expect(await CometChat.getUnreadMessageCountForUser(GEORGE)).toEqual({ [GEORGE]: 1 });
      await CometChat.markAsRead(received);
      await testkit.settled();
      expect(await CometChat.getUnreadMessageCountForUser(GEORGE)).toEqual({});
    });

    it("hears of users who come and go", async () => {
      const george = testkit.as(GEORGE);
      await george.comeOnline();
      const [online] = await events.next("onUserOnline");
      expect(online.getUid()).toBe(GEORGE);
      await george.dropOff();
      events.none("onUserOffline");
      await testkit.clock.advance("1s");
      const [offline] = await events.next("onUserOffline");
      expect(offline.getUid()).toBe(GEORGE);
    });

    it("hears of groups that others join and leave, and of calls", async () => {
      await CometChat.createGroup(new CometChat.Group("hikers", "Hikers", "public"));
      const george = testkit.as(GEORGE);
      await george.joinGroup("hikers");
      await events.next("onGroupMemberJoined");
      await george.sendText({ receiver: "hikers", receiverType: "group", text: "Hi all" });
      await events.next("onTextMessageReceived");
      await george.leaveGroup("hikers");
      await events.next("onGroupMemberLeft");
      await george.do("initiateCall", { receiver: ANDREW, receiverType: "user", type: "audio" });
      const [call] = await events.next("onIncomingCallReceived");
      await CometChat.rejectCall(call.getSessionId(), CometChat.CALL_STATUS.REJECTED);
    });

    // jsdom's forms are none to the fetch of Node 24 and later: there an upload does not leave as a form.
    it.skipIf(!sendsForms())("uploads a file, which can be had at the address it is given", async () => {
      const file = new File(["a,b\n1,2\n"], "table.csv", { type: "text/csv" });
      const sent = (await CometChat.sendMediaMessage(
        new CometChat.MediaMessage(GEORGE, file, "file", "user"),
      )) as InstanceType<Sdk["MediaMessage"]>;
      const answer = await fetch(sent.getAttachments()[0]?.getUrl() ?? "");
      expect(await answer.text()).toBe("a,b\n1,2\n");
    });

    it("keeps to a clock that stands still, to the second", async () => {
      const { clock } = testkit;
      const noon = new Date(Math.ceil(clock.now() / 86_400_000) * 86_400_000 + 43_200_000);
      clock.freeze();
      await clock.set(noon);
      const sent = await say("Lunch?");
      expect(sent.getSentAt() * 1000).toBe(noon.getTime());
      await testkit.clock.advance("90s");
      const { sentAt } = await testkit.as(GEORGE).sendText({ receiver: ANDREW, text: "Yes" });
      expect(sentAt).toBe(noon.getTime() / 1000 + 90);
      expect(clock.now()).toBe(noon.getTime() + 90_000);
    });

    it("goes on in its session after everything has been put back to when it had logged in", async () => {
      for (const text of ["first try", "second try"]) {
        const sent = await say(text);
        expect(await CometChat.getUnreadMessageCountForUser(GEORGE)).toEqual({});
        await testkit.as(GEORGE).sendText({ receiver: ANDREW, text: `Answer to the ${text}` });
        const [answer] = await events.next("onTextMessageReceived");
        expect([answer.getText(), Number(answer.getId())]).toEqual([
          `Answer to the ${text}`,
          Number(sent.getId()) + 1,
        ]);
        expect(await CometChat.getUnreadMessageCountForUser(GEORGE)).toEqual({ [GEORGE]: 1 });
        await testkit.restore(loggedIn);
      }
      events.none("onDisconnected");
    });

    it("is kept from reaching any other host, when that is asked for", async () => {
      await expect(fetch("https://elsewhere.example/")).rejects.toThrow();
      expect(warnings).toEqual([expect.stringContaining("Failed to send GET https://elsewhere.example/")]);
    });
  });
}

/** Whether this environment's fetch sends this environment's forms as what they are. */
function sendsForms(): boolean {
  const [major] = process.versions.node.split(".");
  return !globalThis.navigator?.userAgent.includes("jsdom") || Number(major) < 24;
}
