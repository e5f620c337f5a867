import type { Mutant } from "../mutant.ts";
import { asking, giving, type Params, querying, saying, sending, telling, without } from "./change.ts";

/** Receipts, unread counts and conversations. */
export const receipts: readonly Mutant[] = [
  {
    name: "reading is sent as receiving",
    rules: ["RCP-ASK-01", "RCP-READ-01"],
    behaviour: sending("receipts", (frame) => ({
      ...frame,
      body: { ...(frame.body as Params), action: "delivered" },
    })),
  },
  {
    name: "receipts are not sent",
    rules: ["RCP-ASK-01"],
    behaviour: { frame: (frame) => (frame.type === "receipts" ? undefined : frame) },
  },
  {
    name: "the receipt is for the message before",
    rules: ["RCP-ASK-01"],
    behaviour: { receiptMessage: ({ messageId }) => String(Number(messageId) - 1) },
  },
  {
    name: "receipts of groups go to the sender",
    rules: ["RCP-ASK-01"],
    behaviour: { receiptReceiver: ({ senderId }) => senderId },
  },
  {
    name: "reading is told as receiving",
    rules: ["RCP-READ-01"],
    behaviour: telling("onMessagesRead", (event) => [{ ...event, name: "onMessagesDelivered" }]),
  },
  {
    name: "that everybody has read is not told",
    rules: ["RCP-GRP-01"],
    behaviour: telling("onMessagesReadByAll", () => []),
  },
  {
    name: "that everybody has received is told as one's receiving",
    rules: ["RCP-GRP-02"],
    behaviour: telling("onMessagesDeliveredToAll", (event) => [{ ...event, name: "onMessagesDelivered" }]),
  },
  {
    name: "receipts have no time",
    rules: ["RCP-READ-01", "RCP-DLV-01"],
    behaviour: {
      tell: (event) => [
        {
          ...event,
          payload:
            "receipt" in event.payload
              ? { receipt: without(without(event.payload.receipt as Params, "readAt"), "deliveredAt") }
              : event.payload,
        },
      ],
    },
  },
  {
    name: "receipts do not name their message",
    rules: ["RCP-ROWS-02"],
    behaviour: giving("getMessageReceipts", (rows: Params[]) =>
      rows.map((row) => ({ ...row, messageId: "" })),
    ),
  },
  {
    name: "receipts say that they were only received",
    rules: ["RCP-ROWS-01", "RCP-READ-03"],
    behaviour: giving("getMessageReceipts", (rows: Params[]) =>
      rows.map((row) => ({ ...row, receiptType: "delivery" })),
    ),
  },
  {
    name: "one unread message is too many",
    rules: ["UNR-COUNT-01"],
    behaviour: giving(
      "getUnreadMessageCount",
      ({ users, groups }: { users: Record<string, number>; groups: object }) => ({
        users: Object.fromEntries(Object.entries(users).map(([uid, count]) => [uid, count + 1])),
        groups,
      }),
    ),
  },
  {
    name: "unread messages of groups are not counted",
    rules: ["UNR-COUNT-01"],
    behaviour: giving("getUnreadMessageCount", ({ users }: Params) => ({ users, groups: {} })),
  },
  {
    name: "markAsUnread marks as read",
    rules: ["CNV-ASK-01", "UNR-MARK-01"],
    behaviour: asking("markAsUnread", (request) => ({ ...request, verb: "POST" })),
  },
  {
    name: "the conversation's last message is lost",
    rules: ["CNV-GET-01", "CNV-LIST-03"],
    behaviour: giving("getConversation", (conversation: Params) => without(conversation, "lastMessage")),
  },
  {
    name: "conversations are turned around",
    rules: ["CNV-LIST-01"],
    behaviour: giving("fetchConversations", (rows: unknown[]) => [...rows].reverse()),
  },
  {
    name: "the type of conversations is dropped",
    rules: ["CNV-ASK-01", "CNV-LIST-02"],
    behaviour: querying("fetchConversations", { conversationType: undefined }),
  },
  {
    name: "includeBlockedUsers is always on",
    rules: ["BLK-CONV-01"],
    behaviour: querying("fetchConversations", { includeBlockedUsers: true }),
  },
  {
    name: "tags of a conversation are not sent",
    rules: ["CNV-ASK-01", "CNV-TAG-01"],
    behaviour: saying("tagConversation", () => ({ tags: [] })),
  },
  {
    name: "a conversation is deleted with another",
    rules: ["CNV-ASK-01"],
    behaviour: asking("deleteConversation", ({ path, ...request }) => ({
      ...request,
      path: [path[0] ?? "", "u3", ...path.slice(2)],
    })),
  },
];
