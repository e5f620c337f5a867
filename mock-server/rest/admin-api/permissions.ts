import * as z from "zod";
import type { SetPermissions } from "../../simulator/operations/permissions.ts";
import type { Fields } from "../../wire/json-text.ts";
import {
  permissionShape,
  permissionValueShape,
  printPermission,
  printRestrictedFeature,
  restrictedFeatureShape,
} from "../../wire/permission.ts";
import { listOf, type Of, shape } from "../../wire/shape.ts";
import { done, doneShape, printResults, toldResultsShape } from "../bulk.ts";
import { pageMeta, windowOf } from "../paging.ts";
import { route } from "../route.ts";

const FEATURES = "/roles/:role/restrictedfeatures";
const OF_ROLE = "/roles/:role/permissions";
const OF_SCOPE = "/groups/:guid/scopes/:scope/permissions";

/** Everything that a role or a scope was given, by permission. */
const heldPermissionsShape = shape("HeldPermissions", () =>
  z.strictObject({ permissions: z.record(z.string(), permissionValueShape.schema) }),
);

/** The same, beside what came of each. */
const setPermissionsShape = shape("SetPermissions", () =>
  heldPermissionsShape.schema.catchall(toldResultsShape.schema.valueType),
);

/** What roles and scopes may do. docs: rest-api/restrict-features, rest-api/rbac-overview */
export const permissionRoutes = [
  route({
    method: "POST",
    path: FEATURES,
    operation: "restrictFeatures",
    input: ({ params, body }) => ({ role: params.role, featuresToRestrict: body.featuresToRestrict }),
    answers: toldResultsShape,
    print: (results) =>
      printResults(results, (_result, key) => ({
        message: `The feature ${key} has been restricted successfully.`,
      })),
  }),
  route({
    method: "GET",
    path: FEATURES,
    operation: "listRestrictedFeatures",
    input: (call) => ({ role: call.params.role, ...windowOf(call) }),
    answers: listOf(restrictedFeatureShape),
    print: ({ rows }) => rows.map(printRestrictedFeature),
    meta: pageMeta,
  }),
  route({
    method: "DELETE",
    path: FEATURES,
    operation: "allowFeatures",
    input: ({ params, body }) => ({
      role: params.role,
      featuresToAllow: body.featuresToAllow,
      allowAll: body.allowAll,
    }),
    answers: doneShape,
    print: () => done("The feature has been allowed successfully."),
  }),
  route({
    method: "GET",
    path: OF_ROLE,
    operation: "listRolePermissions",
    input: (call) => ({ role: call.params.role, ...windowOf(call) }),
    answers: listOf(permissionShape),
    print: ({ rows }) => rows.map(printPermission),
    meta: pageMeta,
  }),
  route({
    method: "PUT",
    path: OF_ROLE,
    operation: "setRolePermissions",
    input: ({ params, body }) => ({ role: params.role, permissions: body.permissions }),
    answers: setPermissionsShape,
    print: (set, _view, { params }) => printSet(set, `to role ${params.role}`),
  }),
  route({
    method: "DELETE",
    path: `${OF_ROLE}/:permission`,
    operation: "unsetRolePermission",
    input: ({ params }) => ({ role: params.role, permission: params.permission }),
    answers: heldPermissionsShape,
    print: (permissions) => ({ permissions }),
  }),
  route({
    method: "GET",
    path: OF_SCOPE,
    operation: "listScopePermissions",
    input: (call) => ({ guid: call.params.guid, scope: call.params.scope, ...windowOf(call) }),
    answers: listOf(permissionShape),
    print: ({ rows }) => rows.map(printPermission),
    meta: pageMeta,
  }),
  route({
    method: "PUT",
    path: OF_SCOPE,
    operation: "setScopePermissions",
    input: ({ params, body }) => ({
      guid: params.guid,
      scope: params.scope,
      permissions: body.permissions,
    }),
    answers: setPermissionsShape,
    print: (set, _view, { params }) => printSet(set, `to scope ${params.scope} on group ${params.guid}`),
  }),
  route({
    method: "DELETE",
    path: `${OF_SCOPE}/:permission`,
    operation: "unsetScopePermission",
    input: ({ params }) => ({ guid: params.guid, scope: params.scope, permission: params.permission }),
    answers: heldPermissionsShape,
    print: (permissions) => ({ permissions }),
  }),
];

/** Each one's result, and beside them everything that is set now. docs: rest-api/rbac/set-role-permissions */
function printSet(
  { results, permissions }: SetPermissions,
  to: string,
): Fields<Of<typeof setPermissionsShape>> {
  const printed = printResults(results, (_result, id) => ({
    message: `Permission with id ${id} have been mapped successfully ${to}.`,
  }));
  // A permission is never called like this, which is more than TypeScript can be told.
  return { ...printed, permissions } as unknown as Fields<Of<typeof setPermissionsShape>>;
}
