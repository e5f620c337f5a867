import type { Group, Member } from "../../simulator/records.ts";
import { groupShape, printGroup } from "../../wire/group.ts";
import { listOf } from "../../wire/shape.ts";
import { memberShape, printMember } from "../../wire/user.ts";
import type { Call } from "../call.ts";
import { changeMeta, windowOf } from "../paging.ts";
import { route } from "../route.ts";
import { bulkMembersOf, bulkMembersShape, printBulkMembers } from "../shared-api/bulk-members.ts";
import { memberFilter } from "../shared-api/members.ts";

const BOUNDS = ["from", "to"] as const;
const COMPARISONS = ["gt", "gte", "lt", "lte", "eq"] as const;

/** docs: rest-api/groups, rest-api/group-members */
export const groupRoutes = [
  route({
    method: "GET",
    path: "/groups",
    operation: "listGroups",
    input: groupFilter,
    answers: listOf(groupShape),
    print: ({ rows }, view, { query }) => {
      const options = { withTags: query.flag("withTags") ?? false };
      return rows.map((group) => printGroup(view, group, options));
    },
    meta: changeMeta((group: Group) => group.updatedAt ?? group.createdAt),
  }),
  route({
    method: "POST",
    path: "/groups/:guid/members",
    operation: "addMembers",
    input: bulkMembersOf,
    answers: bulkMembersShape,
    print: (result, view) => printBulkMembers(view, result),
  }),
  route({
    method: "GET",
    path: "/groups/:guid/members",
    operation: "listMembers",
    input: (call) => ({ ...memberFilter(call), status: call.query.text("status") }),
    answers: listOf(memberShape),
    print: ({ rows }, view) => rows.map((member) => printMember(view, member)),
    meta: changeMeta((member: Member) => member.joinedAt),
  }),
];

function groupFilter(call: Call) {
  const { query } = call;
  const types = query.list("types") ?? query.list("type");
  return {
    searchKey: query.text("searchKey"),
    searchIn: query.list("searchIn"),
    sortBy: query.text("sortBy"),
    sortOrder: query.text("sortOrder"),
    tags: query.list("tags"),
    // An older name of the same type. docs: rest-api/groups (2023)
    types: types?.map((type) => (type === "protected" ? "password" : type)),
    hasJoined: query.flag("hasJoined"),
    guids: query.list("guids") ?? query.list("guid"),
    createdAt: query.fields("createdAt", BOUNDS),
    updatedAt: query.fields("updatedAt", BOUNDS),
    membersCount: query.fields("membersCount", COMPARISONS),
    ...windowOf(call),
  };
}
