import { must, type World } from "./history.ts";

/** Users of a crowd with something special about their conversations. */
export const PEOPLE = ["ada", "eve", "pia", "ben", "tom"] as const;
export type Person = (typeof PEOPLE)[number];

/** The group that all are in, and the one from which many are banned. */
export const CROWD = "crowd";
export const STRICT = "strict";

/** How many of Ada's conversations hold something unread, the oldest ones, in an app of any size. */
export const UNREAD = 20;
const THEN = 1_700_000_000;
const HARNESS = { kind: "harness" } as const;

/**
 * Makes an app in which each of the {@link PEOPLE} has `size` conversations, one in ten of them with a private group.
 * Ada has read all but {@link UNREAD} of hers and follows `size` threads; Eve has read none, Pia has pinned five, Ben has
 * blocked five of his, and Tom has begun and pinned `size` threads. There are ten times as many users, all in one group, and
 * `size` of them are banned from another.
 *
 * @returns the auth token of each
 */
export function addCrowd(world: World, appId: string, size: number): Readonly<Record<Person, string>> {
  world.backend.addApp({ appId, region: "us", authKey: "auth", restApiKey: "rest" });
  const tokens = PEOPLE.map((uid) => {
    const input = { uid, name: `Person ${uid}`, withAuthToken: true };
    return [uid, must(world, { appId, operation: "createUser", as: HARNESS, input }).token?.authToken ?? ""];
  });
  must(world, { appId, operation: "loadWorld", as: HARNESS, input: crowdOf(size) });
  const at = (index: number) => uidOf(Math.floor((index * size) / 10));
  for (let index = 0; index < 5; index += 1) {
    const pia = { kind: "harness", uid: "pia" } as const;
    must(world, { appId, operation: "pinConversation", as: pia, input: { uid: at(index) } });
  }
  const blockedUids = Array.from({ length: 5 }, (_, index) => at(index));
  must(world, {
    appId,
    operation: "blockUsers",
    as: { kind: "harness", uid: "ben" },
    input: { blockedUids },
  });
  addPinnedThreads(world, appId, size);
  addThreads(world, appId, size);
  addFeed(world, appId, size);
  return Object.fromEntries(tokens);
}

function crowdOf(size: number) {
  const users = range(size * 10, (index) => ({
    uid: uidOf(index),
    name: `Member ${index}`,
    createdAt: THEN,
  }));
  const circles = range(size / 10, (index) => guidOf(index));
  const groups = [
    ...[CROWD, STRICT].map((guid) => ({ guid, name: guid, type: "public", owner: "ada", createdAt: THEN })),
    ...circles.map((guid) => ({ guid, name: guid, type: "private", owner: "ada", createdAt: THEN })),
  ];
  const members = [
    memberOf(CROWD, "tom"),
    ...range(size * 10 - 2, (index) => memberOf(CROWD, uidOf(index))),
    ...range(size, (index) => ({ ...memberOf(STRICT, uidOf(index)), isBanned: true })),
    ...circles.flatMap((guid) => ["eve", "pia", "ben", uidOf(0)].map((uid) => memberOf(guid, uid))),
  ];
  return { users, groups, members, messages: conversationsOf(size) };
}

/** One message in each conversation, the newest last, with every tenth in a group. */
function conversationsOf(size: number): object[] {
  return range(size, (index) => {
    const at = THEN + 1 + index;
    const text = { data: { text: `Message number ${index}: see you at the trailhead?` }, sentAt: at };
    const readAt = index < UNREAD ? undefined : at;
    if (index % 10 === 9) {
      const receiver = guidOf((index - 9) / 10);
      return [{ ...text, muid: `g${index}`, sender: uidOf(0), receiverType: "group", receiver, readAt }];
    }
    const toPeople = { ...text, sender: uidOf(index), receiverType: "user" };
    return PEOPLE.map((uid) => {
      const muid = `${uid}${index}`;
      return { ...toPeople, muid, receiver: uid, readAt: uid === "eve" ? undefined : readAt };
    });
  }).flat();
}

/** Ada asks things in the crowd, and answers herself. */
function addThreads(world: World, appId: string, size: number): void {
  const as = { kind: "harness", uid: "ada" } as const;
  const to = { receiver: CROWD, receiverType: "group", category: "message", type: "text" } as const;
  for (let index = 0; index < size; index += 1) {
    const text = { ...to, data: { text: `Question ${index}` } };
    const { id: parentId } = must(world, { appId, operation: "sendMessage", as, input: text });
    must(world, { appId, operation: "sendMessage", as, input: { ...text, parentId } });
  }
}

/** Tom says something in each conversation, or in a group of his own instead of each tenth, answers and pins it. */
function addPinnedThreads(world: World, appId: string, size: number): void {
  const as = { kind: "harness", uid: "tom" } as const;
  for (let index = 0; index < size; index += 1) {
    const guid = `topic-${index}`;
    const isOfGroup = index % 10 === 9;
    if (isOfGroup)
      must(world, { appId, operation: "createGroup", as, input: { guid, name: guid, type: "private" } });
    const to = isOfGroup
      ? { receiver: guid, receiverType: "group" }
      : { receiver: uidOf(index), receiverType: "user" };
    const text = { ...to, category: "message", type: "text", data: { text: `Topic ${index}` } };
    const { id } = must(world, { appId, operation: "sendMessage", as, input: text });
    must(world, { appId, operation: "sendMessage", as, input: { ...text, parentId: id } });
    must(world, { appId, operation: "pinMessage", as: HARNESS, input: { id } });
  }
}

function addFeed(world: World, appId: string, size: number): void {
  for (let index = 0; index < size; index += 1) {
    const input = { receivers: ["ada"], content: { title: `Item ${index}` } };
    must(world, { appId, operation: "publishFeedItem", as: HARNESS, input });
  }
}

function memberOf(guid: string, uid: string) {
  return { memberId: `${guid}_member_${uid}`, guid, uid, joinedAt: THEN };
}

function range<R>(length: number, make: (index: number) => R): R[] {
  return Array.from({ length }, (_, index) => make(index));
}

/** Of the user with whom the conversation of this number is. */
export function uidOf(index: number): string {
  return `member-${index}`;
}

/** Of the group with whom the conversation of ten times this number and nine is. */
export function guidOf(index: number): string {
  return `circle-${index}`;
}
