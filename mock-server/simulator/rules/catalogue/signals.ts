import { isOnline } from "../../lookups.ts";
import { LIMITS } from "../limits.ts";
import { accepted, type Rule, type Seen } from "./rule.ts";
import { names, reachesSomeone, told } from "./signs.ts";

function isTyping(receiverType: "user" | "group", action: "started" | "ended"): (seen: Seen) => boolean {
  return (seen) =>
    told(seen, "typing_indicator", (event) => event.receiverType === receiverType && event.action === action);
}

/** Whether nobody hears, though there are some who could. */
function isTooManyToHear(seen: Seen): boolean {
  return told(
    seen,
    "typing_indicator",
    (event) =>
      event.receiverType === "group" &&
      seen.state.onlineMembers.list("byGroup", event.receiver).length > LIMITS.typingOnlineMembers,
  );
}

export const signalRules: readonly Rule[] = [
  accepted("sendTyping", {
    id: "TYP-USER-01",
    text: "A user is told that another has begun to type.",
    source: "docs: sdk typing-indicators",
    when: isTyping("user", "started"),
  }),
  accepted("sendTyping", {
    id: "TYP-USER-02",
    text: "A user is told that another types no longer.",
    source: "docs: sdk typing-indicators",
    when: isTyping("user", "ended"),
  }),
  accepted("sendTyping", {
    id: "TYP-GROUP-01",
    text: "The members who are online, but for who types, are told that someone has begun to type.",
    source: "docs: sdk typing-indicators",
    when: isTyping("group", "started"),
  }),
  accepted("sendTyping", {
    id: "TYP-GROUP-02",
    text: "The members who are online, but for who types, are told that someone types no longer.",
    source: "docs: sdk typing-indicators",
    when: isTyping("group", "ended"),
  }),
  accepted("sendTyping", {
    id: "TYP-GROUP-03",
    text: "In a group with more than 1,000 members online nobody is told who types.",
    source: "docs: articles/properties-and-constraints",
    when: isTooManyToHear,
  }),
  accepted("sendTyping", {
    id: "TYP-DATA-01",
    text: "A typing indicator may carry metadata.",
    source: "docs: sdk typing-indicators",
    when: (seen) => names(seen, "metadata"),
  }),
  accepted("sendTransient", {
    id: "TRN-SEND-01",
    text: "A transient message reaches a user who is online.",
    source: "docs: sdk transient-messages",
    when: (seen) =>
      told(
        seen,
        "transient_message",
        (event) =>
          event.receiverType === "user" && reachesSomeone(event) && isOnline(seen.state, event.receiver),
      ),
  }),
  accepted("sendTransient", {
    id: "TRN-SEND-02",
    text: "A transient message reaches the members of a group who are online.",
    source: "docs: sdk transient-messages",
    when: (seen) =>
      told(seen, "transient_message", (event) => event.receiverType === "group" && reachesSomeone(event)),
  }),
  accepted("sendTransient", {
    id: "TRN-SEND-03",
    text: "A transient message is stored nowhere: who is offline never gets it.",
    source: "docs: sdk transient-messages",
    when: (seen) =>
      told(
        seen,
        "transient_message",
        (event) => event.receiverType === "user" && !isOnline(seen.state, event.receiver),
      ),
  }),
];
