import type { User } from "@cometchat/chat-sdk-javascript";
import { describe, expect, it } from "vitest";
import { type Device, useWorld } from "./world.ts";

// Rules: domain.md §7 (presence), §4.5 (friends); frames: socket.md §2.1 and §4.6; counts: rest-client.md §6.13.

const world = useWorld();

const is = (uid: string) => (user: User) => user.getUid() === uid;

/** How often a device heard of a user coming or going. */
function heard(device: Device, name: "onUserOnline" | "onUserOffline", uid: string): number {
  return device.events.all.filter((event) => event.name === name && is(uid)(event.args[0] as User)).length;
}

describe("a subscription to all users (domain.md §7)", () => {
  it("tells who comes online and who goes, with status and time", async () => {
    const alice = await world.join("alice", {}, { presence: "all" });
    const bob = await world.join("bob", { name: "Bob" });

    const [online] = await alice.events.next("onUserOnline", is(bob.uid));
    expect([online.getName(), online.getStatus()]).toEqual(["Bob", "online"]);

    await bob.realm.close();
    const [offline] = await alice.events.next("onUserOffline", is(bob.uid));
    expect(offline.getStatus()).toBe("offline");
    expect(Math.abs(offline.getLastActiveAt() - Date.now() / 1000)).toBeLessThan(60);
  });

  it("never tells of the subscriber itself (assumed)", async () => {
    const alice = await world.join("alice", {}, { presence: "all" });
    const phone = await world.device(alice.uid, { presence: "all" });
    await phone.realm.close();
    await world.settle(alice);

    expect([heard(alice, "onUserOnline", alice.uid), heard(alice, "onUserOffline", alice.uid)]).toEqual([
      0, 0,
    ]);
  });

  it("tells of a user who logs out and of one who only disconnects", async () => {
    const alice = await world.join("alice", {}, { presence: "all" });
    const [bob, carol] = [await world.join("bob"), await world.join("carol")];

    await bob.sdk.logout();
    carol.sdk.disconnect();

    await alice.events.next("onUserOffline", is(bob.uid));
    await alice.events.next("onUserOffline", is(carol.uid));
    carol.sdk.connect();
    await alice.events.next("onUserOnline", is(carol.uid));
    await alice.events.next("onUserOnline", is(carol.uid));
  });

  it("tells nothing of a user who logged in without a socket (domain.md §7)", async () => {
    const alice = await world.join("alice", {}, { presence: "all" });
    const bob = await world.join("bob", {}, { autoConnect: false });
    await world.settle(alice);

    expect(heard(alice, "onUserOnline", bob.uid)).toBe(0);
    expect((await alice.sdk.getUser(bob.uid)).getStatus()).toBe("offline");
  });

  it("tells nothing between two users one of whom blocks the other (assumed, domain.md §4.4)", async () => {
    const [alice, bob] = [await world.join("alice", {}, { presence: "all" }), await world.user("bob")];
    await alice.sdk.blockUsers([bob]);

    await world.device(bob);
    const carol = await world.join("carol");
    await alice.events.next("onUserOnline", is(carol.uid));

    expect(heard(alice, "onUserOnline", bob)).toBe(0);
  });
});

describe("a subscription by role (domain.md §7)", () => {
  it("tells of users with one of the roles and of no others", async () => {
    const [teacher, nurse] = [world.id("teacher"), world.id("nurse")];
    for (const role of [teacher, nurse]) await world.api.call("POST", "roles", { role, name: role });
    const alice = await world.join("alice", {}, { presence: [teacher, nurse] });

    const plain = await world.join("plain");
    const [tina, nora] = [
      await world.join("tina", { role: teacher }),
      await world.join("nora", { role: nurse }),
    ];

    await alice.events.next("onUserOnline", is(tina.uid));
    await alice.events.next("onUserOnline", is(nora.uid));
    await plain.realm.close();
    await tina.realm.close();
    await alice.events.next("onUserOffline", is(tina.uid));
    await world.settle(alice);
    expect([heard(alice, "onUserOnline", plain.uid), heard(alice, "onUserOffline", plain.uid)]).toEqual([
      0, 0,
    ]);
  });
});

describe("a subscription to friends (domain.md §7)", () => {
  it("tells of friends and of no others", async () => {
    const alice = await world.join("alice", {}, { presence: "friends" });
    const friend = await world.user("friend");
    await world.api.call("POST", `users/${alice.uid}/friends`, { accepted: [friend] });

    const other = await world.join("other");
    const device = await world.device(friend);
    await alice.events.next("onUserOnline", is(friend));

    await other.realm.close();
    await device.realm.close();
    await alice.events.next("onUserOffline", is(friend));
    await world.settle(alice);
    expect([heard(alice, "onUserOnline", other.uid), heard(alice, "onUserOffline", other.uid)]).toEqual([
      0, 0,
    ]);
  });
});

describe("no subscription (domain.md §7)", () => {
  it("tells nothing at all", async () => {
    const alice = await world.join("alice");
    const watcher = await world.join("watcher", {}, { presence: "all" });

    const bob = await world.join("bob");
    await watcher.events.next("onUserOnline", is(bob.uid));
    await bob.realm.close();
    await watcher.events.next("onUserOffline", is(bob.uid));
    await world.settle(alice);

    alice.events.none("onUserOnline");
    alice.events.none("onUserOffline");
  });
});

describe("a second device (domain.md §7)", () => {
  it("changes nothing: online with the first, offline with the last", async () => {
    const alice = await world.join("alice", {}, { presence: "all" });
    const laptop = await world.join("bob");
    await alice.events.next("onUserOnline", is(laptop.uid));

    const phone = await world.device(laptop.uid);
    await world.settle(phone, alice);
    await phone.realm.close();
    await world.settle(laptop, alice);
    expect([heard(alice, "onUserOnline", laptop.uid), heard(alice, "onUserOffline", laptop.uid)]).toEqual([
      1, 0,
    ]);
    expect((await alice.sdk.getUser(laptop.uid)).getStatus()).toBe("online");

    await laptop.realm.close();
    await alice.events.next("onUserOffline", is(laptop.uid));
    await world.settle(alice);
    expect([heard(alice, "onUserOnline", laptop.uid), heard(alice, "onUserOffline", laptop.uid)]).toEqual([
      1, 1,
    ]);
  });
});

describe("status and counts (domain.md §7)", () => {
  it("agree with the sockets that are open", async () => {
    const alice = await world.join("alice", {}, { presence: "all" });
    const bob = await world.join("bob");
    const away = await world.user("away");
    const guid = await world.group("team", { owner: alice.uid, participants: [bob.uid, away] });

    expect((await alice.sdk.getUser(bob.uid)).getStatus()).toBe("online");
    expect((await alice.sdk.getUser(away)).getStatus()).toBe("offline");
    expect(await alice.sdk.getOnlineGroupMemberCount([guid])).toEqual({ [guid]: 2 });
    expect(await alice.sdk.getOnlineUserCount()).toBeGreaterThanOrEqual(2);

    await bob.realm.close();
    await alice.events.next("onUserOffline", is(bob.uid));

    const gone = await alice.sdk.getUser(bob.uid);
    expect([gone.getStatus(), typeof gone.getLastActiveAt()]).toEqual(["offline", "number"]);
    expect(await alice.sdk.getOnlineGroupMemberCount([guid])).toEqual({ [guid]: 1 });
  });
});
