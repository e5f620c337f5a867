import type { TextMessage } from "@cometchat/chat-sdk-javascript";
import { afterEach, describe, expect, it } from "vitest";
import { idOf, lastPage, openPair, sendCustom, sendImage, sendText, textsOf } from "./talk.ts";
import { useWorld } from "./world.ts";

// Rules: domain.md §6.12; shapes: rest-client.md §3.1, §6.7, §7.3, socket.md §4.8, rest-admin.md §7.

const world = useWorld();

/** Holds messages against a rule for words until the end of the test. */
async function withRule(
  action: "blockMessage" | "holdMessage" | "flagMessage",
  value: string,
): Promise<string> {
  const id = world.id("rule");
  const conditions = [{ entity: "message", operand: "text", operator: "contains", category: "word", value }];
  await world.api.call("POST", "moderation/rules", { id, name: id, action: [action], conditions });
  rules.push(id);
  return id;
}

const rules: string[] = [];
afterEach(async () => {
  for (const id of rules.splice(0)) await world.api.call("DELETE", `moderation/rules/${id}`);
});

const statusOf = (message: { getModerationStatus(): string }) => message.getModerationStatus();

async function rowsOf(queue: string): Promise<Record<string, unknown>[]> {
  return (await world.api.call("GET", `moderation/${queue}-messages`)) as unknown as Record<
    string,
    unknown
  >[];
}

describe("moderation (domain.md §6.12)", () => {
  it("is off by default", async () => {
    const { laptop, bob, toBob } = await openPair(world);
    expect(statusOf(await sendText(laptop, toBob, "bad"))).toBe("unmoderated");
    expect(statusOf((await bob.events.next("onTextMessageReceived"))[0])).toBe("unmoderated");
    await world.settle(laptop);
    laptop.events.none("onMessageModerated");
  });

  it("approves what breaks no rule: pending at first, then approved on all of the sender's devices", async () => {
    await withRule("blockMessage", "bad");
    const { laptop, phone, bob, toBob } = await openPair(world);
    const sent = await sendText(laptop, toBob, "fine");
    expect(statusOf(sent)).toBe("pending");
    for (const device of [laptop, phone]) {
      const [moderated] = await device.events.next("onMessageModerated");
      expect([idOf(moderated), statusOf(moderated as TextMessage)]).toEqual([idOf(sent), "approved"]);
    }
    const [received] = await bob.events.next("onTextMessageReceived");
    expect([idOf(received), statusOf(received)]).toEqual([idOf(sent), "approved"]);
    await world.settle(bob);
    bob.events.none("onMessageModerated");
  });

  it("keeps what it disapproves to its sender", async () => {
    await withRule("blockMessage", "bad");
    const { laptop, phone, bob, toBob, toAlice } = await openPair(world);
    const sent = await sendText(laptop, toBob, "so bad");
    for (const device of [laptop, phone]) {
      const [moderated] = await device.events.next("onMessageModerated");
      expect([idOf(moderated), statusOf(moderated as TextMessage)]).toEqual([idOf(sent), "disapproved"]);
    }
    const image = await sendImage(laptop, toBob, "https://example.com/a.png", "a bad one");
    expect(statusOf(image)).toBe("pending");
    const [imageModerated] = await laptop.events.next("onMessageModerated");
    expect(idOf(imageModerated)).toBe(idOf(image));
    await sendCustom(laptop, toBob, "place", { text: "bad" });
    await bob.events.next("onCustomMessageReceived");
    bob.events.none("onTextMessageReceived");
    bob.events.none("onMediaMessageReceived");
    expect((await lastPage(bob, toAlice)).map((row) => row.getCategory())).toEqual(["custom"]);
    const mine = await lastPage(laptop, toBob);
    expect(mine.slice(0, 2).map((row) => statusOf(row as TextMessage))).toEqual([
      "disapproved",
      "disapproved",
    ]);
    await expect(bob.sdk.getMessageDetails(idOf(sent))).rejects.toMatchObject({
      code: "ERR_MESSAGE_NO_ACCESS",
    });
  });

  it("holds back what waits for a moderator, and delivers it once that has approved", async () => {
    await withRule("holdMessage", "wait");
    const { laptop, bob, toBob, toAlice } = await openPair(world);
    const guid = await world.group("team", { owner: laptop.uid, participants: [bob.uid] });
    for (const [to, from] of [
      [toBob, toAlice],
      [{ guid }, { guid }],
    ] as const) {
      const held = await sendText(laptop, to, "wait for it");
      const id = idOf(held);
      expect(statusOf(held)).toBe("pending");
      await world.settle(laptop, bob);
      laptop.events.none("onMessageModerated");
      bob.events.none("onTextMessageReceived");
      expect(textsOf((await lastPage(bob, from)).filter((row) => row.getCategory() === "message"))).toEqual(
        [],
      );
      for (const call of ["pinMessage", "saveMessage"] as const) {
        await expect(bob.sdk[call](id)).rejects.toMatchObject({ code: "ERR_MESSAGE_NO_ACCESS" });
      }
      await world.api.call("PATCH", `moderation/blocked-messages/${id}`, {
        status: "approved",
        reviewed: true,
      });
      const [received] = await bob.events.next("onTextMessageReceived");
      expect([idOf(received), statusOf(received)]).toEqual([id, "approved"]);
      const [moderated] = await laptop.events.next("onMessageModerated");
      expect([idOf(moderated), statusOf(moderated as TextMessage)]).toEqual([id, "approved"]);
      laptop.events.none("onTextMessageReceived");
      expect((await lastPage(bob, from)).map(idOf)).toContain(id);
      expect((await bob.sdk.saveMessage(id)).isSaved()).toBe(true);
    }
  });
});

