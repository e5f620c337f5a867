import { listOf } from "../../wire/shape.ts";
import { printUser, userShape } from "../../wire/user.ts";
import { printResults, toldResultsShape } from "../bulk.ts";
import { pageMeta, windowOf } from "../paging.ts";
import { route } from "../route.ts";

/** docs: sdk retrieve-users, block-users; seen from the official SDK 4.2.0 */
export const userRoutes = [
  route({
    method: "GET",
    path: "/users",
    operation: "listUsers",
    input: (call) => {
      const { query } = call;
      return {
        searchKey: query.text("searchKey"),
        searchIn: query.list("searchIn"),
        status: query.list("status"),
        roles: query.list("roles"),
        tags: query.list("tags"),
        uids: query.list("uids"),
        friendsOnly: query.flag("friendsOnly"),
        hideBlockedUsers: query.flag("hideBlockedUsers"),
        sortBy: query.text("sortBy"),
        sortOrder: query.text("sortOrder"),
        ...windowOf(call),
      };
    },
    answers: listOf(userShape),
    print: ({ rows }, view, { query }) => {
      const options = { withTags: query.flag("withTags") ?? false };
      return rows.map((user) => printUser(view, user, options));
    },
    meta: pageMeta,
  }),
  route({
    method: "GET",
    path: "/blockedusers",
    operation: "listBlocked",
    input: (call) => ({
      direction: call.query.text("direction"),
      searchKey: call.query.text("searchKey"),
      ...windowOf(call),
    }),
    answers: listOf(userShape),
    print: ({ rows }, view) => rows.map(({ user }) => printUser(view, user, { withTags: false })),
    meta: pageMeta,
  }),
  route({
    method: "POST",
    path: "/blockedusers",
    operation: "blockUsers",
    input: ({ body }) => ({ blockedUids: body.blockedUids }),
    answers: toldResultsShape,
    print: (results, { viewer }) =>
      printResults(results, (_result, uid) => ({
        message: `The user with UID ${viewer} has blocked user with UID ${uid} successfully.`,
      })),
  }),
  route({
    method: "DELETE",
    path: "/blockedusers",
    operation: "unblockUsers",
    input: ({ body }) => ({ blockedUids: body.blockedUids }),
    answers: toldResultsShape,
    print: (results, { viewer }) =>
      printResults(results, (_result, uid) => ({
        message: `The user with UID ${viewer} has unblocked user with UID ${uid} successfully.`,
      })),
  }),
];
