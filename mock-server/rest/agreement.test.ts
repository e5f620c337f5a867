import fc from "fast-check";
import { expect, test } from "vitest";
import { SYSTEM_UID, userConversationId } from "../simulator/rules/identifiers.ts";
import {
  beginLife,
  commandsArbitrary,
  type RandomCommand,
  UIDS,
} from "../simulator/testing/arbitrary-commands.ts";
import { type Answer, createApiWorld } from "./testing/api-world.ts";

// Whatever happened in an app: what one answer tells a user, the others tell too. Only answers are compared, and never the
// state that they are printed from.

type Get = (path: string) => Promise<Answer>;
type Row = Answer["data"];

const WHOLE = "per_page=1000&affix=prepend";

function idsOf(rows: readonly Row[]): readonly string[] {
  return rows.map(({ id }) => id);
}

function placeOf({ conversationType, conversationWith: other }: Row): string {
  return conversationType === "group" ? `/groups/${other.guid}` : `/users/${other.uid}`;
}

async function checkConversation(get: Get, uid: string, side: Row): Promise<void> {
  const place = placeOf(side);
  const { data: history, error } = await get(`${place}/messages?${WHOLE}`);
  expect(error, place).toBeUndefined();
  const ids = idsOf(history);
  const { data: unread } = await get(`${place}/messages?${WHOLE}&unread=1`);
  const { data: counts } = await get(`${place}/messages?unread=1&count=1`);
  expect(unread.length, "listed as unread").toBe(Number(side.unreadMessageCount));
  expect(counts[0]?.count ?? 0, "counted as unread").toBe(unread.length);
  expect(unread.filter((row: Row) => row.data.mentions?.[uid]).length).toBe(side.unreadMentionsCount);
  if (ids.length > 0) expect(side.latestMessageId).toBe(ids.at(-1));
  if (side.lastMessage) expect(ids).toContain(side.lastMessage.id);
  for (const row of history) await checkMessage(get, uid, side, row);
}

async function checkMessage(get: Get, uid: string, side: Row, row: Row): Promise<void> {
  const path = `/messages/${row.id}`;
  const { data: alone } = await get(path);
  const { data: reactions } = await get(`${path}/reactions?limit=100`);
  const reacted = (row.data.reactions ?? []).flatMap(({ reaction, count }: Row) =>
    Array(count).fill(reaction),
  );
  expect(reacted.sort()).toEqual(reactions.map(({ reaction }: Row) => reaction).sort());
  if (row.category === "action") return;
  if (row.receiverType === "user" && row.sender !== row.receiver) {
    const [receipt] = alone.receipts.data;
    expect([row.deliveredAt, row.readAt]).toEqual([receipt?.deliveredAt, receipt?.readAt]);
  }
  if (row.parentId !== undefined) return;
  const { data: replies } = await get(`${path}/thread?${WHOLE}`);
  const isUnread = ({ id, sender, deletedAt }: Row) =>
    sender !== uid && deletedAt === undefined && Number(id) > Number(side.lastReadMessageId ?? 0);
  expect(replies.length, "replies").toBe(row.replyCount ?? 0);
  expect(replies.filter(isUnread).length, "unread replies").toBe(row.unreadRepliesCount ?? 0);
}

async function checkThreads(get: Get): Promise<void> {
  for (const flag of [true, false]) {
    const { data: threads } = await get(`/threads?limit=1000&participatedByMe=${flag}`);
    for (const thread of threads) {
      const { data: replies } = await get(`/messages/${thread.id}/thread?${WHOLE}`);
      expect([replies.length, replies.at(-1)?.id]).toEqual([thread.replyCount, thread.lastReply?.id]);
    }
  }
}

/** Whoever opens every chat one after the other reads what the history of all conversations tells, and nothing else. */
async function checkWholeHistory(
  get: Get,
  uid: string,
  guids: readonly string[],
  together: readonly Row[],
): Promise<void> {
  const uids = [...UIDS, SYSTEM_UID];
  const places = [...uids.map((other) => `/users/${other}`), ...guids.map((guid) => `/groups/${guid}`)];
  const answers = await Promise.all(places.map((place) => get(`${place}/messages?${WHOLE}`)));
  const singly = idsOf(answers.flatMap(({ data }) => data ?? []));
  const gone = uids.filter((_, at) => answers[at]?.error !== undefined);
  const outOfReach = gone.map((other) => userConversationId(uid, other));
  const isLookedUp = ({ conversationId }: Row) => !outOfReach.includes(conversationId);
  expect(idsOf(together.filter(isLookedUp))).toEqual(singly.toSorted((a, b) => Number(a) - Number(b)));
}

async function checkUser(get: Get, uid: string): Promise<void> {
  const { data: sides } = await get("/conversations?per_page=1000&includeBlockedUsers=true");
  const { data: together } = await get(`/messages?${WHOLE}`);
  for (const side of sides) {
    // Whoever is deactivated is looked up in vain.
    if (side.conversationWith.deactivatedAt !== undefined) continue;
    await checkConversation(get, uid, side);
  }
  const saved = idsOf((await get("/messages?saved=1&per_page=1000")).data);
  expect(idsOf(together), "what is saved can be read").toEqual(expect.arrayContaining([...saved]));
  await checkThreads(get);
  const { data: groups } = await get("/groups?hasJoined=1&per_page=1000");
  await checkWholeHistory(
    get,
    uid,
    groups.map(({ guid }: Row) => guid),
    together,
  );
  for (const { guid, membersCount, scope } of groups) {
    const { data: members } = await get(`/groups/${guid}/members?per_page=1000`);
    expect([members.length, members.find((row: Row) => row.uid === uid)?.scope]).toEqual([
      membersCount,
      scope,
    ]);
  }
}

async function liveOneLife(commands: readonly RandomCommand[]): Promise<void> {
  const world = createApiWorld();
  beginLife(world);
  for (const { as, operation, input } of commands) {
    world.clock.advance(1_000);
    (as === null ? world.server : world.as(as)).tryRun(operation, input);
  }
  for (const uid of UIDS) {
    const user = world.app.state.users.get(uid);
    if (!user || user.deactivatedAt !== undefined) continue;
    const api = world.clientApi(uid);
    await checkUser((path) => api("GET", path), uid);
  }
}

test("whatever happened in an app, the answers of its lists and counts agree", {
  timeout: 240_000,
}, async () => {
  await fc.assert(fc.asyncProperty(commandsArbitrary, liveOneLife), { numRuns: 30 });
});
