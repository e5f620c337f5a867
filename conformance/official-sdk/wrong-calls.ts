import type { BaseMessage, CometChat, CometChatNotifications } from "@cometchat/chat-sdk-javascript";

type Sdk = typeof CometChat;
type Notifications = typeof CometChatNotifications;

/** What a method is called with; the key of the app opens what only servers may do. */
export type Arguments = (sdk: Sdk, authKey: string) => readonly unknown[];

const NOBODY = "nobody-at-all";
const ID = "99999999";
const nobody: Arguments = () => [NOBODY, "user"];
const nowhere: Arguments = () => [NOBODY, "group"];
const nothing: Arguments = () => [];
const message: Arguments = () => [ID];

/** A text to nobody that claims to have an id. */
function forged(sdk: Sdk): BaseMessage {
  const text = new sdk.TextMessage(NOBODY, "hi", "user");
  text.setId(Number(ID));
  text.setSender(new sdk.User(NOBODY));
  return text;
}

const feedItem = (sdk: Sdk) => new sdk.NotificationFeedItem({ id: ID });
const push: Arguments = (sdk) => [new sdk.PushNotification({ id: ID, announcementId: ID })];
const group = (sdk: Sdk, guid = "no such id") => new sdk.Group(guid, "Group", "public");
const user = (sdk: Sdk, uid: string) => {
  const made = new sdk.User(uid);
  made.setName("Somebody");
  return made;
};

/** What a call is refused with, or `done` where there is nothing wrong to say → method → its arguments. */
export const WRONG_CALLS: Readonly<Record<string, Readonly<Record<string, Arguments>>>> = {
  ERR_UID_NOT_FOUND: {
    login: (_sdk, authKey) => [NOBODY, authKey],
    getUser: nobody,
    updateUser: (sdk, authKey) => [user(sdk, NOBODY), authKey],
    sendMessage: (sdk) => [new sdk.TextMessage(NOBODY, "hi", "user")],
    sendMediaMessage: (sdk) => [new sdk.MediaMessage(NOBODY, "https://a.example/a.png", "image", "user")],
    sendCustomMessage: (sdk) => [new sdk.CustomMessage(NOBODY, "user", "place", { lat: 1 })],
    sendInteractiveMessage: (sdk) => [new sdk.InteractiveMessage(NOBODY, "user", "form", { title: "F" })],
    markConversationAsRead: nobody,
    markAsUnread: (sdk) => [forged(sdk)],
    markMessageAsUnread: (sdk) => [forged(sdk)],
    getUnreadMessageCountForUser: () => [NOBODY],
    getConversation: nobody,
    deleteConversation: nobody,
    pinConversation: nobody,
    initiateCall: (sdk) => [new sdk.Call(NOBODY, "audio", "user", "call")],
    getConversationStarter: nobody,
    getSmartReplies: nobody,
    getConversationSummary: nobody,
  },
  ERR_GUID_NOT_FOUND: {
    markConversationAsDelivered: nowhere,
    getUnreadMessageCountForGroup: () => [NOBODY],
    tagConversation: () => [NOBODY, "group", ["tag"]],
    unpinConversation: nowhere,
    getGroup: nowhere,
    joinGroup: () => [NOBODY],
    updateGroup: (sdk) => [group(sdk, NOBODY)],
    deleteGroup: nowhere,
    leaveGroup: nowhere,
    kickGroupMember: () => [NOBODY, NOBODY],
    banGroupMember: () => [NOBODY, NOBODY],
    unbanGroupMember: () => [NOBODY, NOBODY],
    updateGroupMemberScope: () => [NOBODY, NOBODY, "admin"],
    addMembersToGroup: (sdk) => [NOBODY, [new sdk.GroupMember(NOBODY, "participant")], []],
    transferGroupOwnership: () => [NOBODY, NOBODY],
  },
  ERR_MESSAGE_ID_NOT_FOUND: {
    getMessageDetails: message,
    getMessageReceipts: message,
    addReaction: () => [ID, "👍"],
    removeReaction: () => [ID, "👍"],
    editMessage: (sdk) => [forged(sdk)],
    deleteMessage: message,
    markAsInteracted: () => [ID, "element"],
    flagMessage: () => [ID, { reasonId: "spam" }],
    subscribeToThread: () => [Number(ID)],
    unsubscribeFromThread: () => [Number(ID)],
    pinMessage: message,
    unpinMessage: message,
    saveMessage: message,
    unsaveMessage: message,
  },
  ERR_BAD_REQUEST: {
    createUser: (sdk, authKey) => [user(sdk, "no such id"), authKey],
    createGroup: (sdk) => [group(sdk)],
    createGroupWithMembers: (sdk) => [group(sdk), [], []],
  },
  ERR_CALL_SESSION_NOT_FOUND: { acceptCall: () => [NOBODY], rejectCall: () => [NOBODY, "rejected"] },
  ERR_EXTENSION_NOT_FOUND: { callExtension: () => [NOBODY, "GET", "v1/anything"] },
  ERR_BOT_NOT_FOUND: { askBot: () => [NOBODY, "user", NOBODY, "why?"] },
  FEED_ITEM_NOT_FOUND: {
    markFeedItemAsDelivered: (sdk) => [feedItem(sdk)],
    markFeedItemsAsDelivered: (sdk) => [[feedItem(sdk)]],
    markFeedItemAsRead: (sdk) => [feedItem(sdk)],
    reportFeedEngagement: (sdk) => [feedItem(sdk), "opened"],
    getNotificationFeedItem: () => [ID],
  },
  PUSH_NOTIFICATION_NOT_FOUND: { markPushNotificationDelivered: push, markPushNotificationClicked: push },
  // The SDK's own.
  INVALID_USER_NAME: {
    updateCurrentUserDetails: (sdk) => [Object.assign(new sdk.User(NOBODY), { name: "" })],
  },
  ERROR_EXTENSION_NOT_FOUND: { getExtensionDetails: () => [NOBODY] },
  done: {
    // These two go by the socket, where nothing answers a receipt; and a call that is not there has ended for the SDK.
    markAsRead: (sdk) => [forged(sdk)],
    markAsDelivered: (sdk) => [forged(sdk)],
    endCall: () => [NOBODY],
    blockUsers: () => [[NOBODY]],
    unblockUsers: () => [[NOBODY]],
    getOnlineGroupMemberCount: () => [[NOBODY]],
    getCallParticipantCount: () => [NOBODY, "user"],
    isExtensionEnabled: () => [NOBODY],
    isAIFeatureEnabled: () => [NOBODY],
    isFeatureEnabled: () => [NOBODY],
    registerTokenForPushNotification: () => [""],
    ...Object.fromEntries(
      [
        "getUnreadMessageCount",
        "getUnreadMessageCountForAllUsers",
        "getUnreadMessageCountForAllGroups",
        "getOnlineUserCount",
        "getConversationUpdateSettings",
        "getFlagReasons",
        "getNotificationFeedUnreadCount",
        "isPinConversationEnabled",
        "isPinMessageEnabled",
        "isSaveMessageEnabled",
        "getPinnedMessagesLimit",
        "getSystemPinnedMessagesLimit",
        "getSavedMessagesLimit",
        "getPinnedConversationsLimit",
        "getSystemPinnedConversationsLimit",
        "getMaxAttachmentCount",
        "getLastDeliveredMessageId",
        "getLoggedinUser",
        "initializeStorage",
        "logout",
      ].map((method) => [method, nothing]),
    ),
  },
};

