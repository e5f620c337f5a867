import type { GroupMember } from "@cometchat/chat-sdk-javascript";
import { describe, expect, it } from "vitest";
import { withDeadline } from "./deadline.ts";
import { pagesOf, scopeOf, sendText } from "./talk.ts";
import { type Device, useWorld } from "./world.ts";

// Rules: domain.md §5.1 (after a kick or a ban), §5.5 (bulk), §9.1 (events); who may: group-privileges.test.ts;
// shapes: rest-client.md §6.4, callback arguments: socket.md §5.

const world = useWorld();

type MembersBuilder = InstanceType<Device["sdk"]["GroupMembersRequestBuilder"]>;

async function listMembers(
  device: Device,
  guid: string,
  narrow: (builder: MembersBuilder) => MembersBuilder = (builder) => builder,
): Promise<string[]> {
  const request = narrow(new device.sdk.GroupMembersRequestBuilder(guid).setLimit(100)).build();
  return uids((await pagesOf(() => request.fetchNext(), "the members")).flat()).sort();
}

async function listBanned(device: Device, guid: string): Promise<string[]> {
  const request = new device.sdk.BannedMembersRequestBuilder(guid).setLimit(100).build();
  return uids((await pagesOf(() => request.fetchNext(), "the banned members")).flat()).sort();
}

function uids(members: readonly GroupMember[]): string[] {
  return members.map((member) => member.getUid());
}

/** An owner, a victim and a witness, all connected and all members of one group. */
async function trio() {
  const owner = await world.join("owner", { name: "Olga" });
  const victim = await world.join("victim", { name: "Vic" });
  const witness = await world.join("witness", { name: "Will" });
  const guid = await world.group("team", { owner: owner.uid, participants: [victim.uid, witness.uid] });
  return { owner, victim, witness, guid };
}

describe("kicking (domain.md §5.1, §9.1)", () => {
  it("tells all members and the kicked user who was kicked by whom", async () => {
    const { owner, victim, witness, guid } = await trio();

    expect(await owner.sdk.kickGroupMember(guid, victim.uid)).toBe(true);

    for (const device of [witness, victim]) {
      const [message, kicked, by, group] = await device.events.next("onGroupMemberKicked");
      expect([kicked.getUid(), by.getUid(), group.getGuid()]).toEqual([victim.uid, owner.uid, guid]);
      expect(group.getMembersCount()).toBe(2);
      expect(message.getMessage()).toBe("Olga kicked Vic");
    }
    await world.settle(owner);
    owner.events.none("onGroupMemberKicked");
  });

  it("ends the membership but not the right to join again", async () => {
    const { owner, victim, guid } = await trio();

    await owner.sdk.kickGroupMember(guid, victim.uid);

    await expect(sendText(victim, { guid }, "hey")).rejects.toMatchObject({ code: "ERR_NOT_A_MEMBER" });
    expect((await victim.sdk.joinGroup(guid)).getScope()).toBe("participant");
  });
});

describe("banning (domain.md §5.1, §9.1)", () => {
  it("tells all members and the banned user who was banned by whom", async () => {
    const { owner, victim, witness, guid } = await trio();

    expect(await owner.sdk.banGroupMember(guid, victim.uid)).toBe(true);

    for (const device of [witness, victim]) {
      const [message, banned, by, group] = await device.events.next("onGroupMemberBanned");
      expect([banned.getUid(), by.getUid(), group.getGuid()]).toEqual([victim.uid, owner.uid, guid]);
      expect(group.getMembersCount()).toBe(2);
      expect(message.getMessage()).toBe("Olga banned Vic");
    }
  });

  it("moves the user from the members to the banned", async () => {
    const { owner, victim, witness, guid } = await trio();

    await owner.sdk.banGroupMember(guid, victim.uid);

    expect(await listMembers(owner, guid)).toEqual([owner.uid, witness.uid].sort());
    expect(await listBanned(owner, guid)).toEqual([victim.uid]);
  });

  it("shuts the user out: joining, sending, history and members", async () => {
    const { owner, victim, guid } = await trio();
    await owner.sdk.banGroupMember(guid, victim.uid);
    const history = new victim.sdk.MessagesRequestBuilder().setGUID(guid).setLimit(10).build();
    const members = new victim.sdk.GroupMembersRequestBuilder(guid).setLimit(10).build();

    await expect(victim.sdk.joinGroup(guid)).rejects.toMatchObject({ code: "ERR_BANNED_GROUPMEMBER" });
    await expect(sendText(victim, { guid }, "hey")).rejects.toMatchObject({ code: "ERR_NOT_A_MEMBER" });
    await expect(withDeadline(history.fetchPrevious(), "history")).rejects.toMatchObject({
      code: "ERR_NOT_A_MEMBER",
    });
    await expect(withDeadline(members.fetchNext(), "members")).rejects.toMatchObject({
      code: "ERR_NOT_A_MEMBER",
    });
  });

  it("refuses a second ban with ERR_ALREADY_BANNED", async () => {
    const { owner, victim, guid } = await trio();
    await owner.sdk.banGroupMember(guid, victim.uid);

    await expect(owner.sdk.banGroupMember(guid, victim.uid)).rejects.toMatchObject({
      code: "ERR_ALREADY_BANNED",
    });
  });
});

