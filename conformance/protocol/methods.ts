import * as z from "zod";
import {
  attachment,
  call,
  conversation,
  group,
  groupType,
  member,
  message,
  reaction,
  receipt,
  receiverType,
  scope,
  user,
} from "./entities.ts";

// What a client can be asked to do. A method's params are what its app would hand over, its result what the app gets back.

const json = z.record(z.string(), z.unknown());
const nothing = z.null().describe("Nothing: the method has worked.");
const none = z.strictObject({});
const uid = z.string();
const guid = z.string();
const uids = z.array(uid);
const to = { receiverId: z.string().describe("A UID or a GUID."), receiverType };
const limit = z.number().int();

/** A list that is asked for page by page: the first call makes the request object, later ones go on with it. */
const paged = <S extends z.ZodRawShape>(filters: S) =>
  z.strictObject({
    request: z.string().describe("Names the request object. Filters of later calls are not looked at."),
    filters: z.strictObject({ limit, ...filters }),
  });

/** Where in a conversation a message stands, as receipts name it. */
const ofMessage = { messageId: z.string(), senderId: uid, ...to };

const sending = {
  ...to,
  muid: z.string().optional(),
  parentMessageId: z.string().optional(),
  quotedMessageId: z.string().optional(),
  metadata: json.optional(),
  tags: z.array(z.string()).optional(),
};

const profile = {
  name: z.string().optional(),
  avatar: z.string().optional(),
  link: z.string().optional(),
  role: z.string().optional(),
  statusMessage: z.string().optional(),
  metadata: json.optional(),
  tags: z.array(z.string()).optional(),
};

const newGroup = {
  guid,
  name: z.string(),
  type: groupType,
  password: z.string().optional(),
  icon: z.string().optional(),
  description: z.string().optional(),
  metadata: json.optional(),
  tags: z.array(z.string()).optional(),
};

const perUid = z.record(z.string(), z.string()).describe('By UID: "success", or what went wrong.');
const counts = z.strictObject({
  users: z.record(z.string(), z.number()),
  groups: z.record(z.string(), z.number()),
});
const partner = z.strictObject({ conversationWith: z.string(), conversationType: receiverType });

