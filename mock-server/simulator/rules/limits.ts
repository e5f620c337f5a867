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
  /** Newest auth tokens of a user that stay valid. docs: rest-api/auth-tokens */
  authTokensPerUser: 100,
  rolesPerApp: 25,
  /** Characters of a message's `data` as JSON. docs: rest-api/messages */
  messageDataBytes: 10 * 1024,
  /** Characters of a whole message body as JSON. */
  messageCharacters: 65_536,
  /** Online users above which presence events of further users are not sent. */
  presenceOnlineUsers: 1_000,
  /** Rows on one page of any list. docs: rest-api pagination */
  pageSize: 1_000,
  /** Rows on a page when the request names no size. */
  defaultPageSize: 100,
  /** Rows on a page of messages when a server-side request names no size. docs: rest-api/messages */
  defaultMessagePageSize: 10,
} as const;
