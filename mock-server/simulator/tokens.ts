import { dropConnections } from "./connections.ts";
import { makeJwt } from "./jwt.ts";
import type { Context } from "./operation.ts";
import type { AuthToken } from "./records.ts";
import { LIMITS } from "./rules/limits.ts";
import { nextSerial } from "./state.ts";

/** What a client tells of its device when it gets or opens a session. */
export type DeviceDetails = Pick<AuthToken, "platform" | "userAgent" | "deviceId" | "appInfo">;

/**
 * Makes an auth token: uid, ten-digit seconds, thirty hex digits. The newest {@link LIMITS.authTokensPerUser} of a
 * user stay valid. docs: rest-api/auth-tokens
 */
export function mintToken(
  context: Context,
  uid: string,
  device: DeviceDetails,
  mintedByLogin: boolean,
): AuthToken {
  const { state, now, randomness } = context;
  const serial = nextSerial(state, `authToken ${uid}`);
  const authToken = `${uid}_${now}${randomness.hex(30, "authToken", uid, serial)}`;
  const token: AuthToken = {
    ...device,
    authToken,
    uid,
    serial,
    createdAt: now,
    mintedByLogin,
    jwt: jwtOf(context, uid, serial, 1),
    sessions: 1,
  };
  state.authTokens.put(token);
  const tokens = state.authTokens.list("byUser", uid);
  if (tokens.length > LIMITS.authTokensPerUser && tokens[0]) revokeToken(context, tokens[0], "revoked");
  return token;
}

/** Removes a token and ends the sessions that live on it. */
export function revokeToken(context: Context, token: AuthToken, reason: "logout" | "revoked"): void {
  context.state.authTokens.remove(token.authToken);
  endSockets(context, token, reason);
}

/**
 * Ends the session of the device that asks. A token that a login by key had made goes with it; one that the app's server
 * had made stays valid for the next login, with a new jwt, unless other devices are connected by it (undocumented,
 * assumed): these are left alone.
 */
export function endSession(context: Context, token: AuthToken): void {
  const { state, resource } = context;
  if (token.mintedByLogin) {
    revokeToken(context, token, "logout");
    return;
  }
  const connected = state.connections.list("byToken", token.authToken);
  const own = connected.filter(({ deviceId }) => resource === undefined || deviceId === resource);
  if (own.length < connected.length) {
    dropConnections(context, own, "logout");
    return;
  }
  const sessions = token.sessions + 1;
  state.authTokens.put({
    ...token,
    sessions,
    jwt: jwtOf(context, token.uid, token.serial, sessions),
  });
  endSockets(context, token, "logout");
}

/** A session that ends takes its sockets and its push token with it. */
function endSockets(context: Context, token: AuthToken, reason: "logout" | "revoked"): void {
  context.state.pushTokens.remove(token.authToken);
  dropConnections(context, [...context.state.connections.list("byToken", token.authToken)], reason);
}

function jwtOf(context: Context, uid: string, serial: number, session: number): string {
  return makeJwt(context, uid, {}, ["jwt", uid, serial, session]);
}
