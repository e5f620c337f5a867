import type { ErrorCode } from "../../simulator/errors.ts";
import type { OperationName } from "../../simulator/operations/index.ts";
import { isRestrictable } from "../../simulator/permissions.ts";
import { AUTH_ONLY_OPERATIONS } from "../../simulator/rules/key-privileges.ts";
import type { Side } from "../call.ts";
import type { AnyRoute } from "../route.ts";
import { OPERATION_REFUSALS } from "./operation-refusals.ts";

/** Where a request may fail whatever it asks for. */
const ANYWHERE = ["ERR_BAD_REQUEST", "ERR_EXCEPTION", "AUTH_ERR_INVALID_APPID"] as const;

const BY_SIDE = {
  client: ["AUTH_ERR_EMPTY_AUTH_TOKEN", "AUTH_ERR_AUTH_TOKEN_NOT_FOUND"],
  // Whom a server may act for is a user that there is.
  server: ["AUTH_ERR_EMPTY_APIKEY", "AUTH_ERR_APIKEY_NOT_FOUND", "ERR_UID_NOT_FOUND"],
} as const;

/** The codes that a request to a route of the chat's own APIs may be refused with. */
export function chatRefusals({ operation, body, refuses = [] }: AnyRoute, side: Side): readonly ErrorCode[] {
  return [
    ...ANYWHERE,
    "AUTH_ERR_EMPTY_APPID",
    "ERR_TOO_MANY_REQUESTS",
    ...BY_SIDE[side],
    ...(side === "server" && !AUTH_ONLY_OPERATIONS.has(operation) ? (["AUTH_ERR_NO_ACCESS"] as const) : []),
    ...(isRestrictable(operation) ? (["ERR_PERMISSION_DENIED"] as const) : []),
    ...(body === "message" ? (["ERR_FILE_SIZE_EXCEEDED"] as const) : []),
    ...refuses,
    ...OPERATION_REFUSALS[operation],
  ];
}

/** The codes that a request of the account's may be refused with. */
export function managementRefusals(operation: OperationName | undefined): readonly ErrorCode[] {
  const own = operation === undefined ? [] : OPERATION_REFUSALS[operation];
  return [...ANYWHERE, "AUTH_ERR_EMPTY_AUTH_HEADER", "AUTH_ERR_APIKEY_NOT_FOUND", ...own];
}
