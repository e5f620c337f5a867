import { printUser } from "../../wire/user.ts";
import { done } from "../bulk.ts";
import type { Call } from "../call.ts";
import { changeMeta, windowOf } from "../paging.ts";
import { route } from "../route.ts";

const BOUNDS = ["from", "to"] as const;

/** docs: rest-api/users; the SDK creates and updates users here too, with the Auth Key. */
export const userRoutes = [
  route({
    method: "POST",
    path: "/users",
    body: "profile",
    operation: "createUser",
    input: ({ body }) => body,
    // The key is there only with a token in it: the SDK takes any `authToken` it reads for its own.
    print: ({ user, token }, view) => printUser(view, user).with({ authToken: token?.authToken }),
  }),
  route({
    method: "GET",
    path: "/users",
    operation: "listUsers",
    input: userFilter,
    print: ({ rows }, view, { query }) => {
      const options = { withTags: query.flag("withTags") ?? false };
      return rows.map((user) => printUser(view, user, options));
    },
    meta: (page) => changeMeta(page, (user) => user.updatedAt ?? user.createdAt),
  }),
  route({
    method: "PUT",
    path: "/users",
    operation: "reactivateUsers",
    input: ({ body }) => ({ uidsToActivate: body.uidsToActivate }),
    print: ({ nonDeactivatedUids }) => ({ nonDeactivatedUids }),
  }),
  route({
    method: "DELETE",
    path: "/users",
    operation: "deactivateUsers",
    input: ({ body }) => ({ uidsToDeactivate: body.uidsToDeactivate }),
    print: ({ deactivatedUids }) => ({ deactivatedUids }),
  }),
  route({
    method: "PUT",
    path: "/users/:uid",
    body: "profile",
    operation: "updateUser",
    input: ({ params, body }) => ({ ...body, uid: params.uid }),
    print: (user, view) => printUser(view, user),
  }),
  route({
    method: "DELETE",
    path: "/users/:uid",
    operation: "deleteUser",
    input: ({ params, body }) => ({ uid: params.uid, permanent: body.permanent }),
    print: (uid) => done(`User with ${uid} has been deleted successfully.`),
  }),
];

function userFilter(call: Call) {
  const { query } = call;
  return {
    searchKey: query.text("searchKey"),
    searchIn: query.list("searchIn"),
    status: query.list("status"),
    roles: query.list("roles") ?? query.list("role"),
    tags: query.list("tags"),
    uids: query.list("uids"),
    onlyDeactivated: query.flag("onlyDeactivated"),
    withDeactivated: query.flag("withDeactivated"),
    createdAt: query.fields("createdAt", BOUNDS),
    updatedAt: query.fields("updatedAt", BOUNDS),
    sortBy: query.text("sortBy"),
    sortOrder: query.text("sortOrder"),
    ...windowOf(call),
  };
}
