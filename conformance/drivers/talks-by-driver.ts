import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Message } from "../protocol/index.ts";
import { type OpenDriver, openTalk, type Payload, type Talk } from "./talk.ts";

const textOf = ({ message }: Payload) => (message as { readonly text?: string }).text;
const idOf = ({ message }: Payload) => (message as Message).id;

/**
 * What every driver must be able to do: two users talk, one of them at two devices. Every value and every event is held
 * against the protocol's schemas.
 */
export function talksByDriver(name: string, open: () => Promise<OpenDriver>): void {
  describe(`the driver ${name}`, () => {
    let opened: OpenDriver;
    let talk: Talk;

    beforeAll(async () => {
      opened = await open();
      talk = await openTalk(opened);
      const { ask, make } = talk;
      await make("maker");
      const { authKey } = opened.app;
      for (const uid of ["alice", "bob"]) {
        const made = await ask("maker", "createUser", { uid, name: uid.toUpperCase(), authKey });
        expect(made).toMatchObject({ uid, name: uid.toUpperCase(), status: "offline" });
      }
    });

    afterAll(async () => {
      await opened.driver.shutdown();
      expect(opened.faults()).toEqual([]);
      await opened.close();
    });

    /** Alice at two devices, Bob at one; all of them connected. */
    beforeEach(async () => {
      const { ask, next, make } = talk;
      await opened.driver.reset();
      talk.forget();
      const { authKey } = opened.app;
      for (const device of ["a1", "a2", "b1"]) await make(device);
      const alice = await ask("a1", "login", { uid: "alice", authKey });
      expect(alice).toMatchObject({ uid: "alice", name: "ALICE", status: "online" });
      await ask("a2", "login", { authToken: await opened.authToken("alice") });
      await ask("b1", "login", { uid: "bob", authKey });
      for (const device of ["a1", "a2", "b1"]) {
        await next(device, "login.loginSuccess");
        await next(device, "connection.inConnecting");
        await next(device, "connection.onConnected");
        expect(await ask(device, "getConnectionStatus", {})).toBe("connected");
      }
      // Some clients call themselves connected before the service knows who they are.
      await talk.reachEachOther();
    });

    it("speaks of messages, receipts, reactions, edits and deletions as they happen", async () => {
      const { ask, next, rest, has } = talk;
      const to = { receiverId: "bob", receiverType: "user" as const };
      const metadata = { mood: "fine", list: [1, { deep: true }] };
      const sent = await ask("a1", "sendTextMessage", {
        ...to,
        text: "Grüße, Bob 👋",
        muid: "m-1",
        metadata,
        tags: ["x"],
      });
      const expected = {
        category: "message",
        type: "text",
        text: "Grüße, Bob 👋",
        conversationId: "alice_user_bob",
        ...to,
        muid: "m-1",
        metadata,
        tags: ["x"],
      };
      expect(sent).toMatchObject({ ...expected, sender: { uid: "alice", name: "ALICE" } });
      expect(sent.id).toMatch(/^\d+$/);
      for (const device of ["a2", "b1"]) {
        const { message } = await next(device, "message.onTextMessageReceived");
        expect(message).toMatchObject({ ...expected, id: sent.id });
      }

      const about = { messageId: sent.id, senderId: "alice", ...to };
      const unread = await ask("b1", "getUnreadMessageCount", {});
      expect(unread.users.alice).toBeGreaterThan(0);
      await ask("b1", "markAsDelivered", about);
      await ask("b1", "markAsRead", about);
      const receipt = { messageId: sent.id, sender: { uid: "bob" } };
      expect(await next("a1", "message.onMessagesDelivered")).toMatchObject({
        receipt: { ...receipt, receiptType: "delivery", deliveredAt: expect.any(Number) },
      });
      expect(await next("a1", "message.onMessagesRead")).toMatchObject({
        receipt: { ...receipt, receiptType: "read", readAt: expect.any(Number) },
      });
      expect((await ask("b1", "getUnreadMessageCount", {})).users.alice ?? 0).toBe(0);

      if (has("addReaction", "removeReaction", "fetchReactions")) {
        const reacted = await ask("b1", "addReaction", { messageId: sent.id, reaction: "👍" });
        expect(reacted.reactions).toEqual([{ reaction: "👍", count: 1, reactedByMe: true }]);
        const { reaction } = await next("a1", "message.onMessageReactionAdded");
        expect(reaction).toMatchObject({ messageId: sent.id, reaction: "👍", uid: "bob" });
        const rows = await ask("a1", "fetchReactions", {
          request: "r",
          filters: { limit: 5, messageId: sent.id },
        });
        expect(rows.map(({ uid }) => uid)).toEqual(["bob"]);
      }

      const edited = await ask("a1", "editMessage", { messageId: sent.id, ...to, text: "Dear Bob" });
      expect(edited).toMatchObject({ id: sent.id, text: "Dear Bob", editedBy: "alice" });
      expect(textOf(await next("b1", "message.onMessageEdited"))).toBe("Dear Bob");
      const deleted = await ask("a1", "deleteMessage", { messageId: sent.id });
      expect(deleted).toMatchObject({ id: sent.id, deletedBy: "alice" });
      expect(deleted).not.toHaveProperty("text");
      expect(idOf(await next("b1", "message.onMessageDeleted"))).toBe(sent.id);
      // The device that does something hears nothing of it.
      expect(await rest("a1")).not.toContain("onTextMessageReceived");
    });

    it("sends what is no text, and pages through the history", async () => {
      const { ask, next } = talk;
      const to = { receiverId: "alice", receiverType: "user" as const };
      const custom = await ask("b1", "sendCustomMessage", {
        ...to,
        type: "place",
        customData: { lat: 1.5 },
        subType: "pin",
      });
      expect(custom).toMatchObject({
        category: "custom",
        type: "place",
        customData: { lat: 1.5 },
        subType: "pin",
      });
      const attachment = {
        url: "https://files.example/a.png",
        name: "a.png",
        extension: "png",
        mimeType: "image/png",
        size: 3,
      };
      const media = await ask("b1", "sendMediaMessage", {
        ...to,
        type: "image",
        attachments: [attachment],
        caption: "Us",
      });
      expect(media).toMatchObject({
        category: "message",
        type: "image",
        caption: "Us",
        attachments: [attachment],
      });
      const last = await ask("b1", "sendTextMessage", { ...to, text: "the last" });
      expect(idOf(await next("a1", "message.onCustomMessageReceived"))).toBe(custom.id);
      expect(idOf(await next("a1", "message.onMediaMessageReceived"))).toBe(media.id);
      expect(idOf(await next("a1", "message.onTextMessageReceived"))).toBe(last.id);

      const history = { request: "h", direction: "previous" as const, filters: { limit: 2, uid: "bob" } };
      const [newest, older] = [
        await ask("a1", "fetchMessages", history),
        await ask("a1", "fetchMessages", history),
      ];
      expect(newest.map(({ id }) => id)).toEqual([media.id, last.id]);
      expect(older.at(-1)?.id).toBe(custom.id);
      const onwards = {
        request: "n",
        direction: "next" as const,
        filters: { limit: 5, uid: "bob", messageId: custom.id },
      };
      expect((await ask("a1", "fetchMessages", onwards)).map(({ id }) => id)).toEqual([media.id, last.id]);

      const [conversation] = await ask("a1", "fetchConversations", { request: "c", filters: { limit: 5 } });
      expect(conversation).toMatchObject({
        conversationId: "alice_user_bob",
        conversationType: "user",
        conversationWith: { uid: "bob" },
        lastMessage: { id: last.id },
      });
      expect(conversation?.unreadMessageCount).toBeGreaterThan(0);
    });

    it("leads a group from its beginning to its end", async () => {
      const { ask, refusal, next } = talk;
      const guid = "hikers";
      const made = await ask("a1", "createGroup", {
        guid,
        name: "Hikers",
        type: "password",
        password: "boots",
      });
      expect(made).toMatchObject({
        guid,
        name: "Hikers",
        type: "password",
        owner: "alice",
        scope: "admin",
        membersCount: 1,
      });
      expect(await refusal("b1", "joinGroup", { guid, type: "password", password: "shoes" })).toMatchObject({
        code: "ERR_WRONG_GROUP_PASS",
        message: expect.any(String),
      });
      const joined = await ask("b1", "joinGroup", { guid, type: "password", password: "boots" });
      expect(joined).toMatchObject({ guid, hasJoined: true, membersCount: 2 });
      expect(await next("a1", "group.onGroupMemberJoined")).toMatchObject({
        by: { uid: "bob" },
        group: { guid },
      });
      await ask("a1", "updateGroupMemberScope", { guid, uid: "bob", scope: "moderator" });
      expect(await next("b1", "group.onGroupMemberScopeChanged")).toMatchObject({
        by: { uid: "alice" },
        on: { uid: "bob" },
        oldScope: "participant",
        newScope: "moderator",
      });
      const members = await ask("b1", "fetchGroupMembers", { request: "m", filters: { limit: 10, guid } });
      expect(Object.fromEntries(members.map(({ uid, scope }) => [uid, scope]))).toEqual({
        alice: "admin",
        bob: "moderator",
      });
      await ask("b1", "sendTextMessage", { receiverId: guid, receiverType: "group", text: "Off we go" });
      expect(textOf(await next("a1", "message.onTextMessageReceived"))).toBe("Off we go");
      expect(textOf(await next("a2", "message.onTextMessageReceived"))).toBe("Off we go");
      await ask("a1", "kickGroupMember", { guid, uid: "bob" });
      expect(await next("b1", "group.onGroupMemberKicked")).toMatchObject({
        on: { uid: "bob" },
        by: { uid: "alice" },
      });
      const write = { receiverId: guid, receiverType: "group" as const, text: "Hello?" };
      expect(await refusal("b1", "sendTextMessage", write)).toMatchObject({ code: "ERR_NOT_A_MEMBER" });
      await ask("a1", "deleteGroup", { guid });
      expect(await refusal("a1", "getGroup", { guid })).toMatchObject({ code: "ERR_GUID_NOT_FOUND" });
    });

    it("hands on the signals of others, and refusals as they are", async () => {
      const { ask, refusal, next, has } = talk;
      if (has("startTyping", "endTyping", "sendTransientMessage")) {
        const to = { receiverId: "alice", receiverType: "user" as const };
        await ask("b1", "startTyping", to);
        await ask("b1", "endTyping", to);
        await ask("b1", "sendTransientMessage", { ...to, data: { wave: 1 } });
        expect(await next("a1", "message.onTypingStarted")).toMatchObject({
          typing: { sender: { uid: "bob" }, ...to },
        });
        await next("a1", "message.onTypingEnded");
        expect(await next("a1", "message.onTransientMessageReceived")).toMatchObject({
          transient: { data: { wave: 1 } },
        });
      }
      expect(await refusal("a1", "getUser", { uid: "nobody" })).toMatchObject({
        code: "ERR_UID_NOT_FOUND",
        message: expect.stringContaining("nobody"),
      });
    });

    it("connects on demand in manual mode, and again after the network was gone", async () => {
      const { ask, refusal, next, make, can } = talk;
      if (can("manualMode")) {
        await make("manual", { autoConnect: false });
        await ask("manual", "login", { uid: "alice", authKey: opened.app.authKey });
        await next("manual", "login.loginSuccess");
        expect(await ask("manual", "getConnectionStatus", {})).toBe("disconnected");
        await ask("manual", "connect", {});
        await next("manual", "connection.onConnected");
      }
      if (can("network")) {
        await opened.driver.setNetwork("b1", "offline");
        await next("b1", "connection.onDisconnected");
        expect(await refusal("b1", "getUser", { uid: "alice" })).toMatchObject({
          code: expect.stringMatching(/./),
        });
        await opened.driver.setNetwork("b1", "online");
        if (can("virtualClock")) expect(await opened.driver.advanceClock(5_000)).toMatchObject({});
        await next("b1", "connection.onConnected");
        expect(await ask("b1", "getUser", { uid: "alice" })).toMatchObject({ uid: "alice" });
      }
    });

    it("logs out, and forgets its clients on reset", async () => {
      const { ask, refusal, next, rest, make } = talk;
      await ask("a1", "logout", {});
      await next("a1", "login.logoutSuccess");
      expect(await ask("a1", "getLoggedInUser", {})).toBeNull();
      expect(await refusal("a1", "getUser", { uid: "bob" })).toBeDefined();
      await opened.driver.reset();
      talk.forget();
      await make("a2");
      expect(await ask("a2", "getLoggedInUser", {})).toBeNull();
      await expect(opened.driver.call("b1", "getLoggedInUser", {})).rejects.toThrow("b1");
      expect([...(await rest("a1")), ...(await rest("b1"))]).toEqual([]);
    });

    it("has told only what fits the schemas, numbered without a gap", () => {
      const { count, misfits } = talk.events();
      expect(misfits).toEqual([]);
      expect(count).toBeGreaterThan(50);
    });
  });
}