describe("unbanning (domain.md §5.1, §9.1)", () => {
  it("tells the members, lets the user join again and does not do so by itself", async () => {
    const { owner, victim, witness, guid } = await trio();
    await owner.sdk.banGroupMember(guid, victim.uid);

    expect(await owner.sdk.unbanGroupMember(guid, victim.uid)).toBe(true);

    const [message, unbanned, by, group] = await witness.events.next("onGroupMemberUnbanned");
    expect([unbanned.getUid(), by.getUid(), group.getGuid()]).toEqual([victim.uid, owner.uid, guid]);
    expect(message.getMessage()).toBe("Olga unbanned Vic");
    expect(await listBanned(owner, guid)).toEqual([]);
    expect(await listMembers(owner, guid)).not.toContain(victim.uid);
    expect((await victim.sdk.joinGroup(guid)).getScope()).toBe("participant");
  });

  it("refuses who is not banned with ERR_NOT_A_BANNED_USER", async () => {
    const { owner, witness, guid } = await trio();

    await expect(owner.sdk.unbanGroupMember(guid, witness.uid)).rejects.toMatchObject({
      code: "ERR_NOT_A_BANNED_USER",
    });
  });
});

describe("changing a scope (domain.md §5.4, §9.1)", () => {
  it("tells all members the new scope and the old one", async () => {
    const { owner, victim, witness, guid } = await trio();

    expect(await owner.sdk.updateGroupMemberScope(guid, victim.uid, scopeOf("moderator"))).toBe(true);

    for (const device of [witness, victim]) {
      const [message, user, newScope, oldScope, group] =
        await device.events.next("onGroupMemberScopeChanged");
      expect([user.getUid(), newScope, oldScope, group.getGuid()]).toEqual([
        victim.uid,
        "moderator",
        "participant",
        guid,
      ]);
      expect(message.getMessage()).toBe("Olga made Vic moderator");
    }
    expect((await victim.sdk.getGroup(guid)).getScope()).toBe("moderator");
  });
});

describe("adding members (domain.md §5.5, §9.1)", () => {
  it("tells all members, the added ones included, and not as a join", async () => {
    const { owner, witness, guid } = await trio();
    const bob = await world.join("bob", { name: "Bob" });
    await world.settle(witness);
    witness.events.clear();

    const result = await owner.sdk.addMembersToGroup(
      guid,
      [new owner.sdk.GroupMember(bob.uid, "participant")],
      [],
    );

    expect(result).toEqual({ [bob.uid]: "success" });
    for (const device of [witness, bob]) {
      const [message, added, by, group] = await device.events.next("onMemberAddedToGroup");
      expect([added.getUid(), by.getUid(), group.getGuid()]).toEqual([bob.uid, owner.uid, guid]);
      expect(group.getMembersCount()).toBe(4);
      expect(message.getMessage()).toBe("Olga added Bob");
      device.events.none("onGroupMemberJoined");
    }
    await world.settle(owner);
    owner.events.none("onMemberAddedToGroup", (_message, added) => added.getUid() === bob.uid);
  });

  it("counts one member more with each event", async () => {
    const { owner, witness, guid } = await trio();
    const [bob, carol] = [await world.user("bob"), await world.user("carol")];
    await world.settle(witness);
    witness.events.clear();
    const { GroupMember } = owner.sdk;

    await owner.sdk.addMembersToGroup(
      guid,
      [new GroupMember(bob, "moderator"), new GroupMember(carol, "participant")],
      [],
    );

    const counts = [];
    for (let n = 0; n < 2; n += 1) {
      const [, , , group] = await witness.events.next("onMemberAddedToGroup");
      counts.push(group.getMembersCount());
    }
    expect(counts).toEqual([4, 5]);
    expect(await listMembers(owner, guid, (members) => members.setScopes(["moderator"]))).toEqual([bob]);
  });

  it("names the app as the adder when it adds over REST (domain.md §9.1)", async () => {
    const { witness, guid } = await trio();
    const bob = await world.user("bob");
    await world.settle(witness);
    witness.events.clear();

    await world.api.call("POST", `groups/${guid}/members`, { participants: [bob] });

    const [, added, by] = await witness.events.next("onMemberAddedToGroup");
    expect([added.getUid(), by.getUid()]).toEqual([bob, "app_system"]);
  });

  it("goes on past the ones that fail", async () => {
    const { owner, witness, guid } = await trio();
    const [banned, bob, nobody] = [await world.user("banned"), await world.user("bob"), world.id("nobody")];
    await owner.sdk.banGroupMember(guid, banned);
    const { GroupMember } = owner.sdk;
    const everyone = [witness.uid, banned, nobody, bob].map((uid) => new GroupMember(uid, "participant"));

    const result = (await owner.sdk.addMembersToGroup(guid, everyone, [])) as Record<string, string>;

    expect(result[bob]).toBe("success");
    for (const uid of [witness.uid, banned, nobody]) {
      expect(result[uid]).toEqual(expect.stringMatching(/./));
      expect(result[uid]).not.toBe("success");
    }
    expect(await listMembers(owner, guid)).toContain(bob);
    expect(await listMembers(owner, guid)).not.toContain(banned);
  });

  it("makes a private group's members without their asking (domain.md §5.1)", async () => {
    const owner = await world.join("owner");
    const bob = await world.join("bob");
    const guid = await world.group("secret", { owner: owner.uid, type: "private" });

    await owner.sdk.addMembersToGroup(guid, [new owner.sdk.GroupMember(bob.uid, "participant")], []);

    await sendText(bob, { guid }, "thanks for having me");
  });
});

