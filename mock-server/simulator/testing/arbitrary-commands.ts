import fc from "fast-check";
import { type OperationName, operations } from "../operations/index.ts";
import { GROUP_TYPES } from "../rules/group-types.ts";
import { SCOPES } from "../rules/scope-privileges.ts";
import type { World } from "./world.ts";

/** A command of a random run: `as` is a UID, or the app's own server when it is null. */
export interface RandomCommand {
  readonly as: string | null;
  readonly operation: OperationName;
  readonly input: unknown;
  readonly toString: () => string;
}

export const UIDS = ["alice", "bob", "carol", "dave"] as const;
export const GUIDS = ["team", "club", "vault"] as const;

const uid = fc.constantFrom(...UIDS);
const guid = fc.constantFrom(...GUIDS);
/** Ids that exist after a few messages, and a few that never will. */
const id = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: 1, max: 25 }) },
  { weight: 1, arbitrary: fc.nat() },
);
const uids = fc.uniqueArray(uid, { maxLength: 3 });
const conversation = fc.oneof(fc.record({ uid }), fc.record({ guid }));
const destination = fc.oneof(
  fc.record({ receiver: uid, receiverType: fc.constant("user") }),
  fc.record({ receiver: guid, receiverType: fc.constant("group") }),
);
const content = fc.oneof(
  fc.record({
    category: fc.constant("message"),
    type: fc.constant("text"),
    data: fc.record({
      text: fc.constantFrom("hi", "how are you?", "<@uid:bob> look", "see https://example.com", " "),
    }),
  }),
  fc.record({
    category: fc.constant("custom"),
    type: fc.constant("place"),
    data: fc.record({ customData: fc.constant({ lat: 1 }), updateConversation: fc.boolean() }),
  }),
  fc.record({
    category: fc.constant("interactive"),
    type: fc.constant("form"),
    data: fc.record({
      interactiveData: fc.constant({}),
      interactionGoal: fc.constant({ type: "anyAction" }),
      allowSenderInteraction: fc.boolean(),
    }),
  }),
  fc.record({
    category: fc.constant("message"),
    type: fc.constant("image"),
    data: fc.constant({ url: "https://example.com/a.png" }),
  }),
  fc.record({
    category: fc.constant("message"),
    type: fc.constant("file"),
    files: fc.constant([{ name: "a.txt", bytes: new Uint8Array([1, 2, 3]) }]),
    filesUrl: fc.constant("https://example.com/media"),
  }),
);

/** A field that is mostly left out. */
function rarely<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: 6, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
}

const sent = fc
  .tuple(destination, content, fc.record({ parentId: rarely(id), quotedMessageId: rarely(id) }))
  .map(([to, what, references]) => ({ ...to, ...what, ...references }));

/** Sensible inputs: most of them would be accepted from the right person at the right time. */
const inputs: Partial<Record<OperationName, fc.Arbitrary<unknown>>> = {
  sendMessage: sent,
  editMessage: fc.record({ id, data: fc.constant({ text: "edited" }) }),
  deleteMessage: fc.record({ id, permanent: fc.boolean() }),
  addReaction: fc.record({ id, reaction: fc.constantFrom("👍", "🎉") }),
  removeReaction: fc.record({ id, reaction: fc.constantFrom("👍", "🎉") }),
  markRead: fc.tuple(conversation, rarely(id)).map(([c, messageId]) => ({ ...c, messageId })),
  markDelivered: fc.tuple(conversation, rarely(id)).map(([c, messageId]) => ({ ...c, messageId })),
  markUnread: fc.tuple(conversation, id).map(([c, messageId]) => ({ ...c, messageId })),
  deleteConversation: conversation,
  tagConversation: conversation.map((c) => ({ ...c, tags: ["t"] })),
  createGroup: fc.record({
    guid,
    name: guid,
    type: fc.constantFrom(...GROUP_TYPES),
    password: fc.constant("secret"),
  }),
  updateGroup: fc.record({ guid, name: fc.constant("renamed") }),
  deleteGroup: fc.record({ guid }),
  joinGroup: fc.record({ guid, password: fc.constantFrom("secret", "wrong") }),
  leaveGroup: fc.record({ guid }),
  addMembers: fc.record({ guid, admins: uids, moderators: uids, participants: uids, usersToBan: uids }),
  changeScope: fc.record({ guid, uid, scope: fc.constantFrom(...SCOPES) }),
  kickMember: fc.record({ guid, uid }),
  banUser: fc.record({ guid, uid }),
  unbanUser: fc.record({ guid, uid }),
  transferOwnership: fc.record({ guid, owner: uid }),
  blockUsers: fc.record({ blockedUids: uids }),
  unblockUsers: fc.record({ blockedUids: uids }),
  addFriends: fc.record({ uid, accepted: uids, addToConversations: fc.boolean() }),
  removeFriends: fc.record({ uid, friends: uids }),
  subscribeThread: fc.record({ id }),
  pinMessage: fc.record({ id }),
  unpinMessage: fc.record({ id }),
  saveMessage: fc.record({ id }),
  unsaveMessage: fc.record({ id }),
  pinConversation: conversation,
  unpinConversation: conversation,
  replaceAppPins: fc.record({ pinnedConversations: fc.array(conversation, { maxLength: 3 }) }),
  markInteracted: fc.record({ id, interactions: fc.constant(["a"]) }),
  flagMessage: fc.record({ id, reasonId: fc.constantFrom("spam", "other") }),
  reviewMessage: fc.record({
    id,
    queue: fc.constantFrom("flagged", "blocked"),
    status: fc.constantFrom("approved", "disapproved"),
  }),
  createModerationRule: fc.record({
    name: fc.constant("rule"),
    action: fc.constantFrom(["blockMessage"], ["holdMessage"], ["flagMessage"]),
    conditions: fc.constant([{ value: "hi" }]),
  }),
  deactivateUsers: fc.record({ uidsToDeactivate: fc.uniqueArray(uid, { minLength: 1, maxLength: 1 }) }),
  reactivateUsers: fc.record({ uidsToActivate: uids }),
  deleteUser: fc.record({ uid, permanent: fc.boolean() }),
  createUser: fc.record({ uid, name: uid }),
  requestUploads: destination.map((to) => ({ ...to, files: { a: { name: "a.png", size: 3 } } })),
  initiateCall: destination.map((to) => ({ ...to, type: "audio" })),
  sendTyping: destination.map((to) => ({ ...to, action: "started" })),
};

