import type { SetPermissions } from "../../simulator/operations/permissions.ts";
import { printPermission, printRestrictedFeature } from "../../wire/permission.ts";
import { done, printResults } from "../bulk.ts";
import { pageMeta, windowOf } from "../paging.ts";
import { route } from "../route.ts";

const FEATURES = "/roles/:role/restrictedfeatures";
const OF_ROLE = "/roles/:role/permissions";
const OF_SCOPE = "/groups/:guid/scopes/:scope/permissions";

/** What roles and scopes may do. docs: rest-api/restrict-features, rest-api/rbac-overview */
export const permissionRoutes = [
  route({
    method: "POST",
    path: FEATURES,
    operation: "restrictFeatures",
    input: ({ params, body }) => ({ role: params.role, featuresToRestrict: body.featuresToRestrict }),
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
    print: () => done("The feature has been allowed successfully."),
  }),
  route({
    method: "GET",
    path: OF_ROLE,
    operation: "listRolePermissions",
    input: (call) => ({ role: call.params.role, ...windowOf(call) }),
    print: ({ rows }) => rows.map(printPermission),
    meta: pageMeta,
  }),
  route({
    method: "PUT",
    path: OF_ROLE,
    operation: "setRolePermissions",
    input: ({ params, body }) => ({ role: params.role, permissions: body.permissions }),
    print: (set, _view, { params }) => printSet(set, `to role ${params.role}`),
  }),
  route({
    method: "DELETE",
    path: `${OF_ROLE}/:permission`,
    operation: "unsetRolePermission",
    input: ({ params }) => ({ role: params.role, permission: params.permission }),
    print: (permissions) => ({ permissions }),
  }),
  route({
    method: "GET",
    path: OF_SCOPE,
    operation: "listScopePermissions",
    input: (call) => ({ guid: call.params.guid, scope: call.params.scope, ...windowOf(call) }),
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
    print: (set, _view, { params }) => printSet(set, `to scope ${params.scope} on group ${params.guid}`),
  }),
  route({
    method: "DELETE",
    path: `${OF_SCOPE}/:permission`,
    operation: "unsetScopePermission",
    input: ({ params }) => ({ guid: params.guid, scope: params.scope, permission: params.permission }),
    print: (permissions) => ({ permissions }),
  }),
];

/** Each one's result, and beside them everything that is set now. docs: rest-api/rbac/set-role-permissions */
function printSet({ results, permissions }: SetPermissions, to: string): object {
  const printed = printResults(results, (_result, id) => ({
    message: `Permission with id ${id} have been mapped successfully ${to}.`,
  }));
  return { ...printed, permissions };
}
