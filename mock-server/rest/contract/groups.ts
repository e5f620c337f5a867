import type { ReferenceOperation } from "./reference-operation.ts";
import * as shapes from "./shapes.ts";

const MEMBERS = { admins: ["cleo"], moderators: ["dan"], participants: ["eli"], usersToBan: ["fay"] };
const GROUP = {
  name: "Regatta",
  password: "ahoy",
  icon: "https://example.com/r.png",
  description: "Boats",
  metadata: { boats: 3 },
  tags: ["sea"],
};
/** The app asks for her. */
const ADA = { onBehalfOf: "ada" };

/** docs: rest-api/groups, rest-api/group-members, rest-api/banned-users */
export const GROUPS: readonly ReferenceOperation[] = [
  {
    method: "POST",
    path: "/groups",
    // The type is described as needed and has a default, which is what counts here.
    required: ["guid", "name"],
    body: { guid: "regatta", ...GROUP, type: "password", owner: "ada", members: MEMBERS },
    ...ADA,
    data: shapes.WHOLE_GROUP,
  },
  {
    method: "GET",
    path: "/groups",
    query: {
      searchKey: "crew",
      searchIn: "guid,name",
      sortBy: "name",
      sortOrder: "asc",
      perPage: "5",
      page: "1",
      affix: "prepend",
      withTags: "true",
      tags: "sea",
      type: "public",
      types: "public",
      hasJoined: "true",
    },
    ...ADA,
    data: [shapes.WHOLE_GROUP],
    // One of the two pages has the cursor inside, and so has the answer here.
    meta: shapes.PAGINATION_AND_CURSOR,
  },
  { method: "GET", path: "/groups/:guid", ...ADA, data: shapes.WHOLE_GROUP },
  {
    method: "PUT",
    path: "/groups/:guid",
    body: { ...GROUP, type: "public", owner: "ada", unset: [] },
    ...ADA,
    data: shapes.WHOLE_GROUP,
  },
  { method: "DELETE", path: "/groups/:guid", data: shapes.DONE },
  { method: "POST", path: "/groups/:guid/bannedusers/:uid", data: shapes.DONE },
  { method: "DELETE", path: "/groups/:guid/bannedusers/:uid", params: { uid: "hal" }, data: shapes.DONE },
  {
    method: "GET",
    path: "/groups/:guid/bannedusers",
    ...ADA,
    data: [shapes.LISTED_USER],
    meta: shapes.PAGINATION,
  },
  {
    method: "POST",
    path: "/groups/:guid/members",
    body: MEMBERS,
    data: {
      usersToBan: shapes.results({}),
      admins: shapes.results({ data: shapes.ACTION_MESSAGE }),
      moderators: shapes.results({ data: shapes.ACTION_MESSAGE }),
      participants: shapes.results({ data: shapes.ACTION_MESSAGE }),
    },
  },
  {
    method: "GET",
    path: "/groups/:guid/members",
    query: { perPage: "5", page: "1", scopes: "moderator,participant" },
    ...ADA,
    data: [shapes.MEMBER],
    meta: shapes.PAGINATION,
  },
  { method: "PUT", path: "/groups/:guid/members/:uid", body: { scope: "admin" }, data: shapes.MEMBERSHIP },
  { method: "DELETE", path: "/groups/:guid/members/:uid", data: shapes.DONE },
];
