import type { MethodName, ParamsOf } from "../protocol/index.ts";

/** Calls a method, if the driver claims it, and gives what came of it where that was a value. */
export type Ask = <M extends MethodName>(
  clientId: string,
  method: M,
  params: ParamsOf<M>,
) => Promise<unknown>;

export interface Cast {
  /** The client of the first user. */
  readonly ann: string;
  /** The client of the second. */
  readonly bob: string;
  readonly annsUid: string;
  readonly bobsUid: string;
  readonly authKey: string;
}

/**
 * Takes two clients through every method that there is, each with params that should work: whether what is answered has the
 * right form can be seen of nothing else.
 */
export async function walkThroughMethods(
  ask: Ask,
  { ann, bob, annsUid, bobsUid, authKey }: Cast,
): Promise<void> {
  const toBob = { receiverId: bobsUid, receiverType: "user" as const };
  const withBob = { conversationWith: bobsUid, conversationType: "user" as const };
  const withAnn = { conversationWith: annsUid, conversationType: "user" as const };

  await ask(ann, "getLoggedInUser", {});
  await ask(ann, "connect", {});
  await ask(ann, "ping", {});
  await ask(ann, "getConnectionStatus", {});

  await ask(ann, "createUser", {
    uid: "check-carol",
    name: "Carol",
    metadata: { seat: 4 },
    tags: ["guest"],
    authKey,
  });
  await ask(ann, "updateUser", { uid: "check-carol", name: "Carol B.", authKey });
  await ask(ann, "updateCurrentUser", { name: "Ann" });
  await ask(ann, "getUser", { uid: bobsUid });
  await ask(ann, "fetchUsers", { request: "users", filters: { limit: 10 } });
  await ask(ann, "blockUsers", { uids: ["check-carol"] });
  await ask(ann, "fetchBlockedUsers", { request: "blocked", filters: { limit: 10 } });
  await ask(ann, "unblockUsers", { uids: ["check-carol"] });

  const guid = "check-group";
  await ask(ann, "createGroup", {
    guid,
    name: "Group",
    type: "public",
    metadata: { floor: 2 },
    tags: ["new"],
  });
  await ask(ann, "getGroup", { guid });
  await ask(ann, "updateGroup", { guid, name: "The group" });
  await ask(ann, "fetchGroups", { request: "groups", filters: { limit: 10 } });
  await ask(bob, "joinGroup", { guid });
  await ask(ann, "addMembersToGroup", { guid, members: [{ uid: "check-carol", scope: "participant" }] });
  await ask(ann, "updateGroupMemberScope", { guid, uid: bobsUid, scope: "moderator" });
  await ask(ann, "fetchGroupMembers", { request: "members", filters: { limit: 10, guid } });
  await ask(bob, "sendTextMessage", { receiverId: guid, receiverType: "group", text: "Hello, all" });

  const text = `Hello <@uid:${bobsUid}> 👋`;
  const sent = await ask(ann, "sendTextMessage", {
    ...toBob,
    text,
    muid: "check-1",
    metadata: { a: 1 },
    tags: ["x"],
  });
  const messageId = idOf(sent);
  const about = { messageId, senderId: annsUid, ...toBob };
  await ask(ann, "sendTextMessage", { ...toBob, text: "A reply", parentMessageId: messageId });
  await ask(bob, "markAsDelivered", about);
  await ask(bob, "markAsRead", about);
  await ask(bob, "addReaction", { messageId, reaction: "👍" });
  await ask(bob, "fetchReactions", { request: "reactions", filters: { limit: 10, messageId } });
  await ask(bob, "removeReaction", { messageId, reaction: "👍" });
  await ask(ann, "editMessage", { messageId, ...toBob, text: "Hello again" });
  await ask(ann, "getMessage", { messageId });
  await ask(ann, "getMessageReceipts", { messageId });
  const attachment = {
    url: "https://files.example/a.png",
    name: "a.png",
    extension: "png",
    mimeType: "image/png",
    size: 3,
  };
  await ask(ann, "sendMediaMessage", { ...toBob, type: "image", attachments: [attachment], caption: "A" });
  await ask(ann, "sendCustomMessage", { ...toBob, type: "place", customData: { lat: 1.5 }, subType: "pin" });
  const form = await ask(ann, "sendInteractiveMessage", {
    ...toBob,
    type: "form",
    interactiveData: { title: "Lunch?" },
    interactionGoal: { type: "anyOf", elementIds: ["yes"] },
  });
  await ask(bob, "markAsInteracted", { messageId: idOf(form), elementId: "yes" });
  await ask(bob, "fetchMessages", {
    request: "history",
    direction: "previous",
    filters: { limit: 30, uid: annsUid },
  });
  await ask(bob, "fetchMessages", {
    request: "of the group",
    direction: "previous",
    filters: { limit: 30, guid },
  });

  await ask(bob, "getUnreadMessageCount", {});
  await ask(bob, "getConversation", withAnn);
  await ask(bob, "fetchConversations", { request: "conversations", filters: { limit: 10 } });
  await ask(bob, "tagConversation", { ...withAnn, tags: ["friends"] });
  await ask(bob, "markConversationAsDelivered", withAnn);
  await ask(bob, "markConversationAsRead", withAnn);
  await ask(bob, "markAsUnread", about);
  await ask(ann, "startTyping", toBob);
  await ask(ann, "endTyping", toBob);
  await ask(ann, "sendTransientMessage", { ...toBob, data: { wave: 1 } });

  const call = await ask(ann, "initiateCall", { ...toBob, type: "audio" });
  await ask(bob, "acceptCall", { sessionId: sessionOf(call) });
  await ask(ann, "endCall", { sessionId: sessionOf(call) });
  const other = await ask(ann, "initiateCall", { ...toBob, type: "video" });
  await ask(bob, "rejectCall", { sessionId: sessionOf(other), status: "rejected" });

  await ask(ann, "deleteMessage", { messageId });
  await ask(ann, "deleteConversation", withBob);
  await ask(ann, "kickGroupMember", { guid, uid: "check-carol" });
  await ask(ann, "banGroupMember", { guid, uid: bobsUid });
  await ask(ann, "fetchBannedMembers", { request: "banned", filters: { limit: 10, guid } });
  await ask(ann, "unbanGroupMember", { guid, uid: bobsUid });
  await ask(bob, "joinGroup", { guid });
  await ask(ann, "transferGroupOwnership", { guid, uid: bobsUid });
  await ask(ann, "leaveGroup", { guid });
  await ask(bob, "deleteGroup", { guid });
  await ask(bob, "disconnect", {});
}

function idOf(message: unknown): string {
  return textAt(message, "id");
}

function sessionOf(call: unknown): string {
  return textAt(call, "sessionId");
}

/** "0" where there is none: what needs it fails then, which has been told of already. */
function textAt(value: unknown, key: string): string {
  const found = typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
  return typeof found === "string" && found !== "" ? found : "0";
}
