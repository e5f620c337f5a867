import type { Group } from "@cometchat/chat-sdk-javascript";
import { describe, expect, it } from "vitest";
import { pagesOf, sendText } from "./talk.ts";
import { type Device, useWorld } from "./world.ts";

// Rules: domain.md §5.1 (types and joining), §5.2 (owner), §5.4 (who may), §5.5 (bulk), §9.1 (events);
// shapes: rest-client.md §6.3. Members, kicks, bans and scopes: group-members.test.ts.

const world = useWorld();

type GroupsBuilder = InstanceType<Device["sdk"]["GroupsRequestBuilder"]>;

async function listGroups(
  device: Device,
  narrow: (builder: GroupsBuilder) => GroupsBuilder,
): Promise<string[]> {
  const request = narrow(new device.sdk.GroupsRequestBuilder().setLimit(100)).build();
  return guids((await pagesOf(() => request.fetchNext(), "the groups")).flat());
}

function guids(groups: readonly Group[]): string[] {
  return groups.map((group) => group.getGuid());
}

function newGroup(
  device: Device,
  guid: string,
  type: string = device.sdk.GROUP_TYPE.PUBLIC,
  password = "",
): Group {
  return new device.sdk.Group(guid, "New Group", type, password);
}

describe("createGroup (domain.md §5.1, §5.2)", () => {
  it("makes the creator owner, admin and only member", async () => {
    const alice = await world.join("alice");
    const guid = world.id("team");

    const group = await alice.sdk.createGroup(newGroup(alice, guid));

    expect([group.getGuid(), group.getName(), group.getType()]).toEqual([guid, "New Group", "public"]);
    expect([group.getOwner(), group.getScope(), group.getHasJoined()]).toEqual([alice.uid, "admin", true]);
    expect(group.getMembersCount()).toBe(1);
    expect(group.getJoinedAt()).toEqual(expect.any(Number));
  });

  it("keeps icon, description, metadata and tags", async () => {
    const alice = await world.join("alice");
    const group = newGroup(alice, world.id("team"));
    group.setIcon("https://a.example/team.png");
    group.setDescription("All of us");
    group.setMetadata({ floor: 3 });
    group.setTags(["work"]);

    await alice.sdk.createGroup(group);
    const read = await alice.sdk.getGroup(group.getGuid());

    expect(read.getIcon()).toBe("https://a.example/team.png");
    expect(read.getDescription()).toBe("All of us");
    expect(read.getMetadata()).toEqual({ floor: 3 });
    expect(await listGroups(alice, (groups) => groups.setTags(["work"]))).toContain(group.getGuid());
  });

  it("forces the guid to lower case and finds it in any (domain.md §1)", async () => {
    const alice = await world.join("alice");
    const guid = world.id("TeaM");

    const group = await alice.sdk.createGroup(newGroup(alice, guid));

    expect(group.getGuid()).toBe(guid.toLowerCase());
    expect((await alice.sdk.getGroup(guid)).getGuid()).toBe(guid.toLowerCase());
  });

  it("never shows the password (rest-client.md §7.2)", async () => {
    const alice = await world.join("alice");
    const guid = world.id("vault");

    await alice.sdk.createGroup(newGroup(alice, guid, "password", "s3cret-words"));
    await alice.sdk.getGroup(guid);

    const answers = alice.realm.http.entries.map(({ answer }) => answer?.text ?? "");
    expect(answers.filter((text) => text.includes("s3cret-words"))).toEqual([]);
  });

  it.each([
    ["a guid that is taken", "ERR_GUID_ALREADY_EXISTS", (taken: string) => taken],
    [
      "a guid that is taken in another case",
      "ERR_GUID_ALREADY_EXISTS",
      (taken: string) => taken.toUpperCase(),
    ],
    ["a guid with a space", "ERR_BAD_REQUEST", () => "two words"],
    ["a guid with punctuation", "ERR_BAD_REQUEST", () => "dot.ted"],
    ["a guid of more than 100 characters", "ERR_BAD_REQUEST", () => "g".repeat(101)],
  ])("refuses %s with %s", async (_what, code, guidFor) => {
    const alice = await world.join("alice");
    const taken = await world.group("taken", { owner: alice.uid });

    await expect(alice.sdk.createGroup(newGroup(alice, guidFor(taken)))).rejects.toMatchObject({ code });
  });
});

