import { LIMITS } from "../limits.ts";
import { accepted, type Rule, refused, type Seen } from "./rule.ts";
import { names, textOf, told } from "./signs.ts";

const RECEIPTS = "docs: sdk delivery-read-receipts";
const CONVERSATIONS = "docs: rest-api/conversations";

function isInGroup(seen: Seen): boolean {
  return textOf(seen, "guid") !== "";
}

function isTold(seen: Seen, action: "delivered" | "read" | "deliveredToAll" | "readByAll"): boolean {
  return told(seen, "receipts", (event) => event.action === action);
}

export const receiptRules: readonly Rule[] = [
  accepted("markDelivered", {
    id: "RCP-DELIVERED-01",
    text: "A receiver says that a message was delivered, and its sender hears of it.",
    source: RECEIPTS,
    when: (seen) => !isInGroup(seen) && isTold(seen, "delivered"),
  }),
  accepted("markRead", {
    id: "RCP-READ-01",
    text: "A receiver says that a message was read, and its sender hears of it.",
    source: RECEIPTS,
    when: (seen) => !isInGroup(seen) && isTold(seen, "read"),
  }),
  accepted(["markDelivered", "markRead"], {
    id: "RCP-UPTO-01",
    text: "A receipt for a message covers everything before it in the conversation.",
    source: RECEIPTS,
    when: (seen) => names(seen, "messageId") && seen.events.length > 0,
  }),
  accepted(["markDelivered", "markRead"], {
    id: "RCP-UPTO-02",
    text: "A receipt without a message covers the whole conversation.",
    source: CONVERSATIONS,
    when: (seen) => !names(seen, "messageId") && seen.events.length > 0,
  }),
  accepted(["markDelivered", "markRead"], {
    id: "RCP-UPTO-03",
    text: "A receipt that covers nothing new is told to nobody.",
    source: "assumed",
    when: ({ events }) => events.length === 0,
  }),
  accepted("markDelivered", {
    id: "RCP-GROUP-01",
    text: "A member says that a message to the group was delivered, and its sender hears of it.",
    source: RECEIPTS,
    when: (seen) => isInGroup(seen) && isTold(seen, "delivered"),
  }),
  accepted("markRead", {
    id: "RCP-GROUP-02",
    text: "A member says that a message to the group was read, and its sender hears of it.",
    source: RECEIPTS,
    when: (seen) => isInGroup(seen) && isTold(seen, "read"),
  }),
  accepted(["markDelivered", "markRead", "leaveGroup", "kickMember", "banUser"], {
    id: "RCP-GROUP-03",
    text: "A sender hears from app_system when all other members have a message.",
    source: RECEIPTS,
    when: (seen) => isTold(seen, "deliveredToAll"),
  }),
  accepted(["markRead", "leaveGroup", "kickMember", "banUser"], {
    id: "RCP-GROUP-04",
    text: "A sender hears from app_system when all other members have read a message.",
    source: RECEIPTS,
    when: (seen) => isTold(seen, "readByAll"),
  }),
  accepted(["markDelivered", "markRead"], {
    id: "RCP-GROUP-05",
    text: "A group with more than 300 members online has no receipts.",
    source: "docs: articles/properties-and-constraints",
    when: ({ state, value, events }) =>
      value.conversationType === "group" &&
      events.length === 0 &&
      state.onlineMembers.list("byGroup", value.with).length > LIMITS.receiptsOnlineMembers,
  }),
  refused(["markDelivered", "markRead", "markUnread"], "ERR_MESSAGE_ID_NOT_FOUND", {
    id: "RCP-WRONG-01",
    text: "A receipt names a message of its conversation.",
    source: "assumed",
  }),
  refused(["markDelivered", "markRead", "markUnread"], "ERR_CONVERSATION_NOT_ACCESSIBLE", {
    id: "RCP-WRONG-02",
    text: "There are no receipts where nothing was said yet.",
    source: "docs: sdk error-codes",
  }),
  accepted("markUnread", {
    id: "RCP-UNREAD-01",
    text: "A reader makes the messages after a given one unread again, and nobody hears of it.",
    source: CONVERSATIONS,
  }),
  accepted("messageReceipts", {
    id: "RCP-LIST-01",
    text: "Who has received and read a message is listed.",
    source: RECEIPTS,
    when: ({ value }) => value.length > 0,
  }),
];
