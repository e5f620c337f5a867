import { accepted, type Rule, refused } from "./rule.ts";
import { isAbout, messageNamed, textOf, told } from "./signs.ts";

const REACTIONS = "docs: sdk reactions";

export const reactionRules: readonly Rule[] = [
  accepted("addReaction", {
    id: "RCT-ADD-01",
    text: "A user reacts to a message, and everybody in the conversation hears of it.",
    source: REACTIONS,
    when: (seen) => told(seen, "reaction"),
  }),
  accepted("addReaction", {
    id: "RCT-ADD-02",
    text: "A user may have several different reactions to one message.",
    source: REACTIONS,
    when: (seen) =>
      told(seen, "reaction", ({ reaction: { messageId, uid } }) => {
        const rows = seen.state.reactions.list("byMessage", messageId);
        return rows.filter((row) => row.uid === uid).length > 1;
      }),
  }),
  accepted("addReaction", {
    id: "RCT-ADD-03",
    text: "Several users may have the same reaction to a message, which counts them.",
    source: REACTIONS,
    when: (seen) =>
      told(seen, "reaction", ({ reaction: { messageId, reaction } }) => {
        const rows = seen.state.reactions.list("byMessage", messageId);
        return rows.filter((row) => row.reaction === reaction).length > 1;
      }),
  }),
  accepted("addReaction", {
    id: "RCT-ADD-04",
    text: "Reacting the same way twice changes nothing.",
    source: "assumed",
    when: ({ changed }) => !changed,
  }),
  refused(["addReaction", "removeReaction"], "ERR_MESSAGE_ACTION_NOT_ALLOWED", {
    id: "RCT-ADD-05",
    text: "Nobody can react to an action or a call.",
    source: "assumed",
  }),
  refused(["addReaction", "removeReaction"], "ERR_MESSAGE_ID_NOT_FOUND", {
    id: "RCT-ADD-06",
    text: "Nobody can react to a deleted message.",
    source: "assumed",
    when: (seen) => messageNamed(seen) !== undefined,
  }),
  refused(["addReaction", "removeReaction"], "ERR_MESSAGE_NO_ACCESS", {
    id: "RCT-ADD-07",
    text: "Nobody can react to a message of a conversation between two others.",
    source: "docs: articles/error-guide",
  }),
  refused("addReaction", "ERR_BAD_REQUEST", {
    id: "RCT-ADD-08",
    text: "A reaction is not empty.",
    source: REACTIONS,
    when: (seen) => isAbout(seen, "reaction"),
  }),
  accepted("removeReaction", {
    id: "RCT-REMOVE-01",
    text: "A user takes a reaction back, and everybody in the conversation hears of it.",
    source: REACTIONS,
    when: (seen) => told(seen, "reaction"),
  }),
  accepted("removeReaction", {
    id: "RCT-REMOVE-02",
    text: "Taking back a reaction that is not there changes nothing.",
    source: "assumed",
    when: ({ changed }) => !changed,
  }),
  accepted("listReactions", {
    id: "RCT-LIST-01",
    text: "The reactions to a message are listed, with who has reacted.",
    source: REACTIONS,
    when: ({ value }) => value.rows.length > 0,
  }),
  accepted("listReactions", {
    id: "RCT-LIST-02",
    text: "The users with one reaction to a message are listed.",
    source: REACTIONS,
    when: (seen) => textOf(seen, "reaction") !== "",
  }),
];
