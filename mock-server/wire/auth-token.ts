import type { AuthToken } from "../simulator/records.ts";
import type { Fields } from "./json-text.ts";

/** docs: rest-api/auth-tokens. The session's jwt is not part of it. */
export function printAuthToken(token: AuthToken): Fields {
  return {
    uid: token.uid,
    authToken: token.authToken,
    createdAt: token.createdAt,
    platform: token.platform,
    userAgent: token.userAgent,
    appInfo: token.appInfo,
  };
}
