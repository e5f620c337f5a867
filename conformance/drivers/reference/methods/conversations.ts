import type { ReceiverType } from "../../../protocol/index.ts";
import { toConversation } from "../entities.ts";
import { turnPage } from "../lists.ts";
import { CallFailure } from "../rest.ts";
import { list, number, object, text } from "../wire.ts";
import type { Context, Methods } from "./context.ts";

interface Partner {
  readonly conversationWith: string;
  readonly conversationType: ReceiverType;
}

const pathOf = ({ conversationWith, conversationType }: Partner, ...rest: string[]) => [
  conversationType === "user" ? "users" : "groups",
  conversationWith,
  "conversation",
  ...rest,
];

/** Conversations, receipts and what is unread. */
export function conversationMethods({ ask, behaviour, connection, list: listOf, me }: Context): Methods {
  const done = async (request: Parameters<Context["ask"]>[0]) => {
    await ask(request);
    return null;
  };
  const read = (wire: unknown) => toConversation(wire, me().uid);

  async function mark(
    action: "delivered" | "read",
    message: { messageId: string; senderId: string; receiverId: string; receiverType: ReceiverType },
  ): Promise<null> {
    const receipt = { action, ...message };
    const user = me();
    const wasSent = connection.send({
      receiver: behaviour.receiptReceiver(receipt, user.uid),
      receiverType: message.receiverType,
      type: "receipts",
      sender: user.uid,
      messageSender: message.senderId,
      body: { action, messageId: behaviour.receiptMessage(receipt), user },
    });
    if (!wasSent) {
      throw new CallFailure({ code: "NO_WEBSOCKET_CONNECTION", message: "Receipts need a connection." });
    }
    return null;
  }

  return {
    markAsDelivered: (message) => mark("delivered", message),
    markAsRead: (message) => mark("read", message),
    markConversationAsDelivered: (partner) => done({ verb: "POST", path: pathOf(partner, "delivered") }),
    markConversationAsRead: (partner) => done({ verb: "POST", path: pathOf(partner, "read") }),
    markAsUnread({ messageId, senderId, receiverId, receiverType }) {
      const other = senderId === me().uid ? receiverId : senderId;
      const partner: Partner = {
        conversationWith: receiverType === "group" ? receiverId : other,
        conversationType: receiverType,
      };
      return done({ verb: "DELETE", path: pathOf(partner, "read"), body: { messageId } });
    },
    async getUnreadMessageCount({ uid, guid, hideMessagesFromBlockedUsers }) {
      const path =
        uid !== undefined
          ? ["users", uid, "messages"]
          : guid !== undefined
            ? ["groups", guid, "messages"]
            : ["messages"];
      const query = { hideMessagesFromBlockedUsers, unread: true, count: true };
      const { data } = await ask({ verb: "GET", path, query });
      const counts: { users: Record<string, number>; groups: Record<string, number> } = {
        users: {},
        groups: {},
      };
      for (const row of list(data).map(object)) {
        const of = row.entityType === "group" ? counts.groups : counts.users;
        of[text(row.entityId) ?? ""] = number(row.count) ?? 0;
      }
      return counts;
    },
    async getConversation(partner) {
      return read((await ask({ verb: "GET", path: pathOf(partner) })).data);
    },
    async fetchConversations({ request, filters }) {
      const state = listOf(request, filters);
      const { limit, ...rest } = state.filters as typeof filters;
      const query = { per_page: limit, page: state.page, ...rest };
      const { data } = await ask({ verb: "GET", path: ["conversations"], query });
      turnPage(behaviour, state, list(data).length);
      return list(data).map(read);
    },
    async tagConversation({ tags, ...partner }) {
      return read((await ask({ verb: "PUT", path: pathOf(partner), body: { tags } })).data);
    },
    deleteConversation: (partner) => done({ verb: "DELETE", path: pathOf(partner) }),
  };
}
