import { serviceError } from "../../simulator/errors.ts";
import type { MessageOptions } from "../../wire/message.ts";
import type { Call } from "../call.ts";
import type { Query } from "../query.ts";

const BOUNDS = ["from", "to"] as const;

/** Where a list of messages begins, and what it is narrowed to. docs: rest-api/messages; sdk message filtering */
export function messageFilter({ query }: Call) {
  return {
    affix: query.text("affix"),
    id: query.text("id"),
    sentAt: query.text("sentAt"),
    updatedAt: query.text("updatedAt"),
    searchKey: query.searchText("searchKey"),
    categories: query.list("categories") ?? query.list("category"),
    types: query.list("types") ?? query.list("type"),
    tags: query.list("tags"),
    senders: query.list("senders") ?? query.list("sender"),
    receiverType: query.text("receiverType"),
    conversationId: query.text("conversationId"),
    hasAttachments: query.flag("hasAttachments"),
    attachmentTypes: query.list("attachmentTypes"),
    hasLinks: query.flag("hasLinks"),
    hasMentions: query.flag("hasMentions"),
    mentionedUids: query.list("mentionedUids"),
    myMentionsOnly: query.flag("myMentionsOnly"),
    hasReactions: query.flag("hasReactions"),
    hideMessagesFromBlockedUsers: query.flag("hideMessagesFromBlockedUsers"),
    hideDeleted: query.flag("hideDeleted"),
    onlyDeleted: query.flag("onlyDeleted"),
    hideReplies: query.flag("hideReplies"),
    hideQuotedMessages: query.flag("hideQuotedMessages"),
    unread: query.flag("unread"),
    undelivered: query.flag("undelivered"),
    onlyUpdates: query.flag("onlyUpdates"),
    onlyInteractionGoalCompleted: query.flag("onlyInteractionGoalCompleted"),
    pinned: query.flag("pinned"),
    saved: query.flag("saved"),
    fromTimestamp: query.text("fromTimestamp"),
    toTimestamp: query.text("toTimestamp"),
    sentAtRange: query.fields("sentAt", BOUNDS),
    updatedAtRange: query.fields("updatedAt", BOUNDS),
    editedAtRange: query.fields("editedAt", BOUNDS),
  };
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
