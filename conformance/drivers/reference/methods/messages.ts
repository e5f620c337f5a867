import type { Message } from "../../../protocol/index.ts";
import { toChangedMessage, toMessage, toReaction, toReceiptRow } from "../entities.ts";
import { compact, list, object } from "../wire.ts";
import type { Context, Methods } from "./context.ts";

interface Sending {
  readonly receiverId: string;
  readonly receiverType: string;
  readonly muid?: string | undefined;
  readonly parentMessageId?: string | undefined;
  readonly quotedMessageId?: string | undefined;
  readonly metadata?: Record<string, unknown> | undefined;
  readonly tags?: string[] | undefined;
}

/** Messages: sending, changing, reading and reacting to them. */
export function messageMethods({ ask, behaviour, list: listOf, me }: Context): Methods {
  const read = (wire: unknown) => toMessage(wire, me().uid);

  async function send(
    category: string,
    type: string,
    to: Sending,
    data: object,
  ): Promise<Message | undefined> {
    const { receiverId: receiver, receiverType, muid, parentMessageId, quotedMessageId, metadata, tags } = to;
    const body = compact({
      receiver,
      receiverType,
      category,
      type,
      data: compact({ ...data, metadata }),
      muid,
      tags,
      parentMessageId,
      quotedMessageId,
    });
    const path = parentMessageId === undefined ? ["messages"] : ["messages", parentMessageId, "thread"];
    return read((await ask({ verb: "POST", path, body })).data);
  }

  return {
    sendTextMessage: ({ text, ...to }) => send("message", "text", to, { text }),
    sendMediaMessage: ({ type, attachments, caption, ...to }) =>
      send("message", type, to, { url: attachments[0]?.url ?? "", attachments, text: caption }),
    sendCustomMessage: ({ type, customData, subType, updateConversation, ...to }) =>
      send("custom", type, to, { customData, subType, updateConversation }),
    sendInteractiveMessage: ({ type, interactiveData, interactionGoal, allowSenderInteraction, ...to }) =>
      send("interactive", type, to, { interactiveData, interactionGoal, allowSenderInteraction }),
    async markAsInteracted({ messageId, elementId }) {
      await ask({
        verb: "PATCH",
        path: ["messages", messageId, "interacted"],
        body: { interactions: [elementId] },
      });
      return null;
    },
    async editMessage({ messageId, receiverId, receiverType, text, metadata, tags }) {
      const body = compact({
        id: messageId,
        receiver: receiverId,
        receiverType,
        category: "message",
        type: "text",
        data: compact({ text, metadata }),
        tags,
      });
      const { data } = await ask({ verb: "PUT", path: ["messages", messageId], body });
      return toChangedMessage(data, me().uid);
    },
    async deleteMessage({ messageId }) {
      const { data } = await ask({ verb: "DELETE", path: ["messages", messageId], body: { id: messageId } });
      return toChangedMessage(data, me().uid);
    },
    async getMessage({ messageId }) {
      const query = { withThreadSubscribed: "true" };
      return read((await ask({ verb: "GET", path: ["messages", messageId], query })).data);
    },
    async getMessageReceipts({ messageId }) {
      const { data } = await ask({ verb: "GET", path: ["messages", messageId] });
      return list(object(object(data).receipts).data).map((row) => toReceiptRow(row, messageId));
    },
    async fetchMessages({ request, filters, direction }) {
      const state = listOf(request, filters);
      const {
        limit,
        uid,
        guid,
        parentMessageId,
        timestamp,
        searchKeyword,
        hideDeletedMessages,
        messageId,
        ...rest
      } = state.filters as typeof filters;
      const path =
        parentMessageId !== undefined
          ? ["messages", parentMessageId, "thread"]
          : guid !== undefined
            ? ["groups", guid, "messages"]
            : uid !== undefined
              ? ["users", uid, "messages"]
              : ["messages"];
      const { data } = await ask({
        verb: "GET",
        path,
        query: {
          per_page: limit,
          affix: direction === "previous" ? "prepend" : "append",
          id: state.messageId,
          sentAt: state.messageId === undefined ? timestamp : undefined,
          searchKey: searchKeyword,
          hideDeleted: hideDeletedMessages,
          ...rest,
        },
      });
      const rows = list(data).map(read);
      const ids = rows.flatMap((row) => (row ? [Number(row.id)] : []));
      if (ids.length > 0) state.messageId = String(behaviour.nextMessageId(ids, direction));
      return rows;
    },
    async addReaction({ messageId, reaction }) {
      return read((await ask({ verb: "POST", path: ["messages", messageId, "reactions", reaction] })).data);
    },
    async removeReaction({ messageId, reaction }) {
      return read((await ask({ verb: "DELETE", path: ["messages", messageId, "reactions", reaction] })).data);
    },
    async fetchReactions({ request, filters }) {
      const state = listOf(request, filters);
      const { messageId, limit, reaction } = state.filters as typeof filters;
      const path = ["messages", messageId, "reactions", ...(reaction === undefined ? [] : [reaction])];
      const query = { limit, affix: "append", ...(state.cursor as Record<string, string>) };
      const { data, meta } = await ask({ verb: "GET", path, query });
      if (meta.next !== undefined) state.cursor = object(meta.next);
      return list(data).map(toReaction);
    },
  };
}
