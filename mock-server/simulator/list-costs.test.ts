import { expect, it } from "vitest";
import type { InputFor } from "./simulator.ts";
import { createWorld, WORLD_START, type World } from "./testing/world.ts";

const THEN = WORLD_START - 1_000_000;
const CONVERSATIONS = 2_000;
const GROUPS = 200;
const MEMBERS = 3_000;
/** What a page of thirty may look at: itself, and where it begins. */
const READS = 300;

/**
 * alice has many conversations, some unread, some pinned, and has blocked bob and others; all are in a large group. In every
 * second conversation a message is pinned and has been answered.
 */
function largeWorld(): World {
  const world = createWorld();
  world.addUsers("alice", "bob");
  const uids = Array.from({ length: MEMBERS }, (_, at) => `u${at}`);
  const guids = Array.from({ length: GROUPS }, (_, at) => `g${at}`);
  const member = (guid: string, uid: string) => ({
    memberId: `${guid}_member_${uid}`,
    guid,
    uid,
    joinedAt: THEN,
  });
  world.server.run("loadWorld", {
    users: uids.map((uid) => ({ uid, name: `Name of ${uid}` })),
    groups: [
      { guid: "crowd", name: "Crowd", type: "public", createdAt: THEN },
      { guid: "strict", name: "Strict", type: "public", owner: "alice", createdAt: THEN },
      ...guids.map((guid) => ({ guid, name: guid, type: "private", createdAt: THEN })),
    ],
    members: [
      ...["alice", ...uids].map((uid) => member("crowd", uid)),
      ...uids.map((uid) => ({ ...member("strict", uid), isBanned: true })),
      ...guids.map((guid) => member(guid, "alice")),
    ],
    messages: uids.slice(0, CONVERSATIONS).map((sender, at) => ({
      muid: `m${at}`,
      sender,
      receiverType: "user",
      receiver: "alice",
      data: { text: "hi" },
      sentAt: THEN + at,
      ...(at % 200 !== 0 && { readAt: THEN + at }),
    })),
  });
  for (const { id, conversationId, sender } of [...world.app.state.messages.values()]) {
    if (id % 2 === 0 || conversationId.startsWith("group_")) continue;
    world.as("alice").run("pinMessage", { id });
    world.say("alice", { uid: sender }, id);
    world.as("alice").run("unsubscribeThread", { id });
    if (id % 40 === 1) world.as("alice").run("saveMessage", { id });
  }
  for (const guid of guids) {
    const { id } = world.say("alice", { guid });
    world.say("alice", { guid }, id);
  }
  for (const uid of ["u5", "u900", "u1999"]) world.as("alice").run("pinConversation", { uid });
  world.as("alice").run("blockUsers", { blockedUids: ["bob", "u5", "u6", "u1500"] });
  world.as("u7").run("blockUsers", { blockedUids: ["alice"] });
  for (let at = 0; at < GROUPS; at += 1) {
    const { id } = world.say("alice", { guid: "crowd" });
    if (at < 50) world.server.run("pinMessage", { id });
    for (let replies = 0; replies < 10; replies += 1) world.say("alice", { guid: "crowd" }, id);
  }
  return world;
}

/** Counts the rows that are looked at in any list of the state, or in going through a table. */
function countReads(world: World): () => number {
  let reads = 0;
  for (const table of Object.values(world.app.state)) {
    if (!("list" in table)) continue;
    const original = table.list.bind(table) as (...args: unknown[]) => readonly object[];
    const counted = (...args: unknown[]) =>
      new Proxy(original(...args), {
        get(target, key) {
          if (typeof key === "string" && /^\d+$/.test(key)) reads += 1;
          return Reflect.get(target, key);
        },
      });
    const values = table.values.bind(table) as () => Iterable<object>;
    const counting = function* () {
      for (const row of values()) {
        reads += 1;
        yield row;
      }
    };
    Object.assign(table, { list: counted, values: counting });
  }
  return () => reads;
}

