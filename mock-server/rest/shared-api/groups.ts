import * as z from "zod";
import { groupShape, printGroup } from "../../wire/group.ts";
import { shape } from "../../wire/shape.ts";
import { done, doneShape } from "../bulk.ts";
import { route } from "../route.ts";
import { bulkMembersShape, printBulkMembers } from "./bulk-members.ts";

const createdGroupShape = shape("CreatedGroup", () =>
  groupShape.schema.extend({
    members: z.strictObject({ data: bulkMembersShape.schema.optional() }).optional(),
  }),
);

/** docs: rest-api/groups; seen from the official SDK 4.2.0, which sends groups whole: what is not asked for is ignored. */
export const groupRoutes = [
  route({
    method: "POST",
    path: "/groups",
    body: "profile",
    operation: "createGroup",
    input: ({ body }) => body,
    answers: createdGroupShape,
    print: ({ group, members }, view, { side }) =>
      printGroup(view, group).with({
        // The SDK hangs without the node when it made a group with members, even with none of them.
        members: members ? { data: printBulkMembers(view, members) } : side === "client" ? {} : undefined,
      }),
  }),
  route({
    method: "GET",
    path: "/groups/:guid",
    operation: "getGroup",
    input: ({ params }) => ({ guid: params.guid }),
    answers: groupShape,
    print: (group, view) => printGroup(view, group),
  }),
  route({
    method: "PUT",
    path: "/groups/:guid",
    body: "profile",
    operation: "updateGroup",
    input: ({ params, body }) => ({ ...body, guid: params.guid }),
    answers: groupShape,
    print: (group, view) => printGroup(view, group),
  }),
  route({
    method: "DELETE",
    path: "/groups/:guid",
    operation: "deleteGroup",
    input: ({ params }) => ({ guid: params.guid }),
    answers: doneShape,
    print: (guid) => done(`Group with guid ${guid} has been deleted successfully.`),
  }),
];
