import { accepted, type Rule, refused } from "./rule.ts";
import { names } from "./signs.ts";

/** Whether a text mentions someone who is not there. */
function mentionsNobody(text: unknown, known: readonly string[] = []): boolean {
  if (typeof text !== "string" || !text.includes("<@uid:")) return false;
  return [...text.matchAll(/<@uid:([^>]*)>/g)].some(([, uid = ""]) => !known.includes(uid.toLowerCase()));
}

export const quoteAndMentionRules: readonly Rule[] = [
  accepted("sendMessage", {
    id: "QUO-SEND-01",
    text: "A message may quote another of its conversation.",
    source: "docs: rest-api/messages",
    of: "quoting",
  }),
  refused("sendMessage", "ERR_MESSAGE_NO_ACCESS", {
    id: "QUO-SEND-02",
    text: "Nobody can quote a message of another conversation.",
    source: "assumed",
    when: (seen) => names(seen, "quotedMessageId"),
  }),
  accepted("sendMessage", {
    id: "MEN-SEND-01",
    text: "A text mentions a user by <@uid:UID>.",
    source: "docs: webhooks overview",
    of: "mentioning",
    when: ({ value }) => value.type === "text",
  }),
  accepted("sendMessage", {
    id: "MEN-SEND-02",
    text: "A caption mentions a user like a text.",
    source: "docs: webhooks overview",
    of: "mentioning",
    when: ({ value }) => value.type !== "text",
  }),
  accepted("sendMessage", {
    id: "MEN-SEND-03",
    text: "A mention of nobody known stays plain text.",
    source: "assumed",
    when: ({ value }) => mentionsNobody(value.data.text, value.mentions),
  }),
  accepted("editMessage", {
    id: "MEN-EDIT-01",
    text: "Mentions follow the text when it is edited.",
    source: "docs: sdk edit-message",
    when: ({ value }) => value.action?.onMessage?.mentions !== undefined,
  }),
];
