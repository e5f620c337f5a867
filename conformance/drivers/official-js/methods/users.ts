import type { User } from "@cometchat/chat-sdk-javascript";
import { told } from "../forms/errors.ts";
import { toOutcomes } from "../forms/others.ts";
import { toUser } from "../forms/users.ts";
import { type Context, given, type Methods, type Sdk } from "./context.ts";

interface Profile {
  readonly name?: string | undefined;
  readonly avatar?: string | undefined;
  readonly link?: string | undefined;
  readonly role?: string | undefined;
  readonly statusMessage?: string | undefined;
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
  readonly tags?: readonly string[] | undefined;
}

/** Users, and blocking them. */
export function userMethods({ sdk, request }: Context): Methods {
  return {
    createUser: async ({ uid, authKey, ...profile }) =>
      toUser(await told(() => sdk.createUser(userOf(sdk, uid, profile), authKey))),
    updateUser: async ({ uid, authKey, ...profile }) =>
      toUser(await told(() => sdk.updateUser(userOf(sdk, uid, profile), authKey))),
    async updateCurrentUser(profile) {
      const me = await told(() => sdk.getLoggedinUser());
      return toUser(await told(() => sdk.updateCurrentUserDetails(userOf(sdk, me?.getUid() ?? "", profile))));
    },
    getUser: async ({ uid }) => toUser(await told(() => sdk.getUser(uid))),
    async fetchUsers({ request: name, filters }) {
      const users = await told(() =>
        request(name, () => {
          const builder = new sdk.UsersRequestBuilder().setLimit(filters.limit);
          given(filters.searchKeyword, (keyword) => builder.setSearchKeyword(keyword));
          given(filters.status, (status) => builder.setStatus(status));
          given(filters.roles, (roles) => builder.setRoles(roles));
          given(filters.tags, (tags) => builder.setTags(tags));
          given(filters.withTags, (withTags) => builder.withTags(withTags));
          given(filters.uids, (uids) => builder.setUIDs(uids));
          given(filters.hideBlockedUsers, (hide) => builder.hideBlockedUsers(hide));
          given(filters.friendsOnly, (friends) => builder.friendsOnly(friends));
          return builder.build();
        }).fetchNext(),
      );
      return users.map(toUser);
    },
    blockUsers: async ({ uids }) => toOutcomes(await told(() => sdk.blockUsers(uids))),
    unblockUsers: async ({ uids }) => toOutcomes(await told(() => sdk.unblockUsers(uids))),
    async fetchBlockedUsers({ request: name, filters }) {
      const users = await told(() =>
        request(name, () => {
          const builder = new sdk.BlockedUsersRequestBuilder().setLimit(filters.limit);
          given(filters.direction, (direction) => builder.setDirection(direction));
          return builder.build();
        }).fetchNext(),
      );
      return users.map(toUser);
    },
  };
}

function userOf(sdk: Sdk, uid: string, profile: Profile): User {
  const user = new sdk.User(uid);
  given(profile.name, (name) => user.setName(name));
  given(profile.avatar, (avatar) => user.setAvatar(avatar));
  given(profile.link, (link) => user.setLink(link));
  given(profile.role, (role) => user.setRole(role));
  given(profile.statusMessage, (text) => user.setStatusMessage(text));
  given(profile.metadata, (metadata) => user.setMetadata(metadata));
  given(profile.tags, (tags) => user.setTags([...tags]));
  return user;
}
