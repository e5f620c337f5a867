import type { User } from "@cometchat/chat-sdk-javascript";
import { describe, expect, it } from "vitest";
import { lastPage, pagesOf, sendText, textsOf } from "./talk.ts";
import { type Device, useWorld } from "./world.ts";

// Rules: domain.md §4.4 (blocking); lists: rest-client.md §6.2.

const world = useWorld();

async function listBlocked(device: Device, direction?: string): Promise<string[]> {
  const builder = new device.sdk.BlockedUsersRequestBuilder().setLimit(100);
  if (direction !== undefined) builder.setDirection(direction);
  const request = builder.build();
  return uidsOf((await pagesOf(() => request.fetchNext(), "the blocked users")).flat()).sort();
}

function uidsOf(users: readonly User[]): string[] {
  return users.map((user) => user.getUid());
}

describe("blocking (domain.md §4.4)", () => {
  it("answers for each uid and shows on both sides", async () => {
    const alice = await world.join("alice");
    const bob = await world.join("bob");
    const carol = await world.user("carol");

    expect(await alice.sdk.blockUsers([bob.uid, carol])).toMatchObject({
      [bob.uid]: { success: true },
      [carol]: { success: true },
    });

    const seenByBlocker = await alice.sdk.getUser(bob.uid);
    const seenByBlocked = await bob.sdk.getUser(alice.uid);
    expect([seenByBlocker.getBlockedByMe(), seenByBlocker.getHasBlockedMe()]).toEqual([true, false]);
    expect([seenByBlocked.getBlockedByMe(), seenByBlocked.getHasBlockedMe()]).toEqual([false, true]);
  });

  it("is undone by unblocking", async () => {
    const alice = await world.join("alice");
    const bob = await world.join("bob");
    await alice.sdk.blockUsers([bob.uid]);

    expect(await alice.sdk.unblockUsers([bob.uid])).toMatchObject({ [bob.uid]: { success: true } });

    expect((await alice.sdk.getUser(bob.uid)).getBlockedByMe()).toBe(false);
    expect((await bob.sdk.getUser(alice.uid)).getHasBlockedMe()).toBe(false);
    expect(await listBlocked(alice)).toEqual([]);
  });

  it("may be repeated (assumed)", async () => {
    const alice = await world.join("alice");
    const bob = await world.user("bob");
    await alice.sdk.blockUsers([bob]);

    expect(await alice.sdk.blockUsers([bob])).toMatchObject({ [bob]: { success: true } });
    expect(await listBlocked(alice)).toEqual([bob]);
  });

  it("fails for oneself and for strangers alone, with the code beside the uid", async () => {
    const alice = await world.join("alice");
    const bob = await world.user("bob");
    const nobody = world.id("nobody");

    expect(await alice.sdk.blockUsers([alice.uid, nobody, bob])).toMatchObject({
      [alice.uid]: { success: false, error: { code: "ERR_CANNOT_BLOCK_SELF" } },
      [nobody]: { success: false, error: { code: "ERR_UID_NOT_FOUND" } },
      [bob]: { success: true },
    });
  });

  it("lists by direction, and both by default", async () => {
    const alice = await world.join("alice");
    const [bob, carol] = [await world.join("bob"), await world.join("carol")];
    await alice.sdk.blockUsers([bob.uid]);
    await carol.sdk.blockUsers([alice.uid]);

    expect(await listBlocked(alice, "blockedByMe")).toEqual([bob.uid]);
    expect(await listBlocked(alice, "hasBlockedMe")).toEqual([carol.uid]);
    expect(await listBlocked(alice, "both")).toEqual([bob.uid, carol.uid].sort());
    expect(await listBlocked(alice)).toEqual([bob.uid, carol.uid].sort());
  });

  it("lists page by page and by keyword", async () => {
    const alice = await world.join("alice");
    const names = ["Anton", "Berta", "Cesar", "Dora", "Emil"];
    const blocked = await Promise.all(names.map((name) => world.user("blocked", { name })));
    await alice.sdk.blockUsers(blocked);

    const paged = new alice.sdk.BlockedUsersRequestBuilder().setLimit(2).build();
    const pages = await pagesOf(() => paged.fetchNext(), "the blocked users");
    const found = await new alice.sdk.BlockedUsersRequestBuilder()
      .setLimit(10)
      .setSearchKeyword("Dora")
      .build()
      .fetchNext();

    expect(pages.map((page) => page.length)).toEqual([2, 2, 1]);
    expect(uidsOf(pages.flat()).sort()).toEqual([...blocked].sort());
    expect(found.map((user) => user.getName())).toEqual(["Dora"]);
  });

  it("refuses the blocker's messages with ERR_BLOCKED_RECEIVER", async () => {
    const alice = await world.join("alice");
    const bob = await world.join("bob");
    await alice.sdk.blockUsers([bob.uid]);

    await expect(sendText(alice, { uid: bob.uid }, "hello")).rejects.toMatchObject({
      code: "ERR_BLOCKED_RECEIVER",
    });
  });

  it("accepts the blocked one's messages and never shows them to the blocker, not even after unblocking", async () => {
    const alice = await world.join("alice");
    const bob = await world.join("bob");
    await alice.sdk.blockUsers([bob.uid]);

    const lost = await sendText(bob, { uid: alice.uid }, "during the block");
    await world.settle(alice);
    alice.events.none("onTextMessageReceived");

    await alice.sdk.unblockUsers([bob.uid]);
    await sendText(bob, { uid: alice.uid }, "after the block");
    await alice.events.next("onTextMessageReceived", (message) => message.getText() === "after the block");
    const history = (device: Device, uid: string) =>
      lastPage(device, { uid }, (messages) => messages.setCategories(["message"]));

    expect(textsOf(await history(alice, bob.uid))).toEqual(["after the block"]);
    expect(textsOf(await history(bob, alice.uid))).toEqual([lost.getText(), "after the block"]);
  });
});
