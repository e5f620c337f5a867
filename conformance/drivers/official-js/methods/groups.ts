import type { Group, GroupMemberScope, GroupType } from "@cometchat/chat-sdk-javascript";
import type { ParamsOf } from "../../../protocol/index.ts";
import { told } from "../forms/errors.ts";
import { toOutcomes } from "../forms/others.ts";
import { toGroup, toMember } from "../forms/users.ts";
import { type Context, given, type Methods, type Sdk } from "./context.ts";

/** The SDK's typings call participants "member", which the SDK itself refuses. */
const scopeOf = (scope: string) => scope as GroupMemberScope;

/** Groups and their members. */
export function groupMethods({ sdk, request }: Context): Methods {
  const done = async (run: () => Promise<unknown>) => {
    await told(run);
    return null;
  };
  return {
    createGroup: async (group) => toGroup(await told(() => sdk.createGroup(groupOf(sdk, group)))),
    getGroup: async ({ guid }) => toGroup(await told(() => sdk.getGroup(guid))),
    updateGroup: async (group) => toGroup(await told(() => sdk.updateGroup(groupOf(sdk, group)))),
    deleteGroup: ({ guid }) => done(() => sdk.deleteGroup(guid)),
    joinGroup: async ({ guid, type, password }) =>
      toGroup(await told(() => sdk.joinGroup(guid, type as GroupType | undefined, password))),
    leaveGroup: ({ guid }) => done(() => sdk.leaveGroup(guid)),
    transferGroupOwnership: ({ guid, uid }) => done(() => sdk.transferGroupOwnership(guid, uid)),
    async fetchGroups({ request: name, filters }) {
      const groups = await told(() =>
        request(name, () => {
          const builder = new sdk.GroupsRequestBuilder().setLimit(filters.limit);
          given(filters.searchKeyword, (keyword) => builder.setSearchKeyword(keyword));
          given(filters.joinedOnly, (joined) => builder.joinedOnly(joined));
          given(filters.tags, (tags) => builder.setTags(tags));
          given(filters.withTags, (withTags) => builder.withTags(withTags));
          return builder.build();
        }).fetchNext(),
      );
      return groups.map(toGroup);
    },
    async fetchGroupMembers({ request: name, filters }) {
      const members = await told(() =>
        request(name, () => {
          const builder = new sdk.GroupMembersRequestBuilder(filters.guid).setLimit(filters.limit);
          given(filters.searchKeyword, (keyword) => builder.setSearchKeyword(keyword));
          given(filters.scopes, (scopes) => builder.setScopes(scopes));
          return builder.build();
        }).fetchNext(),
      );
      return members.map(toMember);
    },
    async addMembersToGroup({ guid, members }) {
      const list = members.map(({ uid, scope }) => new sdk.GroupMember(uid, scopeOf(scope)));
      return toOutcomes(await told(() => sdk.addMembersToGroup(guid, list, [])));
    },
    updateGroupMemberScope: ({ guid, uid, scope }) =>
      done(() => sdk.updateGroupMemberScope(guid, uid, scopeOf(scope))),
    kickGroupMember: ({ guid, uid }) => done(() => sdk.kickGroupMember(guid, uid)),
    banGroupMember: ({ guid, uid }) => done(() => sdk.banGroupMember(guid, uid)),
    unbanGroupMember: ({ guid, uid }) => done(() => sdk.unbanGroupMember(guid, uid)),
    async fetchBannedMembers({ request: name, filters }) {
      const members = await told(() =>
        request(name, () =>
          new sdk.BannedMembersRequestBuilder(filters.guid).setLimit(filters.limit).build(),
        ).fetchNext(),
      );
      return members.map(toMember);
    },
  };
}

/** A Group as an app makes one to hand it over: the constructor takes the rest, setters what it does not. */
function groupOf(sdk: Sdk, group: ParamsOf<"updateGroup">): Group {
  const { guid, name, type, password, icon, description, metadata, tags } = group;
  const made = new sdk.Group(guid, name, type, password, icon, description);
  given(metadata, (value) => made.setMetadata(value));
  given(tags, (value) => made.setTags(value));
  return made;
}
