import { printGroup } from "../../wire/group.ts";
import { printImportedMember } from "../../wire/import.ts";
import { printMessage } from "../../wire/message.ts";
import { printUser } from "../../wire/user.ts";
import { printResults } from "../bulk.ts";
import { route } from "../route.ts";

/** docs: rest-api/data-import; people and groups are wrapped twice, messages once, as its examples show */
export const dataImportRoutes = [
  route({
    method: "POST",
    path: "/data_import/users",
    operation: "importUsers",
    input: ({ body }) => ({ users: body.users }),
    print: (results, view) =>
      printResults(results, ({ user }) => ({ data: { data: printUser(view, user) } })),
  }),
  route({
    method: "POST",
    path: "/data_import/groups",
    operation: "importGroups",
    input: ({ body }) => ({ groups: body.groups }),
    print: (results, view) =>
      printResults(results, ({ group }) => ({ data: { data: printGroup(view, group) } })),
  }),
  route({
    method: "POST",
    path: "/data_import/members",
    operation: "importMembers",
    input: ({ body }) => ({ members: body.members }),
    print: (results) =>
      printResults(results, ({ member }) => ({ data: { data: printImportedMember(member) } })),
  }),
  route({
    method: "POST",
    path: "/data_import/messages",
    operation: "importMessages",
    input: ({ body }) => ({ messages: body.messages }),
    print: (results, view) => printResults(results, ({ message }) => ({ data: printMessage(view, message) })),
  }),
];
