/**
 * Where each public method of the official SDK 4.2.0 is called and its effect asserted: test file → methods. A file may
 * have another one of the harness call for it: `presence.test.ts by connect.ts`. That the tests do fail without the effect
 * is what scripts/mutate-sdk measures.
 */
export type Coverage = Readonly<Record<string, readonly string[]>>;

/** The classes of the SDK that have to do with the service: its entry points, and what builds and makes requests. */
export const ENTRY_POINTS: ReadonlySet<string> = new Set([
  "CometChat",
  "CometChatNotifications",
  "CometChatHelper",
]);
export const REQUESTS = /Request(Builder)?$|^AppSettingsBuilder$|^MessageThread$/;

/**
 * Class → where its methods are tested. Of entry points the static methods count, of the others those of their objects;
 * what the vendor's typings mark as internal counts nowhere.
 */
export const SDK_SURFACE: Readonly<Record<string, Coverage>> = {
  CometChat: {
    "sdk-surface.test.ts": words(
      "addConnectionListener addMessageListener addCallListener addUserListener addGroupListener addLoginListener addConversationListener initializeStorage getLastDeliveredMessageId removeConnectionListener removeMessageListener removeCallListener removeUserListener removeGroupListener removeLoginListener setSource removeConversationListener",
    ),
    "session.test.ts by connect.ts": words("login init"),
    "session.test.ts": words("getConnectionStatus disconnect isInitialized getLoggedinUser logout connect"),
    "push-notifications.test.ts": words("registerTokenForPushNotification"),
    "interactions.test.ts": words("sendInteractiveMessage markAsInteracted"),
    "uploads.test.ts": words("sendMediaMessage createUploadFileRequest"),
    "media.test.ts": words("getMaxAttachmentCount"),
    "agents.test.ts": words("addAIAssistantListener removeAIAssistantListener"),
    "talking.test.ts": words("startTyping endTyping sendTransientMessage addReaction removeReaction"),
    "receipts.test.ts": words(
      "markMessageAsUnread markAsRead markAsDelivered markConversationAsRead markConversationAsDelivered markAsUnread getMessageReceipts getUnreadMessageCount getUnreadMessageCountForAllUsers getUnreadMessageCountForAllGroups getUnreadMessageCountForUser getUnreadMessageCountForGroup",
    ),
    "threads.test.ts": words("subscribeToThread unsubscribeFromThread"),
    "pins.test.ts": words(
      "pinMessage unpinMessage saveMessage unsaveMessage pinConversation unpinConversation isPinConversationEnabled isPinMessageEnabled isSaveMessageEnabled getPinnedMessagesLimit getSystemPinnedMessagesLimit getSavedMessagesLimit getPinnedConversationsLimit getSystemPinnedConversationsLimit",
    ),
    "messages.test.ts": words("getMessageDetails editMessage deleteMessage"),
    "presence.test.ts": words("getOnlineUserCount getOnlineGroupMemberCount"),
    "users.test.ts": words("createUser updateUser updateCurrentUserDetails getUser"),
    "blocking.test.ts": words("blockUsers unblockUsers"),
    "conversations.test.ts": words("getConversation tagConversation deleteConversation"),
    "groups.test.ts": words(
      "createGroup getGroup joinGroup updateGroup deleteGroup leaveGroup transferGroupOwnership createGroupWithMembers",
    ),
    "group-members.test.ts": words(
      "kickGroupMember banGroupMember unbanGroupMember addMembersToGroup updateGroupMemberScope",
    ),
    "calls.test.ts": words(
      "initiateCall acceptCall rejectCall endCall getActiveCall clearActiveCall startCall getCallParticipantCount getConversationUpdateSettings",
    ),
    "extensions.test.ts": words("isExtensionEnabled getExtensionDetails callExtension"),
    "ai.test.ts": words(
      "isAIFeatureEnabled isFeatureEnabled getConversationStarter getSmartReplies askBot getConversationSummary",
    ),
    "moderation.test.ts": words("getFlagReasons flagMessage"),
    "notification-feed.test.ts": words(
      "addNotificationFeedListener markFeedItemAsDelivered markFeedItemsAsDelivered markFeedItemAsRead reportFeedEngagement getNotificationFeedUnreadCount getNotificationFeedItem markPushNotificationDelivered markPushNotificationClicked removeNotificationFeedListener",
    ),
    "messages.test.ts by talk.ts": words("sendCustomMessage sendMessage"),
  },
  CometChatNotifications: {
    "push-notifications.test.ts": words(
      "fetchPushPreferences fetchPreferences updatePushPreferences updatePreferences resetPushPreferences resetPreferences registerPushToken unregisterPushToken muteConversations unmuteConversations getMutedConversations updateTimezone getTimezone",
    ),
  },
  MessageThread: {
    "talking.test.ts": words(
      "getParentMessageId getReplyCount getLastReply getConversationId getReceiverType getReceiverId",
    ),
    "sdk-requests.test.ts": words(
      "getParentMessage setReplyCount getUpdatedAt isSubscribed setSubscribed getRawData",
    ),
    "threads.test.ts": words("getUnreadReplyCount"),
  },
  ThreadsRequest: {
    "talking.test.ts": words("fetchNext"),
    "sdk-request-getters.test.ts": words("getLimit isParticipatedByMe getGuid getUid hasMore"),
  },
  ThreadsRequestBuilder: {
    "talking.test.ts": words("build"),
    "threads.test.ts": words("setLimit setParticipatedByMe setGuid setUid"),
  },
  UploadFileRequest: {
    "uploads.test.ts": words(
      "setParentMessageId setBatchId getBatchId setConcurrency uploadAttachments uploadAttachment getAttachments getAttachmentsByType getAttachmentCount getStatus addUploadListener removeUploadListener retryAttachment removeAttachment clearAll getAttachment",
    ),
  },
  GroupsRequest: {
    "groups.test.ts": words("fetchNext"),
    "sdk-request-getters.test.ts": words("getLimit getSearchKeyword isJoinedOnly getTags isWithTags getPage"),
  },
  GroupsRequestBuilder: {
    "groups.test.ts": words("setLimit setSearchKeyword joinedOnly setTags withTags build"),
    "sdk-requests.test.ts": words("setPage"),
  },
  GroupMembersRequest: {
    "group-members.test.ts": words("fetchNext"),
    "sdk-request-getters.test.ts": words("getGuid getLimit getSearchKeyword getScopes getPage getStatus"),
  },
  GroupMembersRequestBuilder: {
    "sdk-requests.test.ts": words("setGuid setPage"),
    "group-members.test.ts": words("setLimit setSearchKeyword setScopes setStatus build"),
  },
  BannedMembersRequest: {
    "group-members.test.ts": words("fetchNext"),
    "sdk-request-getters.test.ts": words("getGuid getLimit getSearchKeyword getScopes getPage"),
  },
  BannedMembersRequestBuilder: {
    "sdk-requests.test.ts": words("setGuid setPage"),
    "group-members.test.ts": words("setLimit setSearchKeyword setScopes build"),
  },
  UsersRequest: {
    "sdk-request-getters.test.ts": words(
      "getLimit getSearchKeyword isHideBlockedUsers getStatus getRole isFriendsOnly getRoles getTags isWithTags getUIDs getSearchIn getSortBy getSortOrder getPage",
    ),
    "users.test.ts": words("fetchNext"),
  },
  UsersRequestBuilder: {
    "users.test.ts": words(
      "setLimit setStatus setSearchKeyword hideBlockedUsers setRole setRoles friendsOnly setTags withTags setUIDs sortBy sortByOrder searchIn setPage build",
    ),
  },
  ConversationsRequest: {
    "conversations.test.ts": words("fetchNext"),
    "sdk-request-getters.test.ts": words(
      "isIncludeBlockedUsers isWithBlockedInfo getLimit getConversationType getSearchKeyword isWithUserAndGroupTags getTags isWithTags getGroupTags getUserTags getUnread getPage getHideAgentic getOnlyAgentic",
    ),
  },
  ConversationsRequestBuilder: {
    "conversations.test.ts": words(
      "setLimit setConversationType setTags setIncludeBlockedUsers setUnread build",
    ),
    "sdk-requests.test.ts": words(
      "setSearchKeyword withUserAndGroupTags withTags setGroupTags setUserTags includeBlockedUsers setWithBlockedInfo withBlockedInfo setPage",
    ),
    "agents.test.ts": words("setHideAgentic setOnlyAgentic"),
    "pins.test.ts": words("setPinnedBy"),
  },
  MessagesRequest: {
    "sdk-request-getters.test.ts": words(
      "getLimit getUID getGUID getMessageId isUnread isHideMessagesFromBlockedUsers getTimestamp getSearchKeyword getUpdatedAfter isUpdatesOnly getCategories getCategory getTypes getType getParentMessageId isHideReplies isHideDeletedMessages getHasAttachments getHasLinks getHasMentions getHasReactions getMentionedUIDs getTags isWithTags isMentionsWithTagInfo isMentionsWithBlockedInfo isInteractionGoalCompletedOnly getAttachmentTypes isWithParent isHideQuotedMessages",
    ),
    "history.test.ts": words("fetchNext fetchPrevious"),
  },
  MessagesRequestBuilder: {
    "history.test.ts": words(
      "setUnread setLimit setTimestamp setMessageId setSearchKeyword setCategory setCategories setType setTypes hasAttachments setTags build",
    ),
    "group-members.test.ts": words("setGUID"),
    "history.test.ts by talk.ts": words("setUID"),
    "talking.test.ts": words("setParentMessageId hideReplies"),
    "sdk-requests.test.ts": words(
      "hideMessagesFromBlockedUsers setUpdatedAfter updatesOnly hasLinks hasReactions setAttachmentTypes withParent",
    ),
    "messages.test.ts": words("hideDeletedMessages withTags"),
    "threads.test.ts": words(
      "hasMentions setMentionedUIDs mentionsWithTagInfo mentionsWithBlockedInfo hideQuotedMessages",
    ),
    "pins.test.ts": words("setPinned setSaved"),
    "interactions.test.ts": words("setInteractionGoalCompletedOnly"),
  },
  BlockedUsersRequest: {
    "blocking.test.ts": words("fetchNext"),
    "sdk-request-getters.test.ts": words("getDirection getLimit getSearchKeyword getPage"),
  },
  BlockedUsersRequestBuilder: {
    "blocking.test.ts": words("setLimit setSearchKeyword setDirection build"),
    "sdk-requests.test.ts": words("setPage"),
  },
  AppSettingsBuilder: {
    "presence.test.ts by connect.ts": words(
      "subscribePresenceForAllUsers subscribePresenceForRoles subscribePresenceForFriends",
    ),
    "session.test.ts by connect.ts": words(
      "setRegion autoEstablishSocketConnection overrideAdminHost overrideClientHost build",
    ),
    "sdk-surface.test.ts": words("enableAutoJoinForGroups setStorageMode"),
  },
  CometChatHelper: {
    "sdk-requests.test.ts": words("processMessage getConversationFromMessage updateMessageWithReactionInfo"),
  },
  ReactionsRequest: {
    "sdk-request-getters.test.ts": words("getLimit getMessageId getReaction"),
    "talking.test.ts": words("fetchNext fetchPrevious"),
  },
  ReactionsRequestBuilder: {
    "talking.test.ts": words("setLimit setMessageId setReaction build"),
  },
  NotificationFeedRequest: {
    "notification-feed.test.ts": words("fetchNext"),
  },
  NotificationFeedRequestBuilder: {
    "notification-feed.test.ts": words(
      "setLimit setReadState setCategory setChannelId setTags setDateFrom setDateTo build",
    ),
  },
  NotificationCategoriesRequest: {
    "notification-feed.test.ts": words("fetchNext"),
  },
  NotificationCategoriesRequestBuilder: {
    "notification-feed.test.ts": words("setLimit build"),
  },
};

/** The file whose tests prove something, and the one that makes the call. */
export function filesOf(named: string): readonly [tests: string, caller: string] {
  const [tests = "", caller = tests] = named.split(" by ");
  return [tests, caller];
}

function words(text: string): readonly string[] {
  return text.split(" ");
}
