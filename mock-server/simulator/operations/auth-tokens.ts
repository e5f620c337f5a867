import * as z from "zod";
import { serviceError } from "../errors.ts";
import { flagField, jsonObject, patchOf } from "../fields.ts";
import { requireUser } from "../lookups.ts";
import { type Context, operation } from "../operation.ts";
import { type Page, paginate, windowFields } from "../paging.ts";
import type { AuthToken } from "../records.ts";
import { knownId } from "../rules/identifiers.ts";
import { mintToken, revokeToken } from "../tokens.ts";

const deviceFields = {
  platform: z.string().optional(),
  userAgent: z.string().optional(),
  deviceId: z.string().optional(),
  appInfo: jsonObject.optional(),
};

const tokenOfUser = z.object({ uid: knownId, authToken: z.string() });

/** docs: rest-api/auth-tokens. A new token is made whether or not `force` is given (undocumented). */
export const createAuthToken = operation({
  name: "createAuthToken",
  access: "key",
  input: () => z.object({ uid: knownId, force: flagField.optional(), ...deviceFields }),
  run(context, { uid, platform, userAgent, deviceId, appInfo }): AuthToken {
    const user = requireUser(context.state, uid);
    const device = { platform, userAgent, deviceId, appInfo };
    return mintToken(context, user.uid, device, context.actor.viaAuthKey);
  },
});

/** docs: rest-api/auth-tokens. Newest first. */
export const listAuthTokens = operation({
  name: "listAuthTokens",
  access: "key",
  input: () => z.object({ uid: knownId, ...windowFields }),
  run({ state }, { uid, ...window }): Page<AuthToken> {
    return paginate(state.authTokens.list("byUser", requireUser(state, uid).uid).toReversed(), window);
  },
});

export const getAuthToken = operation({
  name: "getAuthToken",
  access: "key",
  input: () => tokenOfUser,
  run: requireToken,
});

export const updateAuthToken = operation({
  name: "updateAuthToken",
  access: "key",
  input: () => tokenOfUser.extend(deviceFields),
  run(context, { uid, authToken, ...device }): AuthToken {
    const updated = { ...requireToken(context, { uid, authToken }), ...patchOf(device) };
    context.state.authTokens.put(updated);
    return updated;
  },
});

/** Ends the sessions on the token too. docs: rest-api/auth-tokens */
export const deleteAuthToken = operation({
  name: "deleteAuthToken",
  access: "key",
  input: () => tokenOfUser,
  run(context, input): AuthToken {
    const token = requireToken(context, input);
    revokeToken(context, token, "revoked");
    return token;
  },
});

/** Logs the user out everywhere. docs: rest-api/auth-tokens */
export const flushAuthTokens = operation({
  name: "flushAuthTokens",
  access: "key",
  input: () => z.object({ uid: knownId }),
  run(context, { uid }): string {
    const user = requireUser(context.state, uid);
    for (const token of [...context.state.authTokens.list("byUser", user.uid)])
      revokeToken(context, token, "revoked");
    return user.uid;
  },
});

function requireToken({ state }: Context, { uid, authToken }: z.output<typeof tokenOfUser>): AuthToken {
  const user = requireUser(state, uid);
  const token = state.authTokens.get(authToken);
  if (!token) throw serviceError("ERR_AUTH_TOKEN_NOT_FOUND", { authToken });
  if (token.uid !== user.uid) throw serviceError("ERR_AUTHTOKEN_NOT_ACCESSIBLE", { authToken });
  return token;
}
