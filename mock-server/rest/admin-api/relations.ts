import * as z from "zod";
import type { BlockedUser } from "../../simulator/operations/blocks.ts";
import type { User } from "../../simulator/records.ts";
import { listOf, shape } from "../../wire/shape.ts";
import { printUser, userShape } from "../../wire/user.ts";
import type { Viewpoint } from "../../wire/viewpoint.ts";
import { done, doneShape, printResults, toldResultsShape } from "../bulk.ts";
import type { Call } from "../call.ts";
import { changeMeta, windowOf } from "../paging.ts";
import { route } from "../route.ts";

const FRIENDS = "/users/:uid/friends";
const BLOCKED = "/users/:uid/blockedusers";

const friendsShape = shape("AddedFriends", () => z.strictObject({ accepted: toldResultsShape.schema }));

/** Who is a friend of whom, and who has blocked whom. docs: rest-api/friends, rest-api/blocked-users */
export const relationRoutes = [
  route({
    method: "POST",
    path: FRIENDS,
    operation: "addFriends",
    input: ({ params, body }) => ({
      uid: params.uid,
      accepted: body.accepted,
      addToConversations: body.addToConversations,
    }),
    answers: friendsShape,
    print: (results) => ({
      accepted: printResults(results, () => ({ message: "Created relationship with status accepted." })),
    }),
  }),
  route({
    method: "GET",
    path: FRIENDS,
    operation: "listFriends",
    input: (call) => ({
      uid: call.params.uid,
      searchKey: call.query.text("searchKey"),
      ...windowOf(call),
    }),
    answers: listOf(userShape),
    print: ({ rows }, view, call) =>
      rows.map((user) => printUser(asSeenBy(view, call), user, { withTags: false })),
    meta: changeMeta((user: User) => user.updatedAt ?? user.createdAt),
  }),
  route({
    method: "DELETE",
    path: FRIENDS,
    operation: "removeFriends",
    input: ({ params, body }) => ({ uid: params.uid, friends: body.friends }),
    answers: doneShape,
    // Spelled as the service spells it.
    print: () => done("Deleted the friend relations succussfully"),
  }),
  route({
    method: "POST",
    path: BLOCKED,
    operation: "blockUsers",
    input: ({ params, body }) => ({ uid: params.uid, blockedUids: body.blockedUids }),
    answers: toldResultsShape,
    print: (results, _view, { params }) =>
      printResults(results, (_result, uid) => ({
        message: `The user with UID ${params.uid} has blocked user with UID ${uid} successfully.`,
      })),
  }),
  route({
    method: "GET",
    path: BLOCKED,
    operation: "listBlocked",
    input: (call) => ({
      uid: call.params.uid,
      direction: call.query.text("direction"),
      searchKey: call.query.text("searchKey"),
      ...windowOf(call),
    }),
    answers: listOf(userShape),
    print: ({ rows }, view, call) =>
      rows.map(({ user }) => printUser(asSeenBy(view, call), user, { withTags: false })),
    meta: changeMeta(({ user }: BlockedUser) => user.updatedAt ?? user.createdAt),
  }),
  route({
    method: "DELETE",
    path: BLOCKED,
    operation: "unblockUsers",
    input: ({ params, body }) => ({ uid: params.uid, blockedUids: body.blockedUids }),
    answers: toldResultsShape,
    print: (results, _view, { params }) =>
      printResults(results, (_result, uid) => ({
        message: `The user with UID ${params.uid} has unblocked user with UID ${uid} successfully.`,
      })),
  }),
];

/** These lists tell how others stand to the user in the path, whoever asks. */
function asSeenBy(view: Viewpoint, { params }: Call): Viewpoint {
  return { ...view, viewer: params.uid?.toLowerCase() };
}