describe("createGroupWithMembers (domain.md §5.5)", () => {
  it("adds members with their scopes and bans others, with a result for each", async () => {
    const alice = await world.join("alice");
    const [bob, carol, dave] = [await world.user("bob"), await world.user("carol"), await world.user("dave")];
    const nobody = world.id("nobody");
    const { GroupMember } = alice.sdk;
    const members = [
      new GroupMember(bob, "moderator"),
      new GroupMember(carol, "participant"),
      new GroupMember(nobody, "participant"),
    ];

    const result = await alice.sdk.createGroupWithMembers(newGroup(alice, world.id("team")), members, [dave]);

    const { members: results, group } = result as { members: Record<string, string>; group: Group };
    expect(results).toMatchObject({ [bob]: "success", [carol]: "success", [dave]: "success" });
    expect(results[nobody]).toEqual(expect.stringMatching(/./));
    expect(results[nobody]).not.toBe("success");
    expect((await alice.sdk.getGroup(group.getGuid())).getMembersCount()).toBe(3);
  });
});

describe("joinGroup (domain.md §5.1)", () => {
  it("makes anyone a participant of a public group", async () => {
    const owner = await world.user("owner");
    const alice = await world.join("alice");
    const guid = await world.group("team", { owner });

    const group = await alice.sdk.joinGroup(guid);

    expect([group.getGuid(), group.getScope(), group.getHasJoined()]).toEqual([guid, "participant", true]);
    expect(group.getMembersCount()).toBe(2);
    expect((await alice.sdk.getGroup(guid)).getHasJoined()).toBe(true);
  });

  it("takes the right password into a password group", async () => {
    const owner = await world.user("owner");
    const alice = await world.join("alice");
    const guid = await world.group("vault", { owner, type: "password", password: "open sesame" });

    const group = await alice.sdk.joinGroup(new alice.sdk.Group(guid, "x", "password", "open sesame"));

    expect([group.getGuid(), group.getType(), group.getScope()]).toEqual([guid, "password", "participant"]);
  });

  it("judges by the stored type, not by the one the call says (rest-client.md §8.19)", async () => {
    const owner = await world.user("owner");
    const alice = await world.join("alice");
    const open = await world.group("open", { owner });
    const vault = await world.group("vault", { owner, type: "password", password: "pw" });

    expect((await alice.sdk.joinGroup(new alice.sdk.Group(open, "x", "password", "any"))).getType()).toBe(
      "public",
    );
    await expect(alice.sdk.joinGroup(vault)).rejects.toMatchObject({ code: "ERR_EMPTY_GROUP_PASS" });
  });

  it("refuses a wrong password with ERR_WRONG_GROUP_PASS", async () => {
    const owner = await world.user("owner");
    const alice = await world.join("alice");
    const guid = await world.group("vault", { owner, type: "password", password: "right" });
    const wrong = new alice.sdk.Group(guid, "x", "password", "wrong");

    await expect(alice.sdk.joinGroup(wrong)).rejects.toMatchObject({ code: "ERR_WRONG_GROUP_PASS" });
    expect((await alice.sdk.getGroup(guid)).getHasJoined()).toBe(false);
  });

  it("refuses a private group with ERR_GROUP_JOIN_NOT_ALLOWED", async () => {
    const owner = await world.user("owner");
    const alice = await world.join("alice");
    const guid = await world.group("secret", { owner, type: "private" });

    await expect(alice.sdk.joinGroup(guid)).rejects.toMatchObject({ code: "ERR_GROUP_JOIN_NOT_ALLOWED" });
  });

  it("refuses a second time with ERR_ALREADY_JOINED, and an unknown group with ERR_GUID_NOT_FOUND", async () => {
    const owner = await world.user("owner");
    const alice = await world.join("alice");
    const guid = await world.group("team", { owner });
    await alice.sdk.joinGroup(guid);

    await expect(alice.sdk.joinGroup(guid)).rejects.toMatchObject({ code: "ERR_ALREADY_JOINED" });
    await expect(alice.sdk.joinGroup(world.id("none"))).rejects.toMatchObject({ code: "ERR_GUID_NOT_FOUND" });
  });

  it("tells all members, but not the device that joined (domain.md §9.1)", async () => {
    const owner = await world.join("owner");
    const bob = await world.join("bob");
    const alice = await world.join("alice", { name: "Alice" });
    const phone = await world.device(alice.uid);
    const guid = await world.group("team", { owner: owner.uid, participants: [bob.uid] });

    await alice.sdk.joinGroup(guid);

    for (const member of [owner, bob, phone]) {
      const [message, joined, group] = await member.events.next("onGroupMemberJoined");
      expect(joined.getUid()).toBe(alice.uid);
      expect([group.getGuid(), group.getMembersCount()]).toEqual([guid, 3]);
      expect(message.getMessage()).toBe("Alice joined");
    }
    await world.settle(alice);
    alice.events.none("onGroupMemberJoined");
  });
});

