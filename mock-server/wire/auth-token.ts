import * as z from "zod";
import type { AuthToken } from "../simulator/records.ts";
import type { Fields } from "./json-text.ts";
import { type Of, shape } from "./shape.ts";
import { anyObject, anyText, filled, seconds } from "./words.ts";

export const authTokenShape = shape("AuthToken", () =>
  z.strictObject({
    uid: filled,
    authToken: filled,
    createdAt: seconds,
    platform: anyText.optional(),
    userAgent: anyText.optional(),
    appInfo: anyObject.optional(),
  }),
);

/** docs: rest-api/auth-tokens. The session's jwt is not part of it. */
export function printAuthToken(token: AuthToken): Fields<Of<typeof authTokenShape>> {
  return {
    uid: token.uid,
    authToken: token.authToken,
    createdAt: token.createdAt,
    platform: token.platform,
    userAgent: token.userAgent,
    appInfo: token.appInfo,
  };
}
