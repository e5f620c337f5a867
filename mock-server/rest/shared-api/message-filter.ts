import { serviceError } from "../../simulator/errors.ts";
import type { InputFor } from "../../simulator/simulator.ts";
import type { MessageOptions } from "../../wire/message.ts";
import type { Call } from "../call.ts";
import type { Query } from "../query.ts";

const BOUNDS = ["from", "to"] as const;

/** Where a list of messages begins, and what it is narrowed to. docs: rest-api/messages; sdk message filtering */
const FILTERS: { readonly [K in keyof InputFor<"listMessages">]: (query: Query) => unknown } = {
  affix: (query) => query.text("affix"),
  id: (query) => query.text("id"),
  sentAt: (query) => query.text("sentAt"),
  updatedAt: (query) => query.text("updatedAt"),
  searchKey: (query) => query.searchText("searchKey"),
  categories: (query) => query.list("categories") ?? query.list("category"),
  types: (query) => query.list("types") ?? query.list("type"),
  tags: (query) => query.list("tags"),
  senders: (query) => query.list("senders") ?? query.list("sender"),
  receiverType: (query) => query.text("receiverType"),
  conversationId: (query) => query.text("conversationId"),
  hasAttachments: (query) => query.flag("hasAttachments"),
  attachmentTypes: (query) => query.list("attachmentTypes"),
  hasLinks: (query) => query.flag("hasLinks"),
  hasMentions: (query) => query.flag("hasMentions"),
  mentionedUids: (query) => query.list("mentionedUids"),
  myMentionsOnly: (query) => query.flag("myMentionsOnly"),
  hasReactions: (query) => query.flag("hasReactions"),
  hideMessagesFromBlockedUsers: (query) => query.flag("hideMessagesFromBlockedUsers"),
  hideDeleted: (query) => query.flag("hideDeleted"),
  onlyDeleted: (query) => query.flag("onlyDeleted"),
  hideReplies: (query) => query.flag("hideReplies"),
  hideQuotedMessages: (query) => query.flag("hideQuotedMessages"),
  unread: (query) => query.flag("unread"),
  undelivered: (query) => query.flag("undelivered"),
  onlyUpdates: (query) => query.flag("onlyUpdates"),
  onlyInteractionGoalCompleted: (query) => query.flag("onlyInteractionGoalCompleted"),
  pinned: (query) => query.flag("pinned"),
  saved: (query) => query.flag("saved"),
  fromTimestamp: (query) => query.text("fromTimestamp"),
  toTimestamp: (query) => query.text("toTimestamp"),
  sentAtRange: (query) => query.fields("sentAt", BOUNDS),
  updatedAtRange: (query) => query.fields("updatedAt", BOUNDS),
  editedAtRange: (query) => query.fields("editedAt", BOUNDS),
};
const ENTRIES = Object.entries(FILTERS);

/** What is asked for of it, and nothing else: lists are asked for often, and with few filters. */
export function messageFilter({ query }: Call): Partial<Record<keyof typeof FILTERS, unknown>> {
  const filter: Record<string, unknown> = {};
  for (const [name, read] of ENTRIES) {
    const value = read(query);
    if (value !== undefined) filter[name] = value;
  }
  return filter;
}

/** What the messages of an answer are printed with. */
export function messageOptions({ query }: Call): MessageOptions {
  return {
    withTags: query.flag("withTags"),
    withThreadSubscribed: query.flag("withThreadSubscribed"),
    hideQuotedMessages: query.flag("hideQuotedMessages"),
    mentionsWithTagInfo: query.flag("mentionsWithTagInfo") ?? query.flag("mentionswithTagInfo"),
    mentionsWithBlockedInfo: query.flag("mentionsWithBlockedInfo"),
  };
}

/**
 * @param features parameter → what it asks for
 * @throws ServiceError `ERR_FEATURE_NOT_ACCESSIBLE` when one of them is asked for
 */
export function refuseUnavailable(query: Query, features: Readonly<Record<string, string>>): void {
  for (const [name, feature] of Object.entries(features)) {
    if (query.flag(name)) throw serviceError("ERR_FEATURE_NOT_ACCESSIBLE", { feature });
  }
}