describe("leaveGroup (domain.md §5.2)", () => {
  it("ends the membership and tells the remaining members (domain.md §9.1)", async () => {
    const owner = await world.join("owner");
    const alice = await world.join("alice", { name: "Alice" });
    const guid = await world.group("team", { owner: owner.uid, participants: [alice.uid] });

    expect(await alice.sdk.leaveGroup(guid)).toBe(true);

    const [message, left, group] = await owner.events.next("onGroupMemberLeft");
    expect([left.getUid(), group.getGuid(), group.getMembersCount()]).toEqual([alice.uid, guid, 1]);
    expect(message.getMessage()).toBe("Alice left");
    expect((await alice.sdk.getGroup(guid)).getHasJoined()).toBe(false);
    await expect(sendText(alice, { guid }, "me again")).rejects.toMatchObject({ code: "ERR_NOT_A_MEMBER" });
  });

  it("allows coming back, as a participant (domain.md §5.1)", async () => {
    const owner = await world.user("owner");
    const alice = await world.join("alice");
    const guid = await world.group("team", { owner, admins: [alice.uid] });
    await alice.sdk.leaveGroup(guid);

    expect((await alice.sdk.joinGroup(guid)).getScope()).toBe("participant");
  });

  it("refuses the owner with ERR_OWNER_EXIT_FORBIDDEN until the group is transferred", async () => {
    const owner = await world.join("owner");
    const alice = await world.user("alice");
    const guid = await world.group("team", { owner: owner.uid, participants: [alice] });
    await expect(owner.sdk.leaveGroup(guid)).rejects.toMatchObject({ code: "ERR_OWNER_EXIT_FORBIDDEN" });

    await owner.sdk.transferGroupOwnership(guid, alice);

    expect(await owner.sdk.leaveGroup(guid)).toBe(true);
  });

  it("refuses who is not a member with ERR_GROUP_NOT_JOINED (assumed)", async () => {
    const owner = await world.user("owner");
    const alice = await world.join("alice");
    const guid = await world.group("team", { owner });

    await expect(alice.sdk.leaveGroup(guid)).rejects.toMatchObject({ code: "ERR_GROUP_NOT_JOINED" });
  });
});

