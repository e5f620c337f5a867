import { countAfter, lastMessage, timelineOf } from "../../conversation-reads.ts";
import { memberOf } from "../../lookups.ts";
import type { ConversationView, Message } from "../../records.ts";
import { appPinKey, pairKey, type State } from "../../state.ts";
import { accepted, type Rule, refused } from "./rule.ts";
import { actorOf, conversationNamed, lengthOf, names, textOf, told } from "./signs.ts";

const CONVERSATIONS = "docs: rest-api/conversations";

/** How many messages a party of two sees of the conversation. */
function countSeenBy(state: State, uid: string, { conversationId }: Message, clearedUpTo = 0): number {
  return countAfter(timelineOf(state, { uid, conversationId, conversationType: "user" }), clearedUpTo);
}

/** Whether the message is the first that a user sees after having deleted the conversation. */
function bringsBack(state: State, uid: string, message: Message): boolean {
  const cleared = state.views.get(pairKey(uid, message.conversationId))?.clearedUpTo ?? 0;
  return cleared > 0 && countSeenBy(state, uid, message, cleared) === 1;
}

function hasPinned(state: State, view: ConversationView): boolean {
  return view.pin !== undefined || state.appPins.has(appPinKey(view));
}

export const conversationRules: readonly Rule[] = [
  accepted("sendMessage", {
    id: "CNV-FIRST-01",
    text: "The first message between two users creates their conversation.",
    source: CONVERSATIONS,
    of: "toUser",
    when: ({ state, value }) => value.movesConversation && countSeenBy(state, value.sender, value) === 1,
  }),
  refused("getConversation", "ERR_CONVERSATION_NOT_ACCESSIBLE", {
    id: "CNV-FIRST-02",
    text: "There is no conversation where nothing was said.",
    source: "docs: sdk error-codes",
    when: (seen) => !seen.state.views.has(pairKey(actorOf(seen) ?? "", conversationNamed(seen))),
  }),
  refused("getConversation", "ERR_CONVERSATION_NOT_ACCESSIBLE", {
    id: "CNV-OUT-01",
    text: "A group's conversation is out of reach for who is no member any more.",
    source: "assumed",
    when: (seen) => {
      const [guid, uid] = [textOf(seen, "guid"), actorOf(seen) ?? ""];
      const { state } = seen;
      return (
        state.views.has(pairKey(uid, conversationNamed(seen))) && !memberOf(state, guid, uid) && guid !== ""
      );
    },
  }),
  accepted("listConversations", {
    id: "CNV-LIST-01",
    text: "Conversations are listed by their last activity, newest first.",
    source: CONVERSATIONS,
    when: ({ value }) => value.rows.length > 1,
  }),
  accepted("listConversations", {
    id: "CNV-LIST-02",
    text: "The last message of a conversation may be an action.",
    source: CONVERSATIONS,
    when: ({ state, value }) => value.rows.some((row) => lastMessage(state, row)?.category === "action"),
  }),
  accepted("listConversations", {
    id: "CNV-LIST-03",
    text: "Conversations with users, or with groups, are listed alone.",
    source: CONVERSATIONS,
    when: (seen) => names(seen, "conversationType"),
  }),
  accepted("listConversations", {
    id: "CNV-LIST-04",
    text: "Conversations with unread messages are listed alone.",
    source: "docs: sdk retrieve-conversations",
    when: ({ input }) => input.unread === true,
  }),
  accepted("listConversations", {
    id: "CNV-LIST-05",
    text: "Conversations are looked for by how the other party's name begins.",
    source: "docs: sdk retrieve-conversations",
    when: (seen) => textOf(seen, "searchKey") !== "",
  }),
  accepted("listConversations", {
    id: "CNV-LIST-06",
    text: "Conversations are listed by their tags.",
    source: "docs: sdk retrieve-conversations",
    when: (seen) => lengthOf(seen, "tags") > 0,
  }),
  accepted("listConversations", {
    id: "CNV-LIST-07",
    text: "Conversations are listed by the tags of the other party.",
    source: "docs: sdk retrieve-conversations",
    when: (seen) => lengthOf(seen, "userTags") + lengthOf(seen, "groupTags") > 0,
  }),
  accepted("listConversations", {
    id: "CNV-LIST-08",
    text: "Pinned conversations come first.",
    source: CONVERSATIONS,
    when: ({ state, value }) => {
      const [first] = value.rows;
      return first !== undefined && hasPinned(state, first);
    },
  }),
  accepted("tagConversation", {
    id: "CNV-TAG-01",
    text: "The tags of a conversation belong to one user's side of it.",
    source: CONVERSATIONS,
  }),
  accepted("deleteConversation", {
    id: "CNV-DELETE-01",
    text: "A user deletes a conversation for themselves alone.",
    source: "docs: sdk delete-conversation",
  }),
  accepted("deleteConversation", {
    id: "CNV-DELETE-02",
    text: "A conversation can be deleted with its messages, for all.",
    source: CONVERSATIONS,
    when: ({ input }) => Boolean(input.deleteMessagesPermanently),
  }),
  accepted("deleteConversation", {
    id: "CNV-DELETE-03",
    text: "A conversation can be emptied and keep its place in the list.",
    source: CONVERSATIONS,
    when: ({ value }) => value.listed,
  }),
  accepted("sendMessage", {
    id: "CNV-DELETE-04",
    text: "A new message brings a deleted conversation back, without what was said before.",
    source: "docs: sdk delete-conversation",
    of: "toUser",
    when: ({ state, value }) =>
      bringsBack(state, value.receiver, value) || bringsBack(state, value.sender, value),
  }),
  accepted("pinConversation", {
    id: "CNV-PIN-01",
    text: "A user pins a conversation in the own list.",
    source: CONVERSATIONS,
    when: (seen) => told(seen, "conversation_pinned"),
  }),
  accepted("pinConversation", {
    id: "CNV-PIN-02",
    text: "Pinning a conversation again keeps the time of its first pin.",
    source: CONVERSATIONS,
    when: ({ changed }) => !changed,
  }),
  refused("pinConversation", "ERR_PINNED_CONVERSATIONS_LIMIT_EXCEEDED", {
    id: "CNV-PIN-03",
    text: "A user pins at most 5 conversations.",
    source: CONVERSATIONS,
  }),
  accepted("unpinConversation", {
    id: "CNV-PIN-04",
    text: "A user takes the pin off a conversation.",
    source: CONVERSATIONS,
    when: (seen) => told(seen, "conversation_unpinned"),
  }),
  accepted("replaceAppPins", {
    id: "CNV-PIN-05",
    text: "The app pins conversations for all of its users.",
    source: CONVERSATIONS,
    when: ({ value }) => value.length > 0,
  }),
  refused(["pinConversation", "unpinConversation"], "ERR_SYSTEM_PINNED_CONVERSATION", {
    id: "CNV-PIN-06",
    text: "Users cannot change the pin of what the app has pinned.",
    source: CONVERSATIONS,
  }),
  refused("replaceAppPins", "ERR_SYSTEM_PINNED_CONVERSATIONS_LIMIT_EXCEEDED", {
    id: "CNV-PIN-07",
    text: "The app pins at most 5 conversations.",
    source: CONVERSATIONS,
  }),
];
