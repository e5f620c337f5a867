import { type Rule, refused } from "./rule.ts";
import { isAbout, names } from "./signs.ts";

const ERROR_GUIDE = "docs: articles/error-guide";

export const sendingRules: readonly Rule[] = [
  refused("sendMessage", "ERR_EMPTY_RECEIVER", {
    id: "MSG-SEND-01",
    text: "A message needs a receiver.",
    source: ERROR_GUIDE,
  }),
  refused("sendMessage", "ERR_INVALID_RECEIVER_TYPE", {
    id: "MSG-SEND-02",
    text: "A receiver is a user or a group.",
    source: ERROR_GUIDE,
  }),
  refused("sendMessage", "ERR_UID_NOT_FOUND", {
    id: "MSG-SEND-03",
    text: "Nobody can write to a user who is not there.",
    source: ERROR_GUIDE,
  }),
  refused("sendMessage", "ERR_GUID_NOT_FOUND", {
    id: "MSG-SEND-04",
    text: "Nobody can write to a group that is not there.",
    source: ERROR_GUIDE,
  }),
  refused("sendMessage", "ERR_EMPTY_MESSAGE_CATEGORY", {
    id: "MSG-SEND-05",
    text: "A message needs a category.",
    source: ERROR_GUIDE,
  }),
  refused("sendMessage", "ERR_INVALID_MESSAGE_CATEGORY", {
    id: "MSG-SEND-06",
    text: "Actions and calls cannot be sent, nor any category that the service does not know.",
    source: ERROR_GUIDE,
  }),
  refused("sendMessage", "ERR_EMPTY_MESSAGE_TYPE", {
    id: "MSG-SEND-07",
    text: "A message needs a type.",
    source: ERROR_GUIDE,
  }),
  refused("sendMessage", "ERR_INVALID_MESSAGE_TYPE", {
    id: "MSG-SEND-08",
    text: "The types of category message are text, image, video, audio and file.",
    source: ERROR_GUIDE,
  }),
  refused("sendMessage", "ERR_EMPTY_MESSAGE_TEXT", {
    id: "MSG-SEND-09",
    text: "A text cannot be empty.",
    source: ERROR_GUIDE,
  }),
  refused("sendMessage", "ERR_INVALID_MESSAGE_TEXT", {
    id: "MSG-SEND-10",
    text: "A text, or a caption, is a string.",
    source: ERROR_GUIDE,
  }),
  refused("sendMessage", "ERR_EMPTY_MESSAGE_FILE", {
    id: "MSG-SEND-11",
    text: "A media message needs a file or attachments.",
    source: ERROR_GUIDE,
  }),
  refused("sendMessage", "ERR_INVALID_MEDIA_MESSAGE", {
    id: "MSG-SEND-12",
    text: "Attachments have to be well formed.",
    source: ERROR_GUIDE,
  }),
  refused("sendMessage", "ERR_EMPTY_CUSTOM_DATA", {
    id: "MSG-SEND-13",
    text: "A custom message needs customData.",
    source: ERROR_GUIDE,
  }),
  refused("sendMessage", "ERR_INVALID_CUSTOM_DATA", {
    id: "MSG-SEND-14",
    text: "customData is a JSON object.",
    source: ERROR_GUIDE,
  }),
  refused("sendMessage", "ERR_INVALID_METADATA", {
    id: "MSG-SEND-15",
    text: "The metadata of a message is a JSON object.",
    source: ERROR_GUIDE,
  }),
  refused("sendMessage", "ERR_INVALID_MESSAGE_DATA", {
    id: "MSG-SEND-16",
    text: "The data of a message is a JSON object.",
    source: ERROR_GUIDE,
  }),
  refused("sendMessage", "ERR_BAD_REQUEST", {
    id: "MSG-SEND-17",
    text: "A message needs data.",
    source: "docs: rest-api/messages",
    when: (seen) => isAbout(seen, "data") && !names(seen, "data"),
  }),
  refused("sendMessage", "ERR_BAD_REQUEST", {
    id: "MSG-LIMIT-01",
    text: "The data of a message has at most 10 KB.",
    source: "docs: rest-api/messages",
    when: (seen) => isAbout(seen, "data") && names(seen, "data"),
  }),
  refused("sendMessage", "ERR_BAD_REQUEST", {
    id: "MSG-LIMIT-02",
    text: "A message has at most 25 tags, of at most 100 characters each.",
    source: "docs: articles/properties-and-constraints",
    when: (seen) => isAbout(seen, "tags"),
  }),
  refused(["sendMessage", "requestUploads"], "ERR_FILE_COUNT_EXCEEDED", {
    id: "MSG-LIMIT-03",
    text: "A message has at most as many files as the app's settings allow.",
    source: "docs: sdk error-codes",
  }),
  refused(["sendMessage", "requestUploads"], "ERR_FILE_SIZE_EXCEEDED", {
    id: "MSG-LIMIT-04",
    text: "A file is at most as large as the app's settings allow.",
    source: "docs: sdk error-codes",
  }),
];
