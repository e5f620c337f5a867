import { toUser } from "../entities.ts";
import { turnPage } from "../lists.ts";
import { list, object, text } from "../wire.ts";
import type { Context, Methods } from "./context.ts";

/** Users, and blocking them. */
export function userMethods({ ask, behaviour, list: listOf, session, setSession }: Context): Methods {
  return {
    async createUser({ authKey, ...user }) {
      const { data } = await ask({
        api: "admin",
        verb: "POST",
        path: ["users"],
        body: user,
        headers: { apiKey: authKey },
      });
      return toUser(data);
    },
    async updateUser({ authKey, ...user }) {
      const path = ["users", user.uid];
      const { data } = await ask({
        api: "admin",
        verb: "PUT",
        path,
        body: user,
        headers: { apiKey: authKey },
      });
      return toUser(data);
    },
    async updateCurrentUser(profile) {
      const uid = session()?.user.uid;
      const { data } = await ask({ verb: "PUT", path: ["me"], body: { uid, ...profile } });
      const now = session();
      const user = { ...toUser(data), status: "online" as const };
      if (now) setSession({ ...now, user, jwt: text(object(data).jwt) ?? now.jwt });
      return user;
    },
    async getUser({ uid }) {
      return toUser((await ask({ verb: "GET", path: ["users", uid] })).data);
    },
    async fetchUsers({ request, filters }) {
      const state = listOf(request, filters);
      const { limit, searchKeyword, status, ...rest } = state.filters as typeof filters;
      const { data } = await ask({
        verb: "GET",
        path: ["users"],
        query: {
          per_page: limit,
          page: state.page,
          searchKey: searchKeyword,
          status: status === "online" ? "available" : status,
          ...rest,
        },
      });
      turnPage(behaviour, state, list(data).length);
      return list(data).map(toUser);
    },
    async blockUsers({ uids }) {
      return outcomes(
        (await ask({ verb: "POST", path: ["blockedusers"], body: { blockedUids: uids } })).data,
      );
    },
    async unblockUsers({ uids }) {
      return outcomes(
        (await ask({ verb: "DELETE", path: ["blockedusers"], body: { blockedUids: uids } })).data,
      );
    },
    async fetchBlockedUsers({ request, filters }) {
      const state = listOf(request, filters);
      const { limit, direction } = state.filters as typeof filters;
      const query = { per_page: limit, page: state.page, direction };
      const { data } = await ask({ verb: "GET", path: ["blockedusers"], query });
      turnPage(behaviour, state, list(data).length);
      return list(data).map(toUser);
    },
  };
}

/** What came of each UID. */
export function outcomes(wire: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(object(wire)).map(([uid, one]) => {
      const { success, error } = object(one);
      return [uid, success === true ? "success" : (text(object(error).message) ?? "failed")];
    }),
  );
}