describe("flagging a message (domain.md §6.12)", () => {
  it("gives the reasons of the app", async () => {
    const reason = { id: world.id("reason"), name: "Off topic", description: "Not here" };
    await world.api.call("POST", "moderation/reasons", reason);
    const alice = await world.join("alice");
    const reasons = await alice.sdk.getFlagReasons();
    expect(reasons.map(({ id }) => id)).toEqual(["spam", "sexual", "harassment", "other", reason.id]);
    expect(reasons.at(-1)).toMatchObject({
      ...reason,
      createdAt: expect.any(Number),
      updatedAt: expect.any(Number),
    });
    expect(reasons[0]?.default).toBe(true);
    await world.api.call("DELETE", `moderation/reasons/${reason.id}`);
  });

  it("puts it before the moderators, and tells nobody", async () => {
    const { laptop, bob, toBob } = await openPair(world);
    const id = idOf(await sendText(laptop, toBob, "buy now"));
    expect(await bob.sdk.flagMessage(id, { reasonId: "spam", remark: "again and again" })).toEqual({
      success: true,
      message: `Message ${id} has been flagged successfully.`,
    });
    const row = (await rowsOf("flagged")).find((candidate) => candidate.id === id);
    expect(row).toMatchObject({
      flaggedCount: 1,
      flaggedBy: [{ uid: bob.uid, name: "Bob", reasonId: "spam", remark: "again and again" }],
    });
    await world.settle(laptop);
    laptop.events.none("onMessageModerated");
  });

  it("ends with a moderator's word: what is disapproved is gone for its receiver, and the sender hears of it", async () => {
    const { laptop, phone, bob, toBob, toAlice } = await openPair(world);
    const id = idOf(await sendText(laptop, toBob, "buy now"));
    await bob.sdk.flagMessage(id, { reasonId: "spam" });
    await world.api.call("PATCH", `moderation/flagged-messages/${id}`, { status: "disapproved" });
    for (const device of [laptop, phone]) {
      const [moderated] = await device.events.next("onMessageModerated");
      expect([idOf(moderated), statusOf(moderated as TextMessage)]).toEqual([id, "disapproved"]);
    }
    expect(await lastPage(bob, toAlice)).toEqual([]);
    expect((await lastPage(laptop, toBob)).map(idOf)).toEqual([id]);
    expect((await rowsOf("flagged")).some((row) => row.id === id)).toBe(false);
    expect((await rowsOf("reviewed")).map((row) => (row.message as { id: string }).id)).toContain(id);
  });

  it("is done by rules as well, and changes nothing for the readers", async () => {
    await withRule("flagMessage", "hm");
    const { laptop, bob, toBob } = await openPair(world);
    const id = idOf(await sendText(laptop, toBob, "hm"));
    const [received] = await bob.events.next("onTextMessageReceived");
    expect([idOf(received), statusOf(received)]).toEqual([id, "approved"]);
    expect((await rowsOf("flagged")).map((row) => row.id)).toContain(id);
  });

  it("is refused with a reason that there is not, and out of reach", async () => {
    const { laptop, bob, toBob } = await openPair(world);
    const carol = await world.join("carol");
    const id = idOf(await sendText(laptop, toBob, "between us"));
    // The SDK looks through the settings before it asks.
    await expect(bob.sdk.flagMessage(id, { reasonId: "boredom" })).rejects.toMatchObject({
      code: expect.stringContaining("REASON"),
    });
    await expect(carol.sdk.flagMessage(id, { reasonId: "spam" })).rejects.toMatchObject({
      code: "ERR_MESSAGE_NO_ACCESS",
    });
  });
});
