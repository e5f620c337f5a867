import type { CometChat } from "@cometchat/chat-sdk-javascript";
import { describe, expect, it } from "vitest";
import { type Device, useWorld } from "./world.ts";

// The rest of the privilege matrix of domain.md §5.4: the group itself, its lists, messages, reactions, pins and calls.

const world = useWorld();

const ADM = "ERR_GROUP_NO_ADMIN_SCOPE";
const CLR = "ERR_GROUP_NO_CLEARANCE";
const CNA = "ERR_CONVERSATION_NOT_ACCESSIBLE";
const EXIT = "ERR_OWNER_EXIT_FORBIDDEN";
const GNJ = "ERR_GROUP_NOT_JOINED";
const MOD = "ERR_GROUP_NO_MODERATOR_SCOPE";
const NAM = "ERR_NOT_A_MEMBER";
const NOACC = "ERR_MESSAGE_NO_ACCESS";
const PERM = "ERR_PERMISSION_DENIED";
const SENDER = "ERR_MESSAGE_NOT_A_SENDER";

type Sdk = typeof CometChat;

/** Where an operation is tried: the message is another's unless the row says it is the actor's own. */
interface Place {
  readonly guid: string;
  readonly messageId: string;
  /** A participant of the group. */
  readonly member: string;
}

type Attempt = (sdk: Sdk, place: Place) => Promise<unknown>;

const ACTORS = ["owner", "admin", "moderator", "participant", "stranger"] as const;
type Actor = (typeof ACTORS)[number];

const edit: Attempt = (sdk, { guid, messageId }) => {
  const message = new sdk.TextMessage(guid, "edited", "group");
  message.setId(messageId as never);
  return sdk.editMessage(message);
};
const remove: Attempt = (sdk, { messageId }) => sdk.deleteMessage(messageId);
const pin: Attempt = (sdk, { messageId }) => sdk.pinMessage(messageId);
const reply: Attempt = (sdk, { guid, messageId }) => {
  const message = new sdk.TextMessage(guid, "reply", "group");
  message.setParentMessageId(messageId as never);
  return sdk.sendMessage(message);
};
const ban: Attempt = (sdk, { guid, member }) => sdk.addMembersToGroup(guid, [], [member]);

const MATRIX: readonly (readonly [
  what: string,
  attempt: Attempt,
  outcomes: readonly string[],
  isOwn?: "own",
])[] = [
  //                                                     owner, admin, moderator, participant, stranger
  [
    "updateGroup",
    (sdk, { guid }) => sdk.updateGroup(new sdk.Group(guid, "Squad", "public")),
    ["done", "done", "done", MOD, GNJ],
  ],
  ["deleteGroup", (sdk, { guid }) => sdk.deleteGroup(guid), ["done", "done", ADM, ADM, GNJ]],
  ["leaveGroup", (sdk, { guid }) => sdk.leaveGroup(guid), [EXIT, "done", "done", "done", GNJ]],
  [
    "transferGroupOwnership",
    (sdk, { guid, member }) => sdk.transferGroupOwnership(guid, member),
    ["done", CLR, CLR, CLR, GNJ],
  ],
  ["addMembersToGroup, with a ban", ban, ["done", "done", ADM, ADM, GNJ]],
  [
    "GroupMembersRequest",
    (sdk, { guid }) => new sdk.GroupMembersRequestBuilder(guid).setLimit(9).build().fetchNext(),
    ["done", "done", "done", "done", GNJ],
  ],
  [
    "BannedMembersRequest",
    (sdk, { guid }) => new sdk.BannedMembersRequestBuilder(guid).setLimit(9).build().fetchNext(),
    ["done", "done", "done", MOD, GNJ],
  ],
  [
    "MessagesRequest",
    (sdk, { guid }) => new sdk.MessagesRequestBuilder().setGUID(guid).setLimit(9).build().fetchPrevious(),
    ["done", "done", "done", "done", GNJ],
  ],
  [
    "sendMessage",
    (sdk, { guid }) => sdk.sendMessage(new sdk.TextMessage(guid, "hi", "group")),
    ["done", "done", "done", "done", NAM],
  ],
  ["sendMessage, a reply", reply, ["done", "done", "done", "done", NAM]],
  [
    "addReaction",
    (sdk, { messageId }) => sdk.addReaction(messageId, "👍"),
    ["done", "done", "done", "done", NAM],
  ],
  ["editMessage", edit, ["done", "done", "done", SENDER, NOACC]],
  ["editMessage", edit, ["done", "done", "done", "done", NAM], "own"],
  ["deleteMessage", remove, ["done", "done", "done", SENDER, NOACC]],
  ["deleteMessage", remove, ["done", "done", "done", "done", NOACC], "own"],
  ["pinMessage", pin, ["done", "done", "done", PERM, NOACC]],
  ["pinMessage", pin, ["done", "done", "done", PERM, NOACC], "own"],
  [
    "unpinMessage",
    (sdk, { messageId }) => sdk.unpinMessage(messageId),
    ["done", "done", "done", PERM, NOACC],
  ],
  [
    "saveMessage",
    (sdk, { messageId }) => sdk.saveMessage(messageId),
    ["done", "done", "done", "done", NOACC],
  ],
  [
    "pinConversation",
    (sdk, { guid }) => sdk.pinConversation(guid, "group"),
    ["done", "done", "done", "done", CNA],
  ],
  [
    "initiateCall",
    (sdk, { guid }) => sdk.initiateCall(new sdk.Call(guid, "audio", "group", "call")),
    ["done", "done", "done", "done", NAM],
  ],
];

async function outcomeOf(doing: Promise<unknown>): Promise<string> {
  try {
    await doing;
    return "done";
  } catch (error) {
    if (error instanceof Error) throw error;
    return String((error as { code?: unknown }).code);
  }
}

/** A group in which the actor is what it is to be, with a message; a stranger was a member when it was said. */
async function stage({ uid }: Device, actor: Actor, isOwn: boolean): Promise<Place> {
  const member = await world.user("member");
  const owner = actor === "owner" ? uid : await world.user("owner");
  const guid = await world.group("stage", {
    owner,
    admins: actor === "admin" ? [uid] : [],
    moderators: actor === "moderator" ? [uid] : [],
    participants: actor === "participant" || actor === "stranger" ? [uid, member] : [member],
  });
  const message = {
    receiver: guid,
    receiverType: "group",
    category: "message",
    type: "text",
    data: { text: "hi" },
  };
  const { id } = await world.api.call("POST", "messages", message, { onBehalfOf: isOwn ? uid : member });
  if (actor === "stranger") await world.api.call("DELETE", `groups/${guid}/members/${uid}`);
  return { guid, messageId: String(id), member };
}

describe("who may do what in a group (domain.md §5.4)", () => {
  describe.each(ACTORS)("as the %s", (actor) => {
    it("the SDK's calls are done or refused as the matrix says", async () => {
      const device = await world.join("actor", {}, { autoConnect: false });
      const outcomes: Record<string, string> = {};
      const expected: Record<string, string> = {};
      for (const [name, attempt, row, own] of MATRIX) {
        const what = own ? `${name}, of the own message` : name;
        const place = await stage(device, actor, own === "own");
        outcomes[what] = await outcomeOf(attempt(device.sdk, place));
        expected[what] = row[ACTORS.indexOf(actor)] ?? "";
      }
      expect(outcomes).toEqual(expected);
    });
  });
});