describe("transferGroupOwnership (domain.md §5.2)", () => {
  it("makes a member the owner and an admin, and leaves the old owner an admin (scopes assumed)", async () => {
    const owner = await world.join("owner");
    const alice = await world.join("alice");
    const guid = await world.group("team", { owner: owner.uid, participants: [alice.uid] });

    await owner.sdk.transferGroupOwnership(guid, alice.uid);

    const [before, now] = [await owner.sdk.getGroup(guid), await alice.sdk.getGroup(guid)];
    expect([now.getOwner(), now.getScope(), before.getScope()]).toEqual([alice.uid, "admin", "admin"]);
  });

  it("refuses a target outside the group with ERR_NOT_A_MEMBER (assumed)", async () => {
    const owner = await world.join("owner");
    const stranger = await world.user("stranger");
    const guid = await world.group("team", { owner: owner.uid });

    await expect(owner.sdk.transferGroupOwnership(guid, stranger)).rejects.toMatchObject({
      code: "ERR_NOT_A_MEMBER",
    });
  });

  it("refuses everyone but the owner with ERR_GROUP_NO_CLEARANCE (assumed code)", async () => {
    const owner = await world.user("owner");
    const [admin, moderator] = [await world.join("admin"), await world.join("moderator")];
    const guid = await world.group("team", { owner, admins: [admin.uid], moderators: [moderator.uid] });

    for (const member of [admin, moderator]) {
      await expect(member.sdk.transferGroupOwnership(guid, member.uid)).rejects.toMatchObject({
        code: "ERR_GROUP_NO_CLEARANCE",
      });
    }
  });
});

describe("updateGroup (domain.md §5.4)", () => {
  it.each(["owner", "admin", "moderator"] as const)("is open to the %s", async (scope) => {
    const actor = await world.join("actor");
    const owner = scope === "owner" ? actor.uid : await world.user("owner");
    const guid = await world.group("team", {
      owner,
      ...(scope !== "owner" && { [`${scope}s`]: [actor.uid] }),
    });

    const updated = await actor.sdk.updateGroup(new actor.sdk.Group(guid, "Renamed", "public"));

    expect([updated.getGuid(), updated.getName()]).toEqual([guid, "Renamed"]);
    expect((await actor.sdk.getGroup(guid)).getName()).toBe("Renamed");
  });

  it("refuses a participant with ERR_GROUP_NO_MODERATOR_SCOPE", async () => {
    const owner = await world.user("owner");
    const alice = await world.join("alice");
    const guid = await world.group("team", { owner, participants: [alice.uid] });

    await expect(alice.sdk.updateGroup(new alice.sdk.Group(guid, "Mine", "public"))).rejects.toMatchObject({
      code: "ERR_GROUP_NO_MODERATOR_SCOPE",
    });
  });

  it("changes the type and the password (domain.md §5.1)", async () => {
    const owner = await world.join("owner");
    const alice = await world.join("alice");
    const guid = await world.group("team", { owner: owner.uid });

    await owner.sdk.updateGroup(new owner.sdk.Group(guid, "Team", "password", "new pass"));

    await expect(alice.sdk.joinGroup(guid)).rejects.toMatchObject({ code: "ERR_EMPTY_GROUP_PASS" });
    const join = await alice.sdk.joinGroup(new alice.sdk.Group(guid, "x", "password", "new pass"));
    expect(join.getHasJoined()).toBe(true);
  });

  it("leaves membership and counts alone, whatever the SDK sends along (rest-client.md §2.4)", async () => {
    const owner = await world.join("owner");
    const alice = await world.user("alice");
    const guid = await world.group("team", { owner: owner.uid, participants: [alice] });

    await owner.sdk.updateGroup(new owner.sdk.Group(guid, "Renamed", "public"));

    const group = await owner.sdk.getGroup(guid);
    expect([group.getHasJoined(), group.getMembersCount(), group.getOwner()]).toEqual([true, 2, owner.uid]);
  });
});

