import type {
  BaseMessage,
  CustomMessage,
  GoalType,
  InteractiveMessage,
  MediaMessage,
  TextMessage,
} from "@cometchat/chat-sdk-javascript";
import { told } from "../forms/errors.ts";
import { toMessage, toMessages } from "../forms/messages.ts";
import { toReaction, toReceipt } from "../forms/others.ts";
import { type Context, given, type Methods } from "./context.ts";

type Sendable = TextMessage | MediaMessage | CustomMessage | InteractiveMessage;

interface Sending {
  readonly muid?: string | undefined;
  readonly parentMessageId?: string | undefined;
  readonly quotedMessageId?: string | undefined;
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
  readonly tags?: readonly string[] | undefined;
}

/** Ids are text for the service and for apps; the SDK's typings alone call them numbers. */
const idOf = (messageId: string) => messageId as unknown as number;

/** Messages: sending, changing, reading and reacting to them. */
export function messageMethods({ sdk, request }: Context): Methods {
  const prepared = <M extends Sendable>(message: M, sending: Sending): M => {
    given(sending.muid, (muid) => message.setMuid(muid));
    given(sending.parentMessageId, (id) => message.setParentMessageId(idOf(id)));
    given(sending.quotedMessageId, (id) => message.setQuotedMessageId(idOf(id)));
    given(sending.metadata, (metadata) => message.setMetadata(metadata));
    given(sending.tags, (tags) => message.setTags([...tags]));
    return message;
  };
  const sent = async (run: () => Promise<BaseMessage>) => toMessage(await told(run));

  return {
    sendTextMessage: ({ receiverId, receiverType, text, ...sending }) =>
      sent(() => sdk.sendMessage(prepared(new sdk.TextMessage(receiverId, text, receiverType), sending))),
    sendMediaMessage: ({ receiverId, receiverType, type, attachments, caption, ...sending }) =>
      sent(() => {
        const message = prepared(new sdk.MediaMessage(receiverId, "", type, receiverType), sending);
        message.setAttachments(attachments.map((one) => new sdk.Attachment(one)));
        given(caption, (text) => message.setCaption(text));
        return sdk.sendMediaMessage(message);
      }),
    sendCustomMessage: ({
      receiverId,
      receiverType,
      type,
      customData,
      subType,
      updateConversation,
      ...sending
    }) =>
      sent(() => {
        const message = prepared(new sdk.CustomMessage(receiverId, receiverType, type, customData), sending);
        given(subType, (text) => message.setSubType(text));
        given(updateConversation, (update) => message.shouldUpdateConversation(update));
        return sdk.sendCustomMessage(message);
      }),
    sendInteractiveMessage: ({ receiverId, receiverType, type, interactiveData, ...rest }) =>
      sent(() => {
        const { interactionGoal, allowSenderInteraction, ...sending } = rest;
        const message = new sdk.InteractiveMessage(receiverId, receiverType, type, interactiveData);
        given(interactionGoal, (goal) =>
          message.setInteractionGoal(new sdk.InteractionGoal(goal.type as GoalType, goal.elementIds)),
        );
        given(allowSenderInteraction, (allow) => message.setIsSenderInteractionAllowed(allow));
        return sdk.sendInteractiveMessage(prepared(message, sending));
      }),
    async markAsInteracted({ messageId, elementId }) {
      await told(() => sdk.markAsInteracted(messageId, elementId));
      return null;
    },
    editMessage: ({ messageId, receiverId, receiverType, text, metadata, tags }) =>
      sent(() => {
        const message = new sdk.TextMessage(receiverId, text, receiverType);
        message.setId(idOf(messageId));
        return sdk.editMessage(prepared(message, { metadata, tags }));
      }),
    deleteMessage: ({ messageId }) => sent(() => sdk.deleteMessage(messageId)),
    getMessage: ({ messageId }) => sent(() => sdk.getMessageDetails(messageId)),
    async getMessageReceipts({ messageId }) {
      const receipts = await told(() => sdk.getMessageReceipts(messageId));
      return (receipts as readonly unknown[]).map(toReceipt);
    },
    async fetchMessages({ request: name, filters, direction }) {
      const rows = await told(() => {
        const list = request(name, () => {
          const builder = new sdk.MessagesRequestBuilder().setLimit(filters.limit);
          given(filters.uid, (uid) => builder.setUID(uid));
          given(filters.guid, (guid) => builder.setGUID(guid));
          given(filters.parentMessageId, (id) => builder.setParentMessageId(idOf(id)));
          given(filters.messageId, (id) => builder.setMessageId(idOf(id)));
          given(filters.timestamp, (timestamp) => builder.setTimestamp(timestamp));
          given(filters.categories, (categories) => builder.setCategories(categories));
          given(filters.types, (types) => builder.setTypes(types));
          given(filters.tags, (tags) => builder.setTags(tags));
          given(filters.searchKeyword, (keyword) => builder.setSearchKeyword(keyword));
          given(filters.unread, (unread) => builder.setUnread(unread));
          given(filters.hideReplies, (hide) => builder.hideReplies(hide));
          given(filters.hideDeletedMessages, (hide) => builder.hideDeletedMessages(hide));
          given(filters.hideMessagesFromBlockedUsers, (hide) => builder.hideMessagesFromBlockedUsers(hide));
          return builder.build();
        });
        return direction === "previous" ? list.fetchPrevious() : list.fetchNext();
      });
      return toMessages(rows);
    },
    addReaction: ({ messageId, reaction }) => sent(() => sdk.addReaction(messageId, reaction)),
    removeReaction: ({ messageId, reaction }) => sent(() => sdk.removeReaction(messageId, reaction)),
    async fetchReactions({ request: name, filters }) {
      const rows = await told(() =>
        request(name, () => {
          const builder = new sdk.ReactionsRequestBuilder().setLimit(filters.limit);
          builder.setMessageId(idOf(filters.messageId));
          given(filters.reaction, (reaction) => builder.setReaction(reaction));
          return builder.build();
        }).fetchNext(),
      );
      return (rows as readonly unknown[]).map(toReaction);
    },
  };
}
