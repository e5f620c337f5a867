import { describe, expect, it } from "vitest";
import { type Device, useWorld } from "./world.ts";

// What requests say of themselves, each built with everything its builder knows. seen from the official SDK 4.2.0

const world = useWorld();

type Sdk = Device["sdk"];

/** What a built request says of itself, getter by getter; its page is the last that was read. */
type Told = Readonly<Record<string, unknown>>;

function toldBy(request: object, getters: Told): Told {
  return Object.fromEntries(
    Object.keys(getters).map((getter) => [getter, (request as Record<string, () => unknown>)[getter]?.()]),
  );
}

const REQUESTS: Readonly<Record<string, { build(sdk: Sdk): object; told: Told }>> = {
  UsersRequest: {
    build: (sdk) =>
      new sdk.UsersRequestBuilder()
        .setLimit(7)
        .setStatus("available")
        .setSearchKeyword("al")
        .hideBlockedUsers(true)
        .setRole("a")
        .setRoles(["b"])
        .friendsOnly(true)
        .setTags(["t"])
        .withTags(true)
        .setUIDs(["u"])
        .sortBy("name")
        .sortByOrder("asc")
        .searchIn(["uid"])
        .setPage(2)
        .build(),
    told: {
      getLimit: 7,
      getStatus: "available",
      getSearchKeyword: "al",
      isHideBlockedUsers: true,
      getRole: "a",
      getRoles: ["b", "a"],
      isFriendsOnly: true,
      getTags: ["t"],
      isWithTags: true,
      getUIDs: ["u"],
      getSortBy: "name",
      getSortOrder: "asc",
      getSearchIn: ["uid"],
      getPage: 0,
    },
  },
  GroupsRequest: {
    build: (sdk) =>
      new sdk.GroupsRequestBuilder()
        .setLimit(7)
        .setSearchKeyword("cl")
        .joinedOnly(true)
        .setTags(["t"])
        .withTags(true)
        .setPage(2)
        .build(),
    told: {
      getLimit: 7,
      getSearchKeyword: "cl",
      isJoinedOnly: 1,
      getTags: ["t"],
      isWithTags: true,
      getPage: 0,
    },
  },
  GroupMembersRequest: {
    build: (sdk) =>
      new sdk.GroupMembersRequestBuilder("g")
        .setLimit(7)
        .setSearchKeyword("al")
        .setScopes(["admin"])
        .setStatus("offline")
        .setPage(2)
        .build(),
    told: {
      getGuid: "g",
      getLimit: 7,
      getSearchKeyword: "al",
      getScopes: ["admin"],
      getStatus: "offline",
      getPage: 0,
    },
  },
  BannedMembersRequest: {
    build: (sdk) =>
      new sdk.BannedMembersRequestBuilder("g")
        .setLimit(7)
        .setSearchKeyword("al")
        .setScopes(["admin"])
        .setPage(2)
        .build(),
    told: { getGuid: "g", getLimit: 7, getSearchKeyword: "al", getScopes: ["admin"], getPage: 0 },
  },
  BlockedUsersRequest: {
    build: (sdk) =>
      new sdk.BlockedUsersRequestBuilder()
        .setLimit(7)
        .setSearchKeyword("al")
        .setDirection("blockedByMe")
        .setPage(2)
        .build(),
    told: { getLimit: 7, getSearchKeyword: "al", getDirection: "blockedByMe", getPage: 0 },
  },
  ThreadsRequest: {
    build: (sdk) =>
      new sdk.ThreadsRequestBuilder().setLimit(7).setParticipatedByMe(true).setGuid("g").build(),
    told: { getLimit: 7, isParticipatedByMe: true, getGuid: "g", getUid: undefined, hasMore: true },
  },
  ReactionsRequest: {
    build: (sdk) => new sdk.ReactionsRequestBuilder().setLimit(7).setMessageId(5).setReaction("👍").build(),
    told: { getLimit: 7, getMessageId: 5, getReaction: "👍" },
  },
  ConversationsRequest: {
    build: (sdk) =>
      new sdk.ConversationsRequestBuilder()
        .setLimit(7)
        .setConversationType("group")
        .setSearchKeyword("al")
        .withUserAndGroupTags(true)
        .setTags(["t"])
        .withTags(true)
        .setGroupTags(["g"])
        .setUserTags(["u"])
        .setIncludeBlockedUsers(true)
        .setWithBlockedInfo(true)
        .setUnread(true)
        .setHideAgentic(true)
        .setPage(2)
        .build(),
    told: {
      getLimit: 7,
      getConversationType: "group",
      getSearchKeyword: "al",
      isWithUserAndGroupTags: true,
      getTags: ["t"],
      isWithTags: true,
      getGroupTags: ["g"],
      getUserTags: ["u"],
      isIncludeBlockedUsers: true,
      isWithBlockedInfo: true,
      getUnread: true,
      getHideAgentic: true,
      getOnlyAgentic: undefined,
      getPage: 0,
    },
  },
  MessagesRequest: {
    build: (sdk) =>
      new sdk.MessagesRequestBuilder()
        .setLimit(7)
        .setUID("u")
        .setMessageId(5)
        .setUnread(true)
        .hideMessagesFromBlockedUsers(true)
        .setTimestamp(9)
        .setSearchKeyword("al")
        .setUpdatedAfter("8")
        .updatesOnly(true)
        .setCategories(["message"])
        .setTypes(["text"])
        .setParentMessageId(3)
        .hideReplies(true)
        .hideDeletedMessages(true)
        .hideQuotedMessages(true)
        .hasAttachments(true)
        .hasLinks(true)
        .hasMentions(true)
        .hasReactions(true)
        .setMentionedUIDs(["u"])
        .setTags(["t"])
        .withTags(true)
        .mentionsWithTagInfo(true)
        .mentionsWithBlockedInfo(true)
        .setInteractionGoalCompletedOnly(true)
        .setAttachmentTypes([sdk.AttachmentType.IMAGE])
        .withParent(true)
        .build(),
    told: {
      getLimit: 7,
      getUID: "u",
      getGUID: undefined,
      getMessageId: 5,
      isUnread: true,
      isHideMessagesFromBlockedUsers: true,
      getTimestamp: 9,
      getSearchKeyword: "al",
      getUpdatedAfter: "8",
      isUpdatesOnly: 1,
      getCategories: ["message"],
      getCategory: undefined,
      getTypes: ["text"],
      getType: undefined,
      getParentMessageId: 3,
      isHideReplies: true,
      isHideDeletedMessages: true,
      isHideQuotedMessages: true,
      getHasAttachments: true,
      getHasLinks: true,
      getHasMentions: true,
      getHasReactions: true,
      getMentionedUIDs: ["u"],
      getTags: ["t"],
      isWithTags: true,
      isMentionsWithTagInfo: true,
      isMentionsWithBlockedInfo: true,
      isInteractionGoalCompletedOnly: true,
      getAttachmentTypes: ["image"],
      isWithParent: true,
    },
  },
};

describe("a request", () => {
  it.each(Object.entries(REQUESTS))("tells what it was built with: %s", async (_name, { build, told }) => {
    const { sdk } = await world.page();
    expect(toldBy(build(sdk), told)).toEqual(told);
  });
});
