import * as z from "zod";
import type { User } from "../../simulator/records.ts";
import { listOf, shape } from "../../wire/shape.ts";
import { printUser, userShape } from "../../wire/user.ts";
import { filled } from "../../wire/words.ts";
import { done, doneShape } from "../bulk.ts";
import type { Call } from "../call.ts";
import { changeMeta, windowOf } from "../paging.ts";
import { route } from "../route.ts";

const BOUNDS = ["from", "to"] as const;

const createdUserShape = shape("CreatedUser", () =>
  userShape.schema.extend({ authToken: filled.optional() }),
);

const uids = z.array(z.string());
const deactivatedShape = shape("Deactivated", () => z.strictObject({ deactivatedUids: uids }));
const reactivatedShape = shape("Reactivated", () => z.strictObject({ nonDeactivatedUids: uids }));

/** docs: rest-api/users; the SDK creates and updates users here too, with the Auth Key. */
export const userRoutes = [
  route({
    method: "POST",
    path: "/users",
    body: "profile",
    operation: "createUser",
    input: ({ body }) => body,
    answers: createdUserShape,
    // The key is there only with a token in it: the SDK takes any `authToken` it reads for its own.
    print: ({ user, token }, view) => printUser(view, user).with({ authToken: token?.authToken }),
  }),
  route({
    method: "GET",
    path: "/users",
    operation: "listUsers",
    input: userFilter,
    answers: listOf(userShape),
    print: ({ rows }, view, { query }) => {
      const options = { withTags: query.flag("withTags") ?? false };
      return rows.map((user) => printUser(view, user, options));
    },
    meta: changeMeta((user: User) => user.updatedAt ?? user.createdAt),
  }),
  route({
    method: "PUT",
    path: "/users",
    operation: "reactivateUsers",
    input: ({ body }) => ({ uidsToActivate: body.uidsToActivate }),
    answers: reactivatedShape,
    print: ({ nonDeactivatedUids }) => ({ nonDeactivatedUids }),
  }),
  route({
    method: "DELETE",
    path: "/users",
    operation: "deactivateUsers",
    input: ({ body }) => ({ uidsToDeactivate: body.uidsToDeactivate }),
    answers: deactivatedShape,
    print: ({ deactivatedUids }) => ({ deactivatedUids }),
  }),
  route({
    method: "PUT",
    path: "/users/:uid",
    body: "profile",
    operation: "updateUser",
    input: ({ params, body }) => ({ ...body, uid: params.uid }),
    answers: userShape,
    print: (user, view) => printUser(view, user),
  }),
  route({
    method: "DELETE",
    path: "/users/:uid",
    operation: "deleteUser",
    input: ({ params, body }) => ({ uid: params.uid, permanent: body.permanent }),
    answers: doneShape,
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
