import { listOf } from "../../wire/shape.ts";
import { bannedUserShape, membershipShape, printBan, printMembership } from "../../wire/user.ts";
import { done, doneShape } from "../bulk.ts";
import type { Call } from "../call.ts";
import { pageMeta, windowOf } from "../paging.ts";
import { route } from "../route.ts";

/** What members are listed by. */
export function memberFilter(call: Call) {
  const { params, query } = call;
  return {
    guid: params.guid,
    searchKey: query.text("searchKey"),
    scopes: query.list("scopes"),
    ...windowOf(call),
  };
}

/** One route at `/bannedusers`, and at the name it has on one page of the vendor's docs. docs: rest-api/banned-users */
const BANNED = ["/groups/:guid/bannedusers", "/groups/:guid/banned_members"];

/** docs: rest-api/group-members, rest-api/banned-users */
export const memberRoutes = [
  route({
    method: "PUT",
    path: "/groups/:guid/members/:uid",
    operation: "changeScope",
    input: ({ params, body }) => ({ guid: params.guid, uid: params.uid, scope: body.scope }),
    answers: membershipShape,
    print: printMembership,
  }),
  route({
    method: "DELETE",
    path: "/groups/:guid/members/:uid",
    operation: "kickMember",
    input: ({ params }) => ({ guid: params.guid, uid: params.uid }),
    answers: doneShape,
    print: (_message, _view, { params }) =>
      done(`The member with ${params.uid} has been kicked from the Group with ${params.guid}.`),
  }),
  ...BANNED.flatMap((path) => [
    route({
      method: "GET",
      path,
      operation: "listBanned",
      input: memberFilter,
      answers: listOf(bannedUserShape),
      print: ({ rows }, view) => rows.map((ban) => printBan(view, ban)),
      meta: pageMeta,
    }),
    route({
      method: "POST",
      path: `${path}/:uid`,
      operation: "banUser",
      input: ({ params }) => ({ guid: params.guid, uid: params.uid }),
      answers: doneShape,
      print: (_message, _view, { params }) =>
        done(`The user with uid ${params.uid} has been banned from the Group with ${params.guid}.`),
    }),
    route({
      method: "DELETE",
      path: `${path}/:uid`,
      operation: "unbanUser",
      input: ({ params }) => ({ guid: params.guid, uid: params.uid }),
      answers: doneShape,
      print: (_message, _view, { params }) =>
        done(`The user with uid ${params.uid} has been unbanned from the Group with ${params.guid}.`),
    }),
  ]),
];
