import { printRole, roleShape } from "../../wire/role.ts";
import { listOf } from "../../wire/shape.ts";
import { done, doneShape } from "../bulk.ts";
import { pageMeta, windowOf } from "../paging.ts";
import { route } from "../route.ts";

/** docs: rest-api/roles */
export const roleRoutes = [
  route({
    method: "POST",
    path: "/roles",
    operation: "createRole",
    input: ({ body }) => body,
    answers: roleShape,
    print: printRole,
  }),
  route({
    method: "GET",
    path: "/roles",
    operation: "listRoles",
    input: windowOf,
    answers: listOf(roleShape),
    print: ({ rows }) => rows.map(printRole),
    meta: pageMeta,
  }),
  route({
    method: "GET",
    path: "/roles/:role",
    operation: "getRole",
    input: ({ params }) => ({ role: params.role }),
    answers: roleShape,
    print: printRole,
  }),
  route({
    method: "PUT",
    path: "/roles/:role",
    operation: "updateRole",
    input: ({ params, body }) => ({ ...body, role: params.role }),
    answers: roleShape,
    print: printRole,
  }),
  route({
    method: "DELETE",
    path: "/roles/:role",
    operation: "deleteRole",
    input: ({ params }) => ({ role: params.role }),
    answers: doneShape,
    print: (role) => done(`Role ${role} has been deleted successfully.`),
  }),
];
