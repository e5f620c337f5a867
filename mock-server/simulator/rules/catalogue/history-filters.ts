import { accepted, type Rule } from "./rule.ts";

/** What history can be narrowed to: id, field of the question, what it does. */
const FILTERS = [
  ["FLT-HISTORY-01", "categories", "History is narrowed to categories."],
  ["FLT-HISTORY-02", "types", "History is narrowed to types."],
  ["FLT-HISTORY-03", "tags", "History is narrowed to tags."],
  ["FLT-HISTORY-04", "senders", "History is narrowed to senders."],
  ["FLT-HISTORY-05", "searchKey", "History is searched for a word."],
  ["FLT-HISTORY-06", "hasAttachments", "History is narrowed to messages with attachments."],
  ["FLT-HISTORY-07", "attachmentTypes", "History is narrowed to kinds of attachments."],
  ["FLT-HISTORY-08", "hasLinks", "History is narrowed to messages with links."],
  ["FLT-HISTORY-09", "hasMentions", "History is narrowed to messages with mentions."],
  ["FLT-HISTORY-10", "mentionedUids", "History is narrowed to messages that mention certain users."],
  ["FLT-HISTORY-11", "myMentionsOnly", "History is narrowed to messages that mention the reader."],
  ["FLT-HISTORY-12", "hasReactions", "History is narrowed to messages with reactions."],
  ["FLT-HISTORY-13", "unread", "History is narrowed to what the reader has not read."],
  ["FLT-HISTORY-14", "undelivered", "History is narrowed to what was not delivered to the reader."],
  ["FLT-HISTORY-15", "hideDeleted", "History can leave out deleted messages."],
  ["FLT-HISTORY-16", "onlyDeleted", "History is narrowed to deleted messages."],
  ["FLT-HISTORY-17", "hideReplies", "History can leave out the replies of threads."],
  ["FLT-HISTORY-18", "hideQuotedMessages", "History can leave out the messages that are quoted."],
  ["FLT-HISTORY-19", "fromTimestamp", "History is narrowed to a span of time."],
  ["FLT-HISTORY-20", "onlyUpdates", "History is narrowed to what was edited or deleted."],
  [
    "FLT-HISTORY-21",
    "onlyInteractionGoalCompleted",
    "History is narrowed to messages whose goal the reader has reached.",
  ],
] as const;

function isAskedFor(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

export const filterRules: readonly Rule[] = FILTERS.map(([id, field, text]) =>
  accepted("listMessages", {
    id,
    text,
    source: "docs: sdk additional-message-filtering",
    when: ({ input }) => isAskedFor(input[field]),
  }),
);
