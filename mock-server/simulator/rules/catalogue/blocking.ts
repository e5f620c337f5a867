import { areApart, hasBlocked } from "../../lookups.ts";
import { pairKey } from "../../state.ts";
import { userConversationId } from "../identifiers.ts";
import { accepted, type Rule, refused, type Seen } from "./rule.ts";
import { actorOf, told } from "./signs.ts";

/** Whether the actor has a conversation with someone the actor has blocked. */
function hasBlockedConversation(seen: Seen): boolean {
  const { state } = seen;
  const uid = actorOf(seen) ?? "";
  return state.blocks
    .list("byBlocker", uid)
    .some(({ blocked }) => state.views.get(pairKey(uid, userConversationId(uid, blocked)))?.listed);
}

export const blockingRules: readonly Rule[] = [
  accepted("blockUsers", {
    id: "BLK-BLOCK-01",
    text: "A user blocks another.",
    source: "docs: sdk block-users",
    when: ({ changed }) => changed,
  }),
  accepted("blockUsers", {
    id: "BLK-BLOCK-02",
    text: "Several users are blocked at once, each with a result of their own.",
    source: "docs: sdk block-users",
    when: ({ value }) => Object.keys(value).length > 1,
  }),
  refused("blockUsers", "ERR_CANNOT_BLOCK_SELF", {
    id: "BLK-BLOCK-03",
    text: "Nobody can block themselves.",
    source: "docs: articles/error-guide",
  }),
  accepted("blockUsers", {
    id: "BLK-BLOCK-04",
    text: "Blocking again who is blocked succeeds, and changes nothing.",
    source: "assumed",
    when: ({ changed, value }) => !changed && Object.values(value).some((part) => part.success),
  }),
  accepted("unblockUsers", {
    id: "BLK-UNBLOCK-01",
    text: "A user unblocks another.",
    source: "docs: sdk block-users",
    when: ({ changed }) => changed,
  }),
  refused("sendMessage", "ERR_BLOCKED_RECEIVER", {
    id: "BLK-SEND-01",
    text: "Nobody can write to whom they have blocked.",
    source: "seen from the vendor's SDK tests",
  }),
  accepted("sendMessage", {
    id: "BLK-SEND-02",
    text: "What a blocked user writes is accepted, and never shown to who has blocked them.",
    source: "seen from the vendor's SDK tests",
    of: "hidden",
  }),
  accepted("sendMessage", {
    id: "BLK-SEND-03",
    text: "In a group, what a blocked user writes is delivered to everybody.",
    source: "seen from the vendor's SDK tests",
    of: "toGroup",
    when: ({ state, value }) =>
      state.blocks
        .list("byBlocked", value.sender)
        .some(({ uid }) => state.members.has(pairKey(value.receiver, uid))),
  }),
  refused("initiateCall", "ERR_BLOCKED_RECEIVER", {
    id: "BLK-CALL-01",
    text: "Nobody can call whom they have blocked.",
    source: "docs: articles/error-guide",
  }),
  refused("initiateCall", "ERR_BLOCKED_SENDER", {
    id: "BLK-CALL-02",
    text: "Nobody can call who has blocked them.",
    source: "docs: articles/error-guide",
  }),
  accepted("listBlocked", {
    id: "BLK-LIST-01",
    text: "A user lists whom they have blocked.",
    source: "docs: sdk block-users",
    when: ({ value }) => value.rows.some((row) => row.blockedByMeAt !== undefined),
  }),
  accepted("listBlocked", {
    id: "BLK-LIST-02",
    text: "A user lists who has blocked them.",
    source: "docs: sdk block-users",
    when: ({ value }) => value.rows.some((row) => row.blockedAt !== undefined),
  }),
  accepted("getUser", {
    id: "BLK-FLAGS-01",
    text: "A user shows blockedByMe to who has blocked them.",
    source: "docs: sdk user-management",
    when: (seen) => hasBlocked(seen.state, actorOf(seen) ?? "", seen.value.uid),
  }),
  accepted("getUser", {
    id: "BLK-FLAGS-02",
    text: "A user shows hasBlockedMe to whom they have blocked.",
    source: "docs: sdk user-management",
    when: (seen) => hasBlocked(seen.state, seen.value.uid, actorOf(seen) ?? ""),
  }),
  accepted("listConversations", {
    id: "BLK-CONVERSATION-01",
    text: "Conversations with blocked users are left out of the list.",
    source: "docs: rest-api/conversations",
    when: (seen) => seen.input.includeBlockedUsers !== true && hasBlockedConversation(seen),
  }),
  accepted("listConversations", {
    id: "BLK-CONVERSATION-02",
    text: "Conversations with blocked users are listed where they are asked for.",
    source: "docs: rest-api/conversations",
    when: (seen) => seen.input.includeBlockedUsers === true && hasBlockedConversation(seen),
  }),
  accepted("listUsers", {
    id: "BLK-HIDE-01",
    text: "The list of users can leave out who is blocked, in either direction.",
    source: "docs: sdk retrieve-users",
    when: ({ input }) => input.hideBlockedUsers === true,
  }),
  accepted("listMessages", {
    id: "BLK-HIDE-02",
    text: "History can leave out what blocked users have written.",
    source: "docs: sdk receive-message",
    when: ({ input }) => input.hideMessagesFromBlockedUsers === true,
  }),
  accepted("unreadCounts", {
    id: "BLK-HIDE-03",
    text: "Unread counts can leave out what blocked users have written.",
    source: "docs: sdk receive-message",
    when: ({ input }) => input.hideMessagesFromBlockedUsers === true,
  }),
  accepted(["sendTyping", "sendTransient"], {
    id: "BLK-SIGNAL-01",
    text: "No typing and no transient message passes between two of whom one has blocked the other.",
    source: "assumed",
    when: (seen) =>
      seen.events.some(
        (event) => "receiver" in event && areApart(seen.state, actorOf(seen) ?? "", event.receiver),
      ),
  }),
  accepted("connect", {
    id: "BLK-SIGNAL-02",
    text: "No presence passes between two of whom one has blocked the other.",
    source: "assumed",
    when: (seen) =>
      told(seen, "presence", ({ uid }) =>
        seen.state.connections.list("subscribed", "all").some((row) => areApart(seen.state, row.uid, uid)),
      ),
  }),
];
