const { afterAll, beforeAll, beforeEach, describe, expect, it } = require("@jest/globals");

const ANDREW = "cometchat-uid-1";
const GEORGE = "cometchat-uid-2";

/**
 * What must hold in each environment of jest, however its tests load packages.
 *
 * @param testkitOf gives what `cometchat-testkit/node` exports
 * @param sdkOf gives the official SDK; it is loaded when there is a page for it
 */
exports.talksInJest = (title, { testkitOf, sdkOf }) => {
  describe(`the official SDK in jest (${title})`, () => {
    let testkit;
    let CometChat;
    let loggedIn;
    let heard = [];
    const warnings = [];

    beforeAll(async () => {
      const { addPageGlobals, setupTestkit } = await testkitOf();
      // The SDK asks for the page five seconds after a login, whatever has been closed by then.
      addPageGlobals();
      testkit = await setupTestkit({ onUnhandledHosts: "error", onWarning: (text) => warnings.push(text) });
      CometChat = await sdkOf();
      const { appId, region, authKey } = testkit.app;
      const settings = new CometChat.AppSettingsBuilder().subscribePresenceForAllUsers().setRegion(region);
      await CometChat.init(appId, settings.build());
      await CometChat.login(ANDREW, authKey);
      await testkit.settled();
      const hear = (name) => (what) => heard.push([name, what]);
      const messages = ["onTextMessageReceived", "onMessagesRead", "onTypingStarted"];
      CometChat.addMessageListener(
        "test",
        new CometChat.MessageListener(Object.fromEntries(messages.map((name) => [name, hear(name)]))),
      );
      CometChat.addUserListener("test", new CometChat.UserListener({ onUserOnline: hear("onUserOnline") }));
      loggedIn = await testkit.snapshot();
    });
    beforeEach(async () => {
      await testkit.restore(loggedIn);
      heard = [];
    });
    afterAll(async () => {
      // The SDK's own last word, five seconds after a login: jest should not be done before.
      await testkit.log.waitFor({ kind: "request", path: "/user_sessions" }, 10_000);
      await CometChat.logout();
      await testkit.close();
    });

    const say = (text) => CometChat.sendMessage(new CometChat.TextMessage(GEORGE, text, "user"));

    it("is logged in and lists the other users", async () => {
      expect((await CometChat.getLoggedinUser()).getUid()).toBe(ANDREW);
      const users = await new CometChat.UsersRequestBuilder().setLimit(30).build().fetchNext();
      expect(users.map((user) => user.getUid())).toEqual([2, 5, 3, 4].map((n) => `cometchat-uid-${n}`));
    });

    it("sends what the other user finds in the history", async () => {
      const sent = await say("Shall we go?");
      const found = await testkit.as(GEORGE).do("getMessage", { id: sent.getId() });
      expect(found).toMatchObject({ sender: ANDREW, receiver: GEORGE, data: { text: "Shall we go?" } });
    });

    it("hears what another user sends, and has heard it when the sender goes on", async () => {
      const { id } = await testkit.as(GEORGE).sendText({ receiver: ANDREW, text: "Hello" });
      expect(heard.map(([name, message]) => [name, message.getId(), message.getText()])).toEqual([
        ["onTextMessageReceived", String(id), "Hello"],
      ]);
    });

    it("hears receipts, typing and users who come", async () => {
      const sent = await say("Did you get this?");
      const george = testkit.as(GEORGE);
      await george.comeOnline();
      await george.markRead({ receiver: ANDREW, messageId: sent.getId() });
      await george.startTyping({ receiver: ANDREW });
      expect(heard.map(([name]) => name)).toEqual(["onUserOnline", "onMessagesRead", "onTypingStarted"]);
    });

    it("uploads a file, which can be had at the address it is given", async () => {
      const file = new File(["a,b\n1,2\n"], "table.csv", { type: "text/csv" });
      const sent = await CometChat.sendMediaMessage(new CometChat.MediaMessage(GEORGE, file, "file", "user"));
      const answer = await fetch(sent.getAttachments()[0].getUrl());
      expect(await answer.text()).toBe("a,b\n1,2\n");
    });

    it("keeps to a clock that stands still", async () => {
      testkit.clock.freeze();
      const then = (await say("now")).getSentAt();
      await testkit.clock.advance("90s");
      expect((await say("later")).getSentAt()).toBe(then + 90);
    });

    it("is told the service's own code of a refusal", async () => {
      await testkit.as(GEORGE).do("blockUsers", { blockedUids: [ANDREW] });
      await expect(say("Hello?")).resolves.toBeDefined();
      await expect(
        CometChat.sendMessage(new CometChat.TextMessage("nobody", "Hello?", "user")),
      ).rejects.toMatchObject({ code: "ERR_UID_NOT_FOUND" });
    });

    it("is kept from reaching any other host, when that is asked for", async () => {
      await expect(fetch("https://elsewhere.example/")).rejects.toThrow();
      expect(warnings).toEqual([expect.stringContaining("Failed to send GET https://elsewhere.example/")]);
    });
  });
};
