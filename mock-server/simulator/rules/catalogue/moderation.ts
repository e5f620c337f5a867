import { isWithheld } from "../../timelines.ts";
import { accepted, type Rule, refused } from "./rule.ts";
import { messageNamed, names } from "./signs.ts";

export const moderationRules: readonly Rule[] = [
  accepted("sendMessage", {
    id: "MOD-SEND-01",
    text: "A moderated message is pending when it is answered, and its sender is told the verdict.",
    source: "docs: sdk ai-moderation",
    of: "moderated",
    when: ({ events }) => events.some(({ type }) => type === "on_moderation_status_changed"),
  }),
  accepted("sendMessage", {
    id: "MOD-SEND-02",
    text: "A message that is disapproved is shown to its sender only.",
    source: "docs: sdk ai-moderation",
    of: "moderated",
    when: ({ state, value }) => state.messages.get(value.id)?.moderation?.status === "disapproved",
  }),
  accepted("sendMessage", {
    id: "MOD-SEND-03",
    text: "A message is delivered only once it is approved.",
    source: "assumed",
    of: "moderated",
    when: ({ state, value }) => state.messages.get(value.id)?.moderation?.status === "pending",
  }),
  accepted("sendMessage", {
    id: "MOD-SEND-04",
    text: "Custom messages are never moderated.",
    source: "docs: sdk ai-moderation",
    of: "notText",
    when: ({ state, value }) =>
      value.category === "custom" && state.moderationRules.list("enabled", "all").length > 0,
  }),
  accepted("reviewMessage", {
    id: "MOD-REVIEW-01",
    text: "A message that a moderator approves is delivered.",
    source: "docs: rest-api/moderation",
    when: ({ events }) => events.some(({ type }) => type === "message"),
  }),
  refused(["pinMessage", "saveMessage"], "ERR_MESSAGE_NO_ACCESS", {
    id: "MOD-PENDING-01",
    text: "A message that waits for its verdict can neither be pinned nor saved.",
    source: "docs: rest-api/messages/pin-message",
    when: (seen) => {
      const message = messageNamed(seen);
      return message !== undefined && isWithheld(message);
    },
  }),
  accepted("flagMessage", {
    id: "MOD-FLAG-01",
    text: "A user reports a message to the moderators, and nobody else hears of it.",
    source: "docs: sdk flag-message",
  }),
  refused("flagMessage", "ERR_REASON_NOT_FOUND", {
    id: "MOD-FLAG-02",
    text: "A report needs one of the app's reasons.",
    source: "docs: rest-api/moderation",
  }),
  accepted("flagMessage", {
    id: "MOD-FLAG-03",
    text: "A report may have a remark.",
    source: "docs: sdk flag-message",
    when: (seen) => names(seen, "remark"),
  }),
];
