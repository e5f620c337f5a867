import { pairKey } from "../../state.ts";
import { accepted, type Rule, refused } from "./rule.ts";
import { messageNamed, names } from "./signs.ts";

const THREADS = "docs: sdk threaded-messages";

export const threadRules: readonly Rule[] = [
  accepted("sendMessage", {
    id: "THR-REPLY-01",
    text: "A message may reply to another, and names it as its parent.",
    source: THREADS,
    of: "reply",
  }),
  refused("sendMessage", "ERR_WRONG_MESSAGE_THREAD", {
    id: "THR-REPLY-02",
    text: "A reply stays in the conversation of its parent.",
    source: "docs: articles/error-guide",
  }),
  refused(["sendMessage", "subscribeThread"], "ERR_MESSAGE_THREAD_NESTING", {
    id: "THR-REPLY-03",
    text: "A reply has no replies of its own.",
    source: "docs: articles/error-guide",
  }),
  refused("sendMessage", "ERR_MESSAGE_ACTION_NOT_ALLOWED", {
    id: "THR-REPLY-04",
    text: "Nobody can reply to an action or a call.",
    source: "assumed",
  }),
  accepted("sendMessage", {
    id: "THR-REPLY-05",
    text: "A parent may have any number of replies, which it counts.",
    source: THREADS,
    of: "reply",
    when: ({ state, value }) =>
      value.parentId !== undefined && state.messages.list("replies", value.parentId).length > 1,
  }),
  accepted("listMessages", {
    id: "THR-LIST-01",
    text: "The replies of a thread are fetched by its parent.",
    source: THREADS,
    when: (seen) => names(seen, "parentId"),
  }),
  accepted("subscribeThread", {
    id: "THR-FOLLOW-01",
    text: "A user follows a thread; to follow it again changes nothing.",
    source: THREADS,
  }),
  accepted("subscribeThread", {
    id: "THR-FOLLOW-02",
    text: "A message can be followed before it has replies.",
    source: THREADS,
    when: (seen) => seen.state.messages.list("replies", messageNamed(seen)?.id ?? 0).length === 0,
  }),
  accepted("unsubscribeThread", {
    id: "THR-FOLLOW-03",
    text: "A user stops following a thread.",
    source: THREADS,
    when: ({ changed }) => changed,
  }),
  accepted("sendMessage", {
    id: "THR-FOLLOW-04",
    text: "Who replies follows the thread from then on.",
    source: THREADS,
    of: "reply",
    when: ({ state, value }) =>
      value.parentId !== undefined &&
      state.messages.get(value.parentId)?.sender !== value.sender &&
      state.threadSubscriptions.has(pairKey(value.parentId, value.sender)),
  }),
  accepted("sendMessage", {
    id: "THR-FOLLOW-05",
    text: "Who is mentioned in a reply follows the thread from then on.",
    source: THREADS,
    of: "reply",
    when: ({ value }) => value.mentions !== undefined,
  }),
  accepted("listThreads", {
    id: "THR-FOLLOW-06",
    text: "A user lists the threads that the user follows.",
    source: THREADS,
    when: ({ input }) => input.participatedByMe !== false,
  }),
];
