import { ownInGroup } from "../../timelines.ts";
import { groupConversationId } from "../identifiers.ts";
import { accepted, type Rule } from "./rule.ts";
import { actorOf, names, textOf } from "./signs.ts";

export const unreadRules: readonly Rule[] = [
  accepted("unreadCounts", {
    id: "CNT-ASK-01",
    text: "A user asks for the unread counts of all conversations.",
    source: "docs: sdk receive-message",
    when: (seen) => !names(seen, "uid") && !names(seen, "guid") && !names(seen, "receiverType"),
  }),
  accepted("unreadCounts", {
    id: "CNT-ASK-02",
    text: "A user asks for the unread count of the conversation with one user.",
    source: "docs: sdk receive-message",
    when: (seen) => names(seen, "uid"),
  }),
  accepted("unreadCounts", {
    id: "CNT-ASK-03",
    text: "A user asks for the unread count of one group.",
    source: "docs: sdk receive-message",
    when: (seen) => names(seen, "guid"),
  }),
  accepted("unreadCounts", {
    id: "CNT-ASK-04",
    text: "A user asks for the unread counts of all users, or of all groups.",
    source: "docs: sdk receive-message",
    when: (seen) => names(seen, "receiverType"),
  }),
  accepted("unreadCounts", {
    id: "CNT-OWN-01",
    text: "What a user writes is never unread to that user.",
    source: "docs: sdk receive-message",
    when: (seen) => {
      const guid = textOf(seen, "guid");
      if (!guid) return false;
      const own = ownInGroup(groupConversationId(guid), actorOf(seen) ?? "");
      return seen.state.messages.list("unread", own).length > 0;
    },
  }),
  accepted("sendMessage", {
    id: "CNT-CUSTOM-01",
    text: "A custom message counts as unread only if it says that it updates the conversation.",
    source: "seen from the official SDK 4.2.0",
    of: "notText",
    when: ({ value }) => value.category === "custom" && value.counts,
  }),
  accepted("sendMessage", {
    id: "CNT-CUSTOM-02",
    text: "A custom message that does not update the conversation neither counts nor moves it.",
    source: "seen from the official SDK 4.2.0",
    of: "notText",
    when: ({ value }) => value.category === "custom" && !value.counts,
  }),
  accepted("sendMessage", {
    id: "CNT-LARGE-01",
    text: "In a group of more than 300 members nothing counts as unread, and no conversation moves.",
    source: "docs: rest-api/groups",
    of: "notCounted",
    when: ({ value }) => value.category === "message",
  }),
];