const noPreferences = (sdk: Notifications) => [new sdk.NotificationPreferences()];

/** The calls of `CometChatNotifications`, with what means nothing. */
export const ODD_NOTIFICATION_CALLS: Readonly<Record<string, (sdk: Notifications) => readonly unknown[]>> = {
  fetchPushPreferences: () => [],
  fetchPreferences: () => [],
  updatePushPreferences: noPreferences,
  updatePreferences: noPreferences,
  resetPushPreferences: () => [],
  resetPreferences: () => [],
  registerPushToken: () => [],
  unregisterPushToken: () => [],
  muteConversations: () => [],
  unmuteConversations: () => [],
  getMutedConversations: () => [],
  updateTimezone: () => [],
  getTimezone: () => [],
};

/** Each request, for a list of what there is not. */
export const EMPTY_REQUESTS: Readonly<Record<string, (sdk: Sdk) => object>> = {
  ThreadsRequest: (sdk) => new sdk.ThreadsRequestBuilder().setGuid(NOBODY).build(),
  GroupsRequest: (sdk) => new sdk.GroupsRequestBuilder().setLimit(5).setSearchKeyword(NOBODY).build(),
  GroupMembersRequest: (sdk) => new sdk.GroupMembersRequestBuilder(NOBODY).setLimit(5).build(),
  BannedMembersRequest: (sdk) => new sdk.BannedMembersRequestBuilder(NOBODY).setLimit(5).build(),
  UsersRequest: (sdk) => new sdk.UsersRequestBuilder().setLimit(5).setRole(NOBODY).build(),
  ConversationsRequest: (sdk) => new sdk.ConversationsRequestBuilder().setLimit(5).setTags([NOBODY]).build(),
  MessagesRequest: (sdk) =>
    new sdk.MessagesRequestBuilder().setLimit(5).setUID(NOBODY).setMessageId(1).build(),
  BlockedUsersRequest: (sdk) => new sdk.BlockedUsersRequestBuilder().setLimit(5).build(),
  ReactionsRequest: (sdk) => new sdk.ReactionsRequestBuilder().setLimit(5).setMessageId(Number(ID)).build(),
  NotificationFeedRequest: (sdk) => new sdk.NotificationFeedRequestBuilder().setCategory(NOBODY).build(),
  NotificationCategoriesRequest: (sdk) => new sdk.NotificationCategoriesRequestBuilder().build(),
};
