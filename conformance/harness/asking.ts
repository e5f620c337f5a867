import type { MethodName } from "../protocol/index.ts";

// How the mock server calls what clients ask for: so that what it has understood can be compared with what the app has said.

export interface Asked {
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

type Params = Readonly<Record<string, unknown>>;
type Reader = (params: Params) => Asked;

const same =
  (operation: string, ...keys: readonly string[]): Reader =>
  (params) => ({ operation, input: pick(params, keys) });

const paged =
  (operation: string, filters: (filters: Params) => Params = (all) => all): Reader =>
  (params) => {
    const { limit, ...rest } = params.filters as Params;
    return { operation, input: { perPage: String(limit), ...filters(rest) } };
  };

const sending = ({ receiverId, receiverType, muid, parentMessageId, tags }: Params): Params =>
  defined({ receiver: receiverId, receiverType, muid, parentId: parentMessageId, tags });

const message =
  (category: string, data: (params: Params) => Params): Reader =>
  (params) => ({
    operation: "sendMessage",
    input: {
      ...sending(params),
      category,
      type: params.type ?? "text",
      data: defined({ ...data(params), metadata: params.metadata }),
    },
  });

const partner = ({ conversationWith, conversationType }: Params): Params =>
  conversationType === "user" ? { uid: conversationWith } : { guid: conversationWith };

const receipt =
  (operation: string): Reader =>
  ({ messageId, senderId, receiverId, receiverType }) => ({
    operation,
    input: { messageId, ...(receiverType === "group" ? { guid: receiverId } : { uid: senderId }) },
  });

const typing =
  (action: string): Reader =>
  (params) => ({
    operation: "sendTyping",
    input: { ...pick(params, ["receiverType", "metadata"]), receiver: params.receiverId, action },
  });

const callStep =
  (statusOf: (params: Params) => unknown): Reader =>
  (params) => ({
    operation: "updateCall",
    input: { sessionId: params.sessionId, status: statusOf(params) },
  });

const GROUP_FIELDS = ["guid", "name", "type", "password", "icon", "description", "metadata", "tags"];

const READERS: { readonly [M in MethodName]?: Reader } = {
  login: ({ uid }) => ({ operation: "createAuthToken", input: { uid } }),
  getUser: same("getUser", "uid"),
  createUser: same("createUser", "uid", "name", "avatar", "metadata", "tags"),
  updateUser: same("updateUser", "uid", "name", "avatar", "metadata", "statusMessage"),
  updateCurrentUser: same("updateMe", "name", "avatar", "metadata", "statusMessage"),
  fetchUsers: paged("listUsers", ({ searchKeyword, uids, roles, tags }) =>
    defined({ searchKey: searchKeyword, uids, roles, tags }),
  ),
  blockUsers: ({ uids }) => ({ operation: "blockUsers", input: { blockedUids: uids } }),
  unblockUsers: ({ uids }) => ({ operation: "unblockUsers", input: { blockedUids: uids } }),
  fetchBlockedUsers: paged("listBlocked", ({ direction }) => defined({ direction })),
  createGroup: same("createGroup", ...GROUP_FIELDS),
  getGroup: same("getGroup", "guid"),
  updateGroup: same("updateGroup", ...GROUP_FIELDS),
  deleteGroup: same("deleteGroup", "guid"),
  joinGroup: same("joinGroup", "guid", "password"),
  leaveGroup: same("leaveGroup", "guid"),
  transferGroupOwnership: ({ guid, uid }) => ({
    operation: "transferOwnership",
    input: { guid, owner: uid },
  }),
  fetchGroups: paged("listGroups", ({ searchKeyword, tags }) => defined({ searchKey: searchKeyword, tags })),
  fetchGroupMembers: paged("listMembers", ({ guid, scopes }) => defined({ guid, scopes })),
  addMembersToGroup: ({ guid, members }) => {
    const lists: Record<string, string[]> = {};
    for (const { uid, scope } of members as readonly { uid: string; scope: string }[]) {
      lists[`${scope}s`] = [...(lists[`${scope}s`] ?? []), uid];
    }
    return { operation: "addMembers", input: { guid, ...lists } };
  },
  updateGroupMemberScope: same("changeScope", "guid", "uid", "scope"),
  kickGroupMember: same("kickMember", "guid", "uid"),
  banGroupMember: same("banUser", "guid", "uid"),
  unbanGroupMember: same("unbanUser", "guid", "uid"),
  fetchBannedMembers: paged("listBanned", ({ guid }) => ({ guid })),
  sendTextMessage: message("message", ({ text }) => ({ text })),
  sendMediaMessage: message("message", ({ attachments, caption }) => ({ attachments, text: caption })),
  sendCustomMessage: message("custom", ({ customData, subType }) => ({ customData, subType })),
  sendInteractiveMessage: message(
    "interactive",
    ({ interactiveData, interactionGoal, allowSenderInteraction }) => ({
      interactiveData,
      interactionGoal,
      allowSenderInteraction,
    }),
  ),
  editMessage: ({ messageId, text, metadata, tags }) => ({
    operation: "editMessage",
    input: defined({ id: messageId, data: defined({ text, metadata }), tags }),
  }),
  deleteMessage: ({ messageId }) => ({ operation: "deleteMessage", input: { id: messageId } }),
  fetchMessages: ({ filters, direction }) => {
    const { limit, uid, guid, categories, searchKeyword, parentMessageId } = filters as Params;
    const place =
      parentMessageId !== undefined ? { parentId: parentMessageId } : guid !== undefined ? { guid } : { uid };
    return {
      operation: "listMessages",
      input: defined({
        limit: String(limit),
        affix: direction === "previous" ? "prepend" : "append",
        categories,
        searchKey: searchKeyword,
        ...place,
      }),
    };
  },
  addReaction: ({ messageId, reaction }) => ({
    operation: "addReaction",
    input: { id: messageId, reaction },
  }),
  removeReaction: ({ messageId, reaction }) => ({
    operation: "removeReaction",
    input: { id: messageId, reaction },
  }),
  fetchReactions: ({ filters }) => {
    const { messageId, reaction } = filters as Params;
    return { operation: "listReactions", input: defined({ id: messageId, reaction }) };
  },
  markAsDelivered: receipt("markDelivered"),
  markAsRead: receipt("markRead"),
  markAsUnread: ({ messageId, receiverId, receiverType }) => ({
    operation: "markUnread",
    input: { messageId, ...(receiverType === "group" && { guid: receiverId }) },
  }),
  markConversationAsDelivered: (params) => ({ operation: "markDelivered", input: partner(params) }),
  markConversationAsRead: (params) => ({ operation: "markRead", input: partner(params) }),
  getConversation: (params) => ({ operation: "getConversation", input: partner(params) }),
  fetchConversations: paged("listConversations", ({ conversationType }) => defined({ conversationType })),
  tagConversation: (params) => ({
    operation: "tagConversation",
    input: { ...partner(params), tags: params.tags },
  }),
  deleteConversation: (params) => ({ operation: "deleteConversation", input: partner(params) }),
  markAsInteracted: ({ messageId, elementId }) => ({
    operation: "markInteracted",
    input: { id: messageId, interactions: [elementId] },
  }),
  startTyping: typing("started"),
  endTyping: typing("ended"),
  sendTransientMessage: ({ receiverId, receiverType, data }) => ({
    operation: "sendTransient",
    input: { receiver: receiverId, receiverType, data },
  }),
  initiateCall: ({ receiverId, receiverType, type }) => ({
    operation: "initiateCall",
    input: { receiver: receiverId, receiverType, type },
  }),
  acceptCall: callStep(() => "ongoing"),
  rejectCall: callStep(({ status }) => status),
  endCall: callStep(() => "ended"),
};

/** What the service must have understood of a call; `undefined` where nobody says. */
export function askedBy(method: MethodName, params: Params): Asked | undefined {
  return READERS[method]?.(params);
}

function pick(params: Params, keys: readonly string[]): Params {
  return Object.fromEntries(keys.flatMap((key) => (params[key] === undefined ? [] : [[key, params[key]]])));
}

function defined(params: Params): Params {
  return Object.fromEntries(Object.entries(params).filter(([, value]) => value !== undefined));
}