describe("the members list (rest-client.md §6.4)", () => {
  it("comes page by page until an empty one, with scope and time of joining", async () => {
    const owner = await world.join("owner");
    const participants: string[] = [];
    for (let n = 0; n < 4; n += 1) participants.push(await world.user("member"));
    const guid = await world.group("team", { owner: owner.uid, participants });

    const request = new owner.sdk.GroupMembersRequestBuilder(guid).setLimit(2).build();
    const pages = await pagesOf(() => request.fetchNext(), "the members");

    expect(pages.map((page) => page.length)).toEqual([2, 2, 1]);
    expect(uids(pages.flat()).sort()).toEqual([owner.uid, ...participants].sort());
    const self = pages.flat().find((member) => member.getUid() === owner.uid);
    expect([self?.getScope(), self?.getGuid()]).toEqual(["admin", guid]);
    expect(self?.getJoinedAt()).toEqual(expect.any(Number));
  });

  it("filters by scope, keyword and status", async () => {
    const owner = await world.join("owner", { name: "Olga" });
    const bob = await world.user("bob", { name: "Bobby Tables" });
    const carol = await world.user("carol", { name: "Carol" });
    const guid = await world.group("team", { owner: owner.uid, moderators: [bob], participants: [carol] });

    const filtered = (narrow: (builder: MembersBuilder) => MembersBuilder) =>
      listMembers(owner, guid, narrow);
    expect(await filtered((members) => members.setScopes(["moderator", "participant"]))).toEqual(
      [bob, carol].sort(),
    );
    expect(await filtered((members) => members.setScopes(["admin"]))).toEqual([owner.uid]);
    expect(await filtered((members) => members.setSearchKeyword("bobby"))).toEqual([bob]);
    expect(await filtered((members) => members.setStatus("online"))).toEqual([owner.uid]);
    expect(await filtered((members) => members.setStatus("offline"))).toEqual([bob, carol].sort());
  });

  it("is refused to a stranger with ERR_GROUP_NOT_JOINED (assumed)", async () => {
    const owner = await world.user("owner");
    const stranger = await world.join("stranger");
    const guid = await world.group("team", { owner });
    const request = new stranger.sdk.GroupMembersRequestBuilder(guid).setLimit(10).build();

    await expect(withDeadline(request.fetchNext(), "the members")).rejects.toMatchObject({
      code: "ERR_GROUP_NOT_JOINED",
    });
  });
});

describe("the banned list (rest-client.md §6.4)", () => {
  it("comes page by page and by keyword", async () => {
    const owner = await world.join("owner");
    const names = ["Anton", "Berta", "Cesar"];
    const usersToBan = await Promise.all(names.map((name) => world.user("banned", { name })));
    const guid = await world.group("team", { owner: owner.uid, usersToBan });

    const request = new owner.sdk.BannedMembersRequestBuilder(guid).setLimit(2).build();
    const pages = await pagesOf(() => request.fetchNext(), "the banned");
    const found = new owner.sdk.BannedMembersRequestBuilder(guid)
      .setLimit(10)
      .setSearchKeyword("Berta")
      .build();

    expect(pages.map((page) => page.length)).toEqual([2, 1]);
    expect(uids(pages.flat()).sort()).toEqual([...usersToBan].sort());
    expect((await withDeadline(found.fetchNext(), "the found")).map((member) => member.getName())).toEqual([
      "Berta",
    ]);
  });

  it("is narrowed to the scope that was held before the ban (assumed)", async () => {
    const owner = await world.join("owner");
    const [bob, carol] = [await world.user("bob"), await world.user("carol")];
    const guid = await world.group("team", { owner: owner.uid, moderators: [bob], participants: [carol] });
    for (const uid of [bob, carol]) await owner.sdk.banGroupMember(guid, uid);
    const banned = new owner.sdk.BannedMembersRequestBuilder(guid).setLimit(10);

    const moderators = await banned.setScopes(["moderator"]).build().fetchNext();

    expect(uids(moderators)).toEqual([bob]);
  });

  it("is refused to a participant with ERR_GROUP_NO_MODERATOR_SCOPE (assumed)", async () => {
    const { witness, guid } = await trio();
    const request = new witness.sdk.BannedMembersRequestBuilder(guid).setLimit(10).build();

    await expect(withDeadline(request.fetchNext(), "the banned")).rejects.toMatchObject({
      code: "ERR_GROUP_NO_MODERATOR_SCOPE",
    });
  });
});