describe("deleteGroup (domain.md §5.4)", () => {
  it.each(["owner", "admin"] as const)("is open to the %s, and the group is gone", async (scope) => {
    const actor = await world.join("actor");
    const owner = scope === "owner" ? actor.uid : await world.user("owner");
    const guid = await world.group("team", { owner, ...(scope === "admin" && { admins: [actor.uid] }) });

    expect(await actor.sdk.deleteGroup(guid)).toBe(true);

    await expect(actor.sdk.getGroup(guid)).rejects.toMatchObject({ code: "ERR_GUID_NOT_FOUND" });
    expect(await listGroups(actor, (groups) => groups.joinedOnly(true))).not.toContain(guid);
  });

  it.each(["moderators", "participants"] as const)(
    "refuses %s with ERR_GROUP_NO_ADMIN_SCOPE (assumed)",
    async (scope) => {
      const owner = await world.user("owner");
      const alice = await world.join("alice");
      const guid = await world.group("team", { owner, [scope]: [alice.uid] });

      await expect(alice.sdk.deleteGroup(guid)).rejects.toMatchObject({ code: "ERR_GROUP_NO_ADMIN_SCOPE" });
    },
  );

  it("tells nobody over the socket (socket.md §4.4)", async () => {
    const owner = await world.join("owner");
    const alice = await world.join("alice");
    const guid = await world.group("team", { owner: owner.uid, participants: [alice.uid] });
    await world.settle(alice);
    const before = alice.events.all.length;

    await owner.sdk.deleteGroup(guid);
    await world.settle(alice);

    // The beacon of settle() is all that came.
    expect(alice.events.all.slice(before).map(({ name }) => name)).toEqual(["onCustomMessageReceived"]);
  });
});

describe("the groups list (domain.md §5.1)", () => {
  it("shows public and password groups to everybody, private ones to their members only", async () => {
    const owner = await world.user("owner");
    const [inside, outside] = [await world.join("inside"), await world.join("outside")];
    const tags = [world.id("listed")];
    const open = await world.group("open", { owner, tags });
    const vault = await world.group("vault", { owner, tags, type: "password", password: "pw" });
    const secret = await world.group("secret", { owner, tags, type: "private", participants: [inside.uid] });

    expect((await listGroups(inside, (groups) => groups.setTags(tags))).sort()).toEqual(
      [open, vault, secret].sort(),
    );
    expect((await listGroups(outside, (groups) => groups.setTags(tags))).sort()).toEqual(
      [open, vault].sort(),
    );
  });

  it("keeps a private group from a stranger who knows its guid: ERR_GROUP_NOT_JOINED (assumed)", async () => {
    const owner = await world.user("owner");
    const alice = await world.join("alice");
    const guid = await world.group("secret", { owner, type: "private" });

    await expect(alice.sdk.getGroup(guid)).rejects.toMatchObject({ code: "ERR_GROUP_NOT_JOINED" });
  });

  it("comes page by page until an empty one, with every group once", async () => {
    const owner = await world.user("owner");
    const alice = await world.join("alice");
    const tags = [world.id("many")];
    const everything: string[] = [];
    for (let n = 0; n < 5; n += 1) everything.push(await world.group("group", { owner, tags }));
    await world.group("group", { owner });

    const request = new alice.sdk.GroupsRequestBuilder().setLimit(2).setTags(tags).build();
    const pages = await pagesOf(() => request.fetchNext(), "the tagged groups");

    expect(pages.map((page) => page.length)).toEqual([2, 2, 1]);
    expect(guids(pages.flat()).sort()).toEqual(everything.sort());
  });

  it("filters by keyword, by membership, and shows tags only when asked to", async () => {
    const owner = await world.user("owner");
    const alice = await world.join("alice");
    const tags = [world.id("some")];
    const joined = await world.group("joined", {
      owner,
      tags,
      name: "Quartz club",
      participants: [alice.uid],
    });
    await world.group("other", { owner, tags, name: "Opal club" });
    const fetchOne = async (withTags: boolean) => {
      const builder = new alice.sdk.GroupsRequestBuilder().setLimit(10).setTags(tags).joinedOnly(true);
      const [group] = await builder.withTags(withTags).build().fetchNext();
      return group;
    };

    expect(await listGroups(alice, (groups) => groups.setSearchKeyword("quartz"))).toEqual([joined]);
    expect(await listGroups(alice, (groups) => groups.joinedOnly(true))).toEqual([joined]);
    expect((await fetchOne(true))?.getTags()).toEqual(tags);
    expect((await fetchOne(false))?.getTags() ?? []).toEqual([]);
  });
});
