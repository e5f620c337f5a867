import { SYSTEM_UID } from "../identifiers.ts";
import { accepted, type Rule, refused } from "./rule.ts";
import { told } from "./signs.ts";

export const pinAndSaveRules: readonly Rule[] = [
  accepted("pinMessage", {
    id: "PIN-ADD-01",
    text: "Either of two pins a message for both.",
    source: "docs: sdk pin-message",
    when: ({ value }) => value.receiverType === "user",
  }),
  accepted("pinMessage", {
    id: "PIN-ADD-02",
    text: "A pin of the app itself is made by app_system.",
    source: "docs: rest-api/messages/pin-message",
    when: ({ state, value }) => state.messagePins.get(value.id)?.pinnedBy === SYSTEM_UID,
  }),
  refused("pinMessage", "ERR_PINNED_MESSAGES_LIMIT_EXCEEDED", {
    id: "PIN-ADD-03",
    text: "A conversation has at most 100 pinned messages.",
    source: "docs: rest-api/messages/pin-message",
  }),
  accepted("unpinMessage", {
    id: "PIN-REMOVE-01",
    text: "A pin is taken away, and everybody in the conversation hears of it.",
    source: "docs: sdk pin-message",
    when: (seen) => told(seen, "message_unpinned"),
  }),
  accepted("listPinnedMessages", {
    id: "PIN-LIST-01",
    text: "Pinned messages are listed, the newest pin first.",
    source: "docs: sdk pin-message",
    when: ({ value }) => value.rows.length > 0,
  }),
  accepted("saveMessage", {
    id: "SAV-ADD-01",
    text: "A user saves a message, and nobody else hears of it.",
    source: "docs: sdk save-message",
    when: (seen) => told(seen, "message_saved"),
  }),
  accepted("saveMessage", {
    id: "SAV-ADD-02",
    text: "Saving a message again keeps the time of the first save.",
    source: "docs: rest-api/messages",
    when: ({ changed }) => !changed,
  }),
  refused("saveMessage", "ERR_SAVED_MESSAGES_LIMIT_EXCEEDED", {
    id: "SAV-ADD-03",
    text: "A user has at most 100 saved messages.",
    source: "docs: rest-api/messages",
  }),
  accepted("unsaveMessage", {
    id: "SAV-REMOVE-01",
    text: "A user lets a saved message go.",
    source: "docs: sdk save-message",
    when: (seen) => told(seen, "message_unsaved"),
  }),
  accepted("listSavedMessages", {
    id: "SAV-LIST-01",
    text: "Saved messages are listed, the newest save first.",
    source: "docs: sdk save-message",
    when: ({ value }) => value.rows.length > 0,
  }),
];