/** Counts the records that are put into any table of the state. */
function countChanges(world: World): () => number {
  let changes = 0;
  for (const table of Object.values(world.app.state)) {
    if (!("put" in table)) continue;
    const original = table.put.bind(table) as (record: object) => void;
    const counted = (record: object) => {
      changes += 1;
      original(record);
    };
    Object.assign(table, { put: counted });
  }
  return () => changes;
}

const PAGE = { perPage: 30 };
const CALLS = [
  ["listConversations", PAGE],
  ["listConversations", { ...PAGE, page: 33 }],
  ["listConversations", { ...PAGE, page: 66 }],
  ["listConversations", { ...PAGE, includeBlockedUsers: true }],
  ["listConversations", { ...PAGE, unread: true }],
  ["listConversations", { ...PAGE, pinnedBy: ["me"] }],
  ["unreadCounts", {}],
  ["unreadCounts", { uid: "u0" }],
  ["listMembers", { guid: "crowd", ...PAGE, page: 99 }],
  ["listBanned", { guid: "strict", ...PAGE, page: 99 }],
  ["listUsers", { ...PAGE, page: 50 }],
  ["listUsers", { ...PAGE, page: 50, hideBlockedUsers: true }],
  ["listUsers", { ...PAGE, sortOrder: "desc" }],
  ["listThreads", { limit: 10 }],
  ["listThreads", { limit: 10, guid: "crowd", participatedByMe: false }],
  ["listThreads", { limit: 10, participatedByMe: false }],
  ["listThreads", { limit: 10, participatedByMe: false, affix: "append", updatedAt: 1 }],
  ["listThreads", { limit: 10, guid: "g7" }],
  ["listPinnedMessages", { limit: 10 }],
  ["listPinnedMessages", { limit: 10, before: 700 }],
  ["listPinnedMessages", { limit: 10, guid: "crowd" }],
  ["listSavedMessages", { limit: 10 }],
  ["listMessages", { guid: "crowd", limit: 30 }],
  ["listMessages", { limit: 30 }],
  ["listMessages", { limit: 30, affix: "append" }],
  ["listMessages", { limit: 30, id: 1_000 }],
  ["listMessages", { limit: 30, sentAt: THEN + 1_500 }],
] as const satisfies readonly (readonly [string, object])[];

it("a page costs itself, not the list, its owner's history or the app", () => {
  const world = largeWorld();
  const reads = countReads(world);
  for (const [operation, input] of CALLS) {
    const before = reads();
    const result = world.as("alice").run(operation, input as InputFor<typeof operation>);
    const rows = "rows" in result ? result.rows : result;
    expect(rows.length, operation).toBeGreaterThan(0);
    expect(reads() - before, `${operation} ${JSON.stringify(input)}`).toBeLessThan(READS);
  }
});

it("who is in quiet groups does not pay for the threads and pins of loud ones", () => {
  const world = largeWorld();
  world.as("bob").run("createGroup", { guid: "calm", name: "Calm" });
  const { id } = world.say("bob", { guid: "calm" });
  world.say("bob", { guid: "calm" }, id);
  world.server.run("pinMessage", { id });
  for (let at = 0; at < 2 * READS; at += 1) {
    const loud = world.say("alice", { guid: `g${at % GROUPS}` });
    world.say("alice", { guid: `g${at % GROUPS}` }, loud.id);
    world.server.run("pinMessage", { id: loud.id });
  }
  const reads = countReads(world);
  expect(world.as("bob").run("listThreads", { participatedByMe: false })).toHaveLength(1);
  expect(world.as("bob").run("listPinnedMessages", {}).rows).toHaveLength(1);
  expect(reads()).toBeLessThan(READS);
});

it("who follows few of the threads of a busy group pays for those alone", () => {
  const world = largeWorld();
  const begin = (uid: string, to: Parameters<World["say"]>[1]) => {
    const { id } = world.say(uid, to);
    world.say(uid, to, id);
    return id;
  };
  for (let at = 0; at < READS; at += 1) {
    begin("alice", { guid: "crowd" });
    world.as("u0").run("subscribeThread", { id: begin("bob", { uid: "u0" }) });
  }
  const id = begin("alice", { guid: "crowd" });
  world.as("u0").run("subscribeThread", { id });
  for (let at = 0; at < READS; at += 1) begin("alice", { guid: "crowd" });
  const reads = countReads(world);
  expect(world.as("u0").run("listThreads", { guid: "crowd" })).toMatchObject([{ parent: { id } }]);
  expect(reads()).toBeLessThan(READS);
});

