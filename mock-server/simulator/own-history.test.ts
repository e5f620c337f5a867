import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Message } from "./records.ts";
import { groupConversationId } from "./rules/identifiers.ts";
import { pairKey } from "./state.ts";
import { beginLife, commandsArbitrary, UIDS } from "./testing/arbitrary-commands.ts";
import { createWorld, type World } from "./testing/world.ts";
import { userTimeline } from "./timelines.ts";

const THEN = 1_690_000_000;

interface Page {
  readonly affix: "append" | "prepend";
  readonly id?: number;
  readonly sentAt?: number;
}

/** A user's history as one page, oldest first. */
function idsOf(world: World, uid: string, page: Page = { affix: "prepend" }): readonly number[] {
  return world
    .as(uid)
    .run("listMessages", { ...page, limit: 1_000 })
    .rows.map(({ id }) => id);
}

/** The same, put together of the single conversations. */
function idsOneByOne({ app: { state } }: World, uid: string, page: Page): readonly number[] {
  const sides = state.views.list("byUser", uid).filter((view) => view.conversationType === "user");
  const guids = state.members.list("byUser", uid).map(({ guid }) => guid);
  const conversations = [
    ...sides.map(({ conversationId }) => [conversationId, [userTimeline(conversationId, uid)]] as const),
    ...guids.map((guid) => {
      const conversationId = groupConversationId(guid);
      return [conversationId, [conversationId, userTimeline(conversationId, uid)]] as const;
    }),
  ];
  return conversations
    .flatMap(([conversationId, lists]) => {
      const clearedUpTo = state.views.get(pairKey(uid, conversationId))?.clearedUpTo ?? 0;
      return lists
        .flatMap((list) => state.messages.list("timeline", list))
        .filter((row) => row.id > clearedUpTo && isOn(page, row));
    })
    .map(({ id }) => id)
    .sort((a, b) => a - b);
}

function isOn({ affix, id, sentAt }: Page, row: Message): boolean {
  return affix === "append"
    ? row.id > (id ?? 0) && row.sentAt >= (sentAt ?? 0)
    : row.id < (id ?? Number.POSITIVE_INFINITY) && row.sentAt <= (sentAt ?? Number.POSITIVE_INFINITY);
}

const pages: readonly Page[] = (["append", "prepend"] as const).flatMap((affix) => [
  { affix },
  { affix, id: 4 },
  { affix, sentAt: THEN + 5 },
]);

/** Messages between two users, or to a group, seconds apart. */
function said(count: number, from: string, to: object, since = THEN): object[] {
  return Array.from({ length: count }, (_, at) => ({
    muid: `${from} ${since + at} ${JSON.stringify(to)}`,
    sender: from,
    ...to,
    data: { text: "hi" },
    sentAt: since + at,
  }));
}

const toUser = (uid: string) => ({ receiverType: "user", receiver: uid });
const toGroup = (guid: string) => ({ receiverType: "group", receiver: guid });

function threeInTwoGroups(): World {
  const world = createWorld();
  world.addUsers("alice", "bob", "carol");
  for (const guid of ["quiet", "loud"]) {
    world.server.run("createGroup", { guid, name: guid, type: "public" });
  }
  world.as("alice").run("joinGroup", { guid: "quiet" });
  return world;
}

describe("the history of all conversations", () => {
  it("is that of the single ones put together, whatever happened", () => {
    const lives = fc.property(commandsArbitrary, (commands) => {
      const world = createWorld();
      beginLife(world);
      for (const { as, operation, input } of commands) {
        (as === null ? world.server : world.as(as)).tryRun(operation, input);
      }
      for (const uid of UIDS) {
        if (world.app.state.users.get(uid)?.deactivatedAt !== undefined || !world.app.state.users.has(uid))
          continue;
        for (const page of pages) expect(idsOf(world, uid, page)).toEqual(idsOneByOne(world, uid, page));
      }
    });
    fc.assert(lives, { numRuns: 100 });
  });

  it("goes past any number of messages of groups that the user is not in", () => {
    const world = threeInTwoGroups();
    const messages = [
      ...said(3, "bob", toGroup("quiet")),
      ...said(2_000, "bob", toGroup("loud"), THEN + 10),
      ...said(2, "bob", toUser("alice"), THEN + 1_000),
      ...said(2, "bob", toGroup("quiet"), THEN + 3_000),
    ];
    world.server.run("loadWorld", { messages });
    const told = (page: Page) =>
      idsOf(world, "alice", page).map((id) => world.app.state.messages.get(id)?.sentAt ?? 0);
    const all = [0, 1, 2, 1_000, 1_001, 3_000, 3_001].map((at) => THEN + at);
    for (const affix of ["append", "prepend"] as const) expect(told({ affix }).slice(1)).toEqual(all);
    expect(told({ affix: "prepend", sentAt: THEN + 1_000 })).toEqual(all.slice(0, 4));
  });

  it("leaves out what the user has deleted, however long it is", () => {
    const world = threeInTwoGroups();
    const messages = [...said(3, "carol", toUser("alice")), ...said(900, "bob", toUser("alice"), THEN + 10)];
    world.server.run("loadWorld", { messages });
    world.as("alice").run("deleteConversation", { uid: "bob" });
    const news = world.say("bob", { uid: "alice" });
    const joined = world.app.state.messages.list("all", "all").find(({ category }) => category === "action");
    for (const affix of ["append", "prepend"] as const) {
      expect(idsOf(world, "alice", { affix })).toEqual([joined?.id, 2, 3, 4, news.id]);
    }
  });

  it("is found by time where an import came late, in every conversation of the user", () => {
    const world = threeInTwoGroups();
    world.say("bob", { uid: "alice" });
    world.server.run("loadWorld", {
      messages: [...said(3, "carol", toUser("alice")), ...said(3, "carol", toGroup("quiet"))],
    });
    const before = idsOf(world, "alice", { affix: "prepend", sentAt: THEN + 1 });
    expect(before.map((id) => world.app.state.messages.get(id)?.sentAt)).toEqual([
      THEN,
      THEN,
      THEN + 1,
      THEN + 1,
    ]);
  });
});
