import { told } from "../forms/errors.ts";
import { toConversation, toCounts } from "../forms/others.ts";
import { isObject } from "../forms/values.ts";
import { type Context, given, type Methods } from "./context.ts";

interface Marked {
  readonly messageId: string;
  readonly senderId: string;
  readonly receiverId: string;
  readonly receiverType: "user" | "group";
}

/** Conversations, receipts and what is unread. */
export function conversationMethods({ sdk, request }: Context): Methods {
  const done = async (run: () => unknown) => {
    await told(run);
    return null;
  };
  const uidOfMe = async () => (await told(() => sdk.getLoggedinUser()))?.getUid();

  /** Between two users the SDK is to be told the other one as the receiver, whoever has sent the message. */
  const receiverOf = async ({ senderId, receiverId, receiverType }: Marked) =>
    receiverType === "group" || senderId === (await uidOfMe()) ? receiverId : senderId;

  return {
    async markAsDelivered(marked) {
      const to = await receiverOf(marked);
      return done(() => sdk.markAsDelivered(marked.messageId, to, marked.receiverType, marked.senderId));
    },
    async markAsRead(marked) {
      const to = await receiverOf(marked);
      return done(() => sdk.markAsRead(marked.messageId, to, marked.receiverType, marked.senderId));
    },
    markConversationAsDelivered: ({ conversationWith, conversationType }) =>
      done(() => sdk.markConversationAsDelivered(conversationWith, conversationType)),
    markConversationAsRead: ({ conversationWith, conversationType }) =>
      done(() => sdk.markConversationAsRead(conversationWith, conversationType)),
    markAsUnread: ({ messageId, senderId, receiverId, receiverType }) =>
      done(() => {
        const message = new sdk.TextMessage(receiverId, "", receiverType);
        message.setId(messageId as unknown as number);
        message.setSender(new sdk.User(senderId));
        return sdk.markAsUnread(message);
      }),
    async getUnreadMessageCount({ uid, guid, hideMessagesFromBlockedUsers: hide }) {
      if (uid !== undefined) {
        const users = await told(() => sdk.getUnreadMessageCountForUser(uid, hide));
        return { users: toCounts(users), groups: {} };
      }
      if (guid !== undefined) {
        const groups = await told(() => sdk.getUnreadMessageCountForGroup(guid, hide));
        return { users: {}, groups: toCounts(groups) };
      }
      const counts: unknown = await told(() => sdk.getUnreadMessageCount(hide));
      const { users, groups } = isObject(counts) ? counts : {};
      return { users: toCounts(users), groups: toCounts(groups) };
    },
    getConversation: async ({ conversationWith, conversationType }) =>
      toConversation(await told(() => sdk.getConversation(conversationWith, conversationType))),
    async fetchConversations({ request: name, filters }) {
      const rows = await told(() =>
        request(name, () => {
          const builder = new sdk.ConversationsRequestBuilder().setLimit(filters.limit);
          given(filters.conversationType, (type) => builder.setConversationType(type));
          given(filters.tags, (tags) => builder.setTags(tags));
          given(filters.withTags, (withTags) => builder.withTags(withTags));
          given(filters.unread, (unread) => builder.setUnread(unread));
          given(filters.includeBlockedUsers, (include) => builder.setIncludeBlockedUsers(include));
          return builder.build();
        }).fetchNext(),
      );
      return rows.map(toConversation);
    },
    tagConversation: async ({ conversationWith, conversationType, tags }) =>
      toConversation(await told(() => sdk.tagConversation(conversationWith, conversationType, tags))),
    deleteConversation: ({ conversationWith, conversationType }) =>
      done(() => sdk.deleteConversation(conversationWith, conversationType)),
  };
}
