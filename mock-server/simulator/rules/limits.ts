/**
 * The service's limits, one row each.
 *
 * docs: articles/properties-and-constraints unless a row names another source.
 */
export const LIMITS = {
  /** Characters in a UID, GUID or role id. */
  identifierLength: 100,
  /** Characters in the name of a user, group or role. */
  nameLength: 100,
  /** Characters in an avatar, icon or link. */
  urlLength: 3_000,
  /** Bytes of a request that creates or changes a user or group. */
  profileBytes: 10 * 1024,
  /** Bytes of a user's or group's metadata as JSON. */
  metadataBytes: 5 * 1024,
  /** Tags of a user, group, message or conversation. */
  tagCount: 25,
  /** Characters in one tag. */
  tagLength: 100,
  /** Characters in a group password. */
  passwordLength: 100,
  /** Characters in the description of a group or role. */
  descriptionLength: 255,
  /** Characters in a user's status message; assumed, like descriptions. */
  statusMessageLength: 255,
  membersPerGroup: 100_000,
  /** Members above which a group's unread counts and conversations stop being updated. docs: rest-api/groups */
  fullFeatureGroupSize: 300,
  /** Online members above which a group has no receipts. */
  receiptsOnlineMembers: 300,
  /** Online members above which typing in a group reaches nobody. */
  typingOnlineMembers: 1_000,
  groupsPerUser: 2_000,
  friendsPerUser: 1_000,
  /** UIDs in one add-friends call. docs: rest-api/friends */
  friendsPerCall: 25,
  /** UIDs over all arrays of one add-members or create-group call. docs: rest-api/group-members */
  membersPerCall: 25,
  /** Pinned messages in one conversation, by users and the app together. docs: rest-api/messages/pin-message */
  pinnedMessages: 100,
  /** Saved messages of one user, over all conversations. docs: rest-api/messages */
  savedMessages: 100,
  /** Conversations a user may pin. docs: rest-api/conversations */
  pinnedConversations: 5,
  /** Conversations the app may pin for everybody. docs: rest-api/conversations */
  appPinnedConversations: 5,
  /** Rules of one app, and filters and conditions of one rule. docs: moderation/constraints-and-limits */
  moderationRulesPerApp: 25,
  filtersPerRule: 10,
  conditionsPerRule: 10,
  /** docs: moderation/constraints-and-limits */
  keywordListsPerApp: 25,
  /** Terms of one keyword list (assumed). */
  termsPerList: 1_000,
  /** Characters in one term. docs: rest-api/moderation, properties and constraints */
  termLength: 100,
  /** Characters in the remark of a flag (assumed). */
  remarkLength: 1_000,
  /** Newest auth tokens of a user that stay valid. docs: rest-api/auth-tokens */
  authTokensPerUser: 100,
  rolesPerApp: 25,
  apiKeysPerApp: 25,
  botsPerApp: 25,
  /** Characters in a bot's UID: fewer than 50. docs: rest-api/constraints-rate-limits-and-errors */
  botUidLength: 49,
  webhooksPerApp: 25,
  /** docs: rest-api/management-apis/webhooks, these five. */
  webhookIdLength: 50,
  webhookNameLength: 50,
  webhookUrlLength: 255,
  webhookUsernameLength: 50,
  webhookPasswordLength: 100,
  /** Rows in one data-import call. docs: rest-api/data-import */
  importRows: 50,
  /** Characters of a message's `data` as JSON. docs: rest-api/messages */
  messageDataBytes: 10 * 1024,
  /** Characters of a whole message body as JSON. */
  messageCharacters: 65_536,
  /** Bytes of one file, unless the app's settings say otherwise (`file.size.max`). */
  fileBytes: 100 * 1024 * 1024,
  /** Files of one message, unless the app's settings say otherwise (`file.count.max`). seen from the official SDK 4.2.0 */
  filesPerMessage: 10,
  /** Bytes of a whole request that sends files. */
  uploadBytes: 100 * 1024 * 1024,
  /** For how many seconds a file may be uploaded to the URL given for it. seen from the official SDK 4.2.0 */
  uploadUrlSeconds: 15 * 60,
  /** Characters in a file's name, or in its MIME type; assumed. */
  fileNameLength: 255,
  /** Online users above which presence events of further users are not sent. */
  presenceOnlineUsers: 1_000,
  /** Rows on one page of any list. docs: rest-api pagination */
  pageSize: 1_000,
  /** Rows on a page when the request names no size. */
  defaultPageSize: 100,
  /** Rows on a page of moderated messages when the request names no size. docs: rest-api/moderation */
  defaultCasePageSize: 50,
  /** Rows on a page of messages when a server-side request names no size. docs: rest-api/messages */
  defaultMessagePageSize: 10,
} as const;
