import { printGroup } from "../../wire/group.ts";
import { printMember } from "../../wire/user.ts";
import type { Call } from "../call.ts";
import { changeMeta, windowOf } from "../paging.ts";
import { route } from "../route.ts";
import { bulkMembersOf, printBulkMembers } from "../shared-api/bulk-members.ts";
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
    print: ({ rows }, view, { query }) => {
      const options = { withTags: query.flag("withTags") ?? false };
      return rows.map((group) => printGroup(view, group, options));
    },
    meta: (page) => changeMeta(page, (group) => group.updatedAt ?? group.createdAt),
  }),
  route({
    method: "POST",
    path: "/groups/:guid/members",
    operation: "addMembers",
    input: bulkMembersOf,
    print: (result, view) => printBulkMembers(view, result),
  }),
  route({
    method: "GET",
    path: "/groups/:guid/members",
    operation: "listMembers",
    input: (call) => ({ ...memberFilter(call), status: call.query.text("status") }),
    print: ({ rows }, view) => rows.map((member) => printMember(view, member)),
    meta: (page) => changeMeta(page, (member) => member.joinedAt),
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
