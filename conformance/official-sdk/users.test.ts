import type { User } from "@cometchat/chat-sdk-javascript";
import { describe, expect, it } from "vitest";
import { pagesOf } from "./talk.ts";
import { type Device, useWorld } from "./world.ts";

// Rules: domain.md §1 (identifiers), §4.1 (fields), §4.2 (lifecycle), §4.3 (lists), §4.5 (friends);
// filters and paging of lists: rest-client.md §6.1. Blocking: blocking.test.ts.

const world = useWorld();

type UsersBuilder = InstanceType<Device["sdk"]["UsersRequestBuilder"]>;

async function listUsers(device: Device, narrow: (builder: UsersBuilder) => UsersBuilder): Promise<string[]> {
  const request = narrow(new device.sdk.UsersRequestBuilder().setLimit(100)).build();
  return uids((await pagesOf(() => request.fetchNext(), "the users")).flat());
}

function uids(users: readonly User[]): string[] {
  return users.map((user) => user.getUid());
}

function newUser(device: Device, uid: string, name = "New User"): User {
  const user = new device.sdk.User(uid);
  user.setName(name);
  return user;
}

describe("createUser (domain.md §4.1)", () => {
  it("answers uid, name, avatar, role and status, offline and of the default role", async () => {
    const alice = await world.join("alice");
    const user = newUser(alice, world.id("new"), "Nina");
    user.setAvatar("https://a.example/nina.png");

    const created = await alice.sdk.createUser(user, world.server.authKey);

    expect(created.getUid()).toBe(user.getUid());
    expect(created.getName()).toBe("Nina");
    expect(created.getAvatar()).toBe("https://a.example/nina.png");
    expect(created.getRole()).toBe("default");
    expect(created.getStatus()).toBe("offline");
  });

  it("keeps link, status message, metadata and tags", async () => {
    const alice = await world.join("alice");
    const user = newUser(alice, world.id("new"));
    user.setLink("https://a.example/profile");
    user.setStatusMessage("away");
    user.setMetadata({ team: 7 });
    user.setTags(["vip", "a,b"]);

    await alice.sdk.createUser(user, world.server.authKey);
    const read = await alice.sdk.getUser(user.getUid());

    expect(read.getLink()).toBe("https://a.example/profile");
    expect(read.getStatusMessage()).toBe("away");
    expect(read.getMetadata()).toEqual({ team: 7 });
    expect(await listUsers(alice, (users) => users.setTags(["a,b"]))).toContain(user.getUid());
  });

  it("forces the uid to lower case (domain.md §1)", async () => {
    const alice = await world.join("alice");
    const uid = world.id("MiXed");

    const created = await alice.sdk.createUser(newUser(alice, uid), world.server.authKey);

    expect(created.getUid()).toBe(uid.toLowerCase());
    expect((await alice.sdk.getUser(uid)).getUid()).toBe(uid.toLowerCase());
  });

  it("does not log anybody in or out (rest-client.md §8.2)", async () => {
    const alice = await world.join("alice");

    await alice.sdk.createUser(newUser(alice, world.id("new")), world.server.authKey);

    expect((await alice.sdk.getLoggedinUser())?.getUid()).toBe(alice.uid);
    expect((await alice.sdk.getUser(alice.uid)).getUid()).toBe(alice.uid);
  });

  it.each([
    ["a uid that is taken", "ERR_UID_ALREADY_EXISTS", (taken: string) => taken],
    ["a uid that is taken in another case", "ERR_UID_ALREADY_EXISTS", (taken: string) => taken.toUpperCase()],
    ["a uid with a space", "ERR_BAD_REQUEST", () => "two words"],
    ["a uid with punctuation", "ERR_BAD_REQUEST", () => "dot.ted"],
    ["a uid of more than 100 characters", "ERR_BAD_REQUEST", () => "u".repeat(101)],
  ])("refuses %s with %s", async (_what, code, uidFor) => {
    const alice = await world.join("alice");
    const user = newUser(alice, uidFor(alice.uid));

    await expect(alice.sdk.createUser(user, world.server.authKey)).rejects.toMatchObject({ code });
  });

  it("names the field that failed validation (domain.md §1)", async () => {
    const alice = await world.join("alice");

    await expect(alice.sdk.createUser(newUser(alice, "dot.ted"), world.server.authKey)).rejects.toMatchObject(
      {
        details: { uid: [expect.any(String)] },
      },
    );
  });

  it("refuses a role that does not exist with ERR_BAD_REQUEST (domain.md §4.1)", async () => {
    const alice = await world.join("alice");
    const user = newUser(alice, world.id("new"));
    user.setRole("no-such-role");

    await expect(alice.sdk.createUser(user, world.server.authKey)).rejects.toMatchObject({
      code: "ERR_BAD_REQUEST",
    });
  });

  it("refuses a key nobody has with AUTH_ERR_APIKEY_NOT_FOUND", async () => {
    const alice = await world.join("alice");

    await expect(alice.sdk.createUser(newUser(alice, world.id("new")), "nokey")).rejects.toMatchObject({
      code: "AUTH_ERR_APIKEY_NOT_FOUND",
    });
  });
});