/** Everything a client may be asked for, by its name. A driver names those that its client has. */
export const METHODS = {
  login: {
    params: z.union([
      z.strictObject({ uid, authKey: z.string() }),
      z.strictObject({ authToken: z.string() }),
    ]),
    result: user,
  },
  logout: { params: none, result: nothing },
  getLoggedInUser: { params: none, result: user.nullable() },
  connect: { params: none, result: nothing },
  disconnect: { params: none, result: nothing },
  ping: { params: none, result: nothing },
  getConnectionStatus: {
    params: none,
    result: z.enum(["connected", "connecting", "disconnected"]),
  },

  createUser: { params: z.strictObject({ uid, ...profile, authKey: z.string() }), result: user },
  updateUser: { params: z.strictObject({ uid, ...profile, authKey: z.string() }), result: user },
  updateCurrentUser: { params: z.strictObject(profile), result: user },
  getUser: { params: z.strictObject({ uid }), result: user },
  fetchUsers: {
    params: paged({
      searchKeyword: z.string().optional(),
      status: z.enum(["online", "offline"]).optional(),
      roles: z.array(z.string()).optional(),
      tags: z.array(z.string()).optional(),
      withTags: z.boolean().optional(),
      uids: uids.optional(),
      hideBlockedUsers: z.boolean().optional(),
      friendsOnly: z.boolean().optional(),
    }),
    result: z.array(user),
  },
  blockUsers: { params: z.strictObject({ uids }), result: perUid },
  unblockUsers: { params: z.strictObject({ uids }), result: perUid },
  fetchBlockedUsers: {
    params: paged({ direction: z.enum(["both", "blockedByMe", "hasBlockedMe"]).optional() }),
    result: z.array(user),
  },

  createGroup: { params: z.strictObject(newGroup), result: group },
  getGroup: { params: z.strictObject({ guid }), result: group },
  updateGroup: {
    params: z.strictObject({ ...newGroup, name: z.string().optional(), type: groupType.optional() }),
    result: group,
  },
  deleteGroup: { params: z.strictObject({ guid }), result: nothing },
  joinGroup: {
    params: z.strictObject({ guid, type: groupType.optional(), password: z.string().optional() }),
    result: group,
  },
  leaveGroup: { params: z.strictObject({ guid }), result: nothing },
  transferGroupOwnership: { params: z.strictObject({ guid, uid }), result: nothing },
  fetchGroups: {
    params: paged({
      searchKeyword: z.string().optional(),
      joinedOnly: z.boolean().optional(),
      tags: z.array(z.string()).optional(),
      withTags: z.boolean().optional(),
    }),
    result: z.array(group),
  },
  fetchGroupMembers: {
    params: paged({ guid, searchKeyword: z.string().optional(), scopes: z.array(scope).optional() }),
    result: z.array(member),
  },
  addMembersToGroup: {
    params: z.strictObject({ guid, members: z.array(z.strictObject({ uid, scope })) }),
    result: perUid,
  },
  updateGroupMemberScope: { params: z.strictObject({ guid, uid, scope }), result: nothing },
  kickGroupMember: { params: z.strictObject({ guid, uid }), result: nothing },
  banGroupMember: { params: z.strictObject({ guid, uid }), result: nothing },
  unbanGroupMember: { params: z.strictObject({ guid, uid }), result: nothing },
  fetchBannedMembers: { params: paged({ guid }), result: z.array(member) },

  sendTextMessage: { params: z.strictObject({ ...sending, text: z.string() }), result: message },
  sendMediaMessage: {
    params: z.strictObject({
      ...sending,
      type: z.enum(["image", "video", "audio", "file"]),
      attachments: z.array(attachment),
      caption: z.string().optional(),
    }),
    result: message,
  },
  sendCustomMessage: {
    params: z.strictObject({
      ...sending,
      type: z.string(),
      customData: json,
      subType: z.string().optional(),
      updateConversation: z.boolean().optional(),
    }),
    result: message,
  },
  sendInteractiveMessage: {
    params: z.strictObject({
      ...sending,
      type: z.string(),
      interactiveData: json,
      interactionGoal: z.strictObject({ type: z.string(), elementIds: z.array(z.string()) }).optional(),
      allowSenderInteraction: z.boolean().optional(),
    }),
    result: message,
  },
  markAsInteracted: {
    params: z.strictObject({ messageId: z.string(), elementId: z.string() }),
    result: nothing,
  },
  editMessage: {
    params: z.strictObject({
      messageId: z.string(),
      ...to,
      text: z.string(),
      metadata: json.optional(),
      tags: z.array(z.string()).optional(),
    }),
    result: message,
  },
  deleteMessage: { params: z.strictObject({ messageId: z.string() }), result: message },
  getMessage: { params: z.strictObject({ messageId: z.string() }), result: message },
  getMessageReceipts: { params: z.strictObject({ messageId: z.string() }), result: z.array(receipt) },
  fetchMessages: {
    params: paged({
      uid: uid.optional(),
      guid: guid.optional(),
      parentMessageId: z.string().optional(),
      messageId: z.string().optional().describe("Begins there, and leaves it out."),
      timestamp: z.number().optional(),
      categories: z.array(z.string()).optional(),
      types: z.array(z.string()).optional(),
      tags: z.array(z.string()).optional(),
      searchKeyword: z.string().optional(),
      unread: z.boolean().optional(),
      hideReplies: z.boolean().optional(),
      hideDeletedMessages: z.boolean().optional(),
      hideMessagesFromBlockedUsers: z.boolean().optional(),
    }).extend({ direction: z.enum(["previous", "next"]) }),
    result: z.array(message).describe("Oldest first."),
  },
  addReaction: { params: z.strictObject({ messageId: z.string(), reaction: z.string() }), result: message },
  removeReaction: {
    params: z.strictObject({ messageId: z.string(), reaction: z.string() }),
    result: message,
  },
  fetchReactions: {
    params: paged({ messageId: z.string(), reaction: z.string().optional() }),
    result: z.array(reaction),
  },

  markAsDelivered: { params: z.strictObject(ofMessage), result: nothing },
  markAsRead: { params: z.strictObject(ofMessage), result: nothing },
  markConversationAsDelivered: { params: partner, result: nothing },
  markConversationAsRead: { params: partner, result: nothing },
  markAsUnread: { params: z.strictObject(ofMessage), result: nothing },
  getUnreadMessageCount: {
    params: z.strictObject({
      uid: uid.optional(),
      guid: guid.optional(),
      hideMessagesFromBlockedUsers: z.boolean().optional(),
    }),
    result: counts,
  },
  getConversation: { params: partner, result: conversation },
  fetchConversations: {
    params: paged({
      conversationType: receiverType.optional(),
      tags: z.array(z.string()).optional(),
      withTags: z.boolean().optional(),
      unread: z.boolean().optional(),
      includeBlockedUsers: z.boolean().optional(),
    }),
    result: z.array(conversation),
  },
  tagConversation: { params: partner.extend({ tags: z.array(z.string()) }), result: conversation },
  deleteConversation: { params: partner, result: nothing },

  startTyping: { params: z.strictObject({ ...to, metadata: json.optional() }), result: nothing },
  endTyping: { params: z.strictObject({ ...to, metadata: json.optional() }), result: nothing },
  sendTransientMessage: { params: z.strictObject({ ...to, data: json }), result: nothing },

  initiateCall: { params: z.strictObject({ ...to, type: z.enum(["audio", "video"]) }), result: call },
  acceptCall: { params: z.strictObject({ sessionId: z.string() }), result: call },
  rejectCall: {
    params: z.strictObject({ sessionId: z.string(), status: z.enum(["rejected", "busy", "cancelled"]) }),
    result: call,
  },
  endCall: { params: z.strictObject({ sessionId: z.string() }), result: call },
} as const;

export type MethodName = keyof typeof METHODS;
export type ParamsOf<M extends MethodName> = z.input<(typeof METHODS)[M]["params"]>;
export type ResultOf<M extends MethodName> = z.output<(typeof METHODS)[M]["result"]>;
export const METHOD_NAMES = Object.keys(METHODS) as readonly MethodName[];
