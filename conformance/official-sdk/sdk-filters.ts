/** What a builder's methods narrow: the path that its request asks for, and the parameter that each sends. */
export interface BuilderFilters {
  readonly path: RegExp;
  readonly parameters: Readonly<Record<string, string>>;
}

const PAGED = { setLimit: "per_page", setPage: "page", setSearchKeyword: "searchKey" };

/** Builder → filters. rest-client.md §6. Methods that are not here choose the path, or are `build`. */
export const SDK_FILTERS: Readonly<Record<string, BuilderFilters>> = {
  UsersRequestBuilder: {
    path: /\/users$/,
    parameters: {
      ...PAGED,
      setStatus: "status",
      hideBlockedUsers: "hideBlockedUsers",
      setRole: "roles",
      setRoles: "roles",
      friendsOnly: "friendsOnly",
      setTags: "tags",
      withTags: "withTags",
      setUIDs: "uids",
      sortBy: "sortBy",
      sortByOrder: "sortOrder",
      searchIn: "searchIn",
    },
  },
  GroupsRequestBuilder: {
    path: /\/groups$/,
    parameters: { ...PAGED, joinedOnly: "hasJoined", setTags: "tags", withTags: "withTags" },
  },
  GroupMembersRequestBuilder: {
    path: /\/groups\/[^/]+\/members$/,
    parameters: { ...PAGED, setScopes: "scopes", setStatus: "status" },
  },
  BannedMembersRequestBuilder: {
    path: /\/groups\/[^/]+\/bannedusers$/,
    parameters: { ...PAGED, setScopes: "scopes" },
  },
  BlockedUsersRequestBuilder: {
    path: /\/blockedusers$/,
    parameters: { ...PAGED, setDirection: "direction" },
  },
  ConversationsRequestBuilder: {
    path: /\/conversations$/,
    parameters: {
      ...PAGED,
      setConversationType: "conversationType",
      withUserAndGroupTags: "withUserAndGroupTags",
      setTags: "tags",
      withTags: "withTags",
      setGroupTags: "groupTags",
      setUserTags: "userTags",
      setIncludeBlockedUsers: "includeBlockedUsers",
      includeBlockedUsers: "includeBlockedUsers",
      setWithBlockedInfo: "withBlockedInfo",
      withBlockedInfo: "withBlockedInfo",
      setUnread: "unread",
      setHideAgentic: "hideAgentic",
      setOnlyAgentic: "onlyAgentic",
      setPinnedBy: "pinnedBy",
    },
  },
  MessagesRequestBuilder: {
    path: /\/(messages|thread)$/,
    parameters: {
      setLimit: "per_page",
      setMessageId: "id",
      setTimestamp: "sentAt",
      setUnread: "unread",
      hideMessagesFromBlockedUsers: "hideMessagesFromBlockedUsers",
      setSearchKeyword: "searchKey",
      setUpdatedAfter: "updatedAt",
      updatesOnly: "onlyUpdates",
      setCategory: "categories",
      setCategories: "categories",
      setType: "types",
      setTypes: "types",
      hideReplies: "hideReplies",
      hideDeletedMessages: "hideDeleted",
      hideQuotedMessages: "hideQuotedMessages",
      setTags: "tags",
      withTags: "withTags",
      mentionsWithTagInfo: "mentionsWithTagInfo",
      mentionsWithBlockedInfo: "mentionsWithBlockedInfo",
      setInteractionGoalCompletedOnly: "onlyInteractionGoalCompleted",
      hasAttachments: "hasAttachments",
      hasLinks: "hasLinks",
      hasMentions: "hasMentions",
      hasReactions: "hasReactions",
      setMentionedUIDs: "mentionedUids",
      setAttachmentTypes: "attachmentTypes",
      withParent: "withParent",
      setPinned: "pinned",
      setSaved: "saved",
    },
  },
  ThreadsRequestBuilder: {
    path: /\/threads$/,
    parameters: { setLimit: "limit", setParticipatedByMe: "participatedByMe" },
  },
  ReactionsRequestBuilder: { path: /\/reactions(\/[^/]*)?$/, parameters: { setLimit: "limit" } },
  NotificationFeedRequestBuilder: {
    path: /\/notification-feed$/,
    parameters: {
      setLimit: "limit",
      setReadState: "readState",
      setCategory: "templateCategory",
      setChannelId: "channelId",
      setTags: "tags",
      setDateFrom: "dateFrom",
      setDateTo: "dateTo",
    },
  },
  NotificationCategoriesRequestBuilder: {
    path: /\/templates\/categories$/,
    parameters: { setLimit: "limit" },
  },
};