describe("updateUser (domain.md §4.1)", () => {
  it("answers with the changed fields, role included", async () => {
    const alice = await world.join("alice");
    const bob = await world.user("bob");
    await world.api.call("POST", "roles", { role: "teacher", name: "Teacher" });
    const user = newUser(alice, bob, "Robert");
    user.setRole("teacher");
    user.setMetadata({ seen: true });

    const updated = await alice.sdk.updateUser(user, world.server.authKey);

    expect(updated.getUid()).toBe(bob);
    expect(updated.getName()).toBe("Robert");
    expect(updated.getRole()).toBe("teacher");
    expect(updated.getMetadata()).toEqual({ seen: true });
    expect((await alice.sdk.getUser(bob)).getName()).toBe("Robert");
  });

  it("ignores the relation fields the SDK sends along (rest-client.md §2.4)", async () => {
    const alice = await world.join("alice");
    const bob = await world.join("bob");
    await alice.sdk.blockUsers([bob.uid]);

    await alice.sdk.updateUser(newUser(alice, bob.uid, "Robert"), world.server.authKey);

    expect((await alice.sdk.getUser(bob.uid)).getBlockedByMe()).toBe(true);
  });

  it("refuses an unknown uid with ERR_UID_NOT_FOUND", async () => {
    const alice = await world.join("alice");

    await expect(
      alice.sdk.updateUser(newUser(alice, world.id("no")), world.server.authKey),
    ).rejects.toMatchObject({
      code: "ERR_UID_NOT_FOUND",
    });
  });
});

describe("updateCurrentUserDetails (domain.md §3)", () => {
  it("needs no key and changes the user for everybody", async () => {
    const alice = await world.join("alice");
    const bob = await world.join("bob");

    const updated = await alice.sdk.updateCurrentUserDetails(newUser(alice, alice.uid, "Alicia"));

    expect(updated.getName()).toBe("Alicia");
    expect((await bob.sdk.getUser(alice.uid)).getName()).toBe("Alicia");
  });

  it("cannot change the role", async () => {
    await world.api.call("POST", "roles", { role: "principal", name: "Principal" });
    const alice = await world.join("alice");
    const bob = await world.join("bob");
    const user = newUser(alice, alice.uid);
    user.setRole("principal");

    await alice.sdk.updateCurrentUserDetails(user);

    expect((await bob.sdk.getUser(alice.uid)).getRole()).toBe("default");
  });

  it("keeps the session through the next reload (rest-client.md §6.1)", async () => {
    const alice = await world.join("alice");
    await alice.sdk.updateCurrentUserDetails(newUser(alice, alice.uid, "Alicia"));

    const after = await world.reload(alice);

    expect((await after.sdk.getLoggedinUser())?.getName()).toBe("Alicia");
    expect((await after.sdk.getUser(alice.uid)).getUid()).toBe(alice.uid);
  });
});

