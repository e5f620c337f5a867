import { groupShape, printGroup } from "../../wire/group.ts";
import { printMessage } from "../../wire/message.ts";
import { messageShape } from "../../wire/message-shape.ts";
import { listOf } from "../../wire/shape.ts";
import { memberShape, printMember } from "../../wire/user.ts";
import { done, doneShape } from "../bulk.ts";
import { pageMeta, windowOf } from "../paging.ts";
import { route } from "../route.ts";
import { bulkMembersOf, bulkMembersShape, printBulkMembers } from "../shared-api/bulk-members.ts";
import { memberFilter } from "../shared-api/members.ts";

/** docs: sdk groups; seen from the official SDK 4.2.0 */
export const groupRoutes = [
  route({
    method: "GET",
    path: "/groups",
    operation: "listGroups",
    input: (call) => ({
      searchKey: call.query.text("searchKey"),
      hasJoined: call.query.flag("hasJoined"),
      tags: call.query.list("tags"),
      ...windowOf(call),
    }),
    answers: listOf(groupShape),
    print: ({ rows }, view, { query }) => {
      const options = { withTags: query.flag("withTags") ?? false };
      return rows.map((group) => printGroup(view, group, options));
    },
    meta: pageMeta,
  }),
  // The SDK's table has it and no caller of it: whoever names UIDs means to add them, and not to join (assumed).
  route({
    method: "POST",
    path: "/groups/:guid/members",
    when: ({ body }) => Array.isArray(body.uids),
    operation: "addMembers",
    input: ({ params, body }) => ({ guid: params.guid, participants: body.uids }),
    answers: bulkMembersShape,
    print: (result, view) => printBulkMembers(view, result),
  }),
  route({
    method: "POST",
    path: "/groups/:guid/members",
    operation: "joinGroup",
    // The SDK fills in `type: "public"` whatever the group is: the password is all that counts.
    input: ({ params, body }) => ({ guid: params.guid, password: body.password }),
    answers: messageShape,
    print: (action, view) => printMessage(view, action),
  }),
  route({
    method: "DELETE",
    path: "/groups/:guid/members",
    operation: "leaveGroup",
    input: ({ params }) => ({ guid: params.guid }),
    answers: doneShape,
    print: (_action, view, { params }) =>
      done(`The user with uid ${view.viewer} has left the Group with ${params.guid}.`),
  }),
  route({
    method: "PATCH",
    path: "/groups/:guid/owner",
    operation: "transferOwnership",
    input: ({ params, body }) => ({ guid: params.guid, owner: body.owner }),
    answers: doneShape,
    print: ({ guid, owner }) =>
      done(`The ownership of the Group with ${guid} has been transferred to ${owner}.`),
  }),
  route({
    method: "GET",
    path: "/groups/:guid/members",
    operation: "listMembers",
    input: (call) => ({ ...memberFilter(call), status: call.query.text("status") }),
    answers: listOf(memberShape),
    print: ({ rows }, view) => rows.map((member) => printMember(view, member)),
    meta: pageMeta,
  }),
  route({
    method: "PUT",
    path: "/groups/:guid/members",
    operation: "addMembers",
    input: bulkMembersOf,
    answers: bulkMembersShape,
    print: (result, view) => printBulkMembers(view, result),
  }),
];