it("messages that are followed without an answer cost the list of threads nothing", () => {
  const world = largeWorld();
  for (let at = 0; at < 2 * READS; at += 1) {
    world.as("u1").run("subscribeThread", { id: world.say("bob", { uid: "u1" }).id });
  }
  const { id } = world.say("bob", { uid: "u1" });
  world.say("bob", { uid: "u1" }, id);
  world.as("u1").run("subscribeThread", { id });
  const reads = countReads(world);
  for (const input of [{}, { uid: "bob" }, { affix: "append", updatedAt: 1 }] as const) {
    expect(world.as("u1").run("listThreads", input)).toHaveLength(1);
  }
  expect(reads()).toBeLessThan(READS);
});

it("the usage of an app costs who is online, not its users", () => {
  const world = largeWorld();
  for (const user of [...world.app.state.users.values()]) {
    world.app.state.users.put({ ...user, lastActiveAt: THEN });
  }
  world.connect("u1");
  const reads = countReads(world);
  expect(world.server.run("getUsage", {})).toMatchObject({ activeUsers: MEMBERS + 2, concurrentUsers: 1 });
  expect(reads()).toBeLessThan(READS);
});

it("an import that comes late costs nobody but its own conversation", () => {
  const world = largeWorld();
  const late = { muid: "late", sender: "u3", receiverType: "user", receiver: "u4", data: { text: "hi" } };
  world.say("u3", { uid: "u4" });
  world.server.run("loadWorld", { messages: [{ ...late, sentAt: THEN }] });
  const reads = countReads(world);
  for (const input of [{ guid: "crowd" }, { uid: "u1900" }, {}]) {
    const before = reads();
    const page = { ...input, sentAt: THEN + 1_500, limit: 30, affix: "append" } as const;
    const { rows } = world.as("alice").run("listMessages", page);
    expect(rows.length).toBeGreaterThan(0);
    expect(reads() - before, JSON.stringify(input)).toBeLessThan(READS);
  }
});

it("an imported message costs the same in a group of any size, whose sides follow once for all", () => {
  const world = largeWorld();
  const cost = countChanges(world);
  const into = (guid: string, batch: number) => {
    const rows = Array.from({ length: 50 }, (_, at) => ({
      muid: `${guid}-${batch}-${at}`,
      sender: "alice",
      receiverType: "group",
      receiver: guid,
      data: { text: "hi" },
      sentAt: THEN + batch,
    }));
    world.server.run("importMessages", { messages: Object.fromEntries(rows.map((row) => [row.muid, row])) });
  };
  const changesOf = (act: () => void) => {
    const before = cost();
    act();
    return cost() - before;
  };
  // The first ones note, once, that these lists are not in the order of times.
  for (const guid of ["crowd", "g7"]) into(guid, 1);
  for (const batch of [2, 3, 4]) {
    expect(changesOf(() => into("crowd", batch))).toBe(changesOf(() => into("g7", batch)));
  }
  const settling = changesOf(() => void world.server.run("listUsers", {}));
  expect(settling).toBeLessThan(2 * MEMBERS);
});

it("groups are sorted once for all pages, and anew after a change", () => {
  const world = largeWorld();
  const names = (page: number) =>
    world
      .as("alice")
      .run("listGroups", { page, perPage: 30 })
      .rows.map((group) => group.name);
  const first = names(1);
  const reads = countReads(world);
  expect(names(1)).toEqual(first);
  names(5);
  expect(reads()).toBeLessThan(READS);
  world.server.run("updateGroup", { guid: "g199", name: "aaa" });
  expect(names(1)[0]).toBe("aaa");
  world.as("alice").run("leaveGroup", { guid: "g199" });
  expect(names(1)[0]).toBe(first[0]);
});