describe("getUser", () => {
  it("finds a user whatever the case of the uid (domain.md §1)", async () => {
    const alice = await world.join("alice");
    const bob = await world.user("bob");

    expect((await alice.sdk.getUser(bob.toUpperCase())).getUid()).toBe(bob);
  });

  it("refuses an unknown or deactivated uid with ERR_UID_NOT_FOUND (domain.md §4.2)", async () => {
    const alice = await world.join("alice");
    const bob = await world.user("bob");
    await world.api.call("DELETE", "users", { uidsToDeactivate: [bob] });

    for (const uid of [world.id("nobody"), bob]) {
      await expect(alice.sdk.getUser(uid)).rejects.toMatchObject({ code: "ERR_UID_NOT_FOUND" });
    }
  });
});

describe("the users list (domain.md §4.3)", () => {
  it("comes page by page until an empty one, with every user once", async () => {
    const alice = await world.join("alice");
    const tag = world.id("crowd");
    const everybody: string[] = [];
    for (let n = 0; n < 7; n += 1) everybody.push(await world.user("member", { tags: [tag] }));

    const request = new alice.sdk.UsersRequestBuilder().setLimit(3).setTags([tag]).build();
    const pages = await pagesOf(() => request.fetchNext(), "the tagged users");

    expect(pages.map((page) => page.length)).toEqual([3, 3, 1]);
    expect(uids(pages.flat()).sort()).toEqual([...everybody].sort());
  });

  it("starts at the page that was asked for", async () => {
    const alice = await world.join("alice");
    const tag = world.id("crowd");
    for (let n = 0; n < 5; n += 1) await world.user("member", { tags: [tag] });
    const builder = () => new alice.sdk.UsersRequestBuilder().setLimit(2).setTags([tag]).sortBy("name");

    const all = await pagesOf(
      (
        (request) => () =>
          request.fetchNext()
      )(builder().build()),
      "all pages",
    );
    // setPage(1) asks for page 2 (rest-client.md §6).
    const later = await pagesOf(
      (
        (request) => () =>
          request.fetchNext()
      )(builder().setPage(1).build()),
      "later pages",
    );

    expect(later.map(uids)).toEqual(all.slice(1).map(uids));
  });

  it("leaves out the viewer (assumed)", async () => {
    const tag = world.id("pair");
    const alice = await world.join("alice", { tags: [tag] });
    const bob = await world.user("bob", { tags: [tag] });

    expect(await listUsers(alice, (users) => users.setTags([tag]))).toEqual([bob]);
  });

  it("leaves out deactivated users (domain.md §4.2)", async () => {
    const alice = await world.join("alice");
    const tag = world.id("pair");
    const stays = await world.user("stays", { tags: [tag] });
    const goes = await world.user("goes", { tags: [tag] });
    await world.api.call("DELETE", "users", { uidsToDeactivate: [goes] });

    expect(await listUsers(alice, (users) => users.setTags([tag]))).toEqual([stays]);
  });

  it("finds a keyword at the start of uid or name", async () => {
    const alice = await world.join("alice");
    const byUid = await world.user("zebra", { name: "Someone" });
    const byName = await world.user("someone", { name: "Zebra Crossing" });

    expect((await listUsers(alice, (users) => users.setSearchKeyword("zebra"))).sort()).toEqual(
      [byName, byUid].sort(),
    );
    expect(await listUsers(alice, (users) => users.setSearchKeyword("zebra").searchIn(["uid"]))).toEqual([
      byUid,
    ]);
    expect(await listUsers(alice, (users) => users.setSearchKeyword("zebra").searchIn(["name"]))).toEqual([
      byName,
    ]);
    expect(await listUsers(alice, (users) => users.setSearchKeyword("zebra crossing"))).toEqual([byName]);
  });

  it("takes a keyword with characters that mean something in a URL", async () => {
    const alice = await world.join("alice");
    const odd = await world.user("odd", { name: "Q&A #1 100% +?" });

    expect(await listUsers(alice, (users) => users.setSearchKeyword("Q&A #1 100% +?"))).toEqual([odd]);
  });

  it("filters by status", async () => {
    const tag = world.id("status");
    const alice = await world.join("alice");
    const here = await world.join("here", { tags: [tag] });
    const away = await world.user("away", { tags: [tag] });

    expect(await listUsers(alice, (users) => users.setTags([tag]).setStatus("online"))).toEqual([here.uid]);
    expect(await listUsers(alice, (users) => users.setTags([tag]).setStatus("offline"))).toEqual([away]);
  });

  it("filters by one role or several", async () => {
    const roles = [world.id("role"), world.id("role"), world.id("role")] as const;
    for (const role of roles) await world.api.call("POST", "roles", { role, name: role });
    const alice = await world.join("alice");
    const [first, second] = [
      await world.user("first", { role: roles[0] }),
      await world.user("second", { role: roles[1] }),
    ];
    await world.user("third", { role: roles[2] });

    expect(await listUsers(alice, (users) => users.setRole(roles[0]))).toEqual([first]);
    expect((await listUsers(alice, (users) => users.setRoles([roles[0], roles[1]]))).sort()).toEqual(
      [first, second].sort(),
    );
  });

  it("filters by tags, one of which may hold a comma, and shows tags only when asked to", async () => {
    const alice = await world.join("alice");
    const tag = world.id("x,y");
    const bob = await world.user("bob", { tags: [tag] });
    await world.user("carol", { tags: ["x"] });
    const fetchOne = async (withTags: boolean) => {
      const builder = new alice.sdk.UsersRequestBuilder().setLimit(10).setTags([tag]);
      const [user] = await builder.withTags(withTags).build().fetchNext();
      return user;
    };

    expect((await fetchOne(false))?.getUid()).toBe(bob);
    expect((await fetchOne(true))?.getTags()).toEqual([tag]);
    expect((await fetchOne(false))?.getTags() ?? []).toEqual([]);
  });

  it("filters by uids", async () => {
    const alice = await world.join("alice");
    const [bob, carol] = [await world.user("bob"), await world.user("carol")];
    await world.user("dave");

    expect((await listUsers(alice, (users) => users.setUIDs([bob, carol]))).sort()).toEqual(
      [bob, carol].sort(),
    );
  });

  it("hides the blocked when asked to", async () => {
    const tag = world.id("block");
    const alice = await world.join("alice");
    const bob = await world.user("bob", { tags: [tag] });
    const carol = await world.user("carol", { tags: [tag] });
    await alice.sdk.blockUsers([bob]);

    expect((await listUsers(alice, (users) => users.setTags([tag]))).sort()).toEqual([bob, carol].sort());
    expect(await listUsers(alice, (users) => users.setTags([tag]).hideBlockedUsers(true))).toEqual([carol]);
  });

  it("shows friends only when asked to, and friendship is mutual (domain.md §4.5)", async () => {
    const alice = await world.join("alice");
    const bob = await world.join("bob");
    await world.api.call("POST", `users/${alice.uid}/friends`, { accepted: [bob.uid] });

    expect(await listUsers(alice, (users) => users.friendsOnly(true))).toEqual([bob.uid]);
    expect(await listUsers(bob, (users) => users.friendsOnly(true))).toEqual([alice.uid]);
  });

  it("sorts by status: who is online comes first", async () => {
    const tag = world.id("sort");
    const alice = await world.join("alice");
    const away = await world.user("away", { name: "Ada", tags: [tag] });
    const here = await world.join("here", { name: "Zoe", tags: [tag] });
    const sorted = (by: string) => listUsers(alice, (users) => users.setTags([tag]).sortBy(by));

    expect(await sorted(alice.sdk.SORT_BY.STATUS)).toEqual([here.uid, away]);
    expect(await sorted(alice.sdk.SORT_BY.NAME)).toEqual([away, here.uid]);
  });

  it("sorts by name both ways", async () => {
    const tag = world.id("sort");
    const alice = await world.join("alice");
    for (const name of ["Mia", "Ada", "Zoe"]) await world.user("someone", { name, tags: [tag] });
    const names = async (order: string) => {
      const builder = new alice.sdk.UsersRequestBuilder().setLimit(10).setTags([tag]);
      const page = await builder.sortBy(alice.sdk.SORT_BY.NAME).sortByOrder(order).build().fetchNext();
      return page.map((user) => user.getName());
    };

    expect(await names(alice.sdk.SORT_ORDER.ASCENDING)).toEqual(["Ada", "Mia", "Zoe"]);
    expect(await names(alice.sdk.SORT_ORDER.DESCENDING)).toEqual(["Zoe", "Mia", "Ada"]);
  });
});
