import type { OperationName } from "../../operations/index.ts";
import { accepted, type Rule, refused } from "./rule.ts";
import { messageNamed, names } from "./signs.ts";

const ERROR_GUIDE = "docs: articles/error-guide";

/** What is the same for editing and deleting. */
function changeRules(operation: OperationName, prefix: string, verb: string): readonly Rule[] {
  return [
    refused(operation, "ERR_MESSAGE_NOT_A_SENDER", {
      id: `${prefix}-05`,
      text: `In a conversation of two, only the sender may ${verb} a message.`,
      source: `docs: sdk ${verb}-message`,
      when: (seen) => messageNamed(seen)?.receiverType === "user",
    }),
    refused(operation, "ERR_MESSAGE_ACTION_NOT_ALLOWED", {
      id: `${prefix}-06`,
      text: `Nobody can ${verb} an action or a call.`,
      source: ERROR_GUIDE,
    }),
    refused(operation, "ERR_MESSAGE_NO_ACCESS", {
      id: `${prefix}-07`,
      text: `Nobody can ${verb} a message of a conversation between two others.`,
      source: ERROR_GUIDE,
      when: (seen) => messageNamed(seen)?.receiverType === "user",
    }),
    refused(operation, "ERR_MESSAGE_ID_NOT_FOUND", {
      id: `${prefix}-08`,
      text: `Nobody can ${verb} a message that is deleted.`,
      source: "assumed",
      when: (seen) => messageNamed(seen) !== undefined,
    }),
  ];
}

export const changeMessageRules: readonly Rule[] = [
  accepted("editMessage", {
    id: "EDT-EDIT-01",
    text: "A sender edits a text, which then tells when it was edited, and by whom.",
    source: "docs: sdk edit-message",
    when: ({ value }) => value.action?.onMessage?.type === "text",
  }),
  accepted("editMessage", {
    id: "EDT-EDIT-02",
    text: "A custom message can be edited.",
    source: "docs: sdk edit-message",
    when: ({ value }) => value.action?.onMessage?.category === "custom",
  }),
  accepted("editMessage", {
    id: "EDT-EDIT-03",
    text: "The tags of an edit take the place of the old ones.",
    source: "docs: sdk edit-message",
    when: (seen) => names(seen, "tags"),
  }),
  accepted("editMessage", {
    id: "EDT-EDIT-04",
    text: "An edit leaves an action in the history, which tells everybody in the conversation.",
    source: "docs: rest-api/messages",
  }),
  ...changeRules("editMessage", "EDT-EDIT", "edit"),
  accepted("deleteMessage", {
    id: "EDT-DELETE-01",
    text: "A deleted message stays in the history without its content, and tells when it was deleted, and by whom.",
    source: "docs: sdk delete-message",
    when: ({ state, value }) => state.messages.has(value.action?.onMessage?.id ?? 0),
  }),
  accepted("deleteMessage", {
    id: "EDT-DELETE-02",
    text: "A message that is deleted for good is gone from the history.",
    source: "docs: rest-api/messages",
    when: ({ state, value }) => !state.messages.has(value.action?.onMessage?.id ?? 0),
  }),
  accepted("deleteMessage", {
    id: "EDT-DELETE-03",
    text: "A deletion leaves an action in the history, which tells everybody in the conversation.",
    source: "docs: rest-api/messages",
  }),
  accepted("deleteMessage", {
    id: "EDT-DELETE-04",
    text: "A conversation whose last message was deleted has no last message.",
    source: "docs: rest-api/conversations",
    when: ({ state, value }) =>
      state.views
        .list("byConversation", value.conversationId)
        .some((view) => view.lastMovedBy === value.action?.onMessage?.id),
  }),
  ...changeRules("deleteMessage", "EDT-DELETE", "delete"),
];
