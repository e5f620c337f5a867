import type { Scope } from "../../../protocol/index.ts";
import { groupOfAction, toGroup, toMember } from "../entities.ts";
import { turnPage } from "../lists.ts";
import { list, object } from "../wire.ts";
import type { Context, Methods } from "./context.ts";
import { outcomes } from "./users.ts";

/** Where the service puts members by their scope. */
const LISTS: Readonly<Record<Scope, string>> = {
  admin: "admins",
  moderator: "moderators",
  participant: "participants",
};

/** Groups and their members. */
export function groupMethods({ ask, behaviour, list: listOf }: Context): Methods {
  const done = async (request: Parameters<Context["ask"]>[0]) => {
    await ask(request);
    return null;
  };
  return {
    async createGroup(group) {
      return toGroup((await ask({ verb: "POST", path: ["groups"], body: group })).data);
    },
    async getGroup({ guid }) {
      return toGroup((await ask({ verb: "GET", path: ["groups", guid] })).data);
    },
    async updateGroup({ guid, ...changes }) {
      return toGroup((await ask({ verb: "PUT", path: ["groups", guid], body: { guid, ...changes } })).data);
    },
    deleteGroup: ({ guid }) => done({ verb: "DELETE", path: ["groups", guid] }),
    async joinGroup({ guid, type = "public", password }) {
      const body = { guid, type, ...(password !== undefined && { password }) };
      const { data } = await ask({ verb: "POST", path: ["groups", guid, "members"], body });
      return toGroup({ hasJoined: true, scope: "participant", ...groupOfAction(data) });
    },
    leaveGroup: ({ guid }) => done({ verb: "DELETE", path: ["groups", guid, "members"] }),
    transferGroupOwnership: ({ guid, uid }) =>
      done({ verb: "PATCH", path: ["groups", guid, "owner"], body: { owner: uid } }),
    async fetchGroups({ request, filters }) {
      const state = listOf(request, filters);
      const { limit, searchKeyword, joinedOnly, ...rest } = state.filters as typeof filters;
      const { data } = await ask({
        verb: "GET",
        path: ["groups"],
        query: {
          per_page: limit,
          page: state.page,
          searchKey: searchKeyword,
          hasJoined: joinedOnly,
          ...rest,
        },
      });
      turnPage(behaviour, state, list(data).length);
      return list(data).map(toGroup);
    },
    async fetchGroupMembers({ request, filters }) {
      const state = listOf(request, filters);
      const { guid, limit, searchKeyword, scopes } = state.filters as typeof filters;
      const { data } = await ask({
        verb: "GET",
        path: ["groups", guid, "members"],
        query: { per_page: limit, page: state.page, searchKey: searchKeyword, scopes },
      });
      turnPage(behaviour, state, list(data).length);
      return list(data).map(toMember);
    },
    async addMembersToGroup({ guid, members }) {
      const body: Record<string, string[]> = {};
      for (const { uid, scope } of members) {
        const key = LISTS[scope];
        body[key] = [...(body[key] ?? []), uid];
      }
      const { data } = await ask({ verb: "PUT", path: ["groups", guid, "members"], body });
      return Object.assign({}, ...Object.values(object(data)).map(outcomes));
    },
    updateGroupMemberScope: ({ guid, uid, scope }) =>
      done({ verb: "PUT", path: ["groups", guid, "members", uid], body: { scope } }),
    kickGroupMember: ({ guid, uid }) => done({ verb: "DELETE", path: ["groups", guid, "members", uid] }),
    banGroupMember: ({ guid, uid }) => done({ verb: "POST", path: ["groups", guid, "bannedusers", uid] }),
    unbanGroupMember: ({ guid, uid }) => done({ verb: "DELETE", path: ["groups", guid, "bannedusers", uid] }),
    async fetchBannedMembers({ request, filters }) {
      const state = listOf(request, filters);
      const { guid, limit } = state.filters as typeof filters;
      const query = { per_page: limit, page: state.page };
      const { data } = await ask({ verb: "GET", path: ["groups", guid, "bannedusers"], query });
      turnPage(behaviour, state, list(data).length);
      return list(data).map(toMember);
    },
  };
}