const names = Object.keys(operations) as OperationName[];
const RARE: ReadonlySet<string> = new Set([
  "deleteGroup",
  "deactivateUsers",
  "deleteUser",
  "deleteConversation",
]);
const common = (Object.keys(inputs) as OperationName[]).filter((name) => !RARE.has(name));
/** Messages make up half of a life, and what ends things is rare. */
const likely: readonly OperationName[] = [
  ...common.flatMap((name) => Array<OperationName>(name === "sendMessage" ? 60 : 3).fill(name)),
  ...([...RARE] as OperationName[]),
];

/** What only the app's server may do is mostly done by it; the rest mostly by users. */
function actorFor(operation: OperationName): fc.Arbitrary<string | null> {
  const server = fc.constant(null);
  const serverFirst = operations[operation].access === "key";
  return fc.oneof(
    { weight: serverFirst ? 1 : 9, arbitrary: uid },
    { weight: serverFirst ? 9 : 1, arbitrary: server },
  );
}

function command(operation: OperationName, input: fc.Arbitrary<unknown>): fc.Arbitrary<RandomCommand> {
  return fc.record({ as: actorFor(operation), input }).map(({ as, input }) => ({
    as,
    operation,
    input,
    toString: () => `${as ?? "the server"}: ${operation} ${JSON.stringify(input)}`,
  }));
}

const sensible = fc.constantFrom(...likely).chain((name) => command(name, inputs[name] ?? fc.constant({})));
const junk = fc
  .constantFrom(...names)
  .chain((name) =>
    command(
      name,
      fc.oneof(
        fc.jsonValue(),
        fc.dictionary(
          fc.constantFrom(
            "uid",
            "guid",
            "id",
            "name",
            "data",
            "scope",
            "tags",
            "limit",
            "page",
            "messageId",
            "owner",
          ),
          fc.oneof(fc.jsonValue({ maxDepth: 1 }), uid, guid, id),
        ),
      ),
    ),
  );

/** A random life of an app: mostly sensible commands, some junk. */
export const commandsArbitrary: fc.Arbitrary<RandomCommand[]> = fc.array(
  fc.oneof({ weight: 9, arbitrary: sensible }, { weight: 1, arbitrary: junk }),
  { maxLength: 60, size: "max" },
);

/** Makes the users and groups that a random life begins with: a group of each type, and one user banned. */
export function beginLife(world: World): void {
  world.addUsers(...UIDS);
  const [alice, bob, carol, dave] = UIDS;
  world.as(alice).run("createGroup", {
    guid: "team",
    name: "Team",
    type: "public",
    members: { moderators: [bob], participants: [carol, dave] },
  });
  world.as(bob).run("createGroup", {
    guid: "vault",
    name: "Vault",
    type: "private",
    members: { participants: [alice, carol] },
  });
  world.as(carol).run("createGroup", {
    guid: "club",
    name: "Club",
    type: "password",
    password: "secret",
    members: { participants: [bob], usersToBan: [dave] },
  });
}
