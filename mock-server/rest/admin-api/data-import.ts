import * as z from "zod";
import { groupShape, printGroup } from "../../wire/group.ts";
import { printImportedMember } from "../../wire/import.ts";
import { printMessage } from "../../wire/message.ts";
import { messageShape } from "../../wire/message-shape.ts";
import { type Shape, shape } from "../../wire/shape.ts";
import { membershipShape, printUser, userShape } from "../../wire/user.ts";
import { printResults, resultsOf, successWith } from "../bulk.ts";
import { route } from "../route.ts";

function importedShape<S extends z.ZodType>(row: Shape<S>) {
  return resultsOf(successWith(shape(undefined, () => z.strictObject({ data: row.schema }))));
}

/** docs: rest-api/data-import; people and groups are wrapped twice, messages once, as its examples show */
export const dataImportRoutes = [
  route({
    method: "POST",
    path: "/data_import/users",
    operation: "importUsers",
    input: ({ body }) => ({ users: body.users }),
    answers: importedShape(userShape),
    print: (results, view) =>
      printResults(results, ({ user }) => ({ data: { data: printUser(view, user) } })),
  }),
  route({
    method: "POST",
    path: "/data_import/groups",
    operation: "importGroups",
    input: ({ body }) => ({ groups: body.groups }),
    answers: importedShape(groupShape),
    print: (results, view) =>
      printResults(results, ({ group }) => ({ data: { data: printGroup(view, group) } })),
  }),
  route({
    method: "POST",
    path: "/data_import/members",
    operation: "importMembers",
    input: ({ body }) => ({ members: body.members }),
    answers: importedShape(membershipShape),
    print: (results) =>
      printResults(results, ({ member }) => ({ data: { data: printImportedMember(member) } })),
  }),
  route({
    method: "POST",
    path: "/data_import/messages",
    operation: "importMessages",
    input: ({ body }) => ({ messages: body.messages }),
    answers: resultsOf(successWith(messageShape)),
    print: (results, view) => printResults(results, ({ message }) => ({ data: printMessage(view, message) })),
  }),
];
