/** Where an operation that has several is used: in a thread, a group, with a user, or in none of these. */
export type Place = "thread" | "group" | "user" | "all";

/** An operation that a feature stands for; everywhere, or in these places only. */
export interface FeatureUse {
  readonly operation: string;
  readonly places?: readonly Place[];
}

/** A feature that can be taken from the users of a role. docs: rest-api/restrict-features */
export interface Feature {
  readonly key: string;
  readonly title: string;
  /** What a logged-in user does with it. */
  readonly does: string;
  readonly path: string;
  /** Empty: it can be restricted and is listed as such, but nothing of its own here answers it. */
  readonly uses: readonly FeatureUse[];
}

function feature(key: string, title: string, does: string, path: string, ...uses: FeatureUse[]): Feature {
  return { key: `u.${key}`, title, does, path: `/v3${path}`, uses };
}

function use(operation: string, ...places: Place[]): FeatureUse {
  return places.length > 0 ? { operation, places } : { operation };
}

const MESSAGES_OF_GROUP = "/groups/{{guid}}/messages";
const MEMBERS = "/groups/{{guid}}/members";
const BANNED = "/groups/{{guid}}/bannedusers";
const CALL = "/calls/{{sessionId}}";

/**
 * Every feature with the operations it stands for. docs: rest-api/restrict-features; which operation belongs to which
 * key is read off the keys' names, and so assumed.
 */
export const FEATURES: readonly Feature[] = [
  feature("addMember", "Add Member", "add a member to a group", MEMBERS, use("addMembers")),
  feature("ban", "Ban User", "ban a user from a group", `${BANNED}/{{uid}}`, use("banUser")),
  feature("blockUser", "Block User", "block a user", "/blockedusers", use("blockUsers")),
  feature("changeScope", "Change Scope", "change a member's scope", `${MEMBERS}/{{uid}}`, use("changeScope")),
  feature("createCall", "Create Call", "initiate a call", "/calls", use("initiateCall")),
  feature("createGroup", "Create Group", "create a group", "/groups", use("createGroup")),
  feature(
    "createMessage",
    "Create Message",
    "send a message",
    "/messages",
    use("sendMessage", "all"),
    use("sendToMany"),
  ),
  feature(
    "createMessageThread",
    "Create Message Thread",
    "reply in a thread",
    "/messages/{{id}}/thread",
    use("sendMessage", "thread"),
  ),
  feature("deleteCall", "Delete Call", "delete a call", CALL),
  feature(
    "deleteConversationForUser",
    "Delete Conversation",
    "delete a conversation",
    "/users/{{uid}}/conversation",
    use("deleteConversation"),
  ),
  feature("deleteGroup", "Delete Group", "delete a group", "/groups/{{guid}}", use("deleteGroup")),
  feature("deleteGroupMessages", "Delete Group Messages", "delete a group's messages", MESSAGES_OF_GROUP),
  feature("deleteMessage", "Delete Message", "delete a message", "/messages/{{id}}", use("deleteMessage")),
  feature(
    "getBlockedUsers",
    "List Blocked Users",
    "fetch the blocked users",
    "/blockedusers",
    use("listBlocked"),
  ),
  feature("getCall", "Get Call", "fetch a call", CALL),
  feature(
    "getConversation",
    "Get Conversation",
    "fetch a conversation",
    "/users/{{uid}}/conversation",
    use("getConversation"),
  ),
  feature("getGroup", "Get Group", "fetch a group", "/groups/{{guid}}", use("getGroup")),
  feature(
    "getGroupMessages",
    "List Group Messages",
    "fetch the messages of a group",
    MESSAGES_OF_GROUP,
    use("listMessages", "group"),
    use("listPinnedMessages", "group"),
  ),
  feature("getMember", "Get Member", "fetch a member of a group", `${MEMBERS}/{{uid}}`),
  feature("getMessage", "Get Message", "fetch a message", "/messages/{{id}}", use("getMessage")),
  feature("getMyDetails", "Get My Details", "fetch the own profile", "/me"),
  feature("getUser", "Get User", "fetch a user", "/users/{{uid}}", use("getUser")),
  feature(
    "getUserMessages",
    "List User Messages",
    "fetch the messages with a user",
    "/users/{{uid}}/messages",
    use("listMessages", "user"),
    use("listPinnedMessages", "user"),
  ),
  feature("joinGroup", "Join Group", "join a group", MEMBERS, use("joinGroup")),
  feature(
    "kickMember",
    "Kick Member",
    "kick a member out of a group",
    `${MEMBERS}/{{uid}}`,
    use("kickMember"),
  ),
  feature("leaveGroup", "Leave Group", "leave a group", MEMBERS, use("leaveGroup")),
  feature("listBannedUsers", "List Banned Users", "fetch a group's banned users", BANNED, use("listBanned")),
  feature("listCalls", "List Calls", "fetch the calls", "/calls"),
  feature(
    "listConversations",
    "List Conversations",
    "fetch the conversations",
    "/conversations",
    use("listConversations"),
  ),
  feature("listGroupMembers", "List Group Members", "fetch a group's members", MEMBERS, use("listMembers")),
  feature("listGroups", "List Groups", "fetch the groups", "/groups", use("listGroups")),
  feature(
    "listMessages",
    "List Messages",
    "fetch the messages",
    "/messages",
    use("listMessages", "all"),
    use("listPinnedMessages", "all"),
    use("listSavedMessages"),
  ),
  feature("listSettings", "List Settings", "fetch the app's settings", "/settings"),
  feature(
    "listThreadedMessages",
    "List Threaded Messages",
    "fetch the replies of a thread",
    "/messages/{{id}}/thread",
    use("listMessages", "thread"),
  ),
  feature("listUsers", "List Users", "fetch the user list", "/users", use("listUsers")),
  feature("logout", "Logout", "log out", "/me", use("closeSession")),
  feature("massMemberOperate", "Operate Members", "add and ban members in bulk", MEMBERS, use("addMembers")),
  feature(
    "patchOwner",
    "Transfer Ownership",
    "transfer a group",
    "/groups/{{guid}}",
    use("transferOwnership"),
  ),
  feature("unban", "Unban User", "unban a user from a group", `${BANNED}/{{uid}}`, use("unbanUser")),
  feature("unblockUser", "Unblock User", "unblock a user", "/blockedusers", use("unblockUsers")),
  feature("updateAuthToken", "Update Auth Token", "update the session's details", "/me"),
  feature("updateCall", "Update Call", "accept, reject or end a call", CALL, use("updateCall")),
  feature("updateGroup", "Update Group", "update a group", "/groups/{{guid}}", use("updateGroup")),
  feature("updateMessage", "Update Message", "edit a message", "/messages/{{id}}", use("editMessage")),
];
