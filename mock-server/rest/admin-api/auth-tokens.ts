import { authTokenShape, printAuthToken } from "../../wire/auth-token.ts";
import { listOf } from "../../wire/shape.ts";
import { done, doneShape } from "../bulk.ts";
import type { Call } from "../call.ts";
import { pageMeta, windowOf } from "../paging.ts";
import { route } from "../route.ts";

const TOKENS = "/users/:uid/auth_tokens";
const TOKEN = `${TOKENS}/:authToken`;

/** docs: rest-api/auth-tokens; making one is the first step of the SDK's login by Auth Key. */
export const authTokenRoutes = [
  route({
    method: "POST",
    path: TOKENS,
    operation: "createAuthToken",
    input: (call) => ({
      ...deviceOf(call),
      deviceId: call.body.deviceId,
      force: call.body.force,
      uid: call.params.uid,
    }),
    answers: authTokenShape,
    print: printAuthToken,
  }),
  route({
    method: "GET",
    path: TOKENS,
    operation: "listAuthTokens",
    input: (call) => ({ uid: call.params.uid, ...windowOf(call) }),
    answers: listOf(authTokenShape),
    print: ({ rows }) => rows.map(printAuthToken),
    meta: pageMeta,
  }),
  route({
    method: "DELETE",
    path: TOKENS,
    operation: "flushAuthTokens",
    input: ({ params }) => ({ uid: params.uid }),
    answers: doneShape,
    print: (uid) => done(`Cleared Auth Tokens successfully for uid ${uid}.`),
  }),
  route({
    method: "GET",
    path: TOKEN,
    operation: "getAuthToken",
    input: tokenOf,
    answers: authTokenShape,
    print: printAuthToken,
  }),
  route({
    method: "PUT",
    path: TOKEN,
    operation: "updateAuthToken",
    input: (call) => ({ ...deviceOf(call), ...tokenOf(call) }),
    answers: authTokenShape,
    print: printAuthToken,
  }),
  route({
    method: "DELETE",
    path: TOKEN,
    operation: "deleteAuthToken",
    input: tokenOf,
    answers: doneShape,
    print: ({ uid }) => done(`The auth token of the user with uid ${uid} has been deleted successfully.`),
  }),
];

function tokenOf({ params }: Call) {
  return { uid: params.uid, authToken: params.authToken };
}

function deviceOf({ body }: Call) {
  return { platform: body.platform, userAgent: body.userAgent, appInfo: body.appInfo };
}
